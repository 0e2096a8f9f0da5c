// How what a person types is compared with what is stored: in search, and where a name has to be typed. Letter by letter,
// so that memory and database agree; rules compare by fold.ts, which keeps accents.

/** Each class is what people do not tell apart, and what it becomes. */
const alike: readonly (readonly [letters: string, folded: string])[] = [
  ['"`´‘’‚‛“”„‟‹›«»ʹʺʻʼʽˈˊˋ′″‵‶〃＇＂', "'"],
  ['‐‑‒–—―⁃−﹘﹣－', '-'],
  ['\t\n\v\f\r\u001c\u001d\u001e\u001f\u0085\u1680\u2028\u2029', ' '],
  ['ßẞ', 'ss'],
  ['æÆǽǼǣǢ', 'ae'],
  ['œŒ', 'oe'],
  ['øØǿǾ', 'o'],
  ['đĐðÐ', 'd'],
  ['łŁ', 'l'],
  ['ħĦ', 'h'],
  ['ŧŦ', 't'],
  ['þÞ', 'th'],
  ['ıİ', 'i'],
  ['ς', 'σ'],
];

const replacements: ReadonlyMap<string, string> = new Map(
  alike.flatMap(([letters, folded]) => Array.from(letters, (letter) => [letter, folded] as const)),
);

/**
 * Accents that stand beside their letter (NFD), the voicing marks of kana, and what has no width: soft hyphens, joiners,
 * marks of direction, variants of emoji.
 */
const unseen = new RegExp(
  `[${[
    // Marks that stand over, under and through letters.
    ...['\u0300-\u036f', '\u1ab0-\u1aff', '\u1dc0-\u1dff', '\u20d0-\u20ff', '\ufe20-\ufe2f', '\u3099\u309a'],
    // What has no width, or only says how others are shown.
    ...['\u00ad', '\u061c', '\u180e', '\u200b-\u200f', '\u202a-\u202e', '\u2060-\u206f', '\ufe00-\ufe0f', '\ufeff'],
  ].join('')}]`,
  'gu',
);

const foldedLetter = (letter: string): string =>
  replacements.get(letter) ??
  Array.from(letter.normalize('NFKD').toLowerCase(), (part) => replacements.get(part) ?? part)
    .join('')
    .replaceAll(unseen, '');

/**
 * Every letter that `searchText` changes, with what it becomes: the database keeps them in a table, so a change here needs
 * a migration that fills it again. Takes a tenth of a second.
 */
export const searchLetters = (): Record<string, string> => {
  const found = new Map<string, string>();
  // Up to the mathematical alphabets and the ideographs of compatibility; without halves of pairs and private letters.
  for (const [first, last] of [
    [1, 0xd7ff],
    [0xf900, 0x1ffff],
    [0x2f800, 0x2fa1f],
  ] as const) {
    for (let code = first; code <= last; code += 1) {
      const letter = String.fromCodePoint(code);
      const folded = foldedLetter(letter);
      if (folded !== letter) found.set(letter, folded);
    }
  }
  return Object.fromEntries(found);
};

/**
 * The text without what people do not tell apart or cannot type: case, accents, composed and decomposed letters, kinds of
 * apostrophes, quotes, dashes and blanks.
 */
export const searchText = (text: string): string =>
  /^[ !#-_a-~]*$/.test(text) ? text.toLowerCase() : Array.from(text, foldedLetter).join('');

/** What is looked for: every word of it, in any order. Empty for blanks. */
export const searchWords = (typed: string): string[] => [
  ...new Set(
    searchText(typed)
      .split(' ')
      .filter((word) => word !== ''),
  ),
];

/** Whether each word that was typed is in one of the texts; true for nothing typed. */
export const foundIn = (typed: string, ...texts: readonly (string | undefined)[]): boolean => {
  const folded = texts.map((text) => searchText(text ?? ''));
  return searchWords(typed).every((word) => folded.some((text) => text.includes(word)));
};
