// Names as people type them: what a keyboard cannot tell apart, or cannot make at all, makes no difference.
import { searchText } from './search-text.ts';

/**
 * The name without what does not count when it is typed from memory or from a screen: what search does not tell apart, and
 * the number of blanks. "Anna’s  iPhone" and "anna's iphone" give the same.
 */
export const foldName = (name: string): string =>
  searchText(name)
    .split(' ')
    .filter((word) => word !== '')
    .join(' ');

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
