// Versions of systems and apps such as 10.15.4 and 16.1, part by part. electron/db/sql/version.ts does the same in SQL.

/**
 * A version as a text that sorts part by part: digits and dots, four parts, each up to 999999999. Undefined for anything
 * else, which then counts as blank.
 */
export const versionKey = (version: string): string | undefined => {
  if (!/^\d[\d.]*$/.test(version)) return undefined;
  const parts = version.split('.');
  return [0, 1, 2, 3]
    .map((index) => String(Math.min(Number(parts[index] ?? 0), 999_999_999)).padStart(10, '0'))
    .join('');
};

/** True if `version` is `floor` or newer. Missing and unreadable parts count as 0. */
export const isAtLeast = (version: string, floor: string): boolean => {
  const numbersOf = (text: string): number[] => text.split('.').map((part) => Number.parseInt(part, 10) || 0);
  const [left, right] = [numbersOf(version), numbersOf(floor)];
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
};
