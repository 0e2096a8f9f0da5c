// Keys, distinguished names, certificate requests and certificates of the simulated device and its stand-in CAs.
import { createPublicKey, generateKeyPair, randomBytes, sign, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { readyRsaKey } from '../ready-keys.ts';
import {
  bitString,
  booleanTrue,
  childAt,
  children,
  contextTag,
  integer,
  nullValue,
  octetString,
  oid,
  printableString,
  readTlv,
  sequence,
  setOf,
  time,
  utf8String,
} from './der.ts';

export type Digest = 'sha1' | 'sha256';

/** A private key with its certificate: what signs messages. */
export interface Identity {
  readonly privateKey: KeyObject;
  /** DER. */
  readonly certificate: Buffer;
}

/** Subject as the SCEP payload has it: a list of RDNs, each a list of [OID or short name, value]. */
export type SubjectRdns = readonly (readonly (readonly [string, string])[])[];

/** SubjectAltName keys of the SCEP payload. Apple: each may be one string or several. */
export interface SubjectAltNames {
  readonly rfc822Name?: readonly string[];
  readonly dNSName?: readonly string[];
  readonly uniformResourceIdentifier?: readonly string[];
  readonly ntPrincipalName?: readonly string[];
}

const attributeOids: Readonly<Record<string, string>> = {
  CN: '2.5.4.3',
  C: '2.5.4.6',
  L: '2.5.4.7',
  ST: '2.5.4.8',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  UID: '0.9.2342.19200300.100.1.1',
  DC: '0.9.2342.19200300.100.1.25',
};

const signatureOids = { sha1: '1.2.840.113549.1.1.5', sha256: '1.2.840.113549.1.1.11' } as const;

const signatureAlgorithm = (digest: Digest): Buffer => sequence(oid(signatureOids[digest]), nullValue());

const generate = promisify(generateKeyPair);

/** An RSA key of its own for whoever asks, 2048 bits unless the SCEP payload asks for another size. */
export const generateRsaKey = async (bits = 2048): Promise<KeyObject> =>
  bits === 2048 ? readyRsaKey() : (await generate('rsa', { modulusLength: bits })).privateKey;

/** DER of a distinguished name. Throws for a short name a device does not know. */
export const encodeName = (subject: SubjectRdns): Buffer =>
  sequence(
    ...subject.map((rdn) =>
      setOf(
        ...rdn.map(([type, value]) => {
          const dotted = /^\d+(\.\d+)+$/.test(type) ? type : attributeOids[type];
          if (dotted === undefined)
            throw new Error(`the subject attribute "${type}" is neither an OID nor a known name`);
          return sequence(oid(dotted), type === 'C' ? printableString(value) : utf8String(value));
        }),
      ),
    ),
  );

const encodeAltNames = (names: SubjectAltNames): Buffer => {
  const ascii = (tag: number, values: readonly string[] = []): Buffer[] =>
    values.map((value) => contextTag(tag, false, Buffer.from(value, 'utf8')));
  const principals = (names.ntPrincipalName ?? []).map((value) =>
    contextTag(0, true, oid('1.3.6.1.4.1.311.20.2.3'), contextTag(0, true, utf8String(value))),
  );
  return sequence(
    ...ascii(1, names.rfc822Name),
    ...ascii(2, names.dNSName),
    ...ascii(6, names.uniformResourceIdentifier),
    ...principals,
  );
};

/** DER SubjectPublicKeyInfo of the key's public half. */
export const spkiOf = (privateKey: KeyObject): Buffer =>
  createPublicKey(privateKey).export({ format: 'der', type: 'spki' });

/** Bits of the X.509 KeyUsage extension from Apple's "Key Usage" number: 1 sign, 4 encrypt, 5 both. */
const encodeKeyUsage = (usage: number): Buffer => {
  const byte = (usage & 1 ? 0x80 : 0) | (usage & 4 ? 0x20 : 0);
  return bitString(Buffer.from([byte]), byte & 0x20 ? 5 : 7);
};

const extension = (type: string, value: Buffer, critical = false): Buffer =>
  sequence(oid(type), ...(critical ? [booleanTrue()] : []), octetString(value));

export interface CsrRequest {
  readonly privateKey: KeyObject;
  readonly subject: SubjectRdns;
  readonly challenge?: string | undefined;
  readonly altNames?: SubjectAltNames | undefined;
  /** Apple's "Key Usage": 1 sign, 4 encrypt, 5 both. */
  readonly keyUsage?: number | undefined;
  readonly digest?: Digest | undefined;
}

/** PKCS#10 certificate request (DER) with the SCEP challenge as challengePassword. */
export const createCsr = (request: CsrRequest): Buffer => {
  const extensions = [
    ...(request.keyUsage === undefined ? [] : [extension('2.5.29.15', encodeKeyUsage(request.keyUsage), true)]),
    ...(request.altNames === undefined ? [] : [extension('2.5.29.17', encodeAltNames(request.altNames))]),
  ];
  const attributes = [
    ...(request.challenge === undefined
      ? []
      : [sequence(oid('1.2.840.113549.1.9.7'), setOf(printableOrUtf8(request.challenge)))]),
    ...(extensions.length === 0 ? [] : [sequence(oid('1.2.840.113549.1.9.14'), setOf(sequence(...extensions)))]),
  ];
  const info = sequence(
    integer(0),
    encodeName(request.subject),
    spkiOf(request.privateKey),
    contextTag(0, true, ...attributes.sort((a, b) => Buffer.compare(a, b))),
  );
  const digest = request.digest ?? 'sha256';
  return sequence(info, signatureAlgorithm(digest), bitString(sign(digest, info, request.privateKey)));
};

const printableOrUtf8 = (value: string): Buffer =>
  /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(value) ? printableString(value) : utf8String(value);

export interface CertificateRequest {
  readonly subject: Buffer;
  readonly subjectSpki: Buffer;
  readonly issuer: Buffer;
  readonly issuerKey: KeyObject;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly isCa?: boolean;
  readonly digest?: Digest;
}

/** Issues a certificate (DER). Only for the device's self-signed SCEP signer and the stand-in Apple CA. */
export const issueCertificate = (request: CertificateRequest): Buffer => {
  const digest = request.digest ?? 'sha256';
  const serial = randomBytes(12);
  serial[0] = 0x40 | ((serial[0] ?? 0) & 0x3f);
  const extensions = [
    extension('2.5.29.19', request.isCa ? sequence(booleanTrue()) : sequence(), true),
    extension('2.5.29.15', request.isCa ? bitString(Buffer.from([0x06]), 1) : encodeKeyUsage(5), true),
  ];
  const body = sequence(
    contextTag(0, true, integer(2)),
    integer(serial),
    signatureAlgorithm(digest),
    request.issuer,
    sequence(time(request.notBefore), time(request.notAfter)),
    request.subject,
    request.subjectSpki,
    contextTag(3, true, sequence(...extensions)),
  );
  return sequence(body, signatureAlgorithm(digest), bitString(sign(digest, body, request.issuerKey)));
};

const day = 86_400_000;

/** The self-signed certificate that signs a first SCEP request (RFC 8894: same subject and key as the CSR). */
export const selfSigned = (privateKey: KeyObject, subject: SubjectRdns, now: number): Buffer => {
  const name = encodeName(subject);
  return issueCertificate({
    subject: name,
    subjectSpki: spkiOf(privateKey),
    issuer: name,
    issuerKey: privateKey,
    notBefore: new Date(now - day),
    notAfter: new Date(now + day),
  });
};

/** Issuer name and serial number, both DER, as CMS names a certificate. */
export const issuerAndSerial = (certificate: Buffer): { issuer: Buffer; serial: Buffer; subject: Buffer } => {
  const fields = children(childAt(readTlv(certificate), 0, 'tbsCertificate'));
  const start = fields[0]?.tag === 0xa0 ? 1 : 0;
  const [serial, , issuer, , subject] = fields.slice(start);
  if (serial === undefined || issuer === undefined || subject === undefined) {
    throw new Error('DER: not a certificate');
  }
  return { issuer: issuer.raw, serial: serial.raw, subject: subject.raw };
};

/** True when the certificate carries the public half of the key. */
export const certificateMatchesKey = (certificate: Buffer, privateKey: KeyObject): boolean =>
  new X509Certificate(certificate).checkPrivateKey(privateKey);

/** DER of the first certificate, or of every certificate, in PEM text. */
export const certificatesFromPem = (pem: string): Buffer[] =>
  [...pem.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g)].map((match) =>
    Buffer.from(match[1] ?? '', 'base64'),
  );

export const certificateToPem = (certificate: Buffer): string => new X509Certificate(certificate).toString();
