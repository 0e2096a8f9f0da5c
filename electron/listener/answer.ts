// Writes an answer: bytes at once, streams and files as the reader takes them.
import { open } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FileBody, MdmResponse } from '../wire/http.ts';

/** What is handed to the connection at once: with more, nobody could see whether the reader takes any of it. Bytes. */
const pieceSize = 64 * 1024;

function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceSize) yield bytes.subarray(at, at + pieceSize);
}

interface Range {
  readonly start: number;
  /** Inclusive. */
  readonly end: number;
}

/**
 * The one part of `size` bytes that a Range header asks for; undefined for the whole, which also answers what is
 * malformed or asks for several parts (RFC 9110 14.2 allows both); `unsatisfiable` for a part beyond the end.
 */
export const rangeOf = (header: string | undefined, size: number): Range | 'unsatisfiable' | undefined => {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (first === '' && last === '') return undefined;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return undefined;
  if (start >= size) return 'unsatisfiable';
  return { start, end: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
};

const isFile = (body: MdmResponse['body']): body is FileBody => typeof body === 'object' && 'file' in body;

/** A part of a file as it was when the client got the rest: If-Range names the version (RFC 9110 13.1.5). */
const wantedRange = ({ headers }: IncomingMessage, etag: string | undefined, size: number) => {
  const condition = headers['if-range'];
  if (typeof condition === 'string' && condition !== etag) return undefined;
  return rangeOf(headers.range, size);
};

const sendFile = async (
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: MdmResponse & { readonly body: FileBody },
): Promise<void> => {
  const handle = await open(body.file);
  try {
    const { size } = await handle.stat();
    const range = status === 200 ? wantedRange(request, body.etag, size) : undefined;
    const common = { ...headers, 'accept-ranges': 'bytes', ...(body.etag === undefined ? {} : { etag: body.etag }) };
    if (range === 'unsatisfiable') {
      response.writeHead(416, { ...common, 'content-range': `bytes */${String(size)}`, 'content-length': 0 });
      response.end();
      return;
    }
    const { start, end } = range ?? { start: 0, end: size - 1 };
    response.writeHead(range ? 206 : status, {
      ...common,
      'content-length': end - start + 1,
      ...(range ? { 'content-range': `bytes ${String(start)}-${String(end)}/${String(size)}` } : {}),
    });
    if (request.method === 'HEAD' || size === 0) {
      response.end();
      return;
    }
    await pipeline(handle.createReadStream({ start, end, autoClose: false }), response);
  } finally {
    await handle.close();
  }
};

/**
 * Sends an answer. Resolves when the last of it was handed over, which for streams and files is when the reader took
 * it. Rejects when it cannot be sent; whether something of it is out already, `response.headersSent` says.
 */
export const sendAnswer = async (
  request: IncomingMessage,
  response: ServerResponse,
  reply: MdmResponse,
): Promise<void> => {
  const { status, headers, body } = reply;
  if (isFile(body)) {
    await sendFile(request, response, { ...reply, body });
    return;
  }
  if (body instanceof Readable) {
    response.writeHead(status, { ...headers });
    if (request.method === 'HEAD') {
      body.destroy();
      response.end();
    } else await pipeline(body, response);
    return;
  }
  const bytes = body === undefined || body instanceof Uint8Array ? body : Buffer.from(body);
  response.writeHead(status, { ...headers, 'content-length': bytes?.length ?? 0 });
  if (request.method === 'HEAD') response.end();
  else if (bytes && bytes.length > pieceSize) await pipeline(Readable.from(piecesOf(bytes)), response);
  else response.end(bytes);
};
