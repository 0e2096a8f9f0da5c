// Texts for administrators in columns: as JSON. Rows from before texts had keys hold plain words and keep showing them.
import { type RawBuilder, sql } from 'kysely';
import { adminTextSchema, type ShownText } from '../../../shared/locales/admin-texts.ts';
import { fieldOf } from './json.ts';

export const storedText = (text: ShownText): string => (typeof text === 'string' ? text : JSON.stringify(text));

export const shownText = (stored: string): ShownText => {
  if (!stored.startsWith('{"key":')) return stored;
  const parsed = adminTextSchema.safeParse(JSON.parse(stored));
  return parsed.success ? parsed.data : stored;
};

/** What searches and sorting take of such a column. `column` must be a constant. */
export const wordsInEnglish = (column: string): RawBuilder<string> => {
  const stored = sql.ref(column);
  return sql<string>`case when substr(${stored}, 1, 7) = '{"key":' and json_valid(${stored})
    then ${fieldOf(column, 'english')} else ${stored} end`;
};
