// What the `russet` command does. Standard output carries JSON and nothing else; words for people go to standard error.
import { z } from 'zod';
import type { ErrorEnvelope } from '../../shared/errors.ts';
import { contract } from '../../shared/ipc/contract.ts';
import { readBridgeFile, type BridgeFile } from '../admin/bridge-file.ts';

/** Exit codes. */
export const exitCodes = { ok: 0, refused: 1, usage: 2, notRunning: 3 } as const;

export interface Terminal {
  /** Standard output. */
  out(text: string): void;
  /** Standard error. */
  say(text: string): void;
  /** Whole standard input. */
  readInput(): Promise<string>;
}

const usage = `Usage: russet [--data DIR] COMMAND
  call METHOD [JSON]   call a method; JSON is its input, "-" reads it from standard input
  methods [METHOD]     list all methods, or one, with the JSON schemas of input and output
  events               print changes as they happen, one JSON object a line
Finds the running Russet by --data DIR, else RUSSET_DATA, else the usual folder of the app.
Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 Russet is not running.`;

const answerSchema = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.custom<ErrorEnvelope>((value) => typeof value === 'object') }),
]);

class NotRunning extends Error {}
class Usage extends Error {}

const notRunning = (dataFolder: string): NotRunning =>
  new NotRunning(
    `Russet does not run with the data folder ${dataFolder}, or does not let the command line in. ` +
      'Start it, and switch on "Command line access" on the Server page; or name its folder with --data DIR.',
  );

const requireBridge = async (dataFolder: string): Promise<BridgeFile> => {
  const bridge = await readBridgeFile(dataFolder);
  if (!bridge) throw notRunning(dataFolder);
  return bridge;
};

/** A file that a killed instance left behind leads to a port where nobody answers. */
const reach = async (dataFolder: string, path: string, init: RequestInit): Promise<Response> => {
  const { url, token } = await requireBridge(dataFolder);
  try {
    return await fetch(url + path, { ...init, headers: { authorization: `Bearer ${token}` } });
  } catch (error) {
    if (error instanceof TypeError) throw notRunning(dataFolder);
    throw error;
  }
};

const parseInput = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Usage(`The input is not JSON: ${text.slice(0, 80)}`);
  }
};

const call = async (dataFolder: string, args: readonly string[], terminal: Terminal): Promise<number> => {
  const [method, text = '{}'] = args;
  if (method === undefined || args.length > 2) throw new Usage('call needs METHOD and at most one JSON text.');
  const input = parseInput(text === '-' ? await terminal.readInput() : text);
  const response = await reach(dataFolder, `/call/${encodeURIComponent(method)}`, {
    method: 'POST',
    body: JSON.stringify(input),
  });
  const answer = answerSchema.parse(await response.json());
  if (answer.ok) {
    terminal.out(`${JSON.stringify(answer.value, null, 2)}\n`);
    return exitCodes.ok;
  }
  terminal.out(`${JSON.stringify({ error: answer.error }, null, 2)}\n`);
  terminal.say(`${answer.error.code}: ${answer.error.message}\n`);
  return exitCodes.refused;
};

const methods = (args: readonly string[], terminal: Terminal): number => {
  // `--json` is what people try; the answer is JSON anyway.
  const [wanted, ...more] = args.filter((arg) => arg !== '--json');
  if (more.length > 0 || (wanted !== undefined && !Object.hasOwn(contract, wanted))) {
    throw new Usage(`There is no method ${[wanted, ...more].join(' ')}.`);
  }
  const list = Object.entries(contract)
    .filter(([name]) => wanted === undefined || name === wanted)
    .map(([name, { summary, input, output }]) => ({
      name,
      summary,
      input: z.toJSONSchema(input, { io: 'input' }),
      output: z.toJSONSchema(output, { io: 'output' }),
    }));
  terminal.out(`${JSON.stringify(list, null, 2)}\n`);
  return exitCodes.ok;
};

const events = async (dataFolder: string, args: readonly string[], terminal: Terminal): Promise<number> => {
  if (args.length > 0) throw new Usage('events takes no arguments.');
  const response = await reach(dataFolder, '/events', {});
  if (!response.ok || response.body === null) throw notRunning(dataFolder);
  const text = new TextDecoder();
  try {
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      terminal.out(text.decode(chunk, { stream: true }));
    }
  } catch (error) {
    if (error instanceof TypeError) throw new NotRunning('The connection broke off: Russet has ended.');
    throw error;
  }
  return exitCodes.ok;
};

const takeDataFolder = (args: readonly string[], fallback: string): { folder: string; rest: string[] } => {
  const at = args.indexOf('--data');
  if (at < 0) return { folder: fallback, rest: [...args] };
  const folder = args[at + 1];
  if (folder === undefined || folder.startsWith('--')) throw new Usage('--data needs a folder.');
  return { folder, rest: [...args.slice(0, at), ...args.slice(at + 2)] };
};

/** Runs one command; resolves to the exit code. `dataFolder` is used unless `--data` names another. */
export const runCommand = async (args: readonly string[], dataFolder: string, terminal: Terminal): Promise<number> => {
  try {
    const { folder, rest } = takeDataFolder(args, dataFolder);
    const [command, ...more] = rest;
    switch (command) {
      case 'call':
        return await call(folder, more, terminal);
      case 'methods':
        return methods(more, terminal);
      case 'events':
        return await events(folder, more, terminal);
      case 'help':
      case '--help':
        terminal.say(`${usage}\n`);
        return exitCodes.ok;
      case undefined:
      default:
        throw new Usage(command === undefined ? 'No command.' : `There is no command ${command}.`);
    }
  } catch (error) {
    if (error instanceof NotRunning) {
      terminal.say(`${error.message}\n`);
      return exitCodes.notRunning;
    }
    if (error instanceof Usage) {
      terminal.say(`${error.message}\n${usage}\n`);
      return exitCodes.usage;
    }
    throw error;
  }
};
