// A clock that stands still until a test moves it.
import type { Clock } from '../../../electron/core/ports.ts';

export interface ManualClock extends Clock {
  /**
   * Moves time forward and runs what falls due, in order of its time, each at the time it was due for. Lets promises settle
   * after every callback, so that work scheduled by one callback is seen by the next.
   */
  advance(ms: number): Promise<void>;
  /** Lets pending promises settle without moving time. */
  settle(): Promise<void>;
  /** How many callbacks wait. */
  readonly pending: number;
}

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/** Creates a clock that shows `startMs` (milliseconds since the epoch). */
export const createManualClock = (startMs = Date.UTC(2026, 0, 5, 8)): ManualClock => {
  const timers = new Set<Timer>();
  let now = startMs;
  let order = 0;

  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  const nextDue = (until: number): Timer | undefined =>
    [...timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at || a.order - b.order)[0];

  return {
    now: () => now,
    schedule(delayMs, run) {
      const timer = { at: now + Math.max(0, delayMs), order: order++, run };
      timers.add(timer);
      return () => {
        timers.delete(timer);
      };
    },
    async advance(ms) {
      const until = now + ms;
      await settle();
      for (let timer = nextDue(until); timer !== undefined; timer = nextDue(until)) {
        timers.delete(timer);
        now = Math.max(now, timer.at);
        timer.run();
        await settle();
      }
      now = until;
    },
    settle,
    get pending() {
      return timers.size;
    },
  };
};
