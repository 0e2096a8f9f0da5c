// The plain-data shape of one request to the device-facing listener. Handlers see nothing of node:http.

export interface MdmRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT';
  readonly path: string;
  readonly query: URLSearchParams;
  /** Lower-case names; repeated headers are joined with ", ". */
  readonly headers: Readonly<Record<string, string>>;
  /** The raw bytes exactly as received. */
  readonly body: Buffer;
  readonly remoteAddress: string;
}

export interface MdmResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
}

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
