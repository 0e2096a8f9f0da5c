// Import of the push certificate in the forms that Apple's portal, Keychain Access and OpenSSL produce.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inEnglish } from '../../support/english.ts';
import { createPushCertificates } from '../../../electron/pki/push-certificate.ts';
import { DAY, openPki, type TestPki } from '../../support/pki/open-pki.ts';
import { runTool } from '../../support/pki/run-tool.ts';

const topic = 'com.apple.mgmt.External.11111111-2222-3333-4444-555555555555';

let pki: TestPki;
const file = (name: string) => join(pki.folder, name);

const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];

const makeCertificate = async (name: string, uid: string | undefined, days = '365', key = ec) => {
  await runTool('openssl', [
    ...['req', '-x509', '-nodes', '-days', days, ...key],
    ...['-subj', uid === undefined ? '/CN=Somebody' : `/UID=${uid}/CN=APSP:${name}/C=US`],
    ...['-keyout', file(`${name}.key`), '-out', file(`${name}.pem`)],
  ]);
  return { certificate: await readFile(file(`${name}.pem`), 'utf8'), key: await readFile(file(`${name}.key`), 'utf8') };
};

beforeEach(async () => {
  // OpenSSL stamps its certificates with the real time, which goes on while this clock stands still.
  pki = await openPki(Date.now() + 3_600_000);
});

afterEach(() => pki.close());

const service = () => createPushCertificates(pki);
const pem = (...parts: string[]) => Buffer.from(parts.join('\n'));
const refused = (message: RegExp) => ({
  code: 'push.certificateInvalid',
  message: expect.stringMatching(message) as string,
});

describe('the push certificate', () => {
  it('is imported from PEM in either order, with further certificates around it, and survives a restart', async () => {
    const { certificate, key } = await makeCertificate('one', topic);
    const other = await makeCertificate('vendor', undefined);
    for (const data of [pem(certificate, key), pem(key, certificate), pem(other.certificate, key, certificate)]) {
      expect(await service().import({ data }, 'test')).toMatchObject({ topic, warnings: [] });
    }
    const summary = await service().summary();
    expect(summary).toMatchObject({ topic, subject: expect.stringContaining(`UID=${topic}`) as string });
    expect(JSON.stringify(summary)).not.toContain('PRIVATE');
    expect(await service().topic()).toBe(topic);
    const credentials = await service().credentials();
    expect(() => createSecureContext({ cert: credentials.certificatePem, key: credentials.keyPem })).not.toThrow();
  });

  it.each([
    ['AES as OpenSSL 3 writes it', []],
    ['3DES and RC2 as Keychain Access writes it', ['-legacy']],
    ['3DES with SHA-1', ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1']],
  ])('is imported from PKCS#12 with %s', async (_name, options) => {
    await makeCertificate('one', topic, '365', ['-newkey', 'rsa:2048']);
    const data = await runTool('openssl', [
      ...[
        'pkcs12',
        '-export',
        '-in',
        file('one.pem'),
        '-inkey',
        file('one.key'),
        '-passout',
        'pass:geheim',
        ...options,
      ],
    ]);
    expect(await service().import({ data, passphrase: 'geheim' }, 'test')).toMatchObject({ topic });
    await expect(service().import({ data, passphrase: 'falsch' }, 'test')).rejects.toMatchObject(refused(/password/));
    await expect(service().import({ data: data.subarray(0, 900) }, 'test')).rejects.toMatchObject(refused(/damaged/));
    const { keyPem, certificatePem } = await service().credentials();
    expect(() => createSecureContext({ cert: certificatePem, key: keyPem })).not.toThrow();
  });

  it('is imported from PKCS#12 with an EC key', async () => {
    await makeCertificate('one', topic);
    const data = await runTool('openssl', [
      ...['pkcs12', '-export', '-in', file('one.pem'), '-inkey', file('one.key'), '-passout', 'pass:geheim'],
    ]);
    expect(await service().import({ data, passphrase: 'geheim' }, 'test')).toMatchObject({ topic });
  });

  it('is refused with the reason when it is not usable', async () => {
    const { certificate, key } = await makeCertificate('one', topic);
    const other = await makeCertificate('other', 'com.example.other');
    const plain = await makeCertificate('plain', undefined);
    const importing = (data: Buffer) => service().import({ data }, 'test');
    await expect(importing(Buffer.alloc(0))).rejects.toMatchObject(refused(/empty/));
    await expect(importing(Buffer.from('hello'))).rejects.toMatchObject(refused(/no certificate/));
    await expect(importing(pem(certificate))).rejects.toMatchObject(refused(/no private key.*only the certificate/));
    const bare = await runTool('openssl', ['x509', '-in', file('one.pem'), '-outform', 'DER']);
    await expect(importing(bare)).rejects.toMatchObject(refused(/no private key.*only the certificate/));
    await expect(importing(pem(certificate, other.key))).rejects.toMatchObject(refused(/does not belong/));
    await expect(importing(pem(other.certificate, other.key))).rejects.toMatchObject(refused(/com\.apple\.mgmt\./));
    await expect(importing(pem(plain.certificate, plain.key))).rejects.toMatchObject(refused(/com\.apple\.mgmt\./));
    pki.clock.advance(366 * DAY);
    await expect(importing(pem(certificate, key))).rejects.toMatchObject(refused(/expired/));
    pki.clock.advance(-800 * DAY);
    await expect(importing(pem(certificate, key))).rejects.toMatchObject(refused(/valid only from/));
    await expect(service().credentials()).rejects.toMatchObject({ code: 'push.notConfigured' });
  });

  it('keeps its topic on renewal; another topic needs a confirmation', async () => {
    const first = await makeCertificate('one', topic);
    const renewed = await makeCertificate('two', topic, '20');
    const foreign = await makeCertificate('three', `${topic}-other`);
    const push = service();
    await push.import({ data: pem(first.certificate, first.key) }, 'test');
    const result = await push.import({ data: pem(renewed.certificate, renewed.key) }, 'test');
    expect(inEnglish(result.warnings)).toEqual([expect.stringContaining('expires on')]);

    const data = pem(foreign.certificate, foreign.key);
    await expect(push.import({ data }, 'test')).rejects.toMatchObject({ code: 'push.topicChange' });
    expect(await push.topic()).toBe(topic);
    await push.import({ data, confirmTopicChange: true }, 'test');
    expect(await push.topic()).toBe(`${topic}-other`);
    const keys = await pki.executor.read
      .selectFrom('secrets')
      .select('name')
      .where('name', 'like', 'pki.push%')
      .execute();
    expect(keys).toHaveLength(1);
  });
});
