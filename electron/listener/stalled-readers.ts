// Clients that ask and do not read: a connection whose answer makes no progress is closed, however long the answer is.
import type { Socket } from 'node:net';

interface Watched {
  progress: string;
  /** Milliseconds of a clock that only goes forward. */
  since: number;
}

const progressOf = (socket: Socket): string => `${String(socket.bytesWritten)} ${String(socket.writableLength)}`;

export interface StalledReaders {
  /** Call when an answer begins. */
  watch(socket: Socket): void;
  /** Call when it is out. */
  release(socket: Socket): void;
  /** Closes what has not moved for too long; to be called now and then. */
  check(): void;
}

export const createStalledReaders = (
  maxStillMs: number,
  closed: () => void,
  now: () => number = () => performance.now(),
): StalledReaders => {
  const watched = new Map<Socket, Watched>();
  return {
    watch(socket) {
      watched.set(socket, { progress: '', since: now() });
    },
    release(socket) {
      watched.delete(socket);
    },
    check() {
      for (const [socket, state] of watched) {
        const progress = progressOf(socket);
        if (socket.destroyed) watched.delete(socket);
        else if (progress !== state.progress || socket.writableLength === 0) {
          state.progress = progress;
          state.since = now();
        } else if (now() - state.since >= maxStillMs) {
          watched.delete(socket);
          socket.destroy();
          closed();
        }
      }
    },
  };
};
