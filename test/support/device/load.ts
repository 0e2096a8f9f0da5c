// The lean device for benchmarks: requests made once, sent over raw TLS sockets with a minimal HTTP/1.1 reader, so
// that the generator costs far less than the server it measures.
import { connect, createSecureContext } from 'node:tls';
import type { SecureContext, TLSSocket } from 'node:tls';
import { identifiers, tokenUpdateMessage } from './enrollment.ts';
import type { DeviceNames, Enrollment } from './enrollment.ts';
import { encodeMessage, signBody } from './manners.ts';
import type { PlistInputDict } from './plist.ts';

/** An enrolled device whose messages are prepared as complete HTTP requests. */
export interface LoadDevice {
  /** `PUT` of an Idle report with its Mdm-Signature. */
  idle(): Buffer;
  /** `PUT` of a TokenUpdate with its Mdm-Signature. */
  tokenUpdate(): Buffer;
}

export interface LoadDeviceSource extends DeviceNames {
  readonly enrollment: Enrollment | undefined;
  readonly account: { readonly tokens: { readonly accessToken: string } } | undefined;
  readonly now: () => number;
}

/** Prepares requests of a device that finished its enrollment. Throws if it did not. */
export const createLoadDevice = (device: LoadDeviceSource): LoadDevice => {
  const { enrollment } = device;
  const identity = enrollment?.identity;
  if (enrollment === undefined || identity === undefined) throw new Error('enroll the device before loading with it');
  const prepare = (url: string, contentType: string, message: PlistInputDict): Buffer => {
    const { body, headers } = signBody(encodeMessage(message, {}), identity, {}, device.now());
    const bearer = device.traits.kind === 'Mac' ? undefined : device.account?.tokens.accessToken;
    return httpRequest('PUT', url, body, {
      'content-type': contentType,
      'user-agent': 'MDM/1.0',
      ...headers,
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
    });
  };
  const { mdm } = enrollment.profile;
  return {
    idle: () =>
      prepare(mdm.serverUrl, 'application/x-apple-aspen-mdm', {
        ...identifiers(enrollment, 'device', device),
        Status: 'Idle',
      }),
    tokenUpdate: () =>
      prepare(
        mdm.checkInUrl,
        'application/x-apple-aspen-mdm-checkin',
        tokenUpdateMessage(enrollment, 'device', device),
      ),
  };
};

/** The bytes of one HTTP/1.1 request with a body, for a keep-alive connection. */
export const httpRequest = (
  method: string,
  url: string,
  body: Buffer,
  headers: Readonly<Record<string, string>> = {},
): Buffer => {
  const { host, pathname, search } = new URL(url);
  const lines = [
    `${method} ${pathname}${search} HTTP/1.1`,
    `host: ${host}`,
    `content-length: ${String(body.length)}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body]);
};

export interface LoadOptions {
  readonly host: string;
  readonly port: number;
  /** PEM authorities; the server's name is checked. */
  readonly ca: readonly string[];
  /** Name to present and check when `host` is an address. */
  readonly servername?: string | undefined;
  readonly connections: number;
  /** A new connection with a full TLS handshake for every request. Default false. */
  readonly freshHandshake?: boolean | undefined;
  /** Sent in turn; connection n starts at request n. */
  readonly requests: readonly Buffer[];
  /** Ends after this time, or after `count` requests, whichever is given or comes first. */
  readonly durationMs?: number | undefined;
  readonly count?: number | undefined;
}

export interface LoadResult {
  /** Answers received with status 200. */
  readonly requests: number;
  readonly seconds: number;
  readonly perSecond: number;
  /** Milliseconds, of all answers. */
  readonly p50: number;
  readonly p99: number;
  /** Answers with another status, and failed connections. */
  readonly errors: number;
  /** The first few errors, in words. */
  readonly errorSamples: readonly string[];
}

interface Answer {
  readonly status: number;
  readonly closes: boolean;
}

const headerEnd = Buffer.from('\r\n\r\n');
const chunkedEnd = Buffer.from('\r\n0\r\n\r\n');

// The end of a chunked body is looked for rather than parsed: our answers never contain that byte string.
const readAnswer = (bytes: Buffer): Answer | undefined => {
  const end = bytes.indexOf(headerEnd);
  if (end < 0) return undefined;
  const head = bytes.toString('latin1', 0, end).toLowerCase();
  const status = Number(head.slice(9, 12));
  const closes = head.includes('\r\nconnection: close');
  const length = /\r\ncontent-length: *(\d+)/.exec(head);
  if (length !== null) return bytes.length >= end + 4 + Number(length[1]) ? { status, closes } : undefined;
  if (head.includes('\r\ntransfer-encoding: chunked')) {
    return bytes.indexOf(chunkedEnd, end + 2) >= 0 ? { status, closes } : undefined;
  }
  return status === 204 || status === 304 ? { status, closes } : undefined;
};

/** One connection that carries one request at a time. */
const openConnection = (options: LoadOptions, secureContext: SecureContext): Promise<TLSSocket> =>
  new Promise((resolve, reject) => {
    const socket = connect({
      host: options.host,
      port: options.port,
      secureContext,
      ...(options.servername === undefined ? {} : { servername: options.servername }),
      ALPNProtocols: ['http/1.1'],
    });
    socket.setNoDelay(true);
    socket.once('secureConnect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
    socket.once('error', reject);
  });

const exchange = (socket: TLSSocket, request: Buffer): Promise<Answer> =>
  new Promise((resolve, reject) => {
    let received: Buffer | undefined;
    const finish = (): void => {
      socket.off('data', onData);
      socket.off('error', onError);
      socket.off('close', onClose);
    };
    const onData = (chunk: Buffer): void => {
      received = received === undefined ? chunk : Buffer.concat([received, chunk]);
      const answer = readAnswer(received);
      if (answer === undefined) return;
      finish();
      resolve(answer);
    };
    const onError = (error: Error): void => {
      finish();
      reject(error);
    };
    const onClose = (): void => {
      finish();
      reject(new Error('the server closed the connection without an answer'));
    };
    socket.on('data', onData);
    socket.on('error', onError);
    socket.on('close', onClose);
    socket.write(request);
  });

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/** Sends the requests in turn over all connections and measures. In fresh mode the time includes the handshake. */
export const runLoad = async (options: LoadOptions): Promise<LoadResult> => {
  const secureContext = createSecureContext({ ca: [...options.ca] });
  const times: number[] = [];
  const errorSamples: string[] = [];
  let errors = 0;
  let started = 0;
  const begin = performance.now();
  const deadline = options.durationMs === undefined ? Infinity : begin + options.durationMs;
  const limit = options.count ?? (options.durationMs === undefined ? options.requests.length : Infinity);
  const failed = (why: string): void => {
    errors += 1;
    if (errorSamples.length < 5) errorSamples.push(why);
  };

  const worker = async (first: number): Promise<void> => {
    let socket: TLSSocket | undefined;
    for (let turn = first; started < limit && performance.now() < deadline; turn += options.connections) {
      started += 1;
      const request = options.requests[turn % options.requests.length];
      if (request === undefined) throw new Error('runLoad needs at least one request');
      const sent = performance.now();
      try {
        socket ??= await openConnection(options, secureContext);
        const answer = await exchange(socket, request);
        times.push(performance.now() - sent);
        if (answer.status !== 200) failed(`status ${String(answer.status)}`);
        if (answer.closes || options.freshHandshake === true) {
          socket.destroy();
          socket = undefined;
        }
      } catch (error) {
        failed(error instanceof Error ? error.message : String(error));
        socket?.destroy();
        socket = undefined;
      }
    }
    socket?.destroy();
  };

  await Promise.all(Array.from({ length: options.connections }, (_, index) => worker(index)));
  const seconds = (performance.now() - begin) / 1000;
  const sorted = [...times].sort((a, b) => a - b);
  const requests = Math.max(0, started - errors);
  return {
    requests,
    seconds,
    perSecond: requests / seconds,
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
    errors,
    errorSamples,
  };
};
