import { describe, expect, it } from 'vitest';
import { foundIn, searchText, searchWords } from '../../../shared/model/search-text.ts';

describe('what is searched', () => {
  const alike: [string, string, string][] = [
    ['kinds of apostrophes', 'Ann’s ‘iPad‘ O`Neil', "ann's 'ipad' o'neil"],
    ['kinds of quotes', '„Büro“ «x» "y"', "'buro' 'x' 'y'"],
    ['kinds of dashes', 'A–B—C‑D−E', 'a-b-c-d-e'],
    ['kinds of blanks', 'iPhone\u00a0von\u202fJürgen\tx\u3000y', 'iphone von jurgen x y'],
    ['composed and decomposed letters', 'J\u0075\u0308rgen Jürgen', 'jurgen jurgen'],
    ['accents and case', 'ÇELİK Éva Nguyễn Łódź Øystein', 'celik eva nguyen lodz oystein'],
    ['sharp s and ligatures', 'Weiß WEIẞ ﬁne Æon', 'weiss weiss fine aeon'],
    ['full width', 'ＡＢ１', 'ab1'],
    ['what has no width', 'Te\u00adst\u200b \u200eX\ufeff', 'test x'],
    ['Greek and Cyrillic', 'ΟΔΟΣ Ёлка Й', 'οδοσ елка и'],
    ['kana and Hangul', 'がｶﾞ \ud55c', `か\u30ab ${'\ud55c'.normalize('NFD')}`],
    ['scripts without case stay', 'שלום 北京 हिन्दी', 'שלום 北京 हिन्दी'],
  ];
  for (const [what, text, folded] of alike) {
    it(`does not tell apart: ${what}`, () => {
      expect(searchText(text)).toBe(folded);
      expect(searchText(folded)).toBe(folded);
      expect(searchText(text.normalize('NFD'))).toBe(searchText(text.normalize('NFC')));
    });
  }

  it('finds several words, each in any text, in any order', () => {
    expect(searchWords('  Ann’s  iPad ann\u2019s')).toEqual(["ann's", 'ipad']);
    expect(foundIn('berg anna', 'Anna', undefined, 'BERG')).toBe(true);
    expect(foundIn('berg carl', 'Anna', 'BERG')).toBe(false);
    expect(foundIn('\u00a0', 'Anna')).toBe(true);
  });
});
