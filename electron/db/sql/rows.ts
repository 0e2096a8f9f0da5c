// Rows as SQLite keeps them: those that are there already, and the order in which they came.
import { sql, type RawBuilder } from 'kysely';

/** Inserts what `rows` selects, and leaves out rows that would break a key. Names must be constants. */
export const insertMissing = (
  table: string,
  columns: readonly string[],
  rows: RawBuilder<unknown>,
): RawBuilder<unknown> =>
  sql`insert or ignore into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))}) ${rows}`;

/** To sort or compare by: rows in the order in which they were written. For tables whose key is no number. */
export const asWritten = (alias?: string): RawBuilder<number> =>
  sql<number>`${sql.ref(alias === undefined ? 'rowid' : `${alias}.rowid`)}`;
