// One request of a connection at a time. A client may send the next one before it has read an answer (pipelining): it
// waits until the answer before it is out, so that answers wait for their reader and not in memory.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** Apple's clients never pipeline; a few are let through for those that do. */
export interface TurnLimits {
  /** Requests that wait behind the one being served on the same connection. */
  readonly perConnection: number;
  /** Waiting requests of all connections. */
  readonly total: number;
}

const turnLimits: TurnLimits = { perConnection: 32, total: 1000 };

interface Connection {
  busy: boolean;
  readonly waiting: (() => void)[];
}

const answered = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    if (response.writableFinished || response.destroyed || response.socket?.destroyed === true) {
      resolve();
      return;
    }
    const done = (): void => {
      resolve();
    };
    response.once('finish', done);
    response.once('close', done);
  });

export interface Turns {
  /**
   * Runs `serve` when all earlier requests of the connection are answered. A connection that asks for more than the
   * bounds is cut off, and nobody is left waiting for it.
   */
  take(request: IncomingMessage, response: ServerResponse, serve: () => Promise<void>): void;
}

/** `serve` must never reject. `tooMany` is told of a connection that was cut off. */
export const createTurns = (tooMany: () => void, { perConnection, total }: TurnLimits = turnLimits): Turns => {
  const connections = new WeakMap<Duplex, Connection>();
  let waiting = 0;

  const connectionOf = (socket: Duplex): Connection => {
    const known = connections.get(socket);
    if (known) return known;
    const created: Connection = { busy: false, waiting: [] };
    connections.set(socket, created);
    socket.once('close', () => {
      waiting -= created.waiting.length;
      created.waiting.length = 0;
    });
    return created;
  };

  return {
    take(request, response, serve) {
      const { socket } = request;
      const connection = connectionOf(socket);
      const run = (): void => {
        connection.busy = true;
        void serve()
          .then(() => answered(response))
          .then(() => {
            connection.busy = false;
            const next = connection.waiting.shift();
            if (!next) return;
            waiting -= 1;
            next();
          });
      };
      if (!connection.busy) run();
      else if (socket.destroyed) return;
      else if (connection.waiting.length >= perConnection || waiting >= total) {
        socket.destroy();
        tooMany();
      } else {
        connection.waiting.push(run);
        waiting += 1;
      }
    },
  };
};
