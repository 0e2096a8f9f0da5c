// One HTTPS request to Microsoft: bounds on time and size, and what a connection that fails means.
import { request as httpsRequest } from 'node:https';
import { rootCertificates } from 'node:tls';
import { say } from '../../../shared/locales/admin-texts.ts';
import { AppError } from '../../core/errors.ts';

export interface EntraRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sent as a form. */
  readonly form?: Readonly<Record<string, string>> | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface EntraResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** Throws `directory.unreachable`, `directory.untrusted` or `directory.failed`; any status is an answer. */
export type SendEntraRequest = (request: EntraRequest) => Promise<EntraResponse>;

const timeoutMs = 60_000;
const maxAnswerBytes = 32 * 1024 * 1024;

const untrustedCodes =
  /^(CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS_CERT|ERR_SSL|EPROTO|HOSTNAME_MISMATCH|INVALID_CA)/;

const explain = (host: string, error: Error, signal: AbortSignal | undefined): AppError => {
  if (error instanceof AppError) return error;
  if (signal?.aborted) return new AppError('directory.unreachable', say('directory.cancelled'), { cause: error });
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (untrustedCodes.test(code)) {
    return new AppError('directory.untrusted', say('entra.untrusted', { host, code }), { cause: error });
  }
  const why =
    code === 'ENOTFOUND' || code === 'EAI_AGAIN'
      ? say('entra.unknownHost', { host })
      : say('entra.unreachable', { host, reason: code === '' ? error.message : code });
  return new AppError('directory.unreachable', why, {
    cause: error,
  });
};

/** `trustedCertificates` are PEM roots that are trusted beside the public ones. Redirects are not followed. */
export const createEntraRequest =
  (trustedCertificates: readonly string[]): SendEntraRequest =>
  ({ method, url, headers = {}, form, signal }) =>
    new Promise((resolve, reject) => {
      const { host } = new URL(url);
      const body = form === undefined ? undefined : Buffer.from(new URLSearchParams(form).toString());
      const fail = (error: Error): void => {
        reject(explain(host, error, signal));
      };
      const sent = httpsRequest(url, {
        method,
        ca: [...rootCertificates, ...trustedCertificates],
        minVersion: 'TLSv1.2',
        // A connection that was kept open is no gain between syncs, and would keep the program from ending.
        agent: false,
        headers: {
          accept: 'application/json',
          ...headers,
          ...(body && {
            'content-type': 'application/x-www-form-urlencoded',
            'content-length': String(body.length),
          }),
        },
        ...(signal && { signal }),
      });
      sent.on('error', fail);
      sent.setTimeout(timeoutMs, () => {
        sent.destroy(new AppError('directory.unreachable', say('entra.tooSlow', { host, seconds: timeoutMs / 1000 })));
      });
      sent.on('response', (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > maxAnswerBytes) {
            sent.destroy(new AppError('directory.failed', say('entra.tooMuch', { host })));
            return;
          }
          chunks.push(chunk);
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

/** The answer as JSON, undefined if it is none. */
export const jsonOf = ({ text }: EntraResponse): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};
