import { describe, expect, it } from 'vitest';
import { reminderDue } from '../../../electron/invitations/invite.ts';

const hour = 60 * 60_000;
const day = 24 * hour;
const reminder = { enabled: true, startDay: 2, endDay: 20, everyDays: 3, maximum: 4 };

const due = (now: number, more: { reminders?: number; lastReminderAt?: number } = {}, changed = {}) =>
  reminderDue(
    { id: 'i', userId: 'u', createdAt: 0, expiresAt: 60 * day, reminders: 0, lastReminderAt: undefined, ...more },
    { ...reminder, ...changed },
    now,
  );

describe('a reminder of an invitation', () => {
  it('is due from its first day on', () => {
    expect(due(2 * day - 1)).toBe(false);
    expect(due(2 * day)).toBe(true);
  });

  it('is due to the end of its last day', () => {
    expect(due(21 * day)).toBe(true);
    expect(due(21 * day + 1)).toBe(false);
  });

  it('comes again after the days between, give or take the hour by which the job may be late', () => {
    const last = { reminders: 1, lastReminderAt: 2 * day };
    expect(due(5 * day - hour - 1, last)).toBe(false);
    expect(due(5 * day - hour, last)).toBe(true);
  });

  it('comes no more often than the setting says, and never when that is off', () => {
    const last = { lastReminderAt: 5 * day };
    expect(due(10 * day, { ...last, reminders: 3 })).toBe(true);
    expect(due(10 * day, { ...last, reminders: 4 })).toBe(false);
    expect(due(10 * day, {}, { enabled: false })).toBe(false);
  });
});
