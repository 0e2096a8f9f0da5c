// Delays between attempts, with jitter so that many devices or servers do not return at the same moment.

/**
 * Milliseconds to wait before the next attempt: doubles per failure up to `maxMs`, then 50 to 100 % of that by `random`.
 * `failures` is 1 after the first one.
 */
export const backOffMs = (
  failures: number,
  { baseMs, maxMs }: { baseMs: number; maxMs: number },
  random: () => number,
): number => {
  const full = Math.min(maxMs, baseMs * 2 ** Math.min(30, Math.max(0, failures - 1)));
  return Math.round(full * (0.5 + random() / 2));
};
