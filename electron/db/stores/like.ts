// Substring search as SQL, with the wildcards of LIKE taken literally.
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { fold } from '../../../shared/model/fold.ts';
import { foldSql } from '../rules-sql.ts';

/**
 * True for rows whose column contains `text` without regard to case. `column` must be a constant. LIKE knows the case of
 * ASCII letters alone; a text with others is looked for in
 * `folded`, for which some columns have one of their own.
 */
export const containsText = (
  column: string,
  text: string,
  folded: RawBuilder<unknown> = foldSql(sql.ref(column)),
): RawBuilder<SqlBool> =>
  /^[ -~]*$/.test(text)
    ? sql<SqlBool>`${sql.ref(column)} like ${`%${text.replaceAll(/[\\%_]/g, '\\$&')}%`} escape '\\'`
    : sql<SqlBool>`instr(${folded}, ${fold(text)}) > 0`;
