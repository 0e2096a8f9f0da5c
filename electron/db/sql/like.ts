// Search as SQL: each word that was typed, wherever it stands, compared as shared/model/search-text.ts compares.
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { searchWords } from '../../../shared/model/search-text.ts';
import { searchTextSql } from './fold.ts';
import { contains } from './text.ts';

const all = (conditions: readonly RawBuilder<SqlBool>[]): RawBuilder<SqlBool> =>
  conditions.length === 0 ? sql<SqlBool>`1` : sql<SqlBool>`(${sql.join(conditions, sql` and `)})`;

const expression = (column: string | RawBuilder<unknown>): RawBuilder<unknown> =>
  typeof column === 'string' ? sql`${sql.ref(column)}` : column;

/**
 * True for rows in which each word of `typed` is in one of the columns, which must be constants. Works out the texts row by
 * row: for lists that stay short, the others have a table (`searchedIn`).
 */
export const containsWords = (
  columns: readonly (string | RawBuilder<unknown>)[],
  typed: string,
): RawBuilder<SqlBool> => {
  const text = searchTextSql(
    sql.join(
      columns.map((column) => sql`coalesce(${expression(column)}, '')`),
      sql` || ' ' || `,
    ),
  );
  return all(searchWords(typed).map((word) => contains(text, word)));
};

/** Ids of the records that have what is asked for in the text that is kept of them; devices also by their people. */
const having = {
  users: (has: RawBuilder<SqlBool>) => sql`select user_id from user_search where ${has}`,
  devices: (has: RawBuilder<SqlBool>) => sql`select enrollment_id from device_search where ${has}
    union all select id from enrollments where user_id in (select user_id from user_search where ${has})`,
  audit: (has: RawBuilder<SqlBool>) => sql`select id from audit_search where ${has}`,
} as const;

/** True for records, by the column of their ids, in which each word of `typed` is. */
export const searchedIn = (kind: keyof typeof having, id: string, typed: string): RawBuilder<SqlBool> =>
  all(searchWords(typed).map((word) => sql<SqlBool>`${sql.ref(id)} in (${having[kind](contains(sql`text`, word))})`));
