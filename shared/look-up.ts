/**
 * The value that `table` itself has under a key that comes from outside, undefined without one. Plain `table[key]` would
 * find "constructor" and its kind in every object.
 */
export const lookUp = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** The one name that objects lose on their way: it is refused where a person would choose it. */
export const lostKey = '__proto__';
