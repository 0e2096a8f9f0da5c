// The built headless server as a process of its own.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { connectToBridge, type Call } from './bridge-client.ts';

export interface HeadlessOptions {
  /** The project's folder, with the build in `out/`. */
  readonly root: string;
  /** Another build of the program than `out/main/headless.js`. */
  readonly program?: string;
  readonly dataDir: string;
  readonly host: string;
  /** A free one by default. */
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Switches for Node itself, such as `--cpu-prof`. */
  readonly nodeArgs?: readonly string[];
}

export interface Headless {
  readonly process: ChildProcess;
  readonly port: number;
  readonly call: Call;
  /** Ends it as an interrupt does and waits until it has ended. */
  stop(): Promise<void>;
}

/** A TCP port of loopback that nobody listens on now. */
export const findFreePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
};

/** Starts the server and resolves when it listens. Rejects with what it said if it ends instead. */
export const startHeadless = async (options: HeadlessOptions): Promise<Headless> => {
  const { root, dataDir, host, port = 0 } = options;
  const child = spawn(
    process.execPath,
    [
      ...(options.nodeArgs ?? []),
      options.program ?? join(root, 'out/main/headless.js'),
      ...['--data', dataDir, '--host', host, '--port', String(port), '--listen', '127.0.0.1'],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...options.env } },
  );
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(child, 'exit');
  const firstLine = once(createInterface({ input: child.stdout }), 'line') as Promise<[string]>;
  const line = await Promise.race([firstLine, ended.then(() => undefined)]);
  if (line === undefined) throw new Error(`the headless server ended: ${said}`);
  const ready = JSON.parse(line[0]) as { port: number };
  return {
    process: child,
    port: ready.port,
    call: await connectToBridge(dataDir),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await ended;
    },
  };
};
