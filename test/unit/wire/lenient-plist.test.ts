// One odd value of a device costs itself and nothing around it.
import { describe, expect, it } from 'vitest';
import { parseDevicePlist, stringsIn } from '../../../electron/wire/lenient-plist.ts';

const list = (inside: string): Buffer => Buffer.from(`<plist version="1.0"><dict>${inside}</dict></plist>`);
const around = (inside: string) => parseDevicePlist(list(`<key>A</key><string>a</string>${inside}<key>B</key><true/>`));

describe('a property list of a device', () => {
  it.each([
    ['<key>X</key><real>nan</real>', 'X'],
    ['<key>X</key>\n<integer>12three</integer>', 'X'],
    ['<key>X</key><date>soon</date>', 'X'],
    ['<key>X</key><data>*</data>', 'X'],
  ])('leaves out %s', (inside, key) => {
    expect(around(inside)).toEqual({ dict: { A: 'a', B: true }, odd: [key] });
  });

  it.each(['\u0000', '\u000b', '&#0;', '&#x1F;', '&#xD800;', '\uffff'])('replaces the character %j', (character) => {
    expect(around(`<key>X</key><string>x${character}</string>`)).toEqual({
      dict: { A: 'a', X: 'x\ufffd', B: true },
      odd: ['X'],
    });
  });

  it('leaves an odd entry out of a list, and bytes before the declaration out of account', () => {
    const array = '<key>L</key><array><integer>1</integer><real>nan</real></array>';
    expect(around(array).dict).toEqual({ A: 'a', L: [1], B: true });
    const text = `\n\ufeff <?xml version="1.0" encoding="UTF-8"?>${list('<key>A</key><string>ü&amp;</string>').toString()}`;
    expect(parseDevicePlist(Buffer.from(text)).dict).toEqual({ A: 'ü&' });
  });

  it('says what is wrong with one that is broken otherwise, and what it still says of itself', () => {
    const cut = Buffer.from('<plist><dict><key>UDID</key><string>one</string><key>UserID</key><string>tw');
    expect(() => parseDevicePlist(cut)).toThrow(expect.objectContaining({ code: 'plist.invalid' }) as Error);
    expect(stringsIn(cut, ['UDID', 'UserID'])).toEqual({ UDID: 'one' });
  });
});
