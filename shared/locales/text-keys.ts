// Languages that Russet speaks, and how a text of a resource is named.

export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

/** Keys of nested texts, joined by dots; the forms of a plural share one key. */
export type KeysOf<T> = {
  [K in keyof T & string]: T[K] extends string
    ? K extends `${infer Base}_one` | `${infer Base}_other`
      ? Base
      : K
    : `${K}.${KeysOf<T[K]>}`;
}[keyof T & string];

/** What fills the placeholders of a text. A plural is chosen by `count`. */
export type TextValues = Readonly<Record<string, string | number>>;

/** The first language of the wishes (BCP 47) that Russet speaks, such as `de` for `de-AT`; undefined if none. */
export const knownLanguage = (wishes: readonly string[]): Language | undefined =>
  wishes
    .flatMap((wish) =>
      languages.filter((language) => wish.toLowerCase() === language || wish.toLowerCase().startsWith(`${language}-`)),
    )
    .at(0);

/** The same; English if none. */
export const firstKnownLanguage = (wishes: readonly string[]): Language => knownLanguage(wishes) ?? 'en';
