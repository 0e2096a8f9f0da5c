// Names as people type them: what a keyboard cannot tell apart, or cannot make at all, makes no difference.

// Quotes and dashes of every typographic kind; systems put them into names, keyboards have the plain ones.
const alike: readonly (readonly [RegExp, string])[] = [
  [/["'`´‘’‚‛“”„‟‹›«»′″ʹʼ＇＂]/gu, "'"],
  [/[\p{Dash_Punctuation}\u2212]/gu, '-'],
  [/ß/gu, 'ss'],
  [/æ/gu, 'ae'],
  [/œ/gu, 'oe'],
  [/ø/gu, 'o'],
  [/đ/gu, 'd'],
  [/ł/gu, 'l'],
  [/ı/gu, 'i'],
];

const withPlainSigns = (text: string): string => alike.reduce((plain, [kind, sign]) => plain.replace(kind, sign), text);

/**
 * The name without what does not count when it is typed from memory or from a screen: kind of quotes and dashes, width
 * and number of blanks, case, accents, and characters that nobody sees. "Anna’s  iPhone" and "anna's iphone" give the same.
 */
export const foldName = (name: string): string =>
  // Before the decomposition, which makes a blank of the accent that stands for an apostrophe, and after it.
  withPlainSigns(withPlainSigns(name).normalize('NFKD').toLowerCase())
    // Accents stand apart now; joiners, marks of direction and selectors of a picture are invisible.
    .replace(/[\p{Mark}\p{Format}]/gu, '')
    .replace(/[\p{Control}\s]+/gu, ' ')
    .trim();

const umlauts: readonly (readonly [RegExp, string])[] = [
  [/ä/gu, 'ae'],
  [/ö/gu, 'oe'],
  [/ü/gu, 'ue'],
];

/** Umlauts in two letters, as people write them whose keyboard has none. */
const spelledOut = (name: string): string =>
  foldName(umlauts.reduce((text, [umlaut, letters]) => text.replace(umlaut, letters), name.normalize().toLowerCase()));

/** True if `typed` means `name`. A name of which nothing is left has to be given as it is. */
export const isNameTyped = (typed: string, name: string): boolean => {
  const wanted = foldName(name);
  if (wanted === '') return typed === name;
  return foldName(typed) === wanted || spelledOut(typed) === spelledOut(name);
};
