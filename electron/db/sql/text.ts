// Comparing texts and bytes, as SQLite spells it. The rest of what is searched: like.ts, fold.ts.
import { sql, type RawBuilder, type SqlBool } from 'kysely';

type Value = RawBuilder<unknown>;

/** A text to sort or compare by, without regard to the case of ASCII letters. A name must be a constant. */
export const ignoringCase = (text: string | Value): Value =>
  sql`${typeof text === 'string' ? sql.ref(text) : text} collate nocase`;

/** `part` stands somewhere in the text, letter by letter; null if the text is. */
export const contains = (text: Value, part: unknown): RawBuilder<SqlBool> => sql<SqlBool>`instr(${text}, ${part}) > 0`;

/** The text ends with `end`, letter by letter; null if the text is. */
export const endsWith = (text: Value, end: unknown): RawBuilder<SqlBool> =>
  sql<SqlBool>`substr(${text}, -length(${end})) = ${end}`;

/** Bytes as hexadecimal digits in lower case. `column` must be a constant. */
export const hexOf = (column: string): RawBuilder<string> => sql<string>`lower(hex(${sql.ref(column)}))`;
