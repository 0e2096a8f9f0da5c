// Comparing OS versions such as 10.15.4 and 16.1 part by part.

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
