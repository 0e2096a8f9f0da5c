// Tells consoles what changed: the first change almost at once, what follows at most twice a second, so that a thousand
// devices that check in cost a handful of events and not a thousand.
import type { CoreEvent, EventTopic } from '../../shared/ipc/events.ts';
import type { Clock } from './ports.ts';

export interface CoreEvents {
  /** Notes a change; call it after the commit. Without ids everything of the topic may have changed. */
  changed(topic: EventTopic, ids?: readonly string[]): void;
  /** Returns the unsubscriber. */
  subscribe(listener: (event: CoreEvent) => void): () => void;
}

/** What belongs together, such as a device and its log, is told together. */
const gatherMs = 50;
/** Between two rounds of events: a console draws its lists anew after each. */
const roundMs = 500;
/** More ids than this are not worth naming. */
const maxIds = 200;

/** Creates the event hub of one core. */
export const createEvents = (clock: Pick<Clock, 'now' | 'schedule'>): CoreEvents => {
  const listeners = new Set<(event: CoreEvent) => void>();
  let gathered = new Map<EventTopic, Set<string> | 'all'>();
  let lastRound = -Infinity;

  const flush = (): void => {
    lastRound = clock.now();
    const events = gathered;
    gathered = new Map();
    for (const [topic, ids] of events) {
      const named = ids !== 'all' && ids.size <= maxIds;
      const event: CoreEvent = named ? { topic, ids: [...ids] } : { topic };
      for (const listener of listeners) listener(event);
    }
  };

  return {
    changed(topic, ids) {
      if (gathered.size === 0) {
        // A clock that was set back must not hold events up.
        const rest = Math.min(roundMs, lastRound + roundMs - clock.now());
        clock.schedule(Math.max(gatherMs, rest), flush);
      }
      const known = gathered.get(topic);
      if (!ids || known === 'all') gathered.set(topic, 'all');
      else if (known) for (const id of ids) known.add(id);
      else gathered.set(topic, new Set(ids));
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
