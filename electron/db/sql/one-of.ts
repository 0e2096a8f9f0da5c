// Many records at once. However many ids a condition names, they are one JSON parameter: SQLite limits the number of
// parameters, and the statement stays the same.
import { sql, type RawBuilder, type SqlBool } from 'kysely';

/** True for rows whose column holds one of `values`; never true without any. `column` must be a constant. */
export const isOneOf = (column: string, values: readonly string[] | readonly number[]): RawBuilder<SqlBool> =>
  sql<SqlBool>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`;

/** The records of `ids` in that order; ids without one are left out. */
export const inOrderOf = <T extends { readonly id: string | number }>(
  ids: readonly T['id'][],
  records: readonly T[],
): T[] => {
  const found = new Map(records.map((record) => [record.id, record]));
  return ids.flatMap((id) => found.get(id) ?? []);
};
