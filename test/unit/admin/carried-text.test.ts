// Text that some destination cannot carry is named by its field; what people write in any language passes.
import { describe, expect, it } from 'vitest';
import { uncarriedFields } from '../../../electron/admin/carried-text.ts';

describe('text that is typed', () => {
  it('passes in every language, with tabs and line breaks', () => {
    const input = {
      name: 'Büro 事務所 مكتب 😀',
      list: [{ text: 'a\n\tb\r\n' }],
      bytes: new Uint8Array([0]),
      none: null,
    };
    expect(uncarriedFields(input)).toEqual({});
  });

  it.each(['\u0000', '\u000b', '\u001b', '\ud83d', '\ude00', '\ufffe'])('is named by its path with %j', (odd) => {
    expect(Object.keys(uncarriedFields({ a: { b: ['fine', `x${odd}`] } }))).toEqual(['a.b.1']);
  });

  it('is left to the reader of a file', () => {
    expect(Object.keys(uncarriedFields({ file: { fileName: 'people.csv', text: 'a\u000bb' } }))).toEqual([]);
  });
});
