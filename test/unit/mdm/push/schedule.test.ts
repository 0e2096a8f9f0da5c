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
  newestQueuedAt: 1000,
  hasNotNow: false,
  lastContactAt: undefined,
  lastPush: undefined,
  ...change,
});

describe('nextPushAt', () => {
  it('is at once for work of which the device was never told', () => {
    expect(nextPushAt(work({}))).toBe(1000);
    expect(nextPushAt(work({ lastPush: accepted(500, 1), lastContactAt: 600 }))).toBe(1000);
  });

  it('waits 5 min, 30 min, 2 h and then a day for a device that said NotNow and stays away', () => {
    const notNow = { hasNotNow: true, lastContactAt: 2000 };
    expect(nextPushAt(work({ ...notNow, lastPush: accepted(1500, 3) }))).toBe(2000 + 5 * MINUTE);
    expect(nextPushAt(work({ ...notNow, lastPush: accepted(5000, 1) }))).toBe(5000 + 30 * MINUTE);
    expect(nextPushAt(work({ ...notNow, lastPush: accepted(5000, 2) }))).toBe(5000 + 2 * HOUR);
    expect(nextPushAt(work({ ...notNow, lastPush: accepted(5000, 3) }))).toBe(5000 + 24 * HOUR);
    expect(nextPushAt(work({ ...notNow, lastPush: accepted(5000, 9) }))).toBe(5000 + 24 * HOUR);
  });

  it('starts anew after any contact', () => {
    const late = work({ hasNotNow: true, lastContactAt: 9000, lastPush: accepted(5000, 3) });
    expect(nextPushAt(late)).toBe(9000 + 5 * MINUTE);
  });

  it('repeats an unanswered push after two hours and then daily', () => {
    expect(nextPushAt(work({ lastPush: accepted(5000, 1) }))).toBe(5000 + 2 * HOUR);
    expect(nextPushAt(work({ lastPush: accepted(5000, 2) }))).toBe(5000 + 24 * HOUR);
  });

  it('retries a failure when it is time, and not where a retry would not help', () => {
    const failed = { ...accepted(5000, 0), outcome: 'unreachable', retryAt: 8000 } as const;
    expect(nextPushAt(work({ lastPush: failed }))).toBe(8000);
    expect(nextPushAt(work({ lastPush: { ...failed, outcome: 'defect', retryAt: undefined } }))).toBeUndefined();
    expect(
      nextPushAt(work({ newestQueuedAt: 6000, lastPush: { ...failed, outcome: 'defect', retryAt: undefined } })),
    ).toBe(6000);
    expect(nextPushAt(work({ lastPush: { ...failed, outcome: 'push.notConfigured', retryAt: undefined } }))).toBe(5000);
    expect(nextPushAt(work({ lastPush: failed, lastContactAt: 6000 }))).toBe(6000 + 2 * HOUR);
  });
});
