// Texts for administrators in columns: as JSON. Rows from before texts had keys hold plain words and keep showing them.
import { adminTextSchema, type ShownText } from '../../shared/locales/admin-texts.ts';

export const storedText = (text: ShownText): string => (typeof text === 'string' ? text : JSON.stringify(text));

export const shownText = (stored: string): ShownText => {
  if (!stored.startsWith('{"key":')) return stored;
  const parsed = adminTextSchema.safeParse(JSON.parse(stored));
  return parsed.success ? parsed.data : stored;
};
