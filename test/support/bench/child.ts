// Parts of the bench that need a process of their own: the load generator and the bare server it is compared with.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { runLoad, type LoadOptions, type LoadResult } from '../device/load.ts';

export interface TlsIdentity {
  readonly certificatePem: string;
  readonly keyPem: string;
}

const send = (message: unknown): void => {
  process.send?.(message);
};

const serveBare = (): void => {
  process.once('message', ({ certificatePem, keyPem }: TlsIdentity) => {
    const server = createServer(
      { cert: certificatePem, key: keyPem, minVersion: 'TLSv1.2', noDelay: true, keepAliveTimeout: 60_000 },
      (request, response) => {
        request.on('data', () => undefined);
        request.on('end', () => {
          response.writeHead(200, { 'content-length': 0 });
          response.end();
        });
      },
    );
    server.listen(0, '127.0.0.1', () => {
      send((server.address() as AddressInfo).port);
    });
  });
};

const generateLoad = (): void => {
  process.on('message', (options: LoadOptions) => {
    // Advanced serialization turns buffers into plain byte arrays.
    const requests = options.requests.map((bytes) => Buffer.from(bytes));
    void runLoad({ ...options, requests }).then(send);
  });
};

const roles: Readonly<Record<string, () => void>> = { 'bare-server': serveBare, load: generateLoad };

/** Plays the role named on the command line, if there is one. */
export const playRole = (role: string | undefined): boolean => {
  const play = role === undefined ? undefined : roles[role];
  if (play === undefined) return false;
  process.on('disconnect', () => process.exit());
  play();
  return true;
};

const startRole = (role: string): ChildProcess =>
  fork(process.argv[1] ?? '', ['--role', role], { serialization: 'advanced', stdio: 'inherit' });

const answerOf = async (child: ChildProcess): Promise<unknown> => {
  const [answer] = (await once(child, 'message')) as [unknown];
  return answer;
};

export interface BareServer {
  readonly port: number;
  stop(): void;
}

/** A `node:https` server that reads the body and answers 200, in its own process. */
export const startBareServer = async (identity: TlsIdentity): Promise<BareServer> => {
  const child = startRole('bare-server');
  child.send(identity);
  return { port: (await answerOf(child)) as number, stop: () => child.disconnect() };
};

export interface LoadGenerator {
  run(options: LoadOptions): Promise<LoadResult>;
  stop(): void;
}

/** The load generator in its own process; one run at a time. */
export const startLoadGenerator = (): LoadGenerator => {
  const child = startRole('load');
  return {
    async run(options) {
      child.send(options);
      return (await answerOf(child)) as LoadResult;
    },
    stop: () => child.disconnect(),
  };
};
