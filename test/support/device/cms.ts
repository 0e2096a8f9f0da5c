// CMS of the simulated device: SignedData (Mdm-Signature, machine info, SCEP messages) and EnvelopedData (SCEP).
import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHash,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
  sign,
  timingSafeEqual,
  verify,
  X509Certificate,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import {
  childAt,
  children,
  contextTag,
  integer,
  nullValue,
  octetString,
  oid,
  readOctets,
  readOid,
  readTlv,
  sequence,
  setOf,
  time,
  tlv,
} from './der.ts';
import type { DerNode } from './der.ts';
import { issuerAndSerial } from './keys-and-csr.ts';
import type { Digest, Identity } from './keys-and-csr.ts';

const oids = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  envelopedData: '1.2.840.113549.1.7.3',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  rsaEncryption: '1.2.840.113549.1.1.1',
} as const;

const digestOids: Readonly<Record<Digest, string>> = { sha1: '1.3.14.3.2.26', sha256: '2.16.840.1.101.3.4.2.1' };
const digestNames: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

export type ContentCipher = 'aes-128-cbc' | 'aes-256-cbc' | 'des-ede3-cbc';

const ciphers: Readonly<Record<ContentCipher, { oid: string; keyLength: number; ivLength: number }>> = {
  'aes-128-cbc': { oid: '2.16.840.1.101.3.4.1.2', keyLength: 16, ivLength: 16 },
  'aes-256-cbc': { oid: '2.16.840.1.101.3.4.1.42', keyLength: 32, ivLength: 16 },
  'des-ede3-cbc': { oid: '1.2.840.113549.3.7', keyLength: 24, ivLength: 8 },
};

const algorithm = (dotted: string): Buffer => sequence(oid(dotted), nullValue());

/** One signed attribute: OID and the DER of its single value. */
export interface SignedAttribute {
  readonly type: string;
  readonly value: Buffer;
}

export interface SignRequest {
  readonly content: Buffer;
  readonly signer: Identity;
  readonly detached: boolean;
  readonly digest?: Digest | undefined;
  /** What the signing-time attribute says; epoch ms. */
  readonly signingTime: number;
  /** Certificates beyond the signer's own, DER. */
  readonly chain?: readonly Buffer[] | undefined;
  readonly attributes?: readonly SignedAttribute[] | undefined;
}

const attribute = (type: string, value: Buffer): Buffer => sequence(oid(type), setOf(value));

/** ContentInfo with SignedData (DER), RSA PKCS#1 v1.5, one signer named by issuer and serial. */
export const signCms = (request: SignRequest): Buffer => {
  const digest = request.digest ?? 'sha256';
  const attributes = [
    attribute(oids.contentType, oid(oids.data)),
    attribute(oids.signingTime, time(new Date(request.signingTime))),
    attribute(oids.messageDigest, octetString(createHash(digest).update(request.content).digest())),
    ...(request.attributes ?? []).map(({ type, value }) => attribute(type, value)),
  ];
  const signedBytes = setOf(...attributes);
  const { issuer, serial } = issuerAndSerial(request.signer.certificate);
  const signerInfo = sequence(
    integer(1),
    sequence(issuer, serial),
    algorithm(digestOids[digest]),
    tlv(0xa0, readTlv(signedBytes).content),
    algorithm(oids.rsaEncryption),
    octetString(sign(digest, signedBytes, request.signer.privateKey)),
  );
  const encapsulated = request.detached
    ? sequence(oid(oids.data))
    : sequence(oid(oids.data), contextTag(0, true, octetString(request.content)));
  return sequence(
    oid(oids.signedData),
    contextTag(
      0,
      true,
      sequence(
        integer(1),
        setOf(algorithm(digestOids[digest])),
        encapsulated,
        contextTag(0, true, request.signer.certificate, ...(request.chain ?? [])),
        setOf(signerInfo),
      ),
    ),
  );
};

export interface DetachedSignatureOptions {
  readonly digest?: Digest | undefined;
  /** Added to the clock in the signing-time attribute, ms. */
  readonly clockSkewMs?: number | undefined;
  readonly now?: number | undefined;
}

/** Value of the Mdm-Signature header over exactly these body bytes: base64 of a detached SignedData. */
export const mdmSignature = (body: Buffer, signer: Identity, options: DetachedSignatureOptions = {}): string =>
  signCms({
    content: body,
    signer,
    detached: true,
    digest: options.digest,
    signingTime: (options.now ?? Date.now()) + (options.clockSkewMs ?? 0),
  }).toString('base64');

interface ParsedSignedData {
  readonly content: Buffer | undefined;
  readonly certificates: readonly Buffer[];
  readonly signerInfos: readonly DerNode[];
}

const parseSignedData = (der: Buffer): ParsedSignedData => {
  const info = readTlv(der);
  if (readOid(childAt(info, 0, 'content type')) !== oids.signedData) throw new Error('CMS: not SignedData');
  const fields = children(childAt(childAt(info, 1, 'content'), 0, 'SignedData'));
  const encapsulated = fields[2];
  if (encapsulated === undefined) throw new Error('CMS: no encapContentInfo');
  const wrapped = children(encapsulated)[1];
  const certificates = fields.find((field, index) => index > 2 && field.tag === 0xa0);
  const signers = fields.slice(3).find((field) => field.tag === 0x31);
  return {
    content: wrapped === undefined ? undefined : readOctets(childAt(wrapped, 0, 'eContent')),
    certificates: certificates === undefined ? [] : children(certificates).map((node) => node.raw),
    signerInfos: signers === undefined ? [] : children(signers),
  };
};

/** Certificates (DER) of a degenerate SignedData, as GetCACert and CertRep carry them. */
export const readCertificates = (der: Buffer): readonly Buffer[] => parseSignedData(der).certificates;

export interface VerifiedCms {
  readonly content: Buffer;
  readonly signer: Buffer;
  readonly certificates: readonly Buffer[];
  /** DER of the single value of each signed attribute, by OID. */
  readonly attributes: ReadonlyMap<string, Buffer>;
}

/**
 * Verifies the only signer of a SignedData against the certificate it names, not that certificate's chain.
 * `known` adds certificates the message need not carry. Throws saying what does not hold.
 */
export const verifyCms = (der: Buffer, detached?: Buffer, known: readonly Buffer[] = []): VerifiedCms => {
  const { content: attached, certificates, signerInfos } = parseSignedData(der);
  // RFC 8894: a CertRep FAILURE has no content at all; its digest is that of nothing.
  const content = detached ?? attached ?? Buffer.alloc(0);
  const signerInfo = signerInfos[0];
  if (signerInfo === undefined || signerInfos.length !== 1) throw new Error('CMS: expected exactly one signer');
  const [, sid, digestAlgorithm, ...rest] = children(signerInfo);
  if (sid === undefined || digestAlgorithm === undefined) throw new Error('CMS: SignerInfo is incomplete');
  const digest = digestNames[readOid(childAt(digestAlgorithm, 0, 'digest'))];
  if (digest === undefined) throw new Error('CMS: unknown digest');
  const signer = [...certificates, ...known].find((candidate) => {
    const name = issuerAndSerial(candidate);
    return sid.tag === 0x30 && Buffer.concat([name.issuer, name.serial]).equals(sid.content);
  });
  if (signer === undefined) throw new Error('CMS: the signer certificate is missing');

  const signedAttributes = rest[0]?.tag === 0xa0 ? rest[0] : undefined;
  const signature = rest.find((field) => field.tag === 0x04)?.content;
  if (signature === undefined) throw new Error('CMS: no signature');
  const attributes = new Map<string, Buffer>();
  for (const node of signedAttributes === undefined ? [] : children(signedAttributes)) {
    attributes.set(readOid(childAt(node, 0, 'attribute')), childAt(childAt(node, 1, 'values'), 0, 'value').raw);
  }
  let signedBytes = content;
  if (signedAttributes !== undefined) {
    const stated = attributes.get(oids.messageDigest);
    const actual = createHash(digest).update(content).digest();
    const claimed = stated === undefined ? Buffer.alloc(0) : readOctets(readTlv(stated));
    if (claimed.length !== actual.length || !timingSafeEqual(claimed, actual)) {
      throw new Error('CMS: the message digest does not match the content');
    }
    signedBytes = tlv(0x31, signedAttributes.content);
  }
  if (!verify(digest, signedBytes, new X509Certificate(signer).publicKey, signature)) {
    throw new Error('CMS: the signature does not verify');
  }
  return { content, signer, certificates, attributes };
};

/** EnvelopedData (DER) for one RSA recipient, as a SCEP client sends its request. */
export const encryptCms = (content: Buffer, recipient: Buffer, cipher: ContentCipher): Buffer => {
  const { oid: cipherOid, keyLength, ivLength } = ciphers[cipher];
  const key = randomBytes(keyLength);
  const iv = randomBytes(ivLength);
  const encryptor = createCipheriv(cipher, key, iv);
  const encrypted = Buffer.concat([encryptor.update(content), encryptor.final()]);
  const { issuer, serial } = issuerAndSerial(recipient);
  const encryptedKey = publicEncrypt(
    { key: new X509Certificate(recipient).publicKey, padding: constants.RSA_PKCS1_PADDING },
    key,
  );
  return sequence(
    oid(oids.envelopedData),
    contextTag(
      0,
      true,
      sequence(
        integer(0),
        setOf(sequence(integer(0), sequence(issuer, serial), algorithm(oids.rsaEncryption), octetString(encryptedKey))),
        sequence(oid(oids.data), sequence(oid(cipherOid), octetString(iv)), contextTag(0, false, encrypted)),
      ),
    ),
  );
};

/** Content of an EnvelopedData whose first recipient is the owner of `privateKey`. */
export const decryptCms = (der: Buffer, privateKey: KeyObject): { content: Buffer; cipher: ContentCipher } => {
  const info = readTlv(der);
  if (readOid(childAt(info, 0, 'content type')) !== oids.envelopedData) throw new Error('CMS: not EnvelopedData');
  const fields = children(childAt(childAt(info, 1, 'content'), 0, 'EnvelopedData'));
  const recipients = fields.find((field) => field.tag === 0x31);
  const encryptedInfo = fields.find((field, index) => index > 0 && field.tag === 0x30);
  if (recipients === undefined || encryptedInfo === undefined) throw new Error('CMS: EnvelopedData is incomplete');
  const encryptedKey = childAt(childAt(recipients, 0, 'recipient'), 3, 'encrypted key');
  const [, cipherAlgorithm, encrypted] = children(encryptedInfo);
  if (cipherAlgorithm === undefined || encrypted === undefined) throw new Error('CMS: no encrypted content');
  const cipherOid = readOid(childAt(cipherAlgorithm, 0, 'cipher'));
  const cipher = (Object.keys(ciphers) as ContentCipher[]).find((name) => ciphers[name].oid === cipherOid);
  if (cipher === undefined) throw new Error(`CMS: unknown content cipher ${cipherOid}`);
  const key = removePkcs1Padding(
    privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, encryptedKey.content),
  );
  const decryptor = createDecipheriv(cipher, key, readOctets(childAt(cipherAlgorithm, 1, 'iv')));
  return { content: Buffer.concat([decryptor.update(readOctets(encrypted)), decryptor.final()]), cipher };
};

// Padding is taken off by hand: some Node releases refuse RSA_PKCS1_PADDING in privateDecrypt.
const removePkcs1Padding = (block: Buffer): Buffer => {
  const separator = block.indexOf(0, 2);
  if (block[0] !== 0 || block[1] !== 2 || separator < 10) throw new Error('CMS: the content key cannot be decrypted');
  return block.subarray(separator + 1);
};
