// Reading single values and lists out of a device's report: lenient about keys it does not know, strict about types. One
// bad item is skipped and named, never a reason to lose the rest of a report.
import { carried, cutText } from '../../core/carried-text.ts';
import { z } from 'zod';
import { lookUp } from '../../../shared/look-up.ts';
import { isSystemVersion } from '../device-values.ts';

export interface Decoded<T> {
  readonly value: T;
  /** Keys or item positions that were not of the right type and were left out. */
  readonly skipped: readonly string[];
  /** Keys that this enrollment must not send. Their values were thrown away unread. */
  readonly dropped: readonly string[];
}

/** A dictionary of a property list, as decoded. */
export type Dictionary = Readonly<Record<string, unknown>>;

/** True for a dictionary; dates and data are none. */
export const isDictionary = (value: unknown): value is Dictionary =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Date) &&
  !(value instanceof Uint8Array);

/** An integer or real of a property list. */
export const number = z.union([z.number(), z.bigint().transform(Number)]);
const dictionary = z.record(z.string(), z.unknown());

/** Longer texts of a device are cut: nothing that is shown needs more. */
export const maxText = 1024;

/** Reads single values and remembers which of them were of the wrong type. */
export const createReader = (source: Dictionary) => {
  const skipped: string[] = [];
  const read = <T>(key: string, schema: z.ZodType<T>): T | undefined => {
    const value = lookUp(source, key);
    if (value === undefined) return undefined;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    skipped.push(key);
    return undefined;
  };
  return {
    skipped,
    /** Undefined for an empty one: empty is no value. */
    text: (key: string) => {
      const text = read(key, z.string().transform(carried));
      return text === undefined || text.trim() === '' ? undefined : cutText(text, maxText);
    },
    /** The version of a system; anything else would be counted and compared wrongly. */
    version: (key: string) => {
      const version = read(key, z.literal('').or(z.string().refine(isSystemVersion)));
      return version === '' ? undefined : version;
    },
    flag: (key: string) => read(key, z.boolean()),
    number: (key: string) => read(key, number),
    dictionary: (key: string) => read(key, dictionary),
  };
};

/** Removes the undefined entries, so that "not reported" and "absent" are the same thing. */
export const compact = <T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

/** Decodes each entry of a list by itself; what `decode` cannot read is named by its position and left out. */
export const decodeList = <T>(
  report: Dictionary,
  key: string,
  decode: (entry: Dictionary) => T | undefined,
): Decoded<T[]> => {
  const list = lookUp(report, key);
  if (!Array.isArray(list)) return { value: [], skipped: [key], dropped: [] };
  const skipped: string[] = [];
  const value = list.flatMap((entry: unknown, index) => {
    const decoded = isDictionary(entry) ? decode(entry) : undefined;
    if (decoded !== undefined) return [decoded];
    skipped.push(`${key}[${String(index)}]`);
    return [];
  });
  return { value, skipped, dropped: [] };
};
