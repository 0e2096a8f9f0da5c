// How rules compare text without regard to case: letter by letter, so that memory and database agree.

/** Rules look at this many characters of a text. */
export const foldedLength = 2000;

// Latin, Greek, Cyrillic, Armenian, and the Latin and Greek letters with further marks. The database keeps the same
// pairs in a table, so a change here needs a migration that fills it again.
const ranges = [
  [0x41, 0x587],
  [0x1e00, 0x1fff],
] as const;

const pairs = (): [string, string][] => {
  const found: [string, string][] = [];
  for (const [first, last] of ranges) {
    for (let code = first; code <= last; code += 1) {
      const letter = String.fromCodePoint(code);
      const folded = letter.toLowerCase();
      // The dotted capital I of Turkish becomes two characters and stays as it is.
      if (folded !== letter && folded.length === 1) found.push([letter, folded]);
    }
  }
  return found;
};

/** Every letter that folds to another one, in order of the alphabet. */
export const foldedLetters: ReadonlyMap<string, string> = new Map(pairs());

/**
 * The text as rules compare it: each capital of the scripts above as its small letter, whatever stands beside it, and
 * cut to `foldedLength`. Composed and decomposed accents stay different.
 */
export const fold = (text: string): string =>
  Array.from(text)
    .slice(0, foldedLength)
    .map((letter) => foldedLetters.get(letter) ?? letter)
    .join('');
