import { afterEach, describe, expect, it } from 'vitest';
import {
  dateOnly,
  daysUntil,
  formatBytes,
  formatCount,
  isMoment,
  relativeTime,
  yesNo,
} from '../../../renderer/src/lib/format.ts';
import { currentTexts, setLanguage } from '../../../renderer/src/lib/texts.ts';

afterEach(() => {
  setLanguage('en');
});

const now = Date.UTC(2026, 10, 22, 12);
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe('relative time', () => {
  it('says "just now" within a minute, before and after, so that a slow clock never shows the future', () => {
    expect(relativeTime(now - 59_000, now)).toBe('just now');
    expect(relativeTime(now + 59_000, now)).toBe('just now');
  });

  it('takes the largest unit that fits and cuts it off instead of rounding up', () => {
    expect(relativeTime(now - minute, now)).toBe('1 minute ago');
    expect(relativeTime(now - 119 * minute, now)).toBe('1 hour ago');
    expect(relativeTime(now - 7 * day - hour, now)).toBe('7 days ago');
    expect(relativeTime(now - 400 * day, now)).toBe('last year');
    expect(relativeTime(now + 3 * day + hour, now)).toBe('in 3 days');
  });
});

describe('a time as the core records it', () => {
  it('is told from every other value', () => {
    expect(['2026-11-22T12:00:00.000Z', '2026-11-22T12:00Z'].map(isMoment)).toEqual([true, true]);
    expect(['2026-11-22', '2026-13-45T12:00:00Z', 'users 2026-11-22T12:00:00Z', ''].map(isMoment)).toEqual(
      Array(4).fill(false),
    );
  });
});

describe('days until', () => {
  it('counts whole days and turns negative as soon as the time is past', () => {
    expect(daysUntil(now + 2 * day - 1, now)).toBe(1);
    expect(daysUntil(now, now)).toBe(0);
    expect(daysUntil(now - 1, now)).toBe(-1);
  });
});

describe('words', () => {
  it('shows sizes in decimal units', () => {
    expect(formatBytes(999)).toBe('999 bytes');
    expect(formatBytes(512_345_678)).toBe('512.3 MB');
  });

  it('tells an unknown value from a no', () => {
    expect([yesNo(true), yesNo(false), yesNo(undefined)]).toEqual(['Yes', 'No', 'N/A']);
  });
});

describe('in German', () => {
  it('numbers, sizes, times and the smallest words follow the language at once', () => {
    setLanguage('de');
    expect(relativeTime(now - 119 * minute, now)).toBe('vor 1 Stunde');
    expect(relativeTime(now, now)).toBe('gerade eben');
    expect(dateOnly(now)).toBe('22.11.2026');
    expect(formatCount(12_345)).toBe('12.345');
    expect([formatBytes(999), formatBytes(512_345_678)]).toEqual(['999 Byte', '512,3 MB']);
    expect([yesNo(true), yesNo(false), yesNo(undefined)]).toEqual(['Ja', 'Nein', 'k. A.']);
  });

  it('a plural has the form and the digits of the language', () => {
    setLanguage('de');
    const t = currentTexts('app');
    expect([t('tasks.running', { count: 1 }), t('tasks.running', { count: 1200 })]).toEqual([
      '1 Aufgabe läuft',
      '1.200 Aufgaben laufen',
    ]);
  });
});
