// How the tray says in one line what the listener does.
import type { ServerState } from '../../shared/ipc/server/server.ts';
import { type AdminText, say } from '../../shared/locales/admin-texts.ts';

export type ListenerState = Pick<ServerState['listener'], 'state' | 'url'>;

/** The line of the tray menu that tells how the listener is. */
export const listenerLine = ({ state, url }: ListenerState): AdminText => {
  switch (state) {
    case 'stopped':
      return say('shell.listenerStopped');
    case 'starting':
      return say('shell.listenerStarting');
    case 'listening':
      return say('shell.listenerListening', { url });
    case 'failed':
      return say('shell.listenerFailed');
  }
};
