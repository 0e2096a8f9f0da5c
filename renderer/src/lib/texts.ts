// The words of the console in the language of the admin. CONTRIBUTING.md says how to add one.
import i18next from 'i18next';
import { useSyncExternalStore } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import { shownName } from '@shared/locales/shipped.ts';
import { renderText, type ShownText } from '@shared/locales/admin-texts.ts';
import type { KeysOf, Language, TextValues } from '@shared/locales/text-keys.ts';
import { type english, resources } from './text-resources.ts';

type English = typeof english;
export type Area = keyof English;

/** Areas whose texts every other one may use, by `common:cancel`. */
type SharedArea = 'common' | 'model';

/** A key of the area itself, or of a shared area with its name before it. */
export type TextKey<A extends Area> =
  KeysOf<English[A]> | { [S in SharedArea]: `${S}:${KeysOf<English[S]>}` }[SharedArea];

/** The text of a key with its placeholders filled in. */
export type Texts<A extends Area> = (key: TextKey<A>, values?: TextValues) => string;

const library = i18next.createInstance();
// Not awaited: with resources at hand and without a backend it is ready when it returns.
void library.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  resources,
  defaultNS: 'common',
  // React escapes.
  interpolation: { escapeValue: false },
  initAsync: false,
});

/** Shows the console in a language, at once. */
export const setLanguage = (language: Language): void => {
  void library.changeLanguage(language);
};

/** The language of the console now, for code outside of components. */
export const currentLanguage = (): Language => library.language as Language;

const onLanguageChanged = (listener: () => void): (() => void) => {
  library.on('languageChanged', listener);
  return () => {
    library.off('languageChanged', listener);
  };
};

/** The language for a component; one without texts calls it so that its numbers and times follow a change. */
export const useLanguage = (): Language => useSyncExternalStore(onLanguageChanged, currentLanguage);

/** The texts of an area for a component. `t` changes with the language, so memos that use it depend on it. */
export const useTexts = <A extends Area>(area: A): { readonly t: Texts<A> } => {
  const { t } = useTranslation(area);
  return { t };
};

/** The words of a text of the core in the language of now; a component that shows them also calls `useTexts`. */
export const wordsOf = (text: ShownText): string => renderText(text, currentLanguage());

/** `wordsOf` for the name or description of a group or a user setting; those that Russet ships are translated. */
export const nameOf = (name: string): string => wordsOf(shownName(name));

/** The texts of an area in the language of now, for code outside of components. */
export const currentTexts = <A extends Area>(area: A): Texts<A> => library.getFixedT(currentLanguage(), area);
