// Signed messages as real clients write them, and as nobody should get them accepted.
import { createHash, sign, type KeyObject } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseCertificate, rememberCertificate, rememberedCertificates } from '../../../electron/wire/certificate.ts';
import { parseSignedData, verifyAttached, verifyDetached } from '../../../electron/wire/cms.ts';
import { openEnvelope } from '../../../electron/pki/scep/envelope.ts';
import { encryptCms, signCms } from '../../support/device/cms.ts';
import {
  children,
  contextTag,
  integer,
  nullValue,
  octetString,
  oid,
  readTlv,
  sequence,
  setOf,
  tlv,
} from '../../support/device/der.ts';
import { generateRsaKey, issuerAndSerial, selfSigned, type Identity } from '../../support/device/keys-and-csr.ts';

const content = Buffer.from('<plist><dict/></plist>');
const data = '1.2.840.113549.1.7.1';
const sha256 = sequence(oid('2.16.840.1.101.3.4.2.1'), nullValue());
const rsa = sequence(oid('1.2.840.113549.1.1.1'), nullValue());

/** The same element with an indefinite length wherever `indefinite` says so, strings in parts if `inParts`. */
const asBer = (der: Buffer, indefinite: (depth: number) => boolean, inParts: boolean, depth = 0): Buffer => {
  const node = readTlv(der);
  const tag = der[0] ?? 0;
  // An OCTET STRING, or one tagged [0] such as the content of an envelope.
  if (inParts && (tag === 0x04 || tag === 0x80) && node.content.length > 2) {
    const half = Math.floor(node.content.length / 2);
    const parts = [octetString(node.content.subarray(0, half)), octetString(node.content.subarray(half))];
    return indefinite(depth)
      ? Buffer.concat([Buffer.of(tag | 0x20, 0x80), ...parts, Buffer.alloc(2)])
      : tlv(tag | 0x20, ...parts);
  }
  if ((tag & 0x20) === 0) return der;
  const parts = children(node).map((child) => asBer(child.raw, indefinite, inParts, depth + 1));
  return indefinite(depth) ? Buffer.concat([Buffer.of(tag, 0x80), ...parts, Buffer.alloc(2)]) : tlv(tag, ...parts);
};

let key: KeyObject;
let signer: Identity;
let message: Buffer;

beforeAll(async () => {
  key = await generateRsaKey(2048);
  signer = { privateKey: key, certificate: selfSigned(key, [[['CN', 'device']]], Date.now()) };
  message = signCms({ content, signer, detached: false, signingTime: Date.now() });
}, 60_000);

/** A SignedData without signed attributes, its signature and content as given. */
const bare = (signature: Buffer, encapsulated: Buffer | undefined, contentType = data): Buffer => {
  const { issuer, serial } = issuerAndSerial(signer.certificate);
  const signerInfo = sequence(integer(1), sequence(issuer, serial), sha256, rsa, octetString(signature));
  const inner = encapsulated ? [contextTag(0, true, octetString(encapsulated))] : [];
  return sequence(
    oid('1.2.840.113549.1.7.2'),
    contextTag(
      0,
      true,
      sequence(
        integer(1),
        setOf(sha256),
        sequence(oid(contentType), ...inner),
        contextTag(0, true, signer.certificate),
        setOf(signerInfo),
      ),
    ),
  );
};

const levels: readonly (readonly [string, (depth: number) => boolean])[] = [
  ['at every level', () => true],
  ['outside alone', (depth) => depth === 0],
  ['inside a definite one', (depth) => depth > 0],
  ['at every other level', (depth) => depth % 2 === 1],
  ...Array.from(
    { length: 9 },
    (_, level) => [`at level ${String(level)} alone`, (depth: number) => depth === level] as const,
  ),
  ['nowhere', () => false],
];

describe('a message in BER', () => {
  it.each(levels)('with indefinite lengths %s is read as its DER', (_where, indefinite) => {
    for (const inParts of [false, true]) {
      const verified = verifyAttached(asBer(message, indefinite, inParts));
      expect(verified.content).toEqual(content);
      // Its signature covers the bytes that were issued.
      expect(verified.signer.der).toEqual(signer.certificate);
    }
  });
});

describe('an envelope of SCEP in BER', () => {
  it.each(levels)('with indefinite lengths %s is opened', (_where, indefinite) => {
    const recipient = { certificate: parseCertificate(signer.certificate), privateKey: key };
    for (const cipher of ['aes-128-cbc', 'des-ede3-cbc'] as const) {
      const envelope = encryptCms(content, signer.certificate, cipher);
      for (const inParts of [false, true]) {
        expect(openEnvelope(asBer(envelope, indefinite, inParts), recipient).content).toEqual(content);
      }
    }
  });
});

describe('a signature without signed attributes', () => {
  it('holds over data', () => {
    expect(verifyAttached(bare(sign('sha256', content, key), content)).content).toEqual(content);
    expect(verifyDetached(bare(sign('sha256', content, key), undefined), content).digest).toBe('sha256');
  });

  it('does not hold over the signed attributes of another message', () => {
    const attributes = setOf(
      sequence(oid('1.2.840.113549.1.9.3'), setOf(oid(data))),
      sequence(oid('1.2.840.113549.1.9.4'), setOf(octetString(createHash('sha256').update(content).digest()))),
    );
    const signature = sign('sha256', attributes, key);
    const untrusted = expect.objectContaining({ code: 'cms.untrusted' }) as Error;
    expect(() => verifyAttached(bare(signature, attributes))).toThrow(untrusted);
    expect(() => verifyDetached(bare(signature, undefined), attributes)).toThrow(untrusted);
  });

  it('does not hold over a content of another type than data (RFC 5652 5.3)', () => {
    expect(() => verifyAttached(bare(sign('sha256', content, key), content, '1.2.840.113549.1.9.16.1.4'))).toThrow(
      expect.objectContaining({ code: 'cms.untrusted' }) as Error,
    );
  });
});

describe('signed attributes', () => {
  /** A message whose signed attributes are exactly these. */
  const withAttributes = (algorithm: Buffer, ...attributes: readonly Buffer[]): Buffer => {
    const covered = setOf(...attributes);
    const { issuer, serial } = issuerAndSerial(signer.certificate);
    const info = sequence(
      integer(1),
      sequence(issuer, serial),
      sha256,
      tlv(0xa0, readTlv(covered).content),
      algorithm,
      octetString(sign('sha256', covered, key)),
    );
    return sequence(
      oid('1.2.840.113549.1.7.2'),
      contextTag(
        0,
        true,
        sequence(integer(1), setOf(sha256), sequence(oid(data)), contextTag(0, true, signer.certificate), setOf(info)),
      ),
    );
  };
  const type = (...values: readonly string[]): Buffer =>
    sequence(oid('1.2.840.113549.1.9.3'), setOf(...values.map((value) => oid(value))));
  const digest = (...values: readonly Buffer[]): Buffer =>
    sequence(
      oid('1.2.840.113549.1.9.4'),
      setOf(...values.map((value) => octetString(createHash('sha256').update(value).digest()))),
    );
  const code = (message: Buffer): string => {
    try {
      verifyDetached(message, content);
      return 'holds';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it('name the type and the digest of the content once each, or nothing holds', () => {
    expect(code(withAttributes(rsa, type(data), digest(content)))).toBe('holds');
    expect(code(withAttributes(rsa, digest(content)))).toBe('cms.invalid');
    expect(code(withAttributes(rsa, type(data)))).toBe('cms.invalid');
    expect(code(withAttributes(rsa, type('1.2.840.113549.1.7.5'), digest(content)))).toBe('cms.untrusted');
    expect(code(withAttributes(rsa, type(data), digest(Buffer.from('other'))))).toBe('cms.untrusted');
    expect(code(withAttributes(rsa, type(data, '1.2.840.113549.1.7.5'), digest(content)))).toBe('cms.invalid');
    expect(code(withAttributes(rsa, type(data), digest(content, Buffer.from('other'))))).toBe('cms.invalid');
    expect(code(withAttributes(rsa, type(data), type(data), digest(content)))).toBe('cms.invalid');
  });

  it('are signed with the digest that they are made with (RFC 8933)', () => {
    const sha256WithRsa = sequence(oid('1.2.840.113549.1.1.11'), nullValue());
    const sha512WithRsa = sequence(oid('1.2.840.113549.1.1.13'), nullValue());
    expect(code(withAttributes(sha256WithRsa, type(data), digest(content)))).toBe('holds');
    expect(code(withAttributes(sha512WithRsa, type(data), digest(content)))).toBe('cms.untrusted');
  });
});

describe('certificates', () => {
  it('of strangers are read and leave nothing behind; those of ours are remembered within bounds', () => {
    const before = rememberedCertificates();
    // The serial number lies at the beginning: each is another certificate.
    for (let n = 0; n < 3000; n += 1) {
      const other = Buffer.from(signer.certificate);
      other.writeUInt32BE(n, other.length - 8);
      parseCertificate(other);
    }
    expect(rememberedCertificates()).toEqual(before);

    const ours = parseCertificate(signer.certificate);
    rememberCertificate(ours);
    expect(parseCertificate(signer.certificate)).toBe(ours);
    for (let n = 0; n < 5000; n += 1) {
      const other = Buffer.from(signer.certificate);
      other.writeUInt32BE(n, other.length - 8);
      rememberCertificate(parseCertificate(other));
    }
    expect(rememberedCertificates().bytes).toBeLessThanOrEqual(8 * 1024 * 1024);
    expect(rememberedCertificates().count).toBeGreaterThan(1000);
    expect(parseCertificate(signer.certificate)).not.toBe(ours);
  });

  it('are few in a message, or it is not taken apart', () => {
    const chain = Array.from({ length: 40 }, () => signer.certificate);
    const many = signCms({ content, signer, detached: true, signingTime: 0, chain });
    expect(() => parseSignedData(many)).toThrow(expect.objectContaining({ code: 'cms.invalid' }) as Error);
  });
});
