// The HTTPS listener: TLS, limits and dispatch by the route table. Before it is known who asks, as little as possible is
// spent: a connection has one request under way, a body is kept within the bounds of all connections together, and of a
// device's message nothing is kept before its signature names a certificate of ours.
import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { say } from '../../shared/locales/admin-texts.ts';
import { AppError, ProtocolError, isAppError } from '../core/errors.ts';
import type { Clock, Logger } from '../core/ports.ts';
import { clientAddressOf, networkOf, trustedProxiesOf } from '../wire/client-network.ts';
import type { MdmRequest, MdmResponse } from '../wire/http.ts';
import { maxKeptBytes, type LogRejection } from '../mdm/rejections.ts';
import { sendAnswer } from './answer.ts';
import { readBody } from './body.ts';
import { createBodyBudget, type BodyLimits } from './body-budget.ts';
import { errorResponse } from './failure.ts';
import { findRoute, type FoundRoute, type Route, type RouteHandlers } from './routes.ts';
import { createStalledReaders } from './stalled-readers.ts';
import { createTurns, type TurnLimits } from './turns.ts';
import { minute } from '../core/durations.ts';

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
  /** How long a reader may take nothing of its answer. */
  readonly stillMs: number;
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
  /**
   * Throws unless the headers of a request to a route for devices name a certificate of ours. The body of one that does
   * not is thrown away but for its beginning, which the handler gets to refuse and to log.
   */
  readonly requireDevice?: (headers: MdmRequest['headers']) => void;
  readonly limits?: { readonly bodies?: BodyLimits; readonly turns?: TurnLimits };
  readonly times?: Partial<ListenerTimes>;
}

export interface Listener {
  /** Resolves with the port in use. Throws `listener.portTaken` or `listener.failed`. */
  start(options: { port: number; tls: TlsMaterial; address?: string }): Promise<number>;
  /** Uses another certificate for connections from now on. */
  setTls(tls: TlsMaterial): void;
  /** Believes these addresses and networks what they say of their clients, from the next request on. */
  trustProxies(networks: readonly string[]): void;
  /** Takes no new connections, lets running requests end (a few seconds at most), then closes. */
  stop(): Promise<void>;
}

const defaultTimes: ListenerTimes = {
  handshakeMs: 10_000,
  headersMs: 10_000,
  requestMs: 30_000,
  keepAliveMs: minute,
  stillMs: 30_000,
  checkEveryMs: 2000,
  stopMs: 5000,
};
const maxConnections = 5000;
/**
 * TLS 1.3, and of TLS 1.2 what has forward secrecy and authenticated encryption: every system since iOS 9 and OS X 10.11
 * offers these (App Transport Security asks for forward secrecy), and CBC with SHA-1 is gone.
 */
const ciphers = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_AES_128_GCM_SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
].join(':');

/** Undefined for a target that is none, such as `//`. */
const urlOf = ({ url = '/' }: IncomingMessage): URL | undefined => {
  const base = 'https://listener';
  return URL.canParse(url, base) ? new URL(url, base) : undefined;
};

const headersOf = (request: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );

const nothing = Buffer.alloc(0);

type Head = Omit<MdmRequest, 'body'>;

const headOf = (request: IncomingMessage, url: URL, found: FoundRoute | undefined, remoteAddress: string): Head => ({
  method: request.method as MdmRequest['method'],
  path: url.pathname,
  parameters: found?.parameters ?? new Map<string, string>(),
  // Apple's clients percent-encode, as RFC 3986 wants: a plus in a name is a plus and no blank.
  query: new URLSearchParams(url.search.replaceAll('+', '%2B')),
  headers: headersOf(request),
  remoteAddress,
});

type Reply = MdmResponse & { readonly close?: boolean };

const plain = (status: number, text: string, headers: Readonly<Record<string, string>> = {}): MdmResponse => ({
  status,
  headers: { 'content-type': 'text/plain', ...headers },
  body: `${text}\n`,
});

/** How long a client waits that met a busy server; Apple's clients try again by themselves. Seconds. */
const retryAfter = '60';

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

  let proxies = trustedProxiesOf([]);
  const budget = createBodyBudget(deps.limits?.bodies);
  const turns = createTurns(() => {
    logger.debug('a connection asked for more than is served at once');
  }, deps.limits?.turns);
  const readers = createStalledReaders(times.stillMs, () => {
    logger.debug('a client that did not read its answer was cut off');
  });

  const logSlow = async (request: IncomingMessage, remoteAddress: string): Promise<void> => {
    const why = `The body did not arrive within ${String(times.requestMs / 1000)} seconds; the client may try again.`;
    const url = urlOf(request);
    if (url === undefined) return;
    const call = { ...headOf(request, url, undefined, remoteAddress), body: nothing };
    await logRejection(call, new ProtocolError('device.rejected', why), { action: 'Unknown Message' }).catch(
      (error: unknown) => {
        logger.error('a slow client could not be logged', { error });
      },
    );
  };

  /** Whether the body may be believed once it is there. For routes of devices this is known from the headers. */
  const mayBeBelieved = (route: Route, headers: MdmRequest['headers']): boolean => {
    if (route.caller !== 'device' || !deps.requireDevice) return true;
    try {
      deps.requireDevice(headers);
      return true;
    } catch (error) {
      if (!isAppError(error)) throw error;
      // Not answered here: the handler refuses by the same check, and its row in the log says who it claims to be.
      return false;
    }
  };

  const dispatch = async (request: IncomingMessage, url: URL, remoteAddress: string): Promise<Reply> => {
    const found = findRoute(url.pathname);
    if (!found) return plain(404, 'There is nothing here.');
    const { route } = found;
    const method = request.method ?? '';
    const effective = method === 'HEAD' ? 'GET' : method;
    if (!route.methods.some((candidate) => candidate === effective)) {
      return { status: 405, headers: { allow: allowed(route) }, close: true };
    }
    const head = headOf(request, url, found, remoteAddress);
    const keep = mayBeBelieved(route, head.headers) ? undefined : maxKeptBytes;
    const body = await readBody(request, { limit: route.limit, keep, network: networkOf(remoteAddress) }, budget);
    try {
      if (body.outcome === 'crowded-out') {
        return { ...plain(503, 'The server is busy; try again.', { 'retry-after': retryAfter }), close: true };
      }
      const call = { ...head, body: body.bytes };
      if (body.outcome === 'too-large') {
        const why = `At most ${String(route.limit)} bytes are accepted at ${route.path}.`;
        await logRejection(call, new ProtocolError('device.rejected', why), { action: 'Unknown Message' });
        return { ...plain(413, why), close: true };
      }
      return await handlers[route.handler as keyof RouteHandlers](call);
    } finally {
      body.release();
    }
  };

  const replyTo = async (request: IncomingMessage): Promise<Reply | 'nobody-there'> => {
    // Before the client goes away and takes it along.
    const { socket } = request;
    const remoteAddress = clientAddressOf(socket.remoteAddress ?? '', request.headers, proxies);
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
    const { socket } = request;
    const transmit = async (reply: Reply): Promise<void> => {
      // What was not read of the request must not be taken for the next one on this connection.
      if (reply.close || !request.complete) response.setHeader('connection', 'close');
      readers.watch(socket);
      response.once('close', () => {
        readers.release(socket);
      });
      await sendAnswer(request, response, reply);
    };
    try {
      const reply = await replyTo(request);
      if (reply === 'nobody-there' || response.destroyed) return;
      try {
        await transmit(reply);
      } catch (error) {
        // An answer that cannot be sent, such as one with a header that HTTP does not allow, is our fault.
        if (response.headersSent) throw error;
        await transmit(errorResponse(error, logger));
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
    ciphers,
    // The order is ours.
    honorCipherOrder: true,
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
          turns.take(request, response, () => {
            const served: Promise<void> = serve(request, response).finally(() => running.delete(served));
            running.add(served);
            return served;
          });
        });
        const watch = setInterval(() => {
          readers.check();
        }, times.checkEveryMs);
        watch.unref();
        created.once('close', () => {
          clearInterval(watch);
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

    trustProxies(networks) {
      proxies = trustedProxiesOf(networks);
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
