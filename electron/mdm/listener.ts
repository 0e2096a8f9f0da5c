// The HTTPS listener: TLS, limits, dispatch by the route table, and the one place where an error becomes a status.
import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError, isAppError } from '../core/errors.ts';
import type { Logger } from '../core/ports.ts';
import type { MdmRequest, MdmResponse } from './http.ts';
import { findRoute, type Route, type RouteHandlers } from './routes.ts';

export interface TlsMaterial {
  /** PEM, leaf first. */
  readonly certificate: string;
  readonly privateKey: string;
}

export interface ListenerDeps {
  readonly handlers: RouteHandlers;
  readonly logger: Logger;
}

export interface Listener {
  /** Resolves with the port in use. Throws `listener.portTaken` or `listener.failed`. */
  start(options: { port: number; tls: TlsMaterial; address?: string }): Promise<number>;
  /** Uses another certificate for connections from now on. */
  setTls(tls: TlsMaterial): void;
  /** Takes no new connections, lets running requests end, then closes. */
  stop(): Promise<void>;
}

const headersTimeoutMs = 10_000;
const requestTimeoutMs = 30_000;
const keepAliveTimeoutMs = 60_000;
const maxConnections = 5000;

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
    if (Number(request.headers['content-length'] ?? 0) > limit) {
      resolve('too-large');
      return;
    }
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > limit) {
        request.removeAllListeners('data');
        resolve('too-large');
      } else chunks.push(chunk);
    });
    request.on('end', () => {
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
    });
    request.on('error', reject);
    request.on('aborted', () => {
      reject(new Error('aborted'));
    });
  });

const send = (response: ServerResponse, reply: MdmResponse, headOnly: boolean): void => {
  const body =
    reply.body === undefined ? undefined : typeof reply.body === 'string' ? Buffer.from(reply.body) : reply.body;
  response.writeHead(reply.status, { ...reply.headers, 'content-length': body?.length ?? 0 });
  response.end(headOnly ? undefined : body);
};

const headersOf = (request: IncomingMessage): Record<string, string> => {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
};

const allowed = (route: Route): string =>
  route.methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ');

export const createListener = ({ handlers, logger }: ListenerDeps): Listener => {
  let server: Server | undefined;

  const dispatch = async (request: IncomingMessage, url: URL): Promise<MdmResponse & { close?: boolean }> => {
    const route = findRoute(url.pathname);
    if (!route) return { status: 404, headers: { 'content-type': 'text/plain' }, body: 'There is nothing here.\n' };
    const method = request.method ?? '';
    const effective = method === 'HEAD' ? 'GET' : method;
    if (!route.methods.some((candidate) => candidate === effective)) {
      return { status: 405, headers: { allow: allowed(route) }, close: true };
    }
    const body = await readBody(request, route.limit);
    if (body === 'too-large') {
      return {
        status: 413,
        headers: { 'content-type': 'text/plain' },
        body: `At most ${String(route.limit)} bytes are accepted here.\n`,
        close: true,
      };
    }
    const call: MdmRequest = {
      method: method as MdmRequest['method'],
      path: url.pathname,
      query: url.searchParams,
      headers: headersOf(request),
      body,
      remoteAddress: request.socket.remoteAddress ?? '',
    };
    return handlers[route.handler as keyof RouteHandlers](call);
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let reply: MdmResponse & { close?: boolean };
    try {
      reply = await dispatch(request, new URL(request.url ?? '/', 'https://listener'));
    } catch (error) {
      if (request.destroyed && !request.complete) return;
      reply = errorResponse(error, logger);
    }
    if (response.destroyed) return;
    // What was not read of the request must not be taken for the next one on this connection.
    if (reply.close || !request.complete) response.setHeader('connection', 'close');
    send(response, reply, request.method === 'HEAD');
    logger.debug('request', { method: request.method, path: request.url?.split('?', 1)[0], status: reply.status });
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
          headersTimeout: headersTimeoutMs,
          requestTimeout: requestTimeoutMs,
          keepAliveTimeout: keepAliveTimeoutMs,
          noDelay: true,
        });
        created.maxConnections = maxConnections;
        created.on('request', (request, response) => {
          void serve(request, response);
        });
        // A client that breaks TLS off or sends garbage is no news.
        created.on('tlsClientError', (error) => {
          logger.debug('TLS client error', { message: error.message });
        });
        created.on('clientError', (_error, socket) => {
          if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
          else socket.destroy();
        });
        created.once('error', (error: NodeJS.ErrnoException) => {
          reject(
            error.code === 'EADDRINUSE' || error.code === 'EACCES'
              ? new AppError(
                  'listener.portTaken',
                  error.code === 'EACCES'
                    ? `Port ${String(port)} needs administrator rights on this system. Choose a port above 1023 on the Server page.`
                    : `Port ${String(port)} is used by another program. Close it, or choose another port on the Server page.`,
                  { cause: error },
                )
              : new AppError('listener.failed', `The listener could not start: ${error.message}.`, { cause: error }),
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
        closing.close(() => {
          resolve();
        });
        closing.closeIdleConnections();
      }),
  };
};
