// Many values or records at once, as a table. However many there are, they are one JSON parameter: SQLite limits the
// number of parameters, and the statement stays the same.
import { sql, type RawBuilder } from 'kysely';

/** A table for FROM, whose column `value` holds the values. */
export const valuesOf = (values: readonly string[] | readonly number[]): RawBuilder<unknown> =>
  sql`json_each(${JSON.stringify(values)})`;

/**
 * A table for FROM by the name `alias`, with a column for each of the fields. Yes and no are 1 and 0, what is missing is
 * null. `alias` and the names of fields must be constants.
 */
export const recordsOf = <T extends object>(
  alias: string,
  records: readonly T[],
  fields: readonly (keyof T & string)[],
): RawBuilder<unknown> => {
  const columns = fields.map((field) => sql`value ->> ${sql.lit(field)} as ${sql.ref(field)}`);
  return sql`(select ${sql.join(columns)} from json_each(${JSON.stringify(records)})) as ${sql.ref(alias)}`;
};

/** What the map has for a key of each row; null for a key that it does not know. */
export const lookedUp = (map: ReadonlyMap<string, number>, key: string): RawBuilder<number | null> =>
  sql<number | null>`(select value from json_each(${JSON.stringify(Object.fromEntries(map))})
    where key = ${sql.ref(key)})`;
