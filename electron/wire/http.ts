// The plain-data shape of one request to the device-facing listener. Handlers see nothing of node:http.
import type { Readable } from 'node:stream';

export interface MdmRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT';
  readonly path: string;
  /** What stands in the path where the route has a name with a colon, percent-encoded as it came. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly query: URLSearchParams;
  /** Lower-case names; repeated headers are joined with ", ". */
  readonly headers: Readonly<Record<string, string>>;
  /** The raw bytes exactly as received. */
  readonly body: Buffer;
  /** The client's address; behind a trusted proxy the one that the proxy names. */
  readonly remoteAddress: string;
}

/** A file as a body: sent piece by piece as the client takes it, and in the part that the client asks for (RFC 9110 14). */
export interface FileBody {
  readonly file: string;
  /** Quoted, such as `"3f2a"`: changes when the content does. Without it a client cannot go on after an interruption. */
  readonly etag?: string;
}

export interface MdmResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A stream is sent as the client takes it; its end is the end of the answer. */
  readonly body?: Uint8Array | string | Readable | FileBody;
}

/**
 * Type and subtype of a body in lower case, without parameters: `Text/XML; charset=utf-8` is `text/xml` (RFC 9110 8.3.1).
 * Undefined where the client did not say.
 */
export const mediaTypeOf = (headers: MdmRequest['headers']): string | undefined => {
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  return type === '' ? undefined : type;
};

/** Throws AppError for expected failures; the listener turns its code into a status. */
export type MdmHandler = (request: MdmRequest) => Promise<MdmResponse>;

/**
 * An answer that sends the client on. What somebody else wrote into the address, such as a name with an umlaut, goes into
 * the header percent-encoded: a header takes ASCII alone (RFC 9110 5.5).
 */
export const redirectTo = (
  status: 303 | 308,
  location: string,
  headers: Readonly<Record<string, string>> = {},
): MdmResponse => ({
  status,
  headers: { location: location.replace(/[^\x21-\x7e]+/g, percentEncoded), 'cache-control': 'no-store', ...headers },
});

const percentEncoded = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
