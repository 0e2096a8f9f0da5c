// Client of the Apple Push Notification service over HTTP/2, with the push certificate as TLS client certificate.
// Apple: "Sending notification requests to APNs". One connection is kept and reused; a broken one is replaced on demand.
import { randomUUID } from 'node:crypto';
import http2 from 'node:http2';
import tls from 'node:tls';
import { day, minute } from '../../core/durations.ts';
import type { AppleEndpoints, Clock, Logger } from '../../core/ports.ts';
import { trustingAlso } from '../../net/authorities.ts';
import { backOffMs } from '../../net/retry.ts';
import { classifyAnswer, classifyFailure, classifyReason, type PushResult } from './result.ts';

export interface PushCredentials {
  /** PEM of the push certificate, with its chain if there is one. */
  readonly certificatePem: string;
  readonly privateKeyPem: string;
  /** UID of the certificate's subject, such as com.apple.mgmt.External.<uuid>. */
  readonly topic: string;
}

export interface PushMessage {
  /** Hexadecimal device token. */
  readonly token: string;
  readonly pushMagic: string;
}

export interface ApnsClient {
  readonly topic: string;
  /** Never rejects: every failure is a PushResult. */
  push(message: PushMessage): Promise<PushResult>;
  /**
   * Opens a connection of its own, whatever became of earlier ones, and pushes to a token that is nobody's: only the answer
   * to a request tells what Apple thinks of the certificate. Never rejects; see `speaksForCertificate`.
   */
  check(): Promise<PushResult>;
  state(): 'connected' | 'disconnected';
  /** Lets pushes in flight end, then closes the connection. */
  close(): Promise<void>;
}

export interface ApnsLimits {
  readonly maxStreams: number;
  readonly requestTimeoutMs: number;
  readonly connectTimeoutMs: number;
  /** An idle connection is pinged after this time, to learn whether it is still alive. */
  readonly pingAfterMs: number;
  readonly pingTimeoutMs: number;
  readonly reconnect: { readonly baseMs: number; readonly maxMs: number };
}

const defaultLimits: ApnsLimits = {
  maxStreams: 500,
  requestTimeoutMs: 15_000,
  connectTimeoutMs: 15_000,
  pingAfterMs: 10 * minute,
  pingTimeoutMs: 10_000,
  reconnect: { baseMs: 1000, maxMs: 5 * minute },
};

export interface ApnsClientDeps {
  readonly endpoints: AppleEndpoints;
  readonly credentials: PushCredentials;
  readonly clock: Clock;
  /** 0 (included) to 1 (excluded). */
  readonly random: () => number;
  readonly log: Logger;
  readonly limits?: Partial<ApnsLimits>;
}

/** A token that Apple gives to no device. */
const nobodysToken = '0'.repeat(64);

const weekInSeconds = (7 * day) / 1000;

/** Asked for before a stream was opened or answered: safe to send once more on a fresh connection. */
class ConnectionLost extends Error {
  readonly result: PushResult;
  constructor(result: PushResult) {
    super('reason' in result ? result.reason : result.outcome);
    this.result = result;
  }
}

interface Connection {
  readonly session: http2.ClientHttp2Session;
  /** Set when the server said that it will close, or when the connection is known to be broken. */
  closing: PushResult | undefined;
  stopPing: () => void;
}

/** Creates a client; it connects with the first push. A bad certificate or key shows as outcome 'certificate'. */
export const createApnsClient = (deps: ApnsClientDeps): ApnsClient => {
  const { endpoints, credentials, clock, random, log } = deps;
  const limits = { ...defaultLimits, ...deps.limits };
  let connection: Connection | undefined;
  let connecting: Promise<Connection> | undefined;
  let failures = 0;
  let notBefore = 0;
  let lastFailure: PushResult = { outcome: 'unreachable', reason: 'not connected' };
  let closed = false;
  let active = 0;
  const waiting: (() => void)[] = [];
  const idle: (() => void)[] = [];

  const retire = (of: Connection, result: PushResult): void => {
    of.closing ??= result;
    of.stopPing();
    if (connection === of) connection = undefined;
  };

  const keepAlive = (of: Connection): void => {
    of.stopPing();
    of.stopPing = clock.schedule(limits.pingAfterMs, () => {
      if (of.session.destroyed) return;
      const stopWaiting = clock.schedule(limits.pingTimeoutMs, () => {
        log.warn('APNs does not answer a ping; the connection is replaced');
        retire(of, { outcome: 'unreachable', reason: 'ping timeout' });
        of.session.destroy();
      });
      // The acknowledgement starts the next round; an error ends in the session's close event.
      of.session.ping((error) => {
        stopWaiting();
        if (error === null) keepAlive(of);
      });
      of.stopPing = stopWaiting;
    });
  };

  const watch = (of: Connection): void => {
    of.session.on('goaway', (errorCode: number, _lastStream: number, data?: Uint8Array) => {
      const reason = parseReason(data) ?? `GOAWAY ${String(errorCode)}`;
      log.info('APNs closes the connection', { reason });
      retire(of, classifyReason(reason) ?? { outcome: 'unreachable', reason });
    });
    of.session.on('error', (error) => {
      retire(of, classifyFailure(error));
    });
    of.session.on('close', () => {
      retire(of, { outcome: 'unreachable', reason: 'connection closed' });
    });
  };

  let context: tls.SecureContext | undefined;
  /** Made once for all connections. */
  const secureContext = (): tls.SecureContext => {
    context ??= tls.createSecureContext({
      cert: credentials.certificatePem,
      key: credentials.privateKeyPem,
      ...trustingAlso(endpoints.pushTrustedCertificates),
      minVersion: 'TLSv1.2',
    });
    return context;
  };

  const open = (): Promise<Connection> =>
    new Promise((resolve, reject) => {
      const unusable = findUnusable(credentials);
      if (unusable !== undefined) {
        reject(new ConnectionLost({ outcome: 'certificate', reason: unusable }));
        return;
      }
      const session = http2.connect(endpoints.pushOrigin, { secureContext: secureContext() });
      const opened: Connection = { session, closing: undefined, stopPing: () => undefined };
      watch(opened);
      const fail = (result: PushResult): void => {
        stopTimer();
        reject(new ConnectionLost(result));
        session.destroy();
      };
      const stopTimer = clock.schedule(limits.connectTimeoutMs, () => {
        fail({ outcome: 'unreachable', reason: 'connect timeout' });
      });
      const onEarlyEnd = (): void => {
        fail(opened.closing ?? { outcome: 'unreachable', reason: 'connection closed' });
      };
      session.once('close', onEarlyEnd);
      // The settings frame rather than 'connect': with TLS 1.3 a refused client certificate shows only after the handshake.
      session.once('remoteSettings', () => {
        stopTimer();
        session.off('close', onEarlyEnd);
        // Neither an idle nor a broken connection may keep the program from ending.
        session.unref();
        resolve(opened);
      });
    });

  const connect = async (): Promise<Connection> => {
    if (connection !== undefined && connection.closing === undefined && !connection.session.closed) return connection;
    if (connecting !== undefined) return connecting;
    const waitMs = notBefore - clock.now();
    if (waitMs > 0) {
      throw new ConnectionLost(
        lastFailure.outcome === 'unreachable' ? { ...lastFailure, retryAfterMs: waitMs } : lastFailure,
      );
    }
    connecting = open();
    try {
      connection = await connecting;
      failures = 0;
      notBefore = 0;
      return connection;
    } catch (error) {
      failures += 1;
      lastFailure = error instanceof ConnectionLost ? error.result : classifyFailure(error);
      notBefore = clock.now() + backOffMs(failures, limits.reconnect, random);
      throw error;
    } finally {
      connecting = undefined;
    }
  };

  const send = (on: Connection, message: PushMessage): Promise<PushResult> =>
    new Promise((resolve, reject) => {
      const body = Buffer.from(JSON.stringify({ mdm: message.pushMagic }));
      const stream = on.session.request({
        ':method': 'POST',
        ':path': `/3/device/${message.token.toLowerCase()}`,
        'content-type': 'application/json',
        'content-length': body.length,
        'apns-topic': credentials.topic,
        'apns-push-type': 'mdm',
        'apns-priority': '10',
        'apns-expiration': String(Math.floor(clock.now() / 1000) + weekInSeconds),
        'apns-id': randomUUID(),
      });
      let headers: http2.IncomingHttpHeaders | undefined;
      const chunks: Buffer[] = [];
      let failure: unknown;
      const stopTimer = clock.schedule(limits.requestTimeoutMs, () => {
        // Other pushes would wait as long on the same connection: give it up.
        retire(on, { outcome: 'unreachable', reason: 'request timeout' });
        resolve({ outcome: 'unreachable', reason: 'request timeout' });
        on.session.destroy();
      });
      stream.on('response', (received) => {
        headers = received;
      });
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', (error) => {
        failure = error;
      });
      stream.on('close', () => {
        stopTimer();
        if (headers !== undefined) resolve(classifyAnswer(readAnswer(headers, Buffer.concat(chunks))));
        else reject(new ConnectionLost(on.closing ?? classifyFailure(failure ?? 'stream closed without an answer')));
      });
      stream.end(body);
    });

  const attempt = async (message: PushMessage): Promise<PushResult> => {
    const on = await connect();
    try {
      const result = await send(on, message);
      if (on.closing === undefined) keepAlive(on);
      return result;
    } catch (error) {
      if (error instanceof ConnectionLost) throw error;
      throw new ConnectionLost(classifyFailure(error));
    }
  };

  const attemptTwice = async (message: PushMessage): Promise<PushResult> => {
    const hadConnection = connection !== undefined || connecting !== undefined;
    try {
      return await attempt(message);
    } catch (error) {
      const result = error instanceof ConnectionLost ? error.result : classifyFailure(error);
      // A kept connection may have died unnoticed, or be closing: that says nothing about APNs. Pushes coalesce there, so
      // that sending twice is harmless. A refused certificate stays refused.
      const worthRetrying = result.outcome === 'unreachable' || result.outcome === 'back-off';
      if (!hadConnection || !worthRetrying || closed) return result;
    }
    try {
      return await attempt(message);
    } catch (error) {
      return error instanceof ConnectionLost ? error.result : classifyFailure(error);
    }
  };

  const checkOnce = async (): Promise<PushResult> => {
    try {
      const fresh = await open();
      failures = 0;
      notBefore = 0;
      try {
        return await send(fresh, { token: nobodysToken, pushMagic: randomUUID() });
      } finally {
        if (connection === undefined && connecting === undefined && fresh.closing === undefined && !closed) {
          connection = fresh;
          keepAlive(fresh);
        } else if (!fresh.session.destroyed) {
          fresh.session.close();
        }
      }
    } catch (error) {
      return error instanceof ConnectionLost ? error.result : classifyFailure(error);
    }
  };

  const enter = (): Promise<void> | undefined => {
    const remote = connection?.session.remoteSettings.maxConcurrentStreams ?? limits.maxStreams;
    if (active < Math.max(1, Math.min(limits.maxStreams, remote))) {
      active += 1;
      return undefined;
    }
    return new Promise((resolve) => waiting.push(resolve));
  };
  const leave = (): void => {
    // The place is handed over, so `active` stays as it is.
    const next = waiting.shift();
    if (next !== undefined) {
      next();
      return;
    }
    active -= 1;
    if (active === 0) for (const wake of idle.splice(0)) wake();
  };

  /** Work that `close` waits for. */
  const inTurn = async (work: () => Promise<PushResult>): Promise<PushResult> => {
    if (closed) return { outcome: 'unreachable', reason: 'the push client is closed' };
    await enter();
    try {
      return await work();
    } finally {
      leave();
    }
  };

  return {
    topic: credentials.topic,
    push: (message) => inTurn(() => attemptTwice(message)),
    check: () => inTurn(checkOnce),
    state: () =>
      connection !== undefined && connection.closing === undefined && !connection.session.closed
        ? 'connected'
        : 'disconnected',

    async close() {
      closed = true;
      if (active > 0) await new Promise<void>((resolve) => idle.push(resolve));
      const last = connection;
      if (last === undefined) return;
      retire(last, { outcome: 'unreachable', reason: 'the push client is closed' });
      if (last.session.destroyed) return;
      const ended = new Promise<void>((resolve) => last.session.once('close', resolve));
      last.session.ref();
      last.session.destroy();
      await ended;
    },
  };
};

/** Why certificate and key cannot serve a TLS client at all, or undefined if they can. */
const findUnusable = ({ certificatePem, privateKeyPem }: PushCredentials): string | undefined => {
  try {
    tls.createSecureContext({ cert: certificatePem, key: privateKeyPem });
    return undefined;
  } catch (error) {
    return `the push certificate and its key cannot be used: ${error instanceof Error ? error.message : String(error)}`;
  }
};

const parseJson = (bytes: Uint8Array): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
};

const parseReason = (bytes: Uint8Array | undefined): string | undefined => {
  const reason = bytes === undefined ? undefined : parseJson(bytes).reason;
  return typeof reason === 'string' ? reason : undefined;
};

const readAnswer = (headers: http2.IncomingHttpHeaders & http2.IncomingHttpStatusHeader, body: Buffer) => {
  const json = parseJson(body);
  const apnsId = headers['apns-id'];
  const retryAfter = Number(headers['retry-after']);
  return {
    status: headers[':status'] ?? 0,
    apnsId: typeof apnsId === 'string' ? apnsId : undefined,
    reason: typeof json.reason === 'string' ? json.reason : undefined,
    timestamp: typeof json.timestamp === 'number' ? json.timestamp : undefined,
    retryAfterMs: Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter * 1000 : undefined,
  };
};
