// Numbers and times in words.

/** What is shown where the device or the office has no value. */
export const notAvailable = 'N/A';

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'long' });
const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' });
const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });
const whole = new Intl.NumberFormat('en');

/** "3 hours ago", "in 2 days"; "just now" within the minute. Both in milliseconds since the epoch. */
export const relativeTime = (at: number, now: number): string => {
  const seconds = Math.round((at - now) / 1000);
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  }
  return 'just now';
};

/** Date, time and zone. */
export const exactTime = (at: number): string => exact.format(at);

/** The date alone. */
export const dateOnly = (at: number): string => day.format(at);

/** Whole days from now to the time; negative when it is past. */
export const daysUntil = (at: number, now: number): number => Math.floor((at - now) / 86_400_000);

/** 12,345 */
export const formatCount = (value: number): string => whole.format(value);

/** "1 device", "2 devices" */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** Size in decimal units as Apple shows them. */
export const formatBytes = (bytes: number): string => {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? whole.format(value) : value.toFixed(1)} ${units[unit] ?? ''}`;
};

/** `Yes`, `No` or `N/A`. */
export const yesNo = (value: boolean | undefined): string =>
  value === undefined ? notAvailable : value ? 'Yes' : 'No';
