// A record as the audit trail names it: attribute by attribute, in words.
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `appleEnrollmentType` becomes `Apple Enrollment Type`. */
const wordsOf = (key: string): string =>
  key.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/^./, (first) => first.toUpperCase());

const textOf = (value: unknown): string =>
  isRecord(value) && typeof value['name'] === 'string' ? value['name'] : String(value);

/** Every field but those left out, nested ones by both names; records in arrays by their `name`. Not for secrets. */
export const attributesOf = (
  record: object,
  leftOut: readonly string[] = [],
  prefix = '',
): Record<string, string | number | boolean | string[]> =>
  Object.fromEntries(
    Object.entries(record).flatMap(([key, value]: [string, unknown]) => {
      const attribute = prefix === '' ? wordsOf(key) : `${prefix} ${wordsOf(key)}`;
      if (value === undefined || value === null || leftOut.includes(key)) return [];
      if (Array.isArray(value)) return [[attribute, value.map(textOf)]];
      if (isRecord(value)) return Object.entries(attributesOf(value, [], attribute));
      if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
        return [[attribute, value]];
      }
      return [];
    }),
  );
