// Numbers, times and the smallest words in the language of the console. Components that use them call `useTexts` or
// `useLanguage` as well, so that they follow a change.
import type { Language } from '@shared/locales/text-keys.ts';
import { currentLanguage, currentTexts } from './texts.ts';

interface Formats {
  readonly relative: Intl.RelativeTimeFormat;
  readonly exact: Intl.DateTimeFormat;
  readonly day: Intl.DateTimeFormat;
  readonly whole: Intl.NumberFormat;
  readonly oneDigit: Intl.NumberFormat;
  readonly upToOneDigit: Intl.NumberFormat;
}

/** `dates` names the order of day and month. */
const formatsOf = (language: Language, dates: string): Formats => ({
  relative: new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'long' }),
  exact: new Intl.DateTimeFormat(dates, { dateStyle: 'medium', timeStyle: 'long' }),
  day: new Intl.DateTimeFormat(dates, { dateStyle: 'medium' }),
  whole: new Intl.NumberFormat(language),
  oneDigit: new Intl.NumberFormat(language, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    useGrouping: false,
  }),
  upToOneDigit: new Intl.NumberFormat(language, { maximumFractionDigits: 1 }),
});

const formats: Readonly<Record<Language, Formats>> = { en: formatsOf('en', 'en-GB'), de: formatsOf('de', 'de-DE') };

const current = (): Formats => formats[currentLanguage()];

/** What is shown where the device or the office has no value. */
export const notAvailable = (): string => currentTexts('common')('notAvailable');

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** "3 hours ago", "in 2 days"; "just now" within the minute. Both in milliseconds since the epoch. */
export const relativeTime = (at: number, now: number): string => {
  const seconds = Math.round((at - now) / 1000);
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return current().relative.format(Math.trunc(seconds / size), unit);
  }
  return currentTexts('common')('justNow');
};

/** Date, time and zone. */
export const exactTime = (at: number): string => current().exact.format(at);

/** Whether a value is a time as the core records it: it is shown as every other. */
export const isMoment = (value: string): boolean =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z$/.test(value) && !Number.isNaN(Date.parse(value));

/** The date alone. */
export const dateOnly = (at: number): string => current().day.format(at);

/** Whole days from now to the time; negative when it is past. */
export const daysUntil = (at: number, now: number): number => Math.floor((at - now) / 86_400_000);

/** 12,345 */
export const formatCount = (value: number): string => current().whole.format(value);

/** Size in decimal units as Apple shows them. */
export const formatBytes = (bytes: number): string => {
  const units = ['kB', 'MB', 'GB', 'TB'] as const;
  if (bytes < 1000) return currentTexts('common')('bytes', { size: bytes });
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${current().oneDigit.format(value)} ${units[unit] ?? ''}`;
};

/** Gigabytes with one digit at most. */
export const formatGigabytes = (gigabytes: number): string => `${current().upToOneDigit.format(gigabytes)} GB`;

/** `Yes`, `No` or `N/A`. */
export const yesNo = (value: boolean | undefined): string =>
  value === undefined ? notAvailable() : currentTexts('common')(value ? 'yes' : 'no');
