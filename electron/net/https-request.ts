// One HTTPS request to a server of somebody else: bounds on time and size, and why it failed in words that a client can
// sort. Whoever asks turns the failure into its own.
import { Agent, request as httpsRequest } from 'node:https';
import { createSecureContext } from 'node:tls';
import { trustingAlso } from './authorities.ts';

export interface HttpsRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: Buffer | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface HttpsResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export type HttpsFailureKind = 'cancelled' | 'untrusted' | 'unknown-host' | 'unreachable' | 'too-slow' | 'too-large';

/** Why there is no answer. `reason` is the code of the system or of OpenSSL, or its words where there is none. */
export class HttpsFailure extends Error {
  readonly kind: HttpsFailureKind;
  readonly host: string;
  readonly reason: string;

  constructor(kind: HttpsFailureKind, host: string, reason: string, cause?: unknown) {
    super(`${host}: ${kind}${reason === '' ? '' : ` (${reason})`}`, { cause });
    this.name = 'HttpsFailure';
    this.kind = kind;
    this.host = host;
    this.reason = reason;
  }
}

export interface HttpsLimits {
  /** Of silence on the connection. */
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
}

const untrustedCodes =
  /^(CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS_CERT|ERR_SSL|EPROTO|HOSTNAME_MISMATCH|INVALID_CA)/;

const failureOf = (host: string, error: Error, signal: AbortSignal | undefined): HttpsFailure => {
  if (error instanceof HttpsFailure) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const reason = code === '' ? error.message : code;
  if (signal?.aborted) return new HttpsFailure('cancelled', host, reason, error);
  if (untrustedCodes.test(code)) return new HttpsFailure('untrusted', host, reason, error);
  const unknown = code === 'ENOTFOUND' || code === 'EAI_AGAIN';
  return new HttpsFailure(unknown ? 'unknown-host' : 'unreachable', host, reason, error);
};

/**
 * Sends requests over TLS 1.2 or newer. `trustedCertificates` are PEM roots that are trusted beside the public ones. Any
 * status is an answer, redirects are not followed. Rejects with an HttpsFailure alone.
 */
export const createHttpsRequest = (
  trustedCertificates: readonly string[],
  { timeoutMs, maxAnswerBytes }: HttpsLimits,
) => {
  let known: Agent | undefined;
  /** Made once, with its context. Keeps no connection: it would be no gain between syncs, and keep the program from ending. */
  const agent = (): Agent => {
    known ??= new Agent({
      keepAlive: false,
      secureContext: createSecureContext({ ...trustingAlso(trustedCertificates), minVersion: 'TLSv1.2' }),
    });
    return known;
  };

  return ({ method, url, headers = {}, body, signal }: HttpsRequest): Promise<HttpsResponse> =>
    new Promise((resolve, reject) => {
      const { host } = new URL(url);
      const fail = (error: Error): void => {
        reject(failureOf(host, error, signal));
      };
      const sent = httpsRequest(url, {
        method,
        agent: agent(),
        headers: { ...headers, ...(body && { 'content-length': String(body.length) }) },
        ...(signal && { signal }),
      });
      sent.on('error', fail);
      sent.setTimeout(timeoutMs, () => {
        sent.destroy(new HttpsFailure('too-slow', host, ''));
      });
      sent.on('response', (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > maxAnswerBytes) sent.destroy(new HttpsFailure('too-large', host, ''));
          else chunks.push(chunk);
        });
        response.on('error', fail);
        response.on('end', () => {
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString('utf8'),
          });
        });
      });
      sent.end(body);
    });
};
