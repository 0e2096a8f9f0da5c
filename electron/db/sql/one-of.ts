// Records by many ids at once, however many there are.
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { valuesOf } from './records.ts';

/** True for rows whose column holds one of `values`; never true without any. `column` must be a constant. */
export const isOneOf = (column: string, values: readonly string[] | readonly number[]): RawBuilder<SqlBool> =>
  sql<SqlBool>`${sql.ref(column)} in (select value from ${valuesOf(values)})`;

/** The records of `ids` in that order; ids without one are left out. */
export const inOrderOf = <T extends { readonly id: string | number }>(
  ids: readonly T['id'][],
  records: readonly T[],
): T[] => {
  const found = new Map(records.map((record) => [record.id, record]));
  return ids.flatMap((id) => found.get(id) ?? []);
};
