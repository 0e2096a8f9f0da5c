import { describe, expect, it } from 'vitest';
import { parsePlist } from '../../../electron/wire/plist.ts';

const plist = (body: string): Buffer => Buffer.from(`<plist version="1.0">${body}</plist>`);
const refused = (why: RegExp) =>
  expect.objectContaining({ code: 'plist.invalid', message: expect.stringMatching(why) as string }) as Error;

describe('a property list made to keep the server busy', () => {
  it.each([
    ['too deep', plist(`${'<array>'.repeat(65)}${'</array>'.repeat(65)}`), /nested too deeply/],
    ['with too many values', plist(`<array>${'<true/>'.repeat(500_001)}</array>`), /too many values/],
    ['with an endless key', plist(`<dict><key>${'k'.repeat(5000)}</key><true/></dict>`), /key is too long/],
    ['with an endless number', plist(`<integer>${'1'.repeat(5000)}</integer>`), /<integer> is too long/],
    [
      'with attribute upon attribute',
      plist(`<string ${Array.from({ length: 70 }, (_, n) => `a${String(n)}="1"`).join(' ')}>x</string>`),
      /too many attributes/,
    ],
    [
      'with entities that grow',
      Buffer.from(
        `<!DOCTYPE plist [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><plist version="1.0"><string>&b;</string></plist>`,
      ),
      /entity/,
    ],
  ])('is refused: %s', (_what, bytes, why) => {
    expect(() => parsePlist(bytes)).toThrow(refused(why));
  });

  it('is read in pieces without harm to characters that lie across them', () => {
    for (let shift = 0; shift < 4; shift += 1) {
      const text = `${'x'.repeat(65_536 - 40 + shift)}${'€😀ü&amp;<![CDATA[<]]>\r\n'.repeat(20)}`;
      expect(parsePlist(plist(`<string>${text}</string>`))).toBe(
        text
          .replace(/&amp;/g, '&')
          .replace(/<!\[CDATA\[<\]\]>/g, '<')
          .replace(/\r\n/g, '\n'),
      );
    }
  });
});
