// One HTTPS request to Microsoft, and what a connection that fails means to an administrator.
import { say } from '../../../shared/locales/admin-texts.ts';
import { AppError } from '../../core/errors.ts';
import { createHttpsRequest, HttpsFailure, type HttpsResponse } from '../../net/https-request.ts';
import { minute } from '../../core/durations.ts';

export interface EntraRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sent as a form. */
  readonly form?: Readonly<Record<string, string>> | undefined;
  readonly signal?: AbortSignal | undefined;
}

export type EntraResponse = HttpsResponse;

/** Throws `directory.unreachable`, `directory.untrusted` or `directory.failed`; any status is an answer. */
export type SendEntraRequest = (request: EntraRequest) => Promise<EntraResponse>;

const timeoutMs = minute;
const maxAnswerBytes = 32 * 1024 * 1024;

const explain = (failure: unknown): unknown => {
  if (!(failure instanceof HttpsFailure)) return failure;
  const { host, reason } = failure;
  const options = { cause: failure };
  switch (failure.kind) {
    case 'cancelled':
      return new AppError('directory.unreachable', say('directory.cancelled'), options);
    case 'untrusted':
      return new AppError('directory.untrusted', say('entra.untrusted', { host, code: reason }), options);
    case 'unknown-host':
      return new AppError('directory.unreachable', say('entra.unknownHost', { host }), options);
    case 'unreachable':
      return new AppError('directory.unreachable', say('entra.unreachable', { host, reason }), options);
    case 'too-slow':
      return new AppError('directory.unreachable', say('entra.tooSlow', { host, seconds: timeoutMs / 1000 }), options);
    case 'too-large':
      return new AppError('directory.failed', say('entra.tooMuch', { host }), options);
  }
};

/** `trustedCertificates` are PEM roots that are trusted beside the public ones. Redirects are not followed. */
export const createEntraRequest = (trustedCertificates: readonly string[]): SendEntraRequest => {
  const send = createHttpsRequest(trustedCertificates, { timeoutMs, maxAnswerBytes });
  return async ({ method, url, headers = {}, form, signal }) => {
    const asForm = form && {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: Buffer.from(new URLSearchParams(form).toString()),
    };
    try {
      return await send({
        method,
        url,
        headers: { accept: 'application/json', ...headers, ...asForm?.headers },
        body: asForm?.body,
        signal,
      });
    } catch (failure) {
      throw explain(failure);
    }
  };
};

/** The answer as JSON, undefined if it is none. */
export const jsonOf = ({ text }: EntraResponse): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};
