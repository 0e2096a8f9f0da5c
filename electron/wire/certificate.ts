// X.509 certificates as the protocol code needs them: parsed in microseconds, public key ready, remembered by fingerprint.
import { createHash, createPublicKey, verify, type KeyObject, X509Certificate } from 'node:crypto';
import { ProtocolError } from '../core/errors.ts';
import {
  bitStringOf,
  childrenOf,
  contentOf,
  encodedOf,
  expectTag,
  integerHexOf,
  oidOf,
  readDer,
  tags,
  textOf,
  type DerNode,
} from './der.ts';

/** One part of a distinguished name: dotted attribute type and text. */
export interface NamePart {
  readonly oid: string;
  readonly value: string;
}

/** A parsed certificate. The buffers are copies, safe to keep. Times are milliseconds since the epoch. */
export interface Certificate {
  readonly der: Buffer;
  /** Lower-case hexadecimal SHA-256 of `der`. */
  readonly sha256: string;
  /** Lower-case hexadecimal without leading zero byte. */
  readonly serial: string;
  /** DER of the names, comparable byte by byte. */
  readonly issuer: Buffer;
  readonly subject: Buffer;
  readonly notBefore: number;
  readonly notAfter: number;
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Buffer;
  readonly tbs: Buffer;
  readonly signatureOid: string;
  readonly signature: Buffer;
  /** Value of the extension with this dotted identifier, if present. */
  extension(oid: string): Buffer | undefined;
  /** Throws `cms.invalid` for a key type that this runtime does not know. */
  publicKey(): KeyObject;
  /** Node's view of the same bytes, for what is rarely asked. Costs about 0.1 ms the first time. */
  x509(): X509Certificate;
}

/** Digest names by signature algorithm. Others, RSA-PSS among them, are not accepted. */
export const signatureDigests: ReadonlyMap<string, 'sha1' | 'sha256' | 'sha384' | 'sha512'> = new Map([
  ['1.2.840.113549.1.1.5', 'sha1'],
  ['1.2.840.113549.1.1.11', 'sha256'],
  ['1.2.840.113549.1.1.12', 'sha384'],
  ['1.2.840.113549.1.1.13', 'sha512'],
  ['1.2.840.10045.4.1', 'sha1'],
  ['1.2.840.10045.4.3.2', 'sha256'],
  ['1.2.840.10045.4.3.3', 'sha384'],
  ['1.2.840.10045.4.3.4', 'sha512'],
]);

/** Lower-case hexadecimal SHA-256. */
export const sha256Hex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const timeOf = (node: DerNode | undefined): number => {
  const text = node ? contentOf(node).toString('latin1') : '';
  const match = /^(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/.exec(text);
  const year = match?.[1] ?? '';
  const fits = node?.tag === tags.utcTime ? year.length === 2 : node?.tag === tags.generalizedTime && year.length === 4;
  if (!match || !fits) throw new ProtocolError('cms.invalid', 'A certificate has a malformed validity date.');
  // RFC 5280: two-digit years from 50 on belong to the twentieth century.
  const fullYear = year.length === 4 ? Number(year) : Number(year) + (Number(year) >= 50 ? 1900 : 2000);
  const [month, day, hour, minute, second] = match.slice(2).map(Number);
  return Date.UTC(fullYear, (month ?? 1) - 1, day, hour, minute, second);
};

/** The parts of a DER name in order. Parts that are no text are left out. Throws `cms.invalid`. */
export const parseName = (der: Buffer): NamePart[] =>
  childrenOf(readDer(der)).flatMap((set) =>
    childrenOf(set).flatMap((attribute) => {
      const [type, value] = childrenOf(attribute);
      const text = value ? textOf(value) : undefined;
      return text === undefined ? [] : [{ oid: oidOf(type), value: text }];
    }),
  );

const parse = (der: Buffer, sha256: string): Certificate => {
  const [tbsNode, algorithm, signatureNode] = childrenOf(expectTag(readDer(der), tags.sequence, 'a certificate'));
  const fields = childrenOf(expectTag(tbsNode, tags.sequence, 'the certificate body'));
  const offset = fields[0]?.tag === 0xa0 ? 1 : 0;
  const [serial, , issuer, validity, subject, spkiNode] = fields.slice(offset);
  const [notBefore, notAfter] = childrenOf(expectTag(validity, tags.sequence, 'the validity'));
  const spki = encodedOf(expectTag(spkiNode, tags.sequence, 'the public key'));
  const extensions = fields.find((field) => field.tag === 0xa3);
  let publicKey: KeyObject | undefined;
  let x509: X509Certificate | undefined;
  return {
    der,
    sha256,
    serial: integerHexOf(serial),
    issuer: encodedOf(expectTag(issuer, tags.sequence, 'the issuer')),
    subject: encodedOf(expectTag(subject, tags.sequence, 'the subject')),
    notBefore: timeOf(notBefore),
    notAfter: timeOf(notAfter),
    spki,
    tbs: encodedOf(expectTag(tbsNode, tags.sequence, 'the certificate body')),
    signatureOid: oidOf(childrenOf(expectTag(algorithm, tags.sequence, 'the signature algorithm'))[0]),
    signature: bitStringOf(signatureNode),
    extension(oid) {
      const list = extensions ? childrenOf(extensions)[0] : undefined;
      for (const entry of list ? childrenOf(list) : []) {
        const parts = childrenOf(entry);
        const value = parts.at(-1);
        if (value && oidOf(parts[0]) === oid) return contentOf(expectTag(value, tags.octetString, 'an extension'));
      }
      return undefined;
    },
    publicKey() {
      try {
        return (publicKey ??= createPublicKey({ key: spki, format: 'der', type: 'spki' }));
      } catch (cause) {
        throw new ProtocolError('cms.invalid', 'The certificate has a public key of an unknown kind.', { cause });
      }
    },
    x509() {
      try {
        return (x509 ??= new X509Certificate(der));
      } catch (cause) {
        throw new ProtocolError('cms.invalid', 'The certificate is malformed.', { cause });
      }
    },
  };
};

/** Bound of what is remembered, in bytes of DER. */
const maxRemembered = 8 * 1024 * 1024;
/** What a remembered certificate costs besides its bytes: the parsed object, the imported key, the verdicts. */
const overhead = 3 * 1024;

const remembered = new Map<string, Certificate>();
let rememberedBytes = 0;

const costOf = ({ der }: Certificate): number => der.length + overhead;

const forget = (certificate: Certificate): void => {
  if (remembered.delete(certificate.sha256)) rememberedBytes -= costOf(certificate);
};

/**
 * Parses a certificate. The bytes of a remembered one give the same object, so its public key is imported once and its
 * signature checked once; any other is parsed each time and leaves nothing behind. Throws `cms.invalid`.
 */
export const parseCertificate = (der: Uint8Array): Certificate => {
  const sha256 = sha256Hex(der);
  return remembered.get(sha256) ?? parse(Buffer.from(der), sha256);
};

/**
 * Keeps a certificate for the next message that carries it. Only for one that an authority of ours vouches for: what
 * strangers send must leave no trace. Those not met for the longest time make room.
 */
export const rememberCertificate = (certificate: Certificate): void => {
  forget(certificate);
  remembered.set(certificate.sha256, certificate);
  rememberedBytes += costOf(certificate);
  for (const oldest of remembered.values()) {
    if (rememberedBytes <= maxRemembered) return;
    forget(oldest);
  }
};

/** How much is remembered at the moment: bytes, overhead included, and certificates. */
export const rememberedCertificates = (): { readonly bytes: number; readonly count: number } => ({
  bytes: rememberedBytes,
  count: remembered.size,
});

const verdicts = new WeakMap<Certificate, WeakMap<KeyObject, boolean>>();

/** Whether `key` made the certificate's signature. Dates and names are the caller's to check. The answer is remembered. */
export const isSignedBy = (certificate: Certificate, key: KeyObject): boolean => {
  let known = verdicts.get(certificate);
  if (!known) {
    known = new WeakMap();
    verdicts.set(certificate, known);
  }
  let verdict = known.get(key);
  if (verdict === undefined) {
    const digest = signatureDigests.get(certificate.signatureOid);
    const isRsa = certificate.signatureOid.startsWith('1.2.840.113549.1.1.');
    const fits = digest !== undefined && key.asymmetricKeyType === (isRsa ? 'rsa' : 'ec');
    verdict = fits && verify(digest, certificate.tbs, key, certificate.signature);
    known.set(key, verdict);
  }
  return verdict;
};

/** Whether `certificate` names `issuer` as its issuer and carries its signature. */
export const isIssuedBy = (certificate: Certificate, issuer: Certificate): boolean =>
  certificate.issuer.equals(issuer.subject) && isSignedBy(certificate, issuer.publicKey());
