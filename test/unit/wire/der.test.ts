// Object identifiers in both directions; openssl is the judge.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { derOid } from '../../../electron/pki/x509.ts';
import { derElement, oidOf, readDer, tags } from '../../../electron/wire/der.ts';

const folder = mkdtempSync(join(tmpdir(), 'russet-oid-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const byOpenssl = (dotted: string): Buffer => {
  const out = join(folder, 'oid.der');
  execFileSync('openssl', ['asn1parse', '-genstr', `OID:${dotted}`, '-noout', '-out', out]);
  return readFileSync(out);
};

const oidOfBytes = (...content: number[]): string => oidOf(readDer(derElement(tags.oid, Buffer.from(content))));

describe('object identifiers', () => {
  it.each([
    '0.0',
    '0.39.1',
    '1.2.840.113549.1.1.11',
    '1.39.127.128',
    '2.5.4.3',
    '2.39.1',
    '2.47.1',
    '2.48.1',
    '2.100.3',
    '2.999.1',
    '2.16383.16384',
    '1.3.6.1.4.1.9007199254740991',
    '1.3.6.1.4.1.9007199254740993.1',
    '1.3.6.1.4.1.18446744073709551615',
    '2.25.329800735698586629295641978511506172918',
    '2.329800735698586629295641978511506172918',
  ])('%s is written and read as openssl does', (dotted) => {
    const expected = byOpenssl(dotted);
    expect(derOid(dotted)).toEqual(expected);
    expect(oidOf(readDer(expected))).toBe(dotted);
  });

  it.each([
    ['nothing', []],
    ['a first number without end', [0xaa]],
    ['a last number without end', [0x2a, 0x86]],
    ['a last number without end after whole ones', [0x2a, 0x03, 0x86, 0x80]],
    ['a padded first number', [0x80, 0x2a, 0x03]],
    ['a padded later number', [0x2a, 0x80, 0x03]],
    ['a number that is padding only', [0x2a, 0x80, 0x00]],
    ['more than 64 bytes', Array<number>(65).fill(1)],
  ])('%s is not an identifier', (_what, content) => {
    expect(() => oidOfBytes(...content)).toThrow(/not valid DER: an object identifier/);
  });

  it('a zero and a number with 0x80 inside are no padding', () => {
    expect(oidOfBytes(0x2a, 0x00, 0x81, 0x80, 0x00)).toBe('1.2.0.16384');
  });

  it.each(['', '1', '3.1', '0.40', '1.40', '1.2.', '1..2', '1.02', '1.2.-3', '1.2.x', ' 1.2', '1.2e3.4'])(
    '"%s" is not written',
    (text) => {
      expect(() => derOid(text)).toThrow(RangeError);
    },
  );
});
