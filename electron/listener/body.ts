// Reads the body of a request within its bounds.
import type { IncomingMessage } from 'node:http';
import type { BodyBudget } from './body-budget.ts';

/** As much of a body beyond the limit is read and thrown away, so that the client hears the answer before the end. */
const maxDiscarded = 16 * 1024 * 1024;

export interface ReadBody {
  /** `crowded-out`: too much is being received at the moment, and this body gave way. */
  readonly outcome: 'whole' | 'too-large' | 'crowded-out';
  /** What was kept: all of it, or its beginning where `keep` says that the rest does not matter. */
  readonly bytes: Buffer;
  /** To be called when the bytes are no longer needed: they count as held until then. */
  readonly release: () => void;
}

const nothing = Buffer.alloc(0);

/**
 * Resolves to the body up to `limit` bytes. With `keep`, bytes beyond that number are thrown away as they come, and only
 * the beginning is handed over: for a body that nobody is going to believe. Rejects when the client goes away.
 */
export const readBody = (
  request: IncomingMessage,
  options: { readonly limit: number; readonly keep?: number | undefined; readonly network: string },
  budget: BodyBudget,
): Promise<ReadBody> =>
  new Promise((resolve, reject) => {
    const { limit, keep = limit } = options;
    const declared = Number(request.headers['content-length'] ?? 0);
    let chunks: Buffer[] = [];
    let length = 0;
    let kept = 0;

    const end = (outcome: ReadBody['outcome'], bytes: Buffer = nothing): void => {
      chunks = [];
      // What is left of the body belongs to nobody. A listener that is gone would stop the flow.
      request.removeAllListeners('data');
      if (outcome === 'whole') share.complete();
      else share.release();
      resolve({ outcome, bytes, release: share.release });
    };
    const share = budget.open(options.network, () => {
      end('crowded-out');
    });
    if (declared > limit + maxDiscarded) {
      end('too-large');
      return;
    }
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > limit && kept > 0) {
        chunks = [];
        kept = 0;
        share.release();
      } else if (length <= limit && kept < keep) {
        const piece = chunk.length > keep - kept ? Buffer.from(chunk.subarray(0, keep - kept)) : chunk;
        chunks.push(piece);
        kept += piece.length;
        share.take(piece.length);
      }
      if (length > limit + maxDiscarded) end('too-large');
    });
    request.on('end', () => {
      if (length > limit) end('too-large');
      else end('whole', chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
    });
    const fail = (error: Error): void => {
      share.release();
      reject(error);
    };
    request.on('error', fail);
    request.on('aborted', () => {
      fail(new Error('aborted'));
    });
  });
