// The texts of the enrollment pages in the languages of their readers, and failures that know their text.
import i18next, { type TFunction } from 'i18next';
import type { ErrorCode } from '../../shared/errors.ts';
import { type AdminText, say, sayAsPage } from '../../shared/locales/admin-texts.ts';
import de from '../../shared/locales/de/enrollment-pages.json' with { type: 'json' };
import en from '../../shared/locales/en/enrollment-pages.json' with { type: 'json' };
import { type KeysOf, type Language, languages, type TextValues } from '../../shared/locales/text-keys.ts';
import { AppError } from '../core/errors.ts';
import type { MdmRequest } from '../wire/http.ts';

export type TextKey = KeysOf<typeof en>;

/** The text of a key with its placeholders filled in; plain text, to be escaped like any other. */
export type Texts = (key: TextKey, values?: TextValues) => string;

const library = i18next.createInstance();
// Not awaited: with resources at hand and without a backend it is ready when it returns.
void library.init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: en }, de: { translation: de } },
  interpolation: { escapeValue: false },
  initAsync: false,
});

const inLanguage = (language: Language): Texts => {
  const translate: TFunction = library.getFixedT(language);
  return (key, values = {}) => translate(key, values);
};

const byLanguage: Readonly<Record<Language, Texts>> = { en: inLanguage('en'), de: inLanguage('de') };

export const textsIn = (language: Language): Texts => byLanguage[language];

/** A text that does not know its language yet. */
export interface PersonText {
  readonly key: TextKey;
  readonly values?: TextValues | undefined;
}

/** The best of our languages by an Accept-Language header (RFC 9110 12.5.4), English if none fits. */
export const chooseLanguage = (acceptLanguage: string | undefined): Language => {
  const wishes = (acceptLanguage ?? '').split(',').flatMap((part) => {
    const [range = '', ...parameters] = part
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/);
    const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    const weight = quality === undefined ? 1 : Number(quality);
    const language = languages.find((known) => range === known || range.startsWith(`${known}-`));
    return language !== undefined && weight > 0 ? [{ language, weight }] : [];
  });
  return wishes.reduce<(typeof wishes)[number]>((best, wish) => (wish.weight > best.weight ? wish : best), {
    language: 'en',
    weight: 0,
  }).language;
};

export const languageOf = (request: Pick<MdmRequest, 'headers'>): Language =>
  chooseLanguage(request.headers['accept-language']);

const sentence = (texts: Texts, { key, values }: PersonText, parts: readonly PersonText[]): string =>
  parts.length === 0
    ? texts(key, values)
    : `${texts(key, values)} ${parts.map((part) => texts(part.key, part.values)).join('; ')}.`;

const asPage = ({ key, values }: PersonText): AdminText => sayAsPage(`pages.${key}`, values);

const forAdmins = (text: PersonText, parts: readonly PersonText[]): AdminText =>
  parts.length === 0 ? asPage(text) : say('errors.withParts', { text: asPage(text), parts: parts.map(asPage) });

/** A failure that a person reads on a page, in their language there and in English everywhere else. */
export class PersonError extends AppError {
  readonly key: TextKey;
  readonly values: TextValues;

  /** What the text lists, behind it. */
  readonly parts: readonly PersonText[];

  /** `field`: of the form in the console that the failure is about. */
  constructor(
    code: ErrorCode,
    key: TextKey,
    values: TextValues = {},
    options: { cause?: unknown; parts?: readonly PersonText[]; field?: string } = {},
  ) {
    const { cause, parts = [], field } = options;
    const text = forAdmins({ key, values }, parts);
    super(code, text, { cause, ...(field !== undefined && { fields: { [field]: text } }) });
    this.key = key;
    this.values = values;
    this.parts = parts;
  }
}

/** What a page says about a failure. */
export const textOf = (error: AppError, texts: Texts): string =>
  error instanceof PersonError ? sentence(texts, error, error.parts) : error.message;
