// The contract on loopback HTTP, for the command line and for scripts on this computer.
//
// Whoever can read the token file may call everything. Web pages cannot: a browser sends an Origin, or a foreign Host when
// a name was rebound to loopback, and both are refused before anything else is looked at.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ErrorCode, errorEnvelope } from '../../shared/errors.ts';
import type { CoreEvent } from '../../shared/ipc/events.ts';
import { verbatim } from '../../shared/locales/admin-texts.ts';
import { minute } from '../core/durations.ts';
import type { Logger } from '../core/ports.ts';
import { removeBridgeFile, writeBridgeFile } from './bridge-file.ts';
import type { Admin, CallResult } from './dispatch.ts';

/** Enough for the largest input of the contract, a configuration profile. */
const bodyLimit = 4 * 1024 * 1024;
/** An event reader that lets more than this pile up is cut off. */
const eventBacklogLimit = 1024 * 1024;

export interface BridgeDeps {
  readonly admin: Admin;
  readonly events: { subscribe(listener: (event: CoreEvent) => void): () => void };
  readonly dataFolder: string;
  readonly logger: Logger;
}

export interface Bridge {
  /** Resolves to the origin once the token file is in place. Does nothing when it already runs. */
  start(): Promise<string>;
  /** Removes the token file, ends event streams and takes no more calls. Does not wait: the call under way may be the one that stops it. */
  stop(): Promise<void>;
  /** Resolves when no call is under way any more. */
  drain(): Promise<void>;
}

class Refusal extends Error {
  readonly status: number;
  readonly code: ErrorCode;

  constructor(status: number, code: ErrorCode, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares digests, so that neither length nor content of the token shows in the time it takes. */
const sameToken = (given: string, token: string): boolean => timingSafeEqual(digest(given), digest(token));

const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > bodyLimit) throw new Refusal(413, 'input.invalid', 'The input is larger than 4 MB.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const parseBody = (text: string): unknown => {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Refusal(400, 'input.invalid', 'The body is not JSON.');
  }
};

const sendJson = (response: ServerResponse, status: number, result: CallResult): void => {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(result));
};

export const createBridge = ({ admin, events, dataFolder, logger }: BridgeDeps): Bridge => {
  let running: { server: Server; origin: string; token: string; streams: Set<ServerResponse> } | undefined;

  const underWay = new Set<Promise<CallResult>>();

  const callAdmin = async (method: string, input: unknown): Promise<CallResult> => {
    const call = admin.call(method, input, 'command-line');
    underWay.add(call);
    try {
      return await call;
    } finally {
      underWay.delete(call);
    }
  };

  const authorize = (request: IncomingMessage, port: number, token: string): void => {
    const { host, origin, authorization } = request.headers;
    if (origin !== undefined || (host !== `127.0.0.1:${String(port)}` && host !== `localhost:${String(port)}`)) {
      throw new Refusal(403, 'access.denied', 'Web pages and other computers may not call Russet.');
    }
    const given = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
    if (given === undefined || !sameToken(given, token)) {
      throw new Refusal(
        401,
        'access.denied',
        'The token is missing or wrong. It stands in bridge.json of the data folder.',
      );
    }
  };

  /** One JSON object a line until the reader goes away or the bridge stops. */
  const streamEvents = (response: ServerResponse, streams: Set<ServerResponse>): void => {
    response.writeHead(200, { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' });
    response.flushHeaders();
    const unsubscribe = events.subscribe((event) => {
      response.write(`${JSON.stringify(event)}\n`);
      if (response.writableLength > eventBacklogLimit) response.destroy();
    });
    streams.add(response);
    response.on('close', () => {
      unsubscribe();
      streams.delete(response);
    });
  };

  const answer = async (
    request: IncomingMessage,
    response: ServerResponse,
    context: { readonly port: number; readonly token: string; readonly streams: Set<ServerResponse> },
  ): Promise<void> => {
    try {
      authorize(request, context.port, context.token);
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      if (request.method === 'GET' && pathname === '/events') {
        streamEvents(response, context.streams);
        return;
      }
      const method = /^\/call\/([A-Za-z.]+)$/.exec(pathname)?.[1];
      if (method === undefined || request.method !== 'POST') {
        throw new Refusal(404, 'method.unknown', 'Use POST /call/<method> or GET /events.');
      }
      const input = parseBody(await readBody(request));
      sendJson(response, 200, await callAdmin(method, input));
    } catch (error) {
      if (response.headersSent || response.destroyed) return;
      const refusal = error instanceof Refusal ? error : new Refusal(400, 'input.invalid', 'The request broke off.');
      // The rest of a refused body is not read.
      response.setHeader('connection', 'close');
      sendJson(response, refusal.status, {
        ok: false,
        error: errorEnvelope(refusal.code, verbatim(refusal.message)),
      });
    }
  };

  return {
    async start() {
      if (running) return running.origin;
      const token = randomBytes(32).toString('base64url');
      const streams = new Set<ServerResponse>();
      let port = 0;
      const server = createServer({ headersTimeout: 10_000, requestTimeout: minute }, (request, response) => {
        void answer(request, response, { port, token, streams });
      });
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(0, '127.0.0.1', resolve);
      });
      port = (server.address() as AddressInfo).port;
      const origin = `http://127.0.0.1:${String(port)}`;
      running = { server, origin, token, streams };
      try {
        await writeBridgeFile(dataFolder, { url: origin, token, pid: process.pid });
      } catch (error) {
        running = undefined;
        server.close();
        throw error;
      }
      logger.info('the command line is let in', { origin });
      return origin;
    },

    async stop() {
      if (!running) return;
      const { server, token, streams } = running;
      running = undefined;
      await removeBridgeFile(dataFolder, token);
      for (const stream of streams) stream.end();
      // A call that switches the bridge off still gets its answer: only idle connections are closed.
      server.close();
      server.closeIdleConnections();
      logger.info('the command line is shut out');
    },

    async drain() {
      await Promise.all(underWay);
    },
  };
};
