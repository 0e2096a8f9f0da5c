// Substring search as SQL, with the wildcards of LIKE taken literally.
import { sql, type RawBuilder, type SqlBool } from 'kysely';

/** True for rows whose column contains `text`, ignoring the case of ASCII letters. `column` must be a constant. */
export const containsText = (column: string, text: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`${sql.ref(column)} like ${`%${text.replaceAll(/[\\%_]/g, '\\$&')}%`} escape '\\'`;
