// Runs a command-line tool of the system. A missing tool fails the test: interoperation is not optional.
import { execFile } from 'node:child_process';

export interface ToolResult {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Runs a tool to its end; a failing exit code is a result, a missing tool an error. */
export const tryTool = (file: string, args: readonly string[], input?: Uint8Array): Promise<ToolResult> =>
  new Promise((resolve, reject) => {
    const child = execFile(file, args, { encoding: 'buffer', timeout: 60_000 }, (error, stdout, stderr) => {
      if (error?.code === 'ENOENT') {
        reject(new Error(`${file} is not installed; scripts/setup installs it on Debian`, { cause: error }));
        return;
      }
      const code = error ? (typeof error.code === 'number' ? error.code : 1) : 0;
      resolve({ code, stdout, stderr: stderr.toString() });
    });
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });

/** Runs a tool that must succeed; gives its standard output. */
export const runTool = async (file: string, args: readonly string[], input?: Uint8Array): Promise<Buffer> => {
  const { code, stdout, stderr } = await tryTool(file, args, input);
  if (code !== 0)
    throw new Error(`${file} ${args.join(' ')} ended with ${code}: ${stderr} ${stdout.toString().slice(0, 2000)}`);
  return stdout;
};
