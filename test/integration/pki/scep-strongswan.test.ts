// Independent SCEP client 1: strongSwan's `pki`.
import { createPublicKey } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCertificate, parseName } from '../../../electron/wire/certificate.ts';
import { DAY, openPki, type TestPki } from '../../support/pki/open-pki.ts';
import { runTool, tryTool } from '../../support/pki/run-tool.ts';
import { CHALLENGE_LIFETIME, startScepServer, type ScepServer } from '../../support/pki/scep-server.ts';

let pki: TestPki;
let server: ScepServer;
const file = (name: string) => join(pki.folder, name);

beforeAll(async () => {
  pki = await openPki();
  // strongSwan 5.9.8 takes the numbers of capabilities for bit masks: it sees AES only where SHA-384 is named as well.
  server = await startScepServer(pki, { extraCapabilities: 'SHA-384\n' });
  await runTool('pki', ['--scepca', '--url', server.url, '--caout', file('ca.der'), '--force']);
  await writeFile(file('key.der'), await runTool('pki', ['--gen', '--type', 'rsa', '--size', '2048']));
});

afterAll(async () => {
  await server.close();
  await pki.close();
});

const enroll = (challenge: string, ...more: string[]) =>
  tryTool('pki', [
    '--scep',
    ...['--url', server.url, '--in', file('key.der'), '--dn', 'O=Somebody, CN=wish'],
    ...['--cacert-enc', file('ca.der'), '--cacert-sig', file('ca.der'), '--password', challenge],
    ...more,
  ]);

describe('SCEP with strongSwan', () => {
  it('hands out the device CA', async () => {
    expect(await readFile(file('ca.der'))).toEqual(pki.authority.deviceCa.certificate.der);
  });

  for (const cipher of ['aes', 'des3']) {
    for (const digest of ['sha256', 'sha1', 'sha512']) {
      it(`enrolls with ${cipher} and ${digest}`, async () => {
        const ticket = `${cipher}-${digest}`;
        server.addChallenge(ticket, ticket);
        const result = await enroll(ticket, '--cipher', cipher, '--digest', digest);
        expect(result, result.stderr).toMatchObject({ code: 0 });
        const certificate = parseCertificate(result.stdout);
        expect(parseName(certificate.subject)).toEqual([{ oid: '2.5.4.3', value: `handle-${ticket}` }]);
        expect(pki.authority.isDeviceIdentity(certificate, pki.clock.now())).toBe(true);
        expect(await pki.issued.find(certificate.sha256)).toMatchObject({ ticketId: ticket, purpose: 'device' });
      });
    }
  }

  it('issues a certificate that OpenSSL accepts in its strictest mode', async () => {
    server.addChallenge('openssl', 'openssl');
    const { stdout } = await enroll('openssl');
    await writeFile(file('issued.der'), stdout);
    await runTool('openssl', ['x509', '-inform', 'DER', '-in', file('ca.der'), '-out', file('ca.pem')]);
    await runTool('openssl', ['x509', '-inform', 'DER', '-in', file('issued.der'), '-out', file('issued.pem')]);
    const verified = await runTool('openssl', [
      'verify',
      '-x509_strict',
      ...['-purpose', 'sslclient', '-CAfile', file('ca.pem'), file('issued.pem')],
    ]);
    expect(verified.toString()).toContain('OK');
    const text = (await runTool('openssl', ['x509', '-in', file('issued.pem'), '-noout', '-text'])).toString();
    expect(text).toContain('Digital Signature, Key Encipherment');
    expect(text).toContain('TLS Web Client Authentication');
    expect(text).toContain('CA:FALSE');
    expect(text).toMatch(/Subject Key Identifier/);
    expect(text).toMatch(/Authority Key Identifier/);
    expect(parseCertificate(stdout).serial).toHaveLength(32);
    const key = createPublicKey(await runTool('openssl', ['rsa', '-inform', 'DER', '-in', file('key.der'), '-pubout']));
    expect(parseCertificate(stdout).publicKey().equals(key)).toBe(true);
  });

  it('refuses a challenge that was never issued with badRequest', async () => {
    const result = await enroll('never-issued');
    expect(result.code).not.toBe(0);
    expect(result.stdout).toHaveLength(0);
    expect(server.outcomes.at(-1)?.refusal?.info).toBe('badRequest');
  });

  it('refuses an expired challenge', async () => {
    server.addChallenge('late', 'late');
    pki.clock.advance(CHALLENGE_LIFETIME + 1);
    expect((await enroll('late')).code).not.toBe(0);
    expect(await pki.issued.ofTicket('late')).toEqual([]);
  });

  it('renews an identity with a RenewalReq in the second half of its life and keeps the ticket', async () => {
    server.addChallenge('renewal', 'renewal');
    await writeFile(file('old.der'), (await enroll('renewal')).stdout);
    await writeFile(file('oldkey.der'), await readFile(file('key.der')));
    await writeFile(file('newkey.der'), await runTool('pki', ['--gen', '--type', 'rsa', '--size', '2048']));
    const renew = () =>
      tryTool('pki', [
        '--scep',
        ...['--url', server.url, '--in', file('newkey.der'), '--dn', 'CN=other'],
        ...['--cacert-enc', file('ca.der'), '--cacert-sig', file('ca.der')],
        ...['--cert', file('old.der'), '--key', file('oldkey.der')],
      ]);

    expect((await renew()).code).not.toBe(0);
    expect(server.outcomes.at(-1)).toMatchObject({ operation: 'renew', refusal: { info: 'badTime' } });

    pki.clock.advance(355 * DAY);
    const old = parseCertificate(await readFile(file('old.der')));
    server.revoked.add(old.sha256);
    expect((await renew()).code).not.toBe(0);
    expect(server.outcomes.at(-1)?.refusal?.info).toBe('badCertId');
    server.revoked.delete(old.sha256);

    const result = await renew();
    expect(result, result.stderr).toMatchObject({ code: 0 });
    const renewed = parseCertificate(result.stdout);
    expect(renewed.subject.equals(old.subject)).toBe(true);
    expect(renewed.notAfter - old.notAfter).toBeGreaterThan(350 * DAY);
    expect(await pki.issued.find(renewed.sha256)).toMatchObject({ ticketId: 'renewal' });
  });
});
