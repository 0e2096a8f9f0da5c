// When to ask another server again: one back-off and one reading of Retry-After for all of them.

/**
 * Milliseconds to wait before the next attempt: doubles per failure up to `maxMs`, then 50 to 100 % of that by `random`,
 * so that many devices or servers do not return at the same moment. `failures` is 1 after the first one.
 */
export const backOffMs = (
  failures: number,
  { baseMs, maxMs }: { baseMs: number; maxMs: number },
  random: () => number,
): number => {
  const full = Math.min(maxMs, baseMs * 2 ** Math.min(30, Math.max(0, failures - 1)));
  return Math.round(full * (0.5 + random() / 2));
};

/**
 * Milliseconds that a Retry-After header asks to wait from `now`: seconds or a date (RFC 9110 10.2.3), at least 0.
 * Undefined if there is none, or none that can be read.
 */
export const retryAfterMs = (value: string | readonly string[] | undefined, now: number): number | undefined => {
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const seconds = Number(value);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - now;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
};
