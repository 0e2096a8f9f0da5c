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
