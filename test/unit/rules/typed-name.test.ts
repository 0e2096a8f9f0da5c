import { describe, expect, it } from 'vitest';
import { foldName, isNameTyped } from '../../../shared/model/typed-name.ts';

describe('a name typed to confirm', () => {
  it.each([
    ['Anna’s iPhone', "Anna's iPhone"],
    ['Anna’s iPhone', 'anna`s iphone'],
    ['Anna’s iPhone', 'Anna´s  iPhone '],
    ['Anna\u02BCs iPhone', "Anna's iPhone"],
    ['„Lager“ – iPad', '"Lager" - iPad'],
    ['«Lager» — iPad', '"lager" - ipad'],
    ['iPad\u20119', 'iPad-9'],
    ['iPhone\u00A0von\u202FAnna', 'iPhone von Anna'],
    ['iPhone von\u000BAnna', 'iPhone von Anna'],
    ['Jürgens iPad', 'Ju\u0308rgens iPad'],
    ['Ju\u0308rgens iPad', 'Jurgens iPad'],
    ['Jürgens iPad', 'Juergens iPad'],
    ['Ju\u0308rgens iPad', 'JUERGENS IPAD'],
    ['Straße 5', 'strasse 5'],
    ['STRASSE 5', 'straße 5'],
    ['Søren Đukić-Łoś', 'soren dukic-los'],
    ['\u200EAnna\u200D iPhone\uFEFF', 'Anna iPhone'],
    ['Anna ☎\uFE0F', 'Anna ☎'],
    ['Ａｎｎａ', 'anna'],
    ['张伟的 iPhone', '张伟的 iPhone'],
    ['İstanbul', 'istanbul'],
    ['Isparta', 'ısparta'],
    ['\u200B', '\u200B'],
  ])('%j is confirmed by %j', (name, typed) => {
    expect(isNameTyped(typed, name)).toBe(true);
  });

  it.each([
    ['Anna’s iPhone', 'Annas iPhone'],
    ['Anna’s iPhone', "Anna's iPhone 2"],
    ['Anna’s iPhone', "Anna's"],
    ['Anna’s iPhone', ''],
    ['iPad 1', 'iPad1'],
    ['iPad-1', 'iPad 1'],
    ['📱', ''],
    ['📱', '💻'],
    ['\u200B', ''],
    ['Иван', 'Ivan'],
  ])('%j is not confirmed by %j', (name, typed) => {
    expect(isNameTyped(typed, name)).toBe(false);
  });

  it('folds a folded name to itself', () => {
    for (const name of ['Anna’s  iPhone', 'ŒUVRE „x“', 'İ', 'ﬁ ½ ™', 'ǅ'])
      expect(foldName(foldName(name))).toBe(foldName(name));
  });
});
