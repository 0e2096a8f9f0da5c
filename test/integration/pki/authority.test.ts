// The authorities and the listener's certificates over a real database and a real TLS handshake.
import { createPublicKey, randomBytes, X509Certificate } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { connect, createServer, type TLSSocket } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inEnglish } from '../../support/english.ts';
import { createSecretBox } from '../../../electron/core/secret-box.ts';
import { parseCertificate } from '../../../electron/wire/certificate.ts';
import { openAuthority } from '../../../electron/pki/authority.ts';
import { newPrivateKey } from '../../../electron/pki/keys.ts';
import { createListenerCertificates, type ListenerNames } from '../../../electron/pki/listener-certificate.ts';
import { testCrypto } from '../../../electron/pki/self-test.ts';
import { DAY, openPki, type TestPki } from '../../support/pki/open-pki.ts';
import { runTool } from '../../support/pki/run-tool.ts';

const names: ListenerNames = { hostNames: ['mdm.office.example'], addresses: ['192.0.2.7', '2001:db8::7'] };

let pki: TestPki;

beforeEach(async () => {
  // OpenSSL stamps its certificates with the real time, which goes on while this clock stands still.
  pki = await openPki(Date.now() + 3_600_000);
});

afterEach(() => pki.close());

const listener = () => createListenerCertificates(pki);

const handshake = async (identity: { chainPem: string; keyPem: string }, ca: string, servername: string) => {
  const server = createServer({ cert: identity.chainPem, key: identity.keyPem }, (socket) => socket.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await new Promise<boolean>((resolve, reject) => {
      const port = (server.address() as AddressInfo).port;
      const socket: TLSSocket = connect({ port, host: '127.0.0.1', servername, ca }, () => resolve(socket.authorized));
      socket.on('error', reject);
      socket.resume();
    });
  } finally {
    server.close();
  }
};

describe('the authorities', () => {
  it('are made once and come back after a restart, their keys sealed', async () => {
    const again = await openAuthority(pki);
    expect(again.deviceCa.certificate.der).toEqual(pki.authority.deviceCa.certificate.der);
    expect(again.rootCertificateDer()).toEqual(pki.authority.rootCertificateDer());
    const rows = await pki.executor.read.selectFrom('secrets').selectAll().where('name', 'like', 'pki.%').execute();
    expect(rows.map(({ name }) => name).sort()).toEqual(['pki.deviceCa.key', 'pki.officeRoot.key']);
    const pkcs8 = pki.authority.deviceCa.privateKey.export({ format: 'der', type: 'pkcs8' });
    for (const { sealed } of rows) expect(Buffer.from(sealed).includes(pkcs8.subarray(40, 80))).toBe(false);
  });

  it('refuse to start, and change nothing, when their keys were sealed on another computer', async () => {
    const elsewhere = { ...pki, secretBox: createSecretBox(randomBytes(32), 'key-file') };
    await expect(openAuthority(elsewhere)).rejects.toMatchObject({ code: 'secrets.unreadable' });
    await pki.secrets.remove('pki.deviceCa.key');
    await expect(openAuthority(pki)).rejects.toMatchObject({ code: 'secrets.unreadable' });
    expect(await pki.settings.get('pki.deviceCa')).toEqual({
      certificate: pki.authority.deviceCa.certificate.der.toString('base64'),
    });
  });

  it('are long-lived, apart from each other, and pass OpenSSL', async () => {
    const { deviceCa, officeRoot } = pki.authority;
    expect(deviceCa.certificate.publicKey().asymmetricKeyDetails?.modulusLength).toBe(2048);
    expect(officeRoot.certificate.publicKey().asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
    expect(deviceCa.certificate.notAfter - pki.clock.now()).toBeGreaterThan(10 * 365 * DAY);
    const file = join(pki.folder, 'root.pem');
    await writeFile(file, pki.authority.rootCertificatePem());
    expect((await runTool('openssl', ['verify', '-x509_strict', '-CAfile', file, file])).toString()).toContain('OK');
  });
});

describe("the listener's own certificate", () => {
  it('is trusted through the office root under every name of the machine', async () => {
    const identity = await listener().current(names);
    expect(identity.source).toBe('own');
    expect(identity.anchors).toEqual([pki.authority.rootCertificateDer()]);
    for (const name of ['mdm.office.example', 'localhost']) {
      expect(await handshake(identity, pki.authority.rootCertificatePem(), name)).toBe(true);
    }
    await expect(handshake(identity, pki.authority.rootCertificatePem(), 'other.example')).rejects.toMatchObject({
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
    const leaf = parseCertificate(Buffer.from(identity.chainPem.split('-----')[2] ?? '', 'base64'));
    for (const address of ['127.0.0.1', '192.0.2.7', '2001:db8::7', '::1']) {
      expect(leaf.x509().checkIP(address)).toBe(address);
    }
    const file = join(pki.folder, 'leaf.pem');
    await writeFile(file, identity.chainPem);
    await writeFile(join(pki.folder, 'root.pem'), pki.authority.rootCertificatePem());
    const options = ['-x509_strict', '-purpose', 'sslserver', '-CAfile', join(pki.folder, 'root.pem'), file];
    expect((await runTool('openssl', ['verify', ...options])).toString()).toContain('OK');
  });

  it('is valid for at most 398 days and renewed when less than 30 remain', async () => {
    const certificates = listener();
    const first = await certificates.current(names);
    expect(first.summary.notAfter - first.summary.notBefore).toBeLessThanOrEqual(398 * DAY);
    expect((await certificates.current(names)).summary.sha256).toBe(first.summary.sha256);
    expect((await listener().current(names)).keyPem).toBe(first.keyPem);
    pki.clock.advance(first.summary.notAfter - pki.clock.now() - 30 * DAY + 1);
    const renewed = await certificates.current(names);
    expect(renewed.summary.sha256).not.toBe(first.summary.sha256);
    expect(renewed.keyPem).not.toBe(first.keyPem);
  });

  it('is made anew when the names change, and not when only their order does', async () => {
    const certificates = listener();
    const first = await certificates.current(names);
    const turned = { ...names, addresses: [...names.addresses].reverse() };
    expect((await certificates.current(turned)).summary.sha256).toBe(first.summary.sha256);
    const other = await certificates.current({ ...names, hostNames: ['new.office.example'] });
    expect(other.summary.names).toContain('new.office.example');
  });

  it('is made once when several ask for it at the same time, and its key always fits', async () => {
    const certificates = listener();
    const ask = () => Promise.all(Array.from({ length: 8 }, () => certificates.current(names)));
    const first = await ask();
    pki.clock.advance(380 * DAY);
    const renewed = await ask();
    for (const identities of [first, renewed]) {
      expect(new Set(identities.map(({ chainPem }) => chainPem)).size).toBe(1);
      for (const { chainPem, keyPem } of identities) {
        expect(createPublicKey(keyPem).equals(new X509Certificate(chainPem).publicKey)).toBe(true);
      }
    }
    expect(renewed[0]?.chainPem).not.toBe(first[0]?.chainPem);
  });

  it('is made anew when a crash left the key of another certificate', async () => {
    const first = await listener().current(names);
    await pki.secrets.set('pki.listener.own.key', (await pki.secrets.get('pki.officeRoot.key')) ?? Buffer.alloc(0));
    const second = await listener().current(names);
    expect(second.summary.sha256).not.toBe(first.summary.sha256);
    expect(await handshake(second, pki.authority.rootCertificatePem(), 'localhost')).toBe(true);
  });
});

describe("the admin's own certificate", () => {
  const file = (name: string) => join(pki.folder, name);
  const read = (name: string) => readFile(file(name), 'utf8');
  const hostName = 'mdm.office.example';

  const ec256 = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];

  const makeChain = async (
    options: { san?: string; days?: string; eku?: string; digest?: string; leafKey?: string[]; ca?: string } = {},
  ) => {
    await runTool('openssl', [
      ...['req', '-x509', ...ec256, '-nodes', '-days', '900', '-subj', '/CN=Private Root'],
      ...['-keyout', file('root.key'), '-out', file('root.pem')],
    ]);
    const issue = async (name: string, issuer: string, extensions: string, days: string, key: string[]) => {
      await runTool('openssl', [
        ...[
          'req',
          '-new',
          '-nodes',
          '-subj',
          `/CN=${name}`,
          '-keyout',
          file(`${name}.key`),
          '-out',
          file(`${name}.csr`),
        ],
        ...key,
      ]);
      await writeFile(file(`${name}.ext`), extensions);
      await runTool('openssl', [
        ...['x509', '-req', '-in', file(`${name}.csr`), '-CA', file(`${issuer}.pem`), '-CAkey', file(`${issuer}.key`)],
        ...['-CAcreateserial', '-days', days, '-extfile', file(`${name}.ext`), '-out', file(`${name}.pem`)],
        `-${options.digest ?? 'sha256'}`,
      ]);
    };
    await issue('intermediate', 'root', `basicConstraints=CA:${options.ca ?? 'TRUE'}`, '800', ec256);
    const leaf = `subjectAltName=${options.san ?? `DNS:${hostName}`}\nextendedKeyUsage=${options.eku ?? 'serverAuth'}`;
    await issue('leaf', 'intermediate', leaf, options.days ?? '300', options.leafKey ?? ec256);
    return {
      key: await read('leaf.key'),
      leaf: await read('leaf.pem'),
      intermediate: await read('intermediate.pem'),
      root: await read('root.pem'),
    };
  };

  const importing = (pem: string, passphrase?: string) => listener().import({ pem, passphrase, hostName }, 'test');
  const refused = (message: RegExp) => ({
    code: 'certificate.invalid',
    message: expect.stringMatching(message) as string,
  });

  it('is used from then on, survives a restart, and can be taken back', async () => {
    const { key, leaf, intermediate, root } = await makeChain({ leafKey: ['-newkey', 'rsa:2048'] });
    const { summary, warnings } = await importing(leaf + intermediate + root + key);
    expect(summary).toMatchObject({ subject: 'CN=leaf', names: [hostName], key: 'RSA 2048' });
    expect(warnings).toEqual([]);
    const identity = await listener().current(names);
    expect(identity).toMatchObject({ source: 'imported', warnings: [] });
    expect(identity.anchors).toEqual([parseCertificate(Buffer.from(root.split('-----')[2] ?? '', 'base64')).der]);
    expect(await handshake(identity, root, hostName)).toBe(true);
    await listener().revert('test');
    expect((await listener().current(names)).source).toBe('own');
    const secrets = await pki.executor.read.selectFrom('secrets').select('name').execute();
    expect(secrets.map(({ name }) => name).filter((name) => name.includes('imported'))).toEqual([]);
  });

  it('may come in any order, with an encrypted key, and says so or asks for the passphrase', async () => {
    const { leaf, intermediate, root } = await makeChain({
      leafKey: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384'],
    });
    const encrypted = (
      await runTool('openssl', ['pkcs8', '-topk8', '-in', file('leaf.key'), '-passout', 'pass:secret'])
    ).toString();
    const { warnings, summary } = await importing(root + encrypted + intermediate + leaf, 'secret');
    expect(summary.key).toBe('EC P-384');
    expect(inEnglish(warnings)).toEqual([expect.stringContaining('not in order')]);
    await expect(importing(root + encrypted + intermediate + leaf)).rejects.toMatchObject(refused(/passphrase/));
    await expect(importing(root + encrypted + intermediate + leaf, 'wrong')).rejects.toMatchObject(
      refused(/passphrase/),
    );
  });

  it('is refused with the reason when something is missing or does not fit', async () => {
    const { key, leaf, intermediate, root } = await makeChain();
    await expect(importing('')).rejects.toMatchObject(refused(/no certificate/));
    await expect(importing(leaf + intermediate + root)).rejects.toMatchObject(refused(/no private key/));
    await expect(importing(leaf + intermediate + root + key + key)).rejects.toMatchObject(refused(/more than one/));
    await expect(importing(leaf + root + key)).rejects.toMatchObject(refused(/"CN=intermediate" is missing/));
    await expect(importing(leaf + intermediate + key)).rejects.toMatchObject(refused(/"CN=Private Root" is missing/));
    await expect(importing(leaf + intermediate + root + (await read('root.key')))).rejects.toMatchObject(
      refused(/authority/),
    );
    const stranger = await runTool('openssl', ['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256']);
    await expect(importing(leaf + intermediate + root + stranger.toString())).rejects.toMatchObject(
      refused(/does not belong/),
    );
    const damaged = leaf.replace(/.{64}\n/, '');
    await expect(importing(damaged + intermediate + root + key)).rejects.toMatchObject(
      refused(/Certificate 1 .* damaged/),
    );
    await expect(
      listener().import({ pem: leaf + intermediate + root + key, hostName: 'x.example' }, 'test'),
    ).rejects.toMatchObject(refused(/not valid for "x.example" .*mdm.office.example/));
    expect((await listener().current(names)).source).toBe('own');
  });

  it.each([
    [{ eku: 'clientAuth' }, /server authentication/],
    [{ days: '850' }, /825 days/],
    [{ leafKey: ['-newkey', 'rsa:1024'] }, /RSA with 2048 bits/],
    [{ leafKey: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:secp521r1'] }, /P-256 or P-384/],
    [{ digest: 'sha1' }, /SHA-1/],
    [{ ca: 'FALSE' }, /not an authority/],
  ])('is refused when devices would refuse it: %j', async (options, message) => {
    const { key, leaf, intermediate, root } = await makeChain(options);
    await expect(importing(leaf + intermediate + root + key)).rejects.toMatchObject(refused(message));
  });

  it('is refused when expired, warned of before, and kept in use with a warning afterwards', async () => {
    const { key, leaf, intermediate, root } = await makeChain({ days: '20' });
    const pem = leaf + intermediate + root + key;
    expect(inEnglish((await importing(pem)).warnings)).toEqual([expect.stringContaining('expires on')]);
    pki.clock.advance(21 * DAY);
    await expect(importing(pem)).rejects.toMatchObject(refused(/expired on/));
    const identity = await listener().current(names);
    expect(identity.source).toBe('imported');
    expect(inEnglish(identity.warnings)).toEqual([expect.stringContaining('expired on')]);
  });
});

describe('the crypto self-test', () => {
  it('finds nothing missing in this runtime', async () => {
    expect(await testCrypto(await newPrivateKey('rsa-2048'))).toEqual([]);
  });
});
