// How the console looks to the admin of this computer.
import { z } from 'zod';
import { languages } from '../locales/text-keys.ts';
import { done, method, nothing } from './method.ts';

/** `system` follows the language of the operating system. */
export const languageChoices = ['system', ...languages] as const;
export const languageChoiceSchema = z.enum(languageChoices);
export type LanguageChoice = z.infer<typeof languageChoiceSchema>;

const preferences = z.strictObject({ language: languageChoiceSchema });

export const preferencesApi = {
  'preferences.get': method('How the admin wants the console to look.', nothing, preferences),
  'preferences.set': method('Keeps how the admin wants the console to look.', preferences, done),
};
