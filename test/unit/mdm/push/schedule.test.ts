import { describe, expect, it } from 'vitest';
import { nextPushAt } from '../../../../electron/mdm/push/schedule.ts';
import type { ChannelWork, StoredPushResult } from '../../../../electron/mdm/push/store.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const accepted = (at: number, unanswered: number): StoredPushResult => ({
  outcome: 'accepted',
  reason: '',
  at,
  retryAt: undefined,
  failures: 0,
  unanswered,
});
const work = (change: Partial<ChannelWork>): ChannelWork => ({
  channelId: 'c',
  enrolledAt: undefined,
  newestQueuedAt: 1000,
  hasNotNow: false,
  lastContactAt: undefined,
  lastPush: undefined,
  ...change,
});

const checkIn = 4 * HOUR;
const nextIn = (channel: ChannelWork): number => nextPushAt(channel, checkIn);

describe('nextPushAt', () => {
  it('is at once for work of which the device was never told', () => {
    expect(nextIn(work({}))).toBe(1000);
    expect(nextIn(work({ lastPush: accepted(500, 1), lastContactAt: 600 }))).toBe(1000);
  });

  it('waits 5 min, 30 min, 2 h and then a day for a device that said NotNow and stays away', () => {
    const notNow = { hasNotNow: true, lastContactAt: 2000 };
    expect(nextIn(work({ ...notNow, lastPush: accepted(1500, 3) }))).toBe(2000 + 5 * MINUTE);
    expect(nextIn(work({ ...notNow, lastPush: accepted(5000, 1) }))).toBe(5000 + 30 * MINUTE);
    expect(nextIn(work({ ...notNow, lastPush: accepted(5000, 2) }))).toBe(5000 + 2 * HOUR);
    expect(nextIn(work({ ...notNow, lastPush: accepted(5000, 3) }))).toBe(5000 + 24 * HOUR);
    expect(nextIn(work({ ...notNow, lastPush: accepted(5000, 9) }))).toBe(5000 + 24 * HOUR);
  });

  it('starts anew after any contact', () => {
    const late = work({ hasNotNow: true, lastContactAt: 9000, lastPush: accepted(5000, 3) });
    expect(nextIn(late)).toBe(9000 + 5 * MINUTE);
  });

  it('repeats an unanswered push after two hours and then daily', () => {
    expect(nextIn(work({ lastContactAt: 900, lastPush: accepted(5000, 1) }))).toBe(5000 + 2 * HOUR);
    expect(nextIn(work({ lastContactAt: 900, lastPush: accepted(5000, 2) }))).toBe(5000 + 24 * HOUR);
  });

  it('retries a failure when it is time, and not where a retry would not help', () => {
    const failed = { ...accepted(5000, 0), outcome: 'unreachable', retryAt: 8000 } as const;
    expect(nextIn(work({ lastPush: failed }))).toBe(8000);
    expect(nextIn(work({ lastPush: { ...failed, outcome: 'rejected', retryAt: 9000 } }))).toBe(9000);
    expect(nextIn(work({ newestQueuedAt: 6000, lastPush: { ...failed, outcome: 'defect', retryAt: undefined } }))).toBe(
      6000,
    );
    expect(nextIn(work({ lastPush: { ...failed, outcome: 'push.notConfigured', retryAt: undefined } }))).toBe(5000);
    expect(nextIn(work({ lastPush: failed, lastContactAt: 6000 }))).toBe(6000 + 2 * HOUR);
  });

  it('is after the check-in interval for a device of which nothing is wanted', () => {
    const quiet = { newestQueuedAt: undefined, lastContactAt: 5000 };
    expect(nextIn(work(quiet))).toBe(5000 + checkIn);
    expect(nextIn(work({ ...quiet, lastPush: accepted(4000, 1) }))).toBe(5000 + checkIn);
    expect(nextPushAt(work(quiet), 168 * HOUR)).toBe(5000 + 168 * HOUR);
    // Unanswered, it backs off; a push that an admin asked for in between is not repeated before the interval is over.
    const due = 5000 + checkIn;
    expect(nextIn(work({ ...quiet, lastPush: accepted(due, 1) }))).toBe(due + 2 * HOUR);
    expect(nextIn(work({ ...quiet, lastPush: accepted(due, 5) }))).toBe(due + 24 * HOUR);
    expect(nextIn(work({ ...quiet, lastPush: accepted(6000, 1) }))).toBe(due);
    // A failed push is retried, and without a time for it after another interval.
    const failed = { ...accepted(due, 0), outcome: 'unreachable', retryAt: due + 5000 } as const;
    expect(nextIn(work({ ...quiet, lastPush: failed }))).toBe(due + 5000);
    expect(nextIn(work({ ...quiet, lastPush: { ...failed, retryAt: undefined } }))).toBe(due + checkIn);
  });

  it('comes no later than the interval for a device whose command waits', () => {
    expect(nextPushAt(work({ lastContactAt: 6000, lastPush: accepted(5000, 1) }), HOUR)).toBe(6000 + HOUR);
  });

  it('calls a device that has just enrolled again after 1, 5, 15 and 60 minutes, then as any other', () => {
    const fresh = { enrolledAt: 2000, lastContactAt: 1500 };
    const first = 3000;
    const times = [first];
    for (let unanswered = 1; unanswered <= 6; unanswered += 1) {
      const at = times.at(-1) ?? 0;
      times.push(nextIn(work({ ...fresh, lastPush: accepted(at, unanswered) })));
    }
    const minutes = times.map((at) => (at - first) / MINUTE);
    expect(minutes).toEqual([0, 1, 5, 15, 60, 60 + 120, 60 + 120 + 1440]);
    expect(nextIn(work({ ...fresh, lastContactAt: 2500, lastPush: accepted(first, 1) }))).toBe(first + 2 * HOUR);
  });
});
