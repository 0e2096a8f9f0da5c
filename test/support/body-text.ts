// The body of an answer that a handler made, as text.
import type { MdmResponse } from '../../electron/wire/http.ts';

/** Throws for a body that is sent piece by piece: a handler's test has no client that takes it. */
export const bodyText = ({ body = '' }: Pick<MdmResponse, 'body'>): string => {
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return Buffer.from(body).toString('utf8');
  throw new Error('the body is a stream or a file');
};
