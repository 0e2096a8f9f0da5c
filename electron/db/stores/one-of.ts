// Whether a column holds one of many values, however many they are: as one JSON parameter they are not counted against
// SQLite's limit of parameters, and the statement stays the same for every number of them.
import { sql, type RawBuilder, type SqlBool } from 'kysely';

/** True for rows whose column holds one of `values`; never true without any. `column` must be a constant. */
export const isOneOf = (column: string, values: readonly string[] | readonly number[]): RawBuilder<SqlBool> =>
  sql<SqlBool>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`;
