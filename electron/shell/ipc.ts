// Binds the contract to Electron's message channels: two fixed channels, and only our own page may use them.
import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { type ErrorEnvelope, errorEnvelope } from '../../shared/errors.ts';
import { say } from '../../shared/locales/admin-texts.ts';
import { isTrustedFrame } from './security.ts';

/** The names preload.ts uses; a sandboxed preload is bundled by itself, so it repeats them. */
export const callChannel = 'russet:call';
export const eventChannel = 'russet:event';

export type CallResult = { ok: true; value: unknown } | { ok: false; error: ErrorEnvelope };

/** Answers contract methods; unknown names and bad input are refused in there. Never rejects. */
export interface AdminPort {
  call(method: string, input: unknown): Promise<CallResult>;
}

/** Events of the core, as plain data. */
export interface EventSource {
  subscribe(listener: (event: unknown) => void): () => void;
}

/**
 * Answers `call` from our own pages by `admin` and hands the core's events to `broadcast`. A foreign sender gets a
 * rejection, never an empty answer. Returns a function that undoes both.
 */
export const bindIpc = (deps: {
  ipcMain: Pick<IpcMain, 'handle' | 'removeHandler'>;
  admin: AdminPort;
  events: EventSource;
  broadcast: (channel: string, event: unknown) => void;
}): (() => void) => {
  const answer = async (event: Pick<IpcMainInvokeEvent, 'senderFrame'>, ...args: unknown[]): Promise<CallResult> => {
    if (!isTrustedFrame(event.senderFrame)) throw new Error('access.denied: this page may not call Russet');
    const [method, input] = args;
    if (typeof method !== 'string') {
      return { ok: false, error: errorEnvelope('method.unknown', say('errors.methodNotText')) };
    }
    return deps.admin.call(method, input);
  };
  deps.ipcMain.handle(callChannel, answer);
  const unsubscribe = deps.events.subscribe((event) => {
    deps.broadcast(eventChannel, event);
  });
  return () => {
    unsubscribe();
    deps.ipcMain.removeHandler(callChannel);
  };
};
