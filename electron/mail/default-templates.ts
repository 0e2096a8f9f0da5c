// The mail texts that Russet ships, by language, and which language a person's mails have.
import { knownLanguage, type Language } from '../../shared/locales/text-keys.ts';
import type { ShippedTexts } from './blocks.ts';
import { germanTexts } from './texts/de.ts';
import { englishTexts } from './texts/en.ts';

export const shippedTexts: Readonly<Record<Language, ShippedTexts>> = { en: englishTexts, de: germanTexts };

/**
 * The one rule for the language of a mail: that of the person's locale (BCP 47), if Russet speaks it; otherwise that of
 * the office, `null` while none was chosen; otherwise English.
 */
export const mailLanguage = (locale: string | undefined, office: Language | null): Language =>
  knownLanguage(locale === undefined ? [] : [locale]) ?? office ?? 'en';
