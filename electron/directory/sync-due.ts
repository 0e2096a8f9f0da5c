// When a directory is synced next.
import { minute } from '../core/durations.ts';

/** `lastAt` and `now` in milliseconds. A last time that lies ahead means that the clock was set back: then it is due. */
export const isSyncDue = (lastAt: number | undefined, everyMinutes: number, now: number): boolean =>
  lastAt === undefined || lastAt > now || now - lastAt >= everyMinutes * minute;
