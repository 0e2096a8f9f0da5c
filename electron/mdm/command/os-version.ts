// Comparing OS versions such as 10.15.4 and 16.1 part by part.

/** Negative if `a` is older than `b`, 0 if equal, positive if newer. Missing and unreadable parts count as 0. */
export const compareVersions = (a: string, b: string): number => {
  const [left, right] = [a, b].map((version) => version.split('.').map((part) => Number.parseInt(part, 10) || 0));
  const length = Math.max(left?.length ?? 0, right?.length ?? 0);
  for (let index = 0; index < length; index += 1) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
};

/** True if `version` is `floor` or newer. */
export const isAtLeast = (version: string, floor: string): boolean => compareVersions(version, floor) >= 0;
