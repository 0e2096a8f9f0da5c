// How the tray says in one line what the listener does.
import type { ServerState } from '../../shared/ipc/server/server.ts';

export type ListenerState = Pick<ServerState['listener'], 'state' | 'url'>;

const stateText: Readonly<Record<ListenerState['state'], string>> = {
  stopped: 'Listener stopped',
  starting: 'Listener starting',
  listening: 'Listening for devices',
  failed: 'Listener could not start',
};

/** The line of the tray menu that tells how the listener is. */
export const listenerLine = (listener: ListenerState): string =>
  listener.state === 'listening' ? `${stateText.listening} at ${listener.url}` : stateText[listener.state];
