// One connection to a directory server: TCP, TLS with own authorities, StartTLS, bounds on time and size.
// The socket is made ready before ldapts gets it: so a password never travels before the certificate was judged.
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, rootCertificates, type PeerCertificate } from 'node:tls';
import { Client } from 'ldapts';
import { say } from '../../../shared/locales/admin-texts.ts';
import { AppError } from '../../core/errors.ts';
import { explainConnectError, explainLdapError, type Subject, untrusted } from './ldap-errors.ts';

export interface LdapEndpoint {
  /** `ldap://` or `ldaps://`, host and optional port. */
  readonly url: string;
  /** Encrypts a connection that begins as `ldap://`. */
  readonly startTls: boolean;
  /** PEM; trusted in addition to the public authorities. */
  readonly caCertificates: readonly string[];
  /** Bound for the way to a bound connection as a whole, and for each answer after it. */
  readonly timeoutMs: number;
}

export interface LdapConnection {
  readonly client: Client;
  /** Host and port, for messages. */
  readonly server: string;
  /** Runs one operation; throws an AppError that says what is wrong. `subject` is what is asked for. */
  run<T>(subject: Subject, work: (client: Client) => Promise<T>): Promise<T>;
  /** As `run`, within what is left of the time that connecting began with. */
  runInTime<T>(subject: Subject, work: (client: Client) => Promise<T>): Promise<T>;
  close(): void;
}

/** More than any page or group of a real directory; a server that sends more is not a directory. */
const maxAnswerBytes = 64 * 1024 * 1024;
/** RFC 4511, 4.14.1. */
const startTlsOid = '1.3.6.1.4.1.1466.20037';
/** The first byte of every LDAP message: a BER sequence. */
const sequence = 0x30;

export const ldapHost = (url: string): { host: string; port: number; secure: boolean } => {
  const parsed = new URL(url);
  const secure = parsed.protocol === 'ldaps:';
  return {
    host: parsed.hostname.replace(/^\[|\]$/g, ''),
    port: parsed.port === '' ? (secure ? 636 : 389) : Number(parsed.port),
    secure,
  };
};

const subjectOf = (certificate: Partial<PeerCertificate>): Subject =>
  Object.entries(certificate.subject ?? {})
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(', ') || say('directory.noSubject');

const tooSlow = (server: string, timeoutMs: number): AppError =>
  new AppError('directory.unreachable', say('directory.tooSlow', { server, seconds: Math.ceil(timeoutMs / 1000) }));

interface Attempt {
  readonly server: string;
  readonly host: string;
  readonly timeoutMs: number;
  /** When the step as a whole has taken too long, in the time of `performance.now`. */
  readonly deadline: number;
  readonly signal: AbortSignal | undefined;
}

/** A timer takes no less than 1 ms. */
const leftOf = ({ deadline }: Pick<Attempt, 'deadline'>): number => Math.max(1, deadline - performance.now());

/** Waits for `event`; a socket that fails, is too slow or is no longer wanted is destroyed. */
const settled = (socket: Socket, event: 'connect' | 'secureConnect', attempt: Attempt): Promise<void> =>
  new Promise((resolve, reject) => {
    const { signal, timeoutMs, server, host } = attempt;
    const release = (): void => {
      signal?.removeEventListener('abort', abort);
      clearTimeout(timer);
      socket.off('error', fail).off('close', closed).off(event, ready);
    };
    const fail = (error: Error): void => {
      release();
      socket.on('error', () => undefined).destroy();
      reject(explainConnectError(server, host, error));
    };
    const closed = (): void => fail(Object.assign(new Error('closed'), { code: 'ECONNRESET' }));
    const slow = (): void => fail(tooSlow(server, timeoutMs));
    const abort = (): void => fail(new AppError('directory.unreachable', say('directory.connectionCancelled')));
    const ready = (): void => {
      release();
      resolve();
    };
    // Not the socket's own: that one begins anew with every byte.
    const timer = setTimeout(slow, leftOf(attempt));
    socket.on('error', fail).on('close', closed).on(event, ready);
    if (signal?.aborted) abort();
    else signal?.addEventListener('abort', abort, { once: true });
  });

const secured = async (raw: Socket, endpoint: LdapEndpoint, attempt: Attempt): Promise<Socket> => {
  const { host, server } = attempt;
  const socket = connectTls({
    socket: raw,
    host,
    ...(isIP(host) === 0 && { servername: host }),
    ca: [...rootCertificates, ...endpoint.caCertificates],
    minVersion: 'TLSv1.2',
    // Judged right below: only so the certificate can be named.
    rejectUnauthorized: false,
  });
  await settled(socket, 'secureConnect', attempt).catch((error: unknown) => {
    const code = error instanceof AppError ? (error.cause as NodeJS.ErrnoException | undefined)?.code : undefined;
    if (code !== undefined && /^(ERR_SSL|EPROTO)/.test(code)) {
      throw new AppError('directory.untrusted', say('directory.noTls', { server }), {
        cause: error,
      });
    }
    throw error;
  });
  if (!socket.authorized) {
    const subject = subjectOf(socket.getPeerCertificate());
    // Node types it as an Error; it is the code as text.
    const reason = String(socket.authorizationError);
    socket.destroy();
    throw untrusted(server, subject, reason);
  }
  return socket;
};

/** ldapts over a socket that is ready. It may not connect anew on its own: that one would be neither judged nor bound. */
const clientOver = (socket: Socket, timeoutMs: number): Client => {
  let used = false;
  return new Client({
    url: 'ldap://ready',
    timeout: timeoutMs,
    strictDN: false,
    createConnection: () => {
      if (used) throw new Error('connection lost');
      used = true;
      return socket;
    },
  });
};

const askForTls = async (socket: Socket, attempt: Attempt): Promise<void> => {
  const { server, timeoutMs } = attempt;
  try {
    const client = clientOver(socket, timeoutMs);
    await guarded(socket, attempt).run('StartTLS', () => client.exop(startTlsOid), leftOf(attempt));
  } catch (error) {
    socket.destroy();
    if (error instanceof AppError && error.code === 'directory.unreachable') throw error;
    throw new AppError('directory.untrusted', say('directory.noStartTls', { server }), { cause: error });
  }
  // Whatever came after the answer came in the clear: it is dropped with the client that read it.
  socket.removeAllListeners('data');
};

interface Guard {
  run<T>(subject: Subject, work: () => Promise<T>, withinMs?: number): Promise<T>;
}

/** Bounds what an answer may be, and keeps the reason why a socket was given up. */
const guarded = (socket: Socket, { server, signal, timeoutMs }: Attempt): Guard => {
  let received = 0;
  let begun = false;
  let failure: AppError | undefined;
  const giveUp = (error: AppError): void => {
    failure ??= error;
    socket.destroy(error);
  };
  socket.on('data', (chunk: Buffer) => {
    received += chunk.length;
    if (!begun && chunk[0] !== sequence) {
      giveUp(new AppError('directory.failed', say('directory.speaksOther', { server })));
    }
    begun = true;
    if (received > maxAnswerBytes) {
      giveUp(new AppError('directory.failed', say('directory.tooMuch', { server })));
    }
  });
  return {
    async run(subject, work, withinMs) {
      received = 0;
      const timer = withinMs === undefined ? undefined : setTimeout(() => giveUp(tooSlow(server, timeoutMs)), withinMs);
      const abort = (): void => giveUp(new AppError('directory.unreachable', say('directory.connectionCancelled')));
      if (signal?.aborted) abort();
      signal?.addEventListener('abort', abort, { once: true });
      try {
        return await work();
      } catch (error) {
        throw explainLdapError(server, subject, failure ?? error);
      } finally {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
      }
    },
  };
};

/**
 * Connects and secures. Throws `directory.unreachable` (DNS, refused, too slow), `directory.untrusted` (naming the
 * certificate) or `directory.failed`.
 */
export const openLdapConnection = async (endpoint: LdapEndpoint, signal?: AbortSignal): Promise<LdapConnection> => {
  const { host, port, secure } = ldapHost(endpoint.url);
  const server = `${host}:${port}`;
  const { timeoutMs } = endpoint;
  const attempt: Attempt = { server, host, timeoutMs, deadline: performance.now() + timeoutMs, signal };
  const raw = connectTcp({ host, port });
  await settled(raw, 'connect', attempt);
  if (!secure && endpoint.startTls) await askForTls(raw, attempt);
  const socket = secure || endpoint.startTls ? await secured(raw, endpoint, attempt) : raw;
  const guard = guarded(socket, attempt);
  const client = clientOver(socket, timeoutMs);
  return {
    client,
    server,
    run: (subject, work) => guard.run(subject, () => work(client)),
    runInTime: (subject, work) => guard.run(subject, () => work(client), leftOf(attempt)),
    close() {
      // The farewell of ldapts waits for a peer that may be gone: closing says the same.
      socket.on('error', () => undefined);
      socket.destroy();
    },
  };
};
