// The HTTPS listener: TLS, limits, dispatch by the route table, and the one place where an error becomes a status.
import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { say } from '../../shared/locales/admin-texts.ts';
import { AppError, ProtocolError, isAppError } from '../core/errors.ts';
import type { Clock, Logger } from '../core/ports.ts';
import type { MdmRequest, MdmResponse } from '../wire/http.ts';
import type { LogRejection } from '../mdm/rejections.ts';
import { findRoute, type Route, type RouteHandlers } from './routes.ts';

export interface TlsMaterial {
  /** PEM, leaf first. */
  readonly certificate: string;
  readonly privateKey: string;
}

/** How long a slow client may hold a connection. Milliseconds. */
export interface ListenerTimes {
  /** From the connection to the end of the TLS handshake. */
  readonly handshakeMs: number;
  /** To the end of the headers. */
  readonly headersMs: number;
  /** To the end of the body. */
  readonly requestMs: number;
  /** Between two requests. */
  readonly keepAliveMs: number;
  /** How often the limits are enforced. */
  readonly checkEveryMs: number;
  /** How long a stop waits for requests under way. */
  readonly stopMs: number;
}

export interface ListenerDeps {
  readonly handlers: RouteHandlers;
  readonly logger: Logger;
  readonly clock: Pick<Clock, 'schedule'>;
  /** Told of requests that no handler gets to see, because their body is too large. */
  readonly logRejection: LogRejection;
  readonly times?: Partial<ListenerTimes>;
}

export interface Listener {
  /** Resolves with the port in use. Throws `listener.portTaken` or `listener.failed`. */
  start(options: { port: number; tls: TlsMaterial; address?: string }): Promise<number>;
  /** Uses another certificate for connections from now on. */
  setTls(tls: TlsMaterial): void;
  /** Takes no new connections, lets running requests end (a few seconds at most), then closes. */
  stop(): Promise<void>;
}

const defaultTimes: ListenerTimes = {
  handshakeMs: 10_000,
  headersMs: 10_000,
  requestMs: 30_000,
  keepAliveMs: 60_000,
  checkEveryMs: 2000,
  stopMs: 5000,
};
const maxConnections = 5000;
/** As much of a body beyond the limit is read and thrown away, so that the client hears the answer before the end. */
const maxDiscarded = 16 * 1024 * 1024;

/** Statuses for expected failures. 401 is not among them: on a 401 a device may unenroll. */
const statusOf = (error: AppError): number => {
  switch (error.code) {
    case 'device.unrecognized':
    case 'enrollment.refused':
    case 'access.denied':
      return 403;
    case 'record.notFound':
      return 404;
    case 'enrollment.linkInvalid':
      return 410;
    case 'auth.locked':
      return 429;
    case 'plist.invalid':
    case 'cms.invalid':
    case 'cms.untrusted':
    case 'device.rejected':
    case 'input.invalid':
      return 400;
    case 'push.notConfigured':
    case 'database.full':
      return 503;
    default:
      return 500;
  }
};

/** What the caller hears of a failure: never a stack, and for our own faults only a reference. */
export const errorResponse = (error: unknown, logger: Logger): MdmResponse => {
  if (isAppError(error)) {
    const status = statusOf(error);
    if (status < 500) {
      if (error.code === 'device.unrecognized') {
        return {
          status,
          headers: { 'content-type': 'application/json' },
          // Apple: the code that makes a device drop the enrollment in good order.
          body: JSON.stringify({
            code: 'com.apple.unrecognized.device',
            description: error.message,
            message: 'This device is not managed here any more.',
          }),
        };
      }
      return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: `${error.message}\n` };
    }
  }
  const ref = randomBytes(4).toString('hex');
  logger.error('a request failed', { ref, error });
  return {
    status: isAppError(error) ? statusOf(error) : 500,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: `The server failed. Reference ${ref}.\n`,
  };
};

/** The body up to the route's limit; `too-large` beyond it. */
const readBody = (request: IncomingMessage, limit: number): Promise<Buffer | 'too-large'> =>
  new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > limit + maxDiscarded) {
      resolve('too-large');
      return;
    }
    let chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limit) chunks.push(chunk);
      else chunks = [];
      if (length > limit + maxDiscarded) {
        request.removeAllListeners('data');
        resolve('too-large');
      }
    });
    request.on('end', () => {
      if (length > limit) resolve('too-large');
      else resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
    });
    request.on('error', reject);
    request.on('aborted', () => {
      reject(new Error('aborted'));
    });
  });

const send = (response: ServerResponse, reply: MdmResponse, headOnly: boolean): void => {
  const body = reply.body === undefined || reply.body instanceof Uint8Array ? reply.body : Buffer.from(reply.body);
  response.writeHead(reply.status, { ...reply.headers, 'content-length': body?.length ?? 0 });
  response.end(headOnly ? undefined : body);
};

/** Undefined for a target that is none, such as `//`. */
const urlOf = ({ url = '/' }: IncomingMessage): URL | undefined => {
  const base = 'https://listener';
  return URL.canParse(url, base) ? new URL(url, base) : undefined;
};

const headersOf = (request: IncomingMessage): Record<string, string> => {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
};

const nothing = Buffer.alloc(0);

const callOf = (request: IncomingMessage, url: URL, body: Buffer, remoteAddress: string): MdmRequest => ({
  method: request.method as MdmRequest['method'],
  path: url.pathname,
  query: url.searchParams,
  headers: headersOf(request),
  body,
  remoteAddress,
});

/** What a client hears whose request never became one. Apple's devices retry on any of these. */
const clientErrorStatus = (error: NodeJS.ErrnoException): string => {
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') return '408 Request Timeout';
  if (error.code === 'HPE_HEADER_OVERFLOW') return '431 Request Header Fields Too Large';
  return '400 Bad Request';
};

const allowed = (route: Route): string =>
  route.methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ');

export const createListener = (deps: ListenerDeps): Listener => {
  const { handlers, logger, clock, logRejection } = deps;
  const times = { ...defaultTimes, ...deps.times };
  let server: Server | undefined;
  /** Requests under way, those of clients that went away included. */
  const running = new Set<Promise<void>>();
  /** All connections, also those that have not got as far as HTTP. */
  const sockets = new Set<Duplex>();

  /** Connections that a time limit closes. */
  const tooSlow = new WeakSet<Duplex>();

  const logSlow = async (request: IncomingMessage, remoteAddress: string): Promise<void> => {
    const why = `The body did not arrive within ${String(times.requestMs / 1000)} seconds; the client may try again.`;
    const url = urlOf(request);
    if (url === undefined) return;
    await logRejection(callOf(request, url, nothing, remoteAddress), new ProtocolError('device.rejected', why), {
      action: 'Unknown Message',
    }).catch((error: unknown) => {
      logger.error('a slow client could not be logged', { error });
    });
  };

  const dispatch = async (
    request: IncomingMessage,
    url: URL,
    remoteAddress: string,
  ): Promise<MdmResponse & { close?: boolean }> => {
    const route = findRoute(url.pathname);
    if (!route) return { status: 404, headers: { 'content-type': 'text/plain' }, body: 'There is nothing here.\n' };
    const method = request.method ?? '';
    const effective = method === 'HEAD' ? 'GET' : method;
    if (!route.methods.some((candidate) => candidate === effective)) {
      return { status: 405, headers: { allow: allowed(route) }, close: true };
    }
    const body = await readBody(request, route.limit);
    const call = callOf(request, url, body === 'too-large' ? nothing : body, remoteAddress);
    if (body === 'too-large') {
      const why = `At most ${String(route.limit)} bytes are accepted at ${route.path}.`;
      await logRejection(call, new ProtocolError('device.rejected', why), { action: 'Unknown Message' });
      return { status: 413, headers: { 'content-type': 'text/plain' }, body: `${why}\n`, close: true };
    }
    return handlers[route.handler as keyof RouteHandlers](call);
  };

  const replyTo = async (request: IncomingMessage): Promise<(MdmResponse & { close?: boolean }) | 'nobody-there'> => {
    // Before the client goes away and takes it along.
    const { socket } = request;
    const remoteAddress = socket.remoteAddress ?? '';
    try {
      const url = urlOf(request);
      return url === undefined ? { status: 400, close: true } : await dispatch(request, url, remoteAddress);
    } catch (error) {
      if (!request.destroyed || request.complete) return errorResponse(error, logger);
      if (tooSlow.has(socket)) await logSlow(request, remoteAddress);
      return 'nobody-there';
    }
  };

  /** Never rejects: whatever fails, this client hears of it or loses its connection, and nobody else notices. */
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const transmit = (reply: MdmResponse & { close?: boolean }): void => {
      // What was not read of the request must not be taken for the next one on this connection.
      if (reply.close || !request.complete) response.setHeader('connection', 'close');
      send(response, reply, request.method === 'HEAD');
    };
    try {
      const reply = await replyTo(request);
      if (reply === 'nobody-there' || response.destroyed) return;
      try {
        transmit(reply);
      } catch (error) {
        // An answer that cannot be sent, such as one with a header that HTTP does not allow, is our fault.
        if (response.headersSent) throw error;
        transmit(errorResponse(error, logger));
      }
      logger.debug('request', {
        method: request.method,
        path: request.url?.split('?', 1)[0],
        status: response.statusCode,
      });
    } catch {
      // Not even the failure could be said, or not be logged.
      response.destroy();
    }
  };

  const tlsOptions = (tls: TlsMaterial) => ({
    cert: tls.certificate,
    key: tls.privateKey,
    minVersion: 'TLSv1.2' as const,
  });

  return {
    start: ({ port, tls, address }) =>
      new Promise((resolve, reject) => {
        const created = createServer({
          ...tlsOptions(tls),
          maxHeaderSize: 48 * 1024,
          handshakeTimeout: times.handshakeMs,
          headersTimeout: times.headersMs,
          requestTimeout: times.requestMs,
          keepAliveTimeout: times.keepAliveMs,
          connectionsCheckingInterval: times.checkEveryMs,
          noDelay: true,
        });
        created.maxConnections = maxConnections;
        created.on('request', (request, response) => {
          const served: Promise<void> = serve(request, response).finally(() => running.delete(served));
          running.add(served);
        });
        created.on('connection', (socket) => {
          sockets.add(socket);
          socket.once('close', () => sockets.delete(socket));
        });
        // A client that breaks TLS off or sends garbage is no news. Node leaves the connection open, even after the
        // time limit of the handshake.
        created.on('tlsClientError', (error, socket) => {
          logger.debug('TLS client error', { message: error.message });
          socket.destroy();
        });
        created.on('clientError', (error: NodeJS.ErrnoException, socket) => {
          if (!socket.writable) {
            socket.destroy();
            return;
          }
          // Destroyed as well as ended: a client that never closes its side must not keep the connection.
          const status = clientErrorStatus(error);
          if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') tooSlow.add(socket);
          socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`, () => socket.destroy());
        });
        created.once('error', (error: NodeJS.ErrnoException) => {
          reject(
            error.code === 'EADDRINUSE' || error.code === 'EACCES'
              ? new AppError(
                  'listener.portTaken',
                  error.code === 'EACCES' ? say('errors.portNeedsRights', { port }) : say('errors.portTaken', { port }),
                  { cause: error },
                )
              : new AppError('listener.failed', say('errors.listenerFailed', { reason: error.message }), {
                  cause: error,
                }),
          );
        });
        created.listen({ port, host: address ?? '::', ipv6Only: false }, () => {
          server = created;
          resolve((created.address() as AddressInfo).port);
        });
      }),

    setTls(tls) {
      server?.setSecureContext(tlsOptions(tls));
    },

    stop: () =>
      new Promise((resolve) => {
        const closing = server;
        server = undefined;
        if (!closing) {
          resolve();
          return;
        }
        // Node enforces no time limits on a closing server: a slow client would keep it open for ever.
        const cancel = clock.schedule(times.stopMs, () => {
          for (const socket of sockets) socket.destroy();
        });
        closing.close(() => {
          cancel();
          // A client that went away leaves its request running; what that still writes must find the database open.
          void Promise.allSettled(running).then(() => {
            resolve();
          });
        });
        closing.closeIdleConnections();
      }),
  };
};
