// Builds X.509 certificates from DER elements, for RSA and EC issuers alike; signing runs on the thread pool.
import { onOneLine } from '../core/carried-text.ts';
import { createHash, randomBytes, sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { certificatePemOf } from '../../shared/pem.ts';
import { parseCertificate, type Certificate } from '../wire/certificate.ts';
import { bitStringOf, childrenOf, contentOf, derElement, readDer, tags } from '../wire/der.ts';
import type { DigestName } from '../wire/cms.ts';

const signAsync = promisify(
  (digest: DigestName, data: Buffer, key: KeyObject, done: (error: Error | null, signature: Buffer) => void) => {
    sign(digest, data, key, done);
  },
);

/** Signs on the thread pool: RSA with PKCS#1 v1.5, EC as DER. */
export const signBytes = (digest: DigestName, data: Buffer, key: KeyObject): Promise<Buffer> =>
  signAsync(digest, data, key);

const dottedOid = /^(?:[01]\.[1-3]?\d|2\.(?:0|[1-9]\d*))(?:\.(?:0|[1-9]\d*))*$/;

/** Encodes a dotted object identifier with arcs of any size. Throws a RangeError for a text that is none. */
export const derOid = (dotted: string): Buffer => {
  if (!dottedOid.test(dotted)) throw new RangeError(`"${dotted}" is no object identifier.`);
  const [first = 0n, second = 0n, ...rest] = dotted.split('.').map(BigInt);
  const bytes = [first * 40n + second, ...rest].flatMap((part) => {
    const digits = [Number(part & 0x7fn)];
    for (let value = part >> 7n; value > 0n; value >>= 7n) digits.unshift(Number(value & 0x7fn) | 0x80);
    return digits;
  });
  return derElement(tags.oid, Buffer.from(bytes));
};

/** Encodes a non-negative integer from its big-endian bytes, without superfluous zeros. */
export const derInteger = (bytes: Uint8Array): Buffer => {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
  const trimmed = bytes.subarray(start);
  return derElement(tags.integer, ...((trimmed[0] ?? 0) >= 0x80 ? [Buffer.of(0)] : []), trimmed);
};

/** Encodes a SEQUENCE. */
export const derSequence = (...parts: readonly Uint8Array[]): Buffer => derElement(tags.sequence, ...parts);

/** Encodes a SET; DER wants its members sorted. */
export const derSet = (...parts: readonly Buffer[]): Buffer =>
  derElement(tags.set, ...[...parts].sort((a, b) => Buffer.compare(a, b)));

/** Encodes a time: UTCTime until 2049, GeneralizedTime after that (RFC 5280). */
export const derTime = (milliseconds: number): Buffer => {
  const text = new Date(milliseconds).toISOString().replace(/[-:T]|\.\d{3}/g, '');
  return Number(text.slice(0, 4)) < 2050
    ? derElement(tags.utcTime, Buffer.from(text.slice(2), 'latin1'))
    : derElement(tags.generalizedTime, Buffer.from(text, 'latin1'));
};

const algorithmOids = {
  rsa: {
    sha1: '1.2.840.113549.1.1.5',
    sha256: '1.2.840.113549.1.1.11',
    sha384: '1.2.840.113549.1.1.12',
    sha512: '1.2.840.113549.1.1.13',
  },
  ec: {
    sha1: '1.2.840.10045.4.1',
    sha256: '1.2.840.10045.4.3.2',
    sha384: '1.2.840.10045.4.3.3',
    sha512: '1.2.840.10045.4.3.4',
  },
} as const;

/** AlgorithmIdentifier of a signature by this kind of key. RSA carries NULL parameters, EC none. */
export const signatureAlgorithm = (key: KeyObject, digest: DigestName): Buffer =>
  key.asymmetricKeyType === 'ec'
    ? derSequence(derOid(algorithmOids.ec[digest]))
    : derSequence(derOid(algorithmOids.rsa[digest]), derElement(tags.null));

const nameOids = { commonName: '2.5.4.3', organization: '2.5.4.10', organizationalUnit: '2.5.4.11' } as const;

/** Encodes a distinguished name of UTF-8 strings, without what other readers of it could not carry. */
export const derName = (name: { readonly organization?: string; readonly commonName: string }): Buffer => {
  const part = (oid: string, value: string): Buffer =>
    derSet(derSequence(derOid(oid), derElement(tags.utf8String, Buffer.from(onOneLine(value), 'utf8'))));
  return derSequence(
    ...(name.organization === undefined ? [] : [part(nameOids.organization, name.organization)]),
    part(nameOids.commonName, name.commonName),
  );
};

/** Key identifier of a SubjectPublicKeyInfo: SHA-1 of the key bits (RFC 5280 4.2.1.2, method 1). */
export const keyIdentifier = (spki: Buffer): Buffer =>
  createHash('sha1')
    .update(bitStringOf(childrenOf(readDer(spki))[1]))
    .digest();

const extension = (oid: string, critical: boolean, value: Buffer): Buffer =>
  derSequence(
    derOid(oid),
    ...(critical ? [derElement(tags.boolean, Buffer.of(0xff))] : []),
    derElement(tags.octetString, value),
  );

const keyUsageBits = {
  digitalSignature: 0,
  keyEncipherment: 2,
  keyCertSign: 5,
  cRLSign: 6,
} as const;

export type KeyUsage = keyof typeof keyUsageBits;

const keyUsageExtension = (usages: readonly KeyUsage[]): Buffer => {
  const bits = usages.reduce((sum, usage) => sum | (0x80 >> keyUsageBits[usage]), 0);
  let unused = 0;
  while (((bits >> unused) & 1) === 0) unused += 1;
  return extension('2.5.29.15', true, derElement(tags.bitString, Buffer.of(unused, bits)));
};

const extendedKeyUsages = { serverAuth: '1.3.6.1.5.5.7.3.1', clientAuth: '1.3.6.1.5.5.7.3.2' } as const;

/** Names for a subjectAltName extension; addresses as 4 or 16 bytes. */
export interface AlternativeNames {
  readonly dnsNames: readonly string[];
  readonly addresses: readonly Buffer[];
}

/** What a new certificate shall say. Times are milliseconds since the epoch. */
export interface CertificateRequest {
  readonly subject: Buffer;
  readonly spki: Buffer;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly isAuthority: boolean;
  readonly keyUsage: readonly KeyUsage[];
  readonly extendedKeyUsage?: keyof typeof extendedKeyUsages;
  readonly alternativeNames?: AlternativeNames;
}

/** Who signs: the issuer's name, its public key info and its private key. For a self-signed certificate its own. */
export interface CertificateIssuer {
  readonly name: Buffer;
  readonly spki: Buffer;
  readonly privateKey: KeyObject;
}

/** Sixteen random bytes, positive and of full length. */
export const newSerial = (): Buffer => {
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  return serial;
};

/** Builds and signs (SHA-256) a certificate with a random serial number. */
export const issueCertificate = async (
  request: CertificateRequest,
  issuer: CertificateIssuer,
): Promise<Certificate> => {
  const algorithm = signatureAlgorithm(issuer.privateKey, 'sha256');
  const constraints = derSequence(...(request.isAuthority ? [derElement(tags.boolean, Buffer.of(0xff))] : []));
  const extensions = [
    extension('2.5.29.19', true, constraints),
    keyUsageExtension(request.keyUsage),
    ...(request.extendedKeyUsage
      ? [extension('2.5.29.37', false, derSequence(derOid(extendedKeyUsages[request.extendedKeyUsage])))]
      : []),
    extension('2.5.29.14', false, derElement(tags.octetString, keyIdentifier(request.spki))),
    extension('2.5.29.35', false, derSequence(derElement(0x80, keyIdentifier(issuer.spki)))),
    ...(request.alternativeNames
      ? [
          extension(
            '2.5.29.17',
            false,
            derSequence(
              ...request.alternativeNames.dnsNames.map((name) => derElement(0x82, Buffer.from(name, 'latin1'))),
              ...request.alternativeNames.addresses.map((address) => derElement(0x87, address)),
            ),
          ),
        ]
      : []),
  ];
  const tbs = derSequence(
    derElement(0xa0, derElement(tags.integer, Buffer.of(2))),
    derInteger(newSerial()),
    algorithm,
    issuer.name,
    derSequence(derTime(request.notBefore), derTime(request.notAfter)),
    request.subject,
    request.spki,
    derElement(0xa3, derSequence(...extensions)),
  );
  const signature = await signBytes('sha256', tbs, issuer.privateKey);
  return parseCertificate(derSequence(tbs, algorithm, derElement(tags.bitString, Buffer.of(0), signature)));
};

/** PEM text of one certificate. */
export const certificatePem = (der: Buffer): string => certificatePemOf(der.toString('base64'));

/** Whether a certificate may sign others: basicConstraints says CA. */
export const isAuthorityCertificate = (certificate: Certificate): boolean => {
  const value = certificate.extension('2.5.29.19');
  const first = value ? childrenOf(readDer(value))[0] : undefined;
  return first?.tag === tags.boolean && contentOf(first)[0] !== 0;
};
