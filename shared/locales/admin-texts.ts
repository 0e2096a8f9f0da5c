// Sentences that the core writes for administrators: a key and what fills it, rendered in the language of the reader.
import i18next from 'i18next';
import { z } from 'zod';
import pagesDe from './de/enrollment-pages.json' with { type: 'json' };
import { german } from './de/core.ts';
import pagesEn from './en/enrollment-pages.json' with { type: 'json' };
import { english } from './en/core.ts';
import type { KeysOf, Language, TextValues } from './text-keys.ts';

type English = typeof english;
type Area = keyof English;

/** `errors.userGone`: the file of the text, and its name there. */
export type AdminTextKey = { [A in Area]: `${A}.${KeysOf<English[A]>}` }[Area];

/** A text of the pages that people see while enrolling, where an administrator reads it too. */
export type PageTextKey = `pages.${KeysOf<typeof pagesEn>}`;

/**
 * What the core tells an administrator. JSON-safe: it crosses to the console and is stored as it is, and the language
 * is chosen where it is shown. `english` is for logs, scripts, and a key that a later version no longer has.
 */
export interface AdminText {
  readonly key: string;
  readonly values?: Readonly<Record<string, AdminTextValue>> | undefined;
  readonly english: string;
}

type Part = string | number | AdminText;

/** A list is joined by commas, or by semicolons if its parts are texts. */
export type AdminTextValue = Part | readonly Part[];

/** A text, or words as they stand: what a server said, and rows that were stored before texts had keys. */
export type ShownText = AdminText | string;

type TextOf<K extends AdminTextKey> = K extends `${infer A extends Area}.${infer Name}`
  ? {
      [N in keyof English[A]]: N extends Name | `${Name}_one` | `${Name}_other` ? English[A][N] : never;
    }[keyof English[A]]
  : never;

type Placeholders<T> = T extends `${string}{{${infer Name}}}${infer Rest}`
  ? (Name extends `${infer Bare},${string}` ? Bare : Name) | Placeholders<Rest>
  : never;

type IsPlural<K extends AdminTextKey> = K extends `${infer A extends Area}.${infer Name}`
  ? `${Name}_other` extends keyof English[A]
    ? true
    : false
  : false;

type NamesOf<K extends AdminTextKey> = Placeholders<TextOf<K>> | (true extends IsPlural<K> ? 'count' : never);

/** The placeholders of a text, each of which must be given, and the `count` that chooses a plural. */
export type ValuesOf<K extends AdminTextKey> = {
  readonly [N in NamesOf<K>]: N extends 'count' ? number : AdminTextValue;
};

const valueSchema: z.ZodType<AdminTextValue, AdminTextValue> = z.lazy(() => {
  const part = z.union([z.string(), z.number(), adminTextSchema]);
  return z.union([part, z.array(part)]);
});

export const adminTextSchema: z.ZodType<AdminText, AdminText> = z
  .strictObject({
    key: z.string(),
    values: z.record(z.string(), valueSchema).optional(),
    english: z.string(),
  })
  .meta({ id: 'AdminText' });

export const shownTextSchema: z.ZodType<ShownText, ShownText> = z.union([z.string(), adminTextSchema]);

const library = i18next.createInstance();
// Not awaited: with resources at hand and without a backend it is ready when it returns.
void library.init({
  lng: 'en',
  fallbackLng: 'en',
  resources: {
    en: { translation: { ...english, pages: pagesEn } },
    de: { translation: { ...german, pages: pagesDe } },
  },
  // Whoever shows a text escapes it.
  interpolation: { escapeValue: false },
  initAsync: false,
});
// As the console writes dates everywhere; `dates` names the order of day and month.
const dateFormats = (dates: string) => ({
  day: new Intl.DateTimeFormat(dates, { dateStyle: 'medium', timeZone: 'UTC' }),
  moment: new Intl.DateTimeFormat(dates, { dateStyle: 'medium', timeStyle: 'long', timeZone: 'UTC' }),
});
const dates: Readonly<Record<Language, ReturnType<typeof dateFormats>>> = {
  en: dateFormats('en-GB'),
  de: dateFormats('de-DE'),
};
// `{{at, day}}`: milliseconds since the epoch as a date; `{{at, moment}}`: with the time.
for (const style of ['day', 'moment'] as const) {
  library.services.formatter?.add(style, (at: number, language) =>
    dates[language === 'de' ? 'de' : 'en'][style].format(at),
  );
}

const shown = (value: AdminTextValue, language: Language): string | number => {
  if (typeof value === 'string' || typeof value === 'number') return value;
  if ('key' in value) return renderText(value, language);
  const parts = value.map((part) => shown(part, language));
  return parts.join(value.some((part) => typeof part === 'object') ? '; ' : ', ');
};

const fill = (key: string, values: AdminText['values'], language: Language): string =>
  library.getFixedT(language)(
    key,
    Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => [name, shown(value, language)])),
  );

/** The words of a text in a language. */
export const renderText = (text: ShownText, language: Language): string => {
  if (typeof text === 'string') return text;
  return library.exists(text.key, { count: 1 }) ? fill(text.key, text.values, language) : text.english;
};

const made = (key: string, values?: AdminText['values']): AdminText => ({
  key,
  ...(values !== undefined && { values }),
  english: fill(key, values, 'en'),
});

/** A text for an administrator. The compiler knows the keys and what each needs. */
export const say = <K extends AdminTextKey>(
  key: K,
  ...[values]: [NamesOf<K>] extends [never] ? [] : [values: ValuesOf<K>]
): AdminText => made(key, values);

/** Sentences one after the other as one text. */
export const saidTogether = (sentences: readonly AdminText[]): AdminText => {
  const [first = verbatim(''), ...more] = sentences;
  return more.reduce((before, sentence) => say('errors.sentences', { first: before, second: sentence }), first);
};

/** A text of the enrollment pages for an administrator. */
export const sayAsPage = (key: PageTextKey, values?: TextValues): AdminText => made(key, values);

/** Words that are the same in every language, such as the answer of a server, where a text is wanted. */
export const verbatim = (words: string): AdminText => say('errors.verbatim', { words });
