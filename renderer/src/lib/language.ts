// The language of the console: that of the system, or the one that the admin chose.
import type { LanguageChoice } from '@shared/ipc/office/preferences.ts';
import { firstKnownLanguage, type Language } from '@shared/locales/text-keys.ts';

/** The language of a choice, where `system` is the first of the system's languages that Russet speaks. */
export const languageOf = (choice: LanguageChoice, systemLanguages: readonly string[]): Language =>
  choice === 'system' ? firstKnownLanguage(systemLanguages) : choice;
