// Builds CMS messages: SignedData (RSA or EC key) for SCEP answers and signed profiles, EnvelopedData for SCEP answers.
import { constants, createCipheriv, createHash, publicEncrypt, randomBytes, type KeyObject } from 'node:crypto';
import type { Certificate } from '../wire/certificate.ts';
import { cmsOids, type DigestName } from '../wire/cms.ts';
import { derElement, tags } from '../wire/der.ts';
import { derInteger, derOid, derSequence, derSet, derTime, signatureAlgorithm, signBytes } from './x509.ts';

const digestOids: Readonly<Record<DigestName, string>> = {
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
};

const version = (value: number): Buffer => derElement(tags.integer, Buffer.of(value));

const issuerAndSerial = (certificate: Certificate): Buffer =>
  derSequence(certificate.issuer, derInteger(Buffer.from(certificate.serial, 'hex')));

/** One signed attribute with a single, already encoded value. */
export const signedAttribute = (oid: string, value: Buffer): Buffer => derSequence(derOid(oid), derSet(value));

const contentInfo = (type: string, body: Buffer): Buffer => derSequence(derOid(type), derElement(0xa0, body));

/** What to sign and with what. */
export interface SigningJob {
  /** Absent: a message without content, whose digest is that of nothing. */
  readonly content: Buffer | undefined;
  readonly digest: DigestName;
  readonly signer: Certificate;
  readonly privateKey: KeyObject;
  /** Sent along, the signer's own first. */
  readonly certificates: readonly Certificate[];
  readonly attributes: readonly Buffer[];
  /** Milliseconds since the epoch. */
  readonly signingTime: number;
}

/** Signs content (type "data") with signed attributes; the result is DER. */
export const buildSignedData = async (job: SigningJob): Promise<Buffer> => {
  const digestAlgorithm = derSequence(derOid(digestOids[job.digest]), derElement(tags.null));
  const digest = createHash(job.digest)
    .update(job.content ?? Buffer.alloc(0))
    .digest();
  const attributes = derSet(
    signedAttribute(cmsOids.contentType, derOid(cmsOids.data)),
    signedAttribute(cmsOids.messageDigest, derElement(tags.octetString, digest)),
    signedAttribute(cmsOids.signingTime, derTime(job.signingTime)),
    ...job.attributes,
  );
  const signature = await signBytes(job.digest, attributes, job.privateKey);
  // RFC 5652 5.4: signed as a SET, sent under an implicit tag.
  const implicitAttributes = Buffer.from(attributes);
  implicitAttributes[0] = 0xa0;
  const isRsa = job.privateKey.asymmetricKeyType === 'rsa';
  const signerInfo = derSequence(
    version(1),
    issuerAndSerial(job.signer),
    digestAlgorithm,
    implicitAttributes,
    // With RSA the plain key algorithm is what older clients expect here (RFC 3370 3.2).
    isRsa
      ? derSequence(derOid('1.2.840.113549.1.1.1'), derElement(tags.null))
      : signatureAlgorithm(job.privateKey, job.digest),
    derElement(tags.octetString, signature),
  );
  const content = job.content ? [derElement(0xa0, derElement(tags.octetString, job.content))] : [];
  return contentInfo(
    cmsOids.signedData,
    derSequence(
      version(1),
      derSet(digestAlgorithm),
      derSequence(derOid(cmsOids.data), ...content),
      derElement(0xa0, ...job.certificates.map((certificate) => certificate.der)),
      derSet(signerInfo),
    ),
  );
};

/** A message that only carries certificates (degenerate SignedData). */
export const buildCertificatesOnly = (certificates: readonly Certificate[]): Buffer =>
  contentInfo(
    cmsOids.signedData,
    derSequence(
      version(1),
      derSet(),
      derSequence(derOid(cmsOids.data)),
      derElement(0xa0, ...certificates.map((certificate) => certificate.der)),
      derSet(),
    ),
  );

/** A content cipher of EnvelopedData. */
export interface ContentCipher {
  /** OpenSSL's name. */
  readonly name: 'aes-128-cbc' | 'aes-192-cbc' | 'aes-256-cbc' | 'des-ede3-cbc';
  readonly oid: string;
  readonly keyLength: number;
  readonly ivLength: number;
}

/** The ciphers that SCEP clients use. */
export const contentCiphers: readonly ContentCipher[] = [
  { name: 'aes-128-cbc', oid: '2.16.840.1.101.3.4.1.2', keyLength: 16, ivLength: 16 },
  { name: 'aes-192-cbc', oid: '2.16.840.1.101.3.4.1.22', keyLength: 24, ivLength: 16 },
  { name: 'aes-256-cbc', oid: '2.16.840.1.101.3.4.1.42', keyLength: 32, ivLength: 16 },
  { name: 'des-ede3-cbc', oid: '1.2.840.113549.3.7', keyLength: 24, ivLength: 8 },
];

/** Encrypts content to the RSA key of one recipient (key transport after PKCS#1 v1.5, which is what SCEP clients know). */
export const buildEnvelopedData = (content: Buffer, recipient: Certificate, cipher: ContentCipher): Buffer => {
  const key = randomBytes(cipher.keyLength);
  const iv = randomBytes(cipher.ivLength);
  const encryptor = createCipheriv(cipher.name, key, iv);
  const encrypted = Buffer.concat([encryptor.update(content), encryptor.final()]);
  const encryptedKey = publicEncrypt({ key: recipient.publicKey(), padding: constants.RSA_PKCS1_PADDING }, key);
  const recipientInfo = derSequence(
    version(0),
    issuerAndSerial(recipient),
    derSequence(derOid('1.2.840.113549.1.1.1'), derElement(tags.null)),
    derElement(tags.octetString, encryptedKey),
  );
  return contentInfo(
    cmsOids.envelopedData,
    derSequence(
      version(0),
      derSet(recipientInfo),
      derSequence(
        derOid(cmsOids.data),
        derSequence(derOid(cipher.oid), derElement(tags.octetString, iv)),
        derElement(0x80, encrypted),
      ),
    ),
  );
};
