// The console's clock: one tick a minute for every relative time on screen.
import { useSyncExternalStore } from 'react';

const minuteMs = 60_000;

/** Milliseconds since the epoch. */
const systemNow = (): number => Date.now();

const listeners = new Set<() => void>();
let current = systemNow();
let timer: ReturnType<typeof setInterval> | undefined;

const tick = (): void => {
  current = systemNow();
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  if (timer === undefined) {
    current = systemNow();
    timer = setInterval(tick, minuteMs);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
};

/** The time in milliseconds, renewed once a minute, so up to a minute behind. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => current);
