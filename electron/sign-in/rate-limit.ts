// Counts events per key in a sliding window, in memory: enough against guessing, forgotten on a restart.
import type { Clock } from '../core/ports.ts';

export interface RateLimit {
  /** Milliseconds until the key may go on; 0 if it may now. */
  waitMs(key: string): number;
  count(key: string): void;
  clear(key: string): void;
}

export interface RateLimitOptions {
  readonly clock: Pick<Clock, 'now'>;
  readonly limit: number;
  readonly windowMs: number;
  /** Oldest keys are dropped beyond this, so that made-up keys cannot fill the memory. */
  readonly maxKeys?: number;
}

export const createRateLimit = ({ clock, limit, windowMs, maxKeys = 10_000 }: RateLimitOptions): RateLimit => {
  const events = new Map<string, number[]>();

  const recent = (key: string): number[] => {
    const now = clock.now();
    // What lies ahead happened before the clock was set back.
    const kept = (events.get(key) ?? []).map((at) => Math.min(at, now)).filter((at) => at > now - windowMs);
    if (kept.length === 0) events.delete(key);
    else events.set(key, kept);
    return kept;
  };

  return {
    waitMs(key) {
      const kept = recent(key);
      const first = kept.at(-limit);
      return first === undefined ? 0 : first + windowMs - clock.now();
    },
    count(key) {
      const kept = [...recent(key), clock.now()].slice(-limit);
      events.delete(key);
      events.set(key, kept);
      const oldest = events.keys().next();
      if (events.size > maxKeys && oldest.done !== true) events.delete(oldest.value);
    },
    clear: (key) => void events.delete(key),
  };
};
