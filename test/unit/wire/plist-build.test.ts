// What is written for devices is XML, whatever is stored.
import { describe, expect, it } from 'vitest';
import { buildPlist, parsePlist } from '../../../electron/wire/plist.ts';

describe('a property list for devices', () => {
  it('leaves out what XML cannot carry, and nothing else', () => {
    const text = 'Off\u000bice \ud83d half 😀\n\t\uffff end';
    expect(parsePlist(Buffer.from(buildPlist({ a: [text] })))).toEqual({ a: ['Office  half 😀\n\t end'] });
  });
});
