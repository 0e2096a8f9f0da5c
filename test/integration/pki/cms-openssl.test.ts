// CMS signatures in every shape that OpenSSL can make, and ours as OpenSSL sees them.
import { createPrivateKey, createPublicKey, sign as signBytes, verify as verifyBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createMachineInfoVerifier,
  appleMachineInfoAnchor,
  machineInfoAnchorOf,
} from '../../../electron/mdm/enroll/machine-info-verifier.ts';
import { rememberCertificate } from '../../../electron/wire/certificate.ts';
import { verifyAttached, verifyDetached } from '../../../electron/wire/cms.ts';
import { createProfileSigner } from '../../../electron/pki/profile-signature.ts';
import { movableClock } from '../../support/pki/open-pki.ts';
import { runTool } from '../../support/pki/run-tool.ts';
import { leastProcessorTime, timesAsMuchWork } from '../../support/processor-time.ts';

let folder: string;
const file = (name: string) => join(folder, name);
const body = Buffer.from('<plist><dict><key>Status</key><string>Idle</string></dict></plist>\r\n');

const newIdentity = async (name: string, ...keyOptions: string[]) => {
  await runTool('openssl', [
    ...['req', '-x509', '-nodes', '-days', '2', '-subj', `/O=Office/CN=${name}`],
    ...['-keyout', file(`${name}.key`), '-out', file(`${name}.pem`), ...keyOptions],
  ]);
};

const sign = async (name: string, ...options: string[]): Promise<Buffer> =>
  runTool('openssl', [
    ...['cms', '-sign', '-binary', '-outform', 'DER', '-in', file('body')],
    ...['-signer', file(`${name}.pem`), '-inkey', file(`${name}.key`), ...options],
  ]);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'russet-cms-'));
  await writeFile(file('body'), body);
  await newIdentity('rsa', '-newkey', 'rsa:2048');
  await newIdentity('other', '-newkey', 'rsa:2048');
  await newIdentity('ec', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256');
  await newIdentity('ec384', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384');
});

afterAll(() => rm(folder, { recursive: true }));

const shapes: readonly (readonly [string, readonly string[]])[] = [
  ['plain', []],
  ['without signed attributes', ['-noattr']],
  ['by key identifier', ['-keyid']],
  ['with indefinite lengths', ['-stream', '-indef']],
  ['with a chain of certificates', ['-certfile', 'CHAIN']],
];

describe('verifyDetached and verifyAttached', () => {
  for (const identity of ['rsa', 'ec', 'ec384']) {
    for (const digest of ['sha1', 'sha256', 'sha384', 'sha512']) {
      for (const [shape, options] of shapes) {
        it(`accept a signature by ${identity} with ${digest}, ${shape}`, async () => {
          const all = ['-md', digest, ...options.map((option) => (option === 'CHAIN' ? file('other.pem') : option))];
          const detached = await sign(identity, ...all);
          const { signer } = verifyDetached(detached, body);
          expect(signer.x509().subject).toContain(`CN=${identity}`);
          expect(() => verifyDetached(detached, Buffer.concat([body, Buffer.of(0)]))).toThrow(
            expect.objectContaining({ code: 'cms.untrusted' }),
          );
          const attached = await sign(identity, '-nodetach', ...all);
          expect(verifyAttached(attached).content).toEqual(body);
        });
      }
    }
  }

  it('refuse a message whose certificate is missing, an altered signature and bytes that are no message', async () => {
    const invalid = expect.objectContaining({ code: 'cms.invalid' }) as Error;
    const message = await sign('rsa');
    expect(() => verifyDetached(Buffer.alloc(0), body)).toThrow(invalid);
    expect(() => verifyDetached(Buffer.from('no message'), body)).toThrow(invalid);
    expect(() => verifyDetached(Buffer.concat([message, Buffer.of(0)]), body)).toThrow(invalid);
    const withoutCertificate = await sign('rsa', '-nocerts');
    expect(() => verifyDetached(withoutCertificate, body)).toThrow(invalid);
    const changed = Buffer.from(message);
    changed[changed.length - 5] = (changed.at(-5) ?? 0) ^ 1;
    expect(() => verifyDetached(changed, body)).toThrow(expect.objectContaining({ code: 'cms.untrusted' }) as Error);
    for (let length = 0; length < message.length; length += 7) {
      expect(() => verifyDetached(message.subarray(0, length), body)).toThrow(invalid);
    }
  });

  it('refuse a message with two signers and one by RSA-PSS', async () => {
    const two = await sign('rsa', '-signer', file('other.pem'), '-inkey', file('other.key'));
    expect(() => verifyDetached(two, body)).toThrow(expect.objectContaining({ code: 'cms.invalid' }) as Error);
    const pss = await sign('rsa', '-keyopt', 'rsa_padding_mode:pss');
    expect(() => verifyDetached(pss, body)).toThrow(expect.objectContaining({ code: 'cms.untrusted' }) as Error);
  });

  it('refuse deep nesting without harm', async () => {
    const nested = Buffer.alloc(200_000, Buffer.from([0x30, 0x80]));
    const refuse = () =>
      expect(() => verifyDetached(nested, body)).toThrow(expect.objectContaining({ code: 'cms.invalid' }) as Error);
    expect(await leastProcessorTime(refuse, 2000)).toBeLessThan(2000);
  });
});

describe('machine info', () => {
  beforeAll(async () => {
    await runTool('openssl', [
      ...['req', '-new', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=device'],
      ...['-keyout', file('device.key'), '-out', file('device.csr')],
    ]);
    await runTool('openssl', [
      ...['x509', '-req', '-in', file('device.csr'), '-CA', file('rsa.pem'), '-CAkey', file('rsa.key'), '-sha1'],
      ...['-CAcreateserial', '-days', '1', '-out', file('device.pem')],
    ]);
  });

  it('is accepted from a device certified by a configured anchor, with its chain sent along', async () => {
    const anchor = machineInfoAnchorOf(await readFile(file('rsa.pem'), 'utf8'));
    const verifier = createMachineInfoVerifier({ anchors: [appleMachineInfoAnchor(), anchor] });
    const message = await sign('device', '-nodetach', '-certfile', file('rsa.pem'));
    expect(verifier.verify(message).content).toEqual(body);
  });

  it('is refused from a device that the anchor did not certify', async () => {
    const other = machineInfoAnchorOf(await readFile(file('other.pem'), 'utf8'));
    const message = await sign('device', '-nodetach', '-certfile', file('rsa.pem'));
    for (const anchors of [[appleMachineInfoAnchor()], [other], []]) {
      expect(() => createMachineInfoVerifier({ anchors }).verify(message)).toThrow(
        expect.objectContaining({ code: 'cms.untrusted' }) as Error,
      );
    }
    expect(() => machineInfoAnchorOf('nonsense')).toThrow(
      expect.objectContaining({ code: 'certificate.invalid' }) as Error,
    );
  });

  it('is refused when the issuer has the right name but another key', async () => {
    await newIdentity('twin', '-newkey', 'rsa:2048', '-subj', '/O=Office/CN=rsa');
    const twin = machineInfoAnchorOf(await readFile(file('twin.pem'), 'utf8'));
    const message = await sign('device', '-nodetach');
    expect(() => createMachineInfoVerifier({ anchors: [twin] }).verify(message)).toThrow(
      expect.objectContaining({ code: 'cms.untrusted' }) as Error,
    );
  });
});

describe('signed profiles', () => {
  for (const identity of ['rsa', 'ec']) {
    it(`by a listener with an ${identity} key pass OpenSSL and our own verification`, async () => {
      const signProfile = createProfileSigner({
        identity: async () => ({
          chainPem: await readFile(file(`${identity}.pem`), 'utf8'),
          keyPem: createPrivateKey(await readFile(file(`${identity}.key`)))
            .export({ format: 'pem', type: 'pkcs8' })
            .toString(),
        }),
        clock: movableClock(Date.now()),
      });
      const xml = '<plist><string>Büro</string></plist>';
      const signed = await signProfile(xml);
      await writeFile(file('profile.der'), signed);
      const content = await runTool('openssl', [
        ...['cms', '-verify', '-binary', '-inform', 'DER', '-in', file('profile.der')],
        ...['-CAfile', file(`${identity}.pem`), '-purpose', 'any'],
      ]);
      expect(content.toString()).toBe(xml);
      expect(verifyAttached(signed).content.toString()).toBe(xml);
    });
  }
});

describe('the cost of a check-in', () => {
  it('verifies a detached RSA signature of a known device in hardly more than the signature itself takes', async () => {
    const message = await sign('rsa');
    // As the authority does with what it issued; a stranger's certificate is parsed each time.
    rememberCertificate(verifyDetached(message, body).signer);
    const key = createPrivateKey(await readFile(file('rsa.key')));
    const [publicKey, signature] = [createPublicKey(key), signBytes('sha256', body, key)];
    const often = (work: () => unknown) => () => {
      for (let turn = 0; turn < 100; turn += 1) work();
    };
    const bare = often(() => verifyBytes('sha256', body, publicKey, signature));
    const whole = often(() => verifyDetached(message, body));
    expect(await timesAsMuchWork(whole, bare, 4)).toBeLessThan(4);
  });
});
