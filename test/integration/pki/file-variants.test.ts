// Certificates, keys and PKCS#12 files as people really have them. OpenSSL makes them and says what is in them.
import { createHmac, createPublicKey, pbkdf2Sync, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPem, type PemContents } from '../../../electron/pki/pem.ts';
import { readPkcs12 } from '../../../electron/pki/pkcs12.ts';
import { pemBlocks } from '../../../shared/pem.ts';
import { integer, nullValue, octetString, oid, sequence } from '../../support/device/der.ts';
import { runTool } from '../../support/pki/run-tool.ts';

let folder: string;
let certificate: string;
let key: string;
let fingerprint: string;
let publicKey: string;
const file = (name: string) => join(folder, name);
const openssl = (...args: string[]) => runTool('openssl', args);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'russet-files-'));
  await openssl(
    ...['req', '-x509', '-nodes', '-days', '30', '-newkey', 'rsa:2048', '-subj', '/CN=mdm.example.org'],
    ...['-keyout', file('key.pem'), '-out', file('certificate.pem')],
  );
  certificate = await readFile(file('certificate.pem'), 'utf8');
  key = await readFile(file('key.pem'), 'utf8');
  const printed = (
    await openssl('x509', '-in', file('certificate.pem'), '-noout', '-fingerprint', '-sha256')
  ).toString();
  fingerprint = (printed.split('=')[1] ?? '').replaceAll(':', '').trim().toLowerCase();
  publicKey = (await openssl('x509', '-in', file('certificate.pem'), '-noout', '-pubkey')).toString();
}, 60_000);

afterAll(() => rm(folder, { recursive: true }));

const expectBoth = ({ certificates, keys }: PemContents): void => {
  expect(certificates.map(({ sha256 }) => sha256)).toEqual([fingerprint]);
  expect(keys.map((one) => createPublicKey(one).export({ type: 'spki', format: 'pem' }))).toEqual([publicKey]);
};
const read = (text: string, passphrase?: string) => readPem(text, passphrase, 'certificate.invalid');
const eachLine = (text: string, change: (line: string) => string): string =>
  text.trimEnd().split('\n').map(change).join('\n');

describe('PEM', () => {
  it.each<[string, (text: string) => string]>([
    ['as it is', (text) => text],
    ['with Windows line ends', (text) => text.replaceAll('\n', '\r\n')],
    ['with line ends of the old Macintosh', (text) => text.replaceAll('\n', '\r')],
    ['with a byte order mark', (text) => `\ufeff${text}`],
    ['indented with blanks', (text) => eachLine(text, (line) => `    ${line}`)],
    ['indented with tabs and no-break spaces', (text) => eachLine(text, (line) => `\t\u00a0${line}`)],
    ['with blanks at the ends of lines', (text) => eachLine(text, (line) => `${line}  \t`)],
    ['quoted in a reply', (text) => eachLine(text, (line) => `> > ${line}`)],
    ['with an empty line after each', (text) => text.replaceAll('\n', '\n\n')],
    ['in one line', (text) => text.replaceAll('\n', ' ')],
    ['in one line without blanks', (text) => text.replaceAll('\n', '')],
    ['with line ends written as \\n', (text) => text.replaceAll('\n', '\\n')],
    ['with long lines', (text) => text.replace(/([A-Za-z0-9+/])\n(?=[A-Za-z0-9+/])/g, '$1')],
    ['wrapped at 40', (text) => text.replace(/[A-Za-z0-9+/]{40}(?=[A-Za-z0-9+/=])/g, '$&\n')],
    [
      'as quoted-printable with a soft break before the padding',
      (text) => text.replace(/=+(?=\s)/g, (padding) => `=\n${padding.replaceAll('=', '=3D')}`),
    ],
    ['as quoted-printable', (text) => text.replaceAll('=', '=3D').replace(/[A-Za-z0-9+/]{60}/g, '$&=\n')],
    ['with dashes that were made pretty', (text) => text.replaceAll('-----', '\u2014\u2014-')],
    ['with invisible characters', (text) => eachLine(text, (line) => `\u200b${line}\u00ad`)],
    ['with the words of a mail around it', (text) => `Hello,\n-- see below:\n${text}\n-- \nBest regards: Anna\n`],
    ['twice', (text) => text + certificate],
  ])('%s gives certificate and key', (_name, change) => {
    expectBoth(read(change(`Bag Attributes\n    friendlyName: a\n${certificate}${key}`)));
    expectBoth(read(change(key + certificate)));
  });

  it('is read with every label that OpenSSL writes', async () => {
    const trusted = await openssl('x509', '-in', file('certificate.pem'), '-trustout', '-addtrust', 'serverAuth');
    const traditional = await openssl('rsa', '-in', file('key.pem'), '-traditional');
    expectBoth(read(trusted.toString() + traditional.toString()));
    expectBoth(read(certificate.replaceAll('CERTIFICATE', 'X509 CERTIFICATE') + key));
  });

  it.each<[string, string[]]>([
    ['PKCS#8', ['pkcs8', '-topk8', '-v2', 'aes-256-cbc', '-passout', 'pass:Gerät-€-😀']],
    ['the traditional form', ['rsa', '-aes256', '-traditional', '-passout', 'pass:Gerät-€-😀']],
  ])(
    'opens an encrypted key in %s with a password that is not ASCII, indented too',
    async (_name, [command = '', ...rest]) => {
      const encrypted = (await openssl(command, '-in', file('key.pem'), ...rest)).toString();
      for (const text of [encrypted, eachLine(encrypted, (line) => `  ${line}\r`)]) {
        expect(pemBlocks(text)[0]?.isEncrypted).toBe(true);
        expectBoth(read(text + certificate, 'Gerät-€-😀'));
        expect(() => read(text, undefined)).toThrow(/passphrase/);
        expect(() => read(text, 'Gerat')).toThrow(/passphrase/);
      }
    },
  );

  it('says which block is damaged, and finds none in other texts', () => {
    expect(() => read(certificate.slice(0, 400))).toThrow(/Certificate 1 of the text is damaged/);
    expect(() => read(`${certificate}${certificate.replace('\nMII', '\nÄÖÜ')}`)).toThrow(/Certificate 2 of the text/);
    expect(read('BEGIN CERTIFICATE')).toEqual({ certificates: [], keys: [] });
    expect(
      read('-----END CERTIFICATE-----\n-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----'),
    ).toEqual({ certificates: [], keys: [] });
  });

  it('takes no time for texts that are made to cost it', () => {
    const before = process.cpuUsage().user;
    for (const piece of ['-', '-----BEGIN ', '-----BEGIN A', '> ', '=3D', '-----BEGIN CERTIFICATE----- ']) {
      pemBlocks(piece.repeat(Math.floor(900_000 / piece.length)));
    }
    expect(process.cpuUsage().user - before).toBeLessThan(5_000_000);
  });
});

describe('PKCS#12', () => {
  const exported = (password: string, ...options: string[]) =>
    openssl(
      ...['pkcs12', '-export', '-in', file('certificate.pem'), '-inkey', file('key.pem')],
      ...['-passout', `pass:${password}`, ...options],
    );

  const forms: [string, string[]][] = [
    ['AES-256 and SHA-256', []],
    ['AES-128 and SHA-512', ['-keypbe', 'AES-128-CBC', '-certpbe', 'AES-128-CBC', '-macalg', 'sha512']],
    ['AES-192 without MAC', ['-keypbe', 'AES-192-CBC', '-certpbe', 'AES-192-CBC', '-nomac']],
    ['RC2 and 3DES as Keychain Access has it', ['-legacy']],
    ['3DES and SHA-1', ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1']],
    ['a certificate that is not encrypted', ['-certpbe', 'NONE']],
    ['one round', ['-iter', '1', '-nomaciter']],
  ];
  it.each(forms)('%s is opened with passwords of any script', async (_name, options) => {
    for (const password of ['geheim', 'Gerät-Schlüssel', 'пароль-密码-😀']) {
      const data = await exported(password, ...options);
      expectBoth(await readPkcs12(data, password));
      await expect(readPkcs12(data, `${password}x`)).rejects.toMatchObject({ code: 'push.certificateInvalid' });
    }
  });

  it('an empty password opens what has one', async () => {
    expectBoth(await readPkcs12(await exported(''), ''));
  });

  it('a password that was typed decomposed, or in Latin-1, opens it as well', async () => {
    expectBoth(await readPkcs12(await exported('Ger\u0061\u0308t'), 'Gerät'));
    expectBoth(await readPkcs12(await exported('Gerät'), 'Gera\u0308t'));
    const latin1 = Buffer.from('Gerät', 'latin1');
    const data = await runTool(
      'openssl',
      ['pkcs12', '-export', '-in', file('certificate.pem'), '-inkey', file('key.pem'), '-passout', 'stdin'],
      Buffer.concat([latin1, Buffer.from('\n')]),
    );
    expectBoth(await readPkcs12(data, 'Gerät'));
  });

  it('PBMAC1 (RFC 9579) is verified', async () => {
    const password = 'Gerät-密码';
    const data = await exported(password, '-nomac');
    // SEQUENCE (4 bytes of header), version (3), then the content to its end: the MAC is put behind.
    const body = data.subarray(4);
    const content = body.subarray(3 + 4 + 11 + 4 + 4);
    const withMac = (bytes: Buffer): Buffer => {
      const salt = randomBytes(16);
      const derivation = sequence(
        oid('1.2.840.113549.1.5.12'),
        sequence(octetString(salt), integer(2048), integer(32), sequence(oid('1.2.840.113549.2.9'), nullValue())),
      );
      const scheme = sequence(oid('1.2.840.113549.2.9'), nullValue());
      const mac = createHmac('sha256', pbkdf2Sync(password, salt, 2048, 32, 'sha256'))
        .update(bytes)
        .digest();
      const algorithm = sequence(oid('1.2.840.113549.1.5.14'), sequence(derivation, scheme));
      return sequence(
        body,
        sequence(sequence(algorithm, octetString(mac)), octetString(Buffer.from('NOT USED')), integer(1)),
      );
    };
    expectBoth(await readPkcs12(withMac(content), password));
    await expect(readPkcs12(withMac(content.subarray(1)), password)).rejects.toThrow(/password does not open/);
  });

  it('says what is wrong', async () => {
    const data = await exported('geheim');
    await expect(readPkcs12(data, 'falsch')).rejects.toThrow(/password does not open/);
    await expect(readPkcs12(data.subarray(0, 900), 'geheim')).rejects.toThrow(/damaged/);
    const old = await exported('geheim', '-legacy', '-keypbe', 'PBE-SHA1-RC4-128');
    await expect(readPkcs12(old, 'geheim')).rejects.toThrow(/way that Russet does not know/);
  });
});
