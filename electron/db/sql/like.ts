// Substring search as SQL, with the wildcards of LIKE taken literally.
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { fold } from '../../../shared/model/fold.ts';
import { foldSql } from '../rules/rules-sql.ts';

const expression = (column: string | RawBuilder<unknown>): RawBuilder<unknown> =>
  typeof column === 'string' ? sql`${sql.ref(column)}` : sql`(${column})`;

/**
 * True for rows whose column contains `text` without regard to case. `column` must be a constant. LIKE knows the case of
 * ASCII letters alone; a text with others is looked for in
 * `folded`, for which some columns have one of their own.
 */
export const containsText = (
  column: string | RawBuilder<unknown>,
  text: string,
  folded: RawBuilder<unknown> = foldSql(expression(column)),
): RawBuilder<SqlBool> =>
  /^[ -~]*$/.test(text)
    ? sql<SqlBool>`${expression(column)} like ${`%${text.replaceAll(/[\\%_]/g, '\\$&')}%`} escape '\\'`
    : sql<SqlBool>`instr(${folded}, ${fold(text)}) > 0`;
