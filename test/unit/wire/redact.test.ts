import { describe, expect, it } from 'vitest';
import { queryRules } from '../../../electron/compatibility/queries-data.ts';
import { parsePlistDict } from '../../../electron/wire/plist.ts';
import { redactPlist } from '../../../electron/wire/redact.ts';

const secret = 'c2VjcmV0LXNlY3JldC1zZWNyZXQ=';
const plist = (body: string): Buffer =>
  Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><dict>${body}</dict></plist>`);
const inData = (bytes: Buffer): string => `<data>${bytes.toString('base64')}</data>`;
/** What a reader of the log can make of it, with what is inside of data. */
const readable = (text: string): string =>
  text +
  [...text.matchAll(/<data>([^<]*)<\/data>/g)].map(([, data = '']) => Buffer.from(data, 'base64').toString()).join(' ');

const spellings: readonly (readonly [string, string])[] = [
  ['as Apple writes it', `<key>UnlockToken</key><data>${secret}</data>`],
  ['as CDATA', `<key>PushMagic</key><string><![CDATA[${secret}]]></string>`],
  [
    'with character references',
    `<key>PushMagic</key><string>${[...Buffer.from(secret)].map((code) => `&#${String(code)};`).join('')}</string>`,
  ],
  ['with a key in character references', `<key>Push&#x4d;agic</key><string>${secret}</string>`],
  ['with a key as CDATA', `<key><![CDATA[Token]]></key><data>${secret}</data>`],
  ['with a comment between', `<key>Token</key><!-- here --><data>${secret}</data>`],
  ['with a comment inside', `<key>PushMagic</key><string><!-- ${secret} -->${secret}</string>`],
  ['in a comment alone', `<key>A</key><string>b</string><!-- ${secret} -->`],
  ['with attributes', `<key a="b">PushMagic</key><string secret="${secret}">${secret}</string>`],
  ['with blanks', `<key> PushMagic\n</key>\n <string>\n${secret}\n</string>`],
  ['in other case', `<key>pushmagic</key><string>${secret}</string>`],
  ['as an array', `<key>Password</key><array><string>${secret}</string></array>`],
  ['as a dictionary', `<key>UnlockToken</key><dict><key>Value</key><string>${secret}</string></dict>`],
  ['deep inside', `<key>A</key><array><dict><key>NewPassword</key><string>${secret}</string></dict></array>`],
  ['twice', `<key>PIN</key><string>${secret}</string><key>PIN</key><string>${secret}</string>`],
  ['in JSON', `<key>Data</key>${inData(Buffer.from(JSON.stringify({ a: [{ Token: secret }] })))}`],
  ['in JSON as text', `<key>Data</key><string>${JSON.stringify({ token: secret })}</string>`],
  ['in a property list inside', `<key>Data</key>${inData(plist(`<key>Token</key><string>${secret}</string>`))}`],
];

describe('what the log keeps of a message', () => {
  it.each(spellings)('has no secret %s', (_how, body) => {
    expect(readable(redactPlist(plist(body)))).not.toContain(secret);
    // Nor where the message breaks off, or is not to be read at all.
    for (const broken of [plist(body).subarray(0, -20), plist(`${body}<oops>`), plist(`<key>`.concat(body))]) {
      const said = redactPlist(broken);
      expect(readable(said)).not.toContain(secret);
      for (let at = 0; at + 12 <= secret.length; at += 1) expect(said).not.toContain(secret.slice(at, at + 12));
    }
  });

  it('is the rest of it, with the same values', () => {
    const text = plist(
      `<key>Status</key><string>a &lt; b &amp; c</string><key>N</key><integer>-7</integer><key>R</key><real>1.5</real>` +
        `<key>B</key><true/><key>D</key><date>2026-11-29T04:00:00Z</date><key>E</key><data>AAEC</data>` +
        `<key>L</key><array><string/><dict/></array><key>Big</key><integer>18446744073709551615</integer><key>Token</key><data>AA==</data>`,
    );
    const before = parsePlistDict(text);
    expect(parsePlistDict(Buffer.from(redactPlist(text)))).toEqual({ ...before, Token: '(hidden)' });
    expect(redactPlist(text, before)).toBe(redactPlist(text));
  });

  it('is the outline of what cannot be read, with the names of its keys', () => {
    expect(redactPlist(plist('<key>Status</key><string>Idle</string><key>UDID</key>'))).toMatch(
      /values are left out\)[^]*<key>Status<\/key><string>…<\/string><key>UDID<\/key>/,
    );
    expect(redactPlist(Buffer.from([0, 1, 2]))).toBe('(3 bytes that are not text)');
  });

  it('tells the hardware of a personal device in no format, and of another one as before', () => {
    const values = {
      UDID: '00008110-000A11112222001E',
      SerialNumber: 'C02XK1ZZJGH5',
      IMEI: '35 209900 176148 1',
      WiFiMAC: 'a4:83:e7:11:22:33',
      Odd: 'A4-83-E7-11-22-34',
    };
    const entries = Object.entries(values);
    const body =
      entries.map(([key, value]) => `<key>${key}</key><string>${value}</string>`).join('') +
      `<key>EthernetMACs</key><array><string>a4:83:e7:11:22:35</string></array>` +
      `<key>Data</key>${inData(Buffer.from(JSON.stringify({ device: { identifier: { 'serial-number': values.SerialNumber, udid: values.UDID } }, mac: values.WiFiMAC })))}`;
    const personal = readable(redactPlist(plist(`<key>EnrollmentID</key><string>E-1</string>${body}`)));
    for (const [, value] of entries) expect(personal).not.toContain(value);
    expect(personal).not.toContain('a4:83');
    expect(personal).toContain('E-1');
    const owned = readable(redactPlist(plist(body)));
    for (const [, value] of entries) expect(owned).toContain(value);
  });

  it('follows the tables: no identifier that a personal device may not be asked for', () => {
    const identifiers = /udid|serial|imei|meid|iccid|mac$|easdevice|accounthash|phonenumber/i;
    const forbidden = Object.entries(queryRules)
      .filter(([name, rule]) => rule.userEnrollment.length === 0 && identifiers.test(name))
      .map(([name]) => name);
    expect(forbidden.length).toBeGreaterThan(5);
    for (const name of forbidden) {
      const text = redactPlist(
        plist(`<key>EnrollmentID</key><string>E</string><key>${name}</key><string>value-1</string>`),
      );
      expect([name, text.includes('value-1')]).toEqual([name, false]);
    }
  });
});
