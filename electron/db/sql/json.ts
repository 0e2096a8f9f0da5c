// JSON that stands in columns, as SQLite looks into it. Paths, aliases and names of columns must be constants.
import { sql, type RawBuilder } from 'kysely';

type Value = RawBuilder<unknown>;

const valueOf = (column: string | Value): Value => (typeof column === 'string' ? sql.ref(column) : column);

/** The value at a path such as `connection.type`; null where there is none. Yes and no are 1 and 0. */
export const fieldOf = (json: string | Value, path: string): RawBuilder<string> =>
  sql<string>`json_extract(${valueOf(json)}, ${sql.lit(`$.${path}`)})`;

/** A path has no way to quote these. */
const unquotable = /["\\]/;

/** Whether `namedValueOf` can ask for the name. */
export const isNameable = (name: string): boolean => !unquotable.test(name);

/** The value under a name that somebody chose; null where there is none. The name must be nameable. */
export const namedValueOf = (json: string | Value, name: string): Value =>
  sql`json_extract(${valueOf(json)}, ${`$."${name}"`})`;

/**
 * A table for FROM with one row for each item of an array or entry of an object: `key` and `value`. With a path such as
 * `search.customAttributes` of what stands there; no rows where nothing does.
 */
export const itemsOf = (json: string | Value, path?: string): Value =>
  path === undefined ? sql`json_each(${valueOf(json)})` : sql`json_each(${valueOf(json)}, ${sql.lit(`$.${path}`)})`;

/** Aggregate: the values of all rows as the JSON of an array; `[]` without rows. */
export const arrayOf = (value: string | Value): RawBuilder<string> => sql<string>`json_group_array(${valueOf(value)})`;

/** The JSON of both flat objects: where both have a name the value of `over` stands, and a null in it takes the name away. */
export const mergedObjects = (under: string | Value, over: string | Value): Value =>
  sql`json_patch(${valueOf(under)}, ${valueOf(over)})`;

/** The JSON of a flat object, without the entries whose names stand in `other` as well. */
export const withoutNamesOf = (json: string | Value, other: string | Value): Value =>
  sql`(select json_group_object(mine.key, mine.value) from ${itemsOf(json)} mine
    where mine.key not in (select theirs.key from ${itemsOf(other)} theirs))`;
