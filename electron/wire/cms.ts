// CMS SignedData: parsing and verification for Mdm-Signature, machine info and SCEP. On the path of every check-in:
// synchronous, no ASN.1 library, certificates and keys remembered by certificate.ts.
import { createHash, timingSafeEqual, verify, type KeyObject } from 'node:crypto';
import { type AppError, ProtocolError } from '../core/errors.ts';
import { parseCertificate, signatureDigests, type Certificate } from './certificate.ts';
import {
  childrenOf,
  contentOf,
  encodedOf,
  expectTag,
  integerHexOf,
  octetsOf,
  oidOf,
  readDer,
  tags,
  toDer,
  type DerNode,
} from './der.ts';

export type DigestName = 'sha1' | 'sha256' | 'sha384' | 'sha512';

export const cmsOids = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  envelopedData: '1.2.840.113549.1.7.3',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  subjectKeyIdentifier: '2.5.29.14',
} as const;

const digestNames: ReadonlyMap<string, DigestName> = new Map([
  ['1.3.14.3.2.26', 'sha1'],
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
]);

/** A device sends its own certificate and a short chain; what has more is made to keep the server busy. */
const maxCertificates = 32;

/** The signer's part of a message, not yet verified. */
export interface SignerInfo {
  readonly certificate: Certificate;
  readonly digestOid: string;
  readonly signatureOid: string;
  readonly signature: Buffer;
  /** DER of the signed attributes as the signature covers them; absent when the content is signed directly. */
  readonly signedAttributes: Buffer | undefined;
  /** First value of each signed attribute by dotted type. */
  readonly attributes: ReadonlyMap<string, DerNode>;
}

/** A SignedData message taken apart. Nothing in it may be trusted before `verifySigner`. */
export interface SignedData {
  readonly contentType: string;
  /** Absent in a detached message. */
  readonly content: Buffer | undefined;
  readonly certificates: readonly Certificate[];
  readonly signer: SignerInfo;
}

/** What is left of a message whose signature holds. Whether the signer is trusted is the caller's to decide. */
export interface VerifiedMessage {
  readonly signer: Certificate;
  /** Every certificate of the message, the signer's included. */
  readonly certificates: readonly Certificate[];
  readonly digest: DigestName;
  readonly attributes: ReadonlyMap<string, DerNode>;
}

const invalid = (why: string): AppError => new ProtocolError('cms.invalid', `The signed message is malformed: ${why}.`);
const untrusted = (why: string): AppError => new ProtocolError('cms.untrusted', `The signature does not hold: ${why}.`);

const findSigner = (sid: DerNode | undefined, certificates: readonly Certificate[]): Certificate => {
  let found: Certificate | undefined;
  if (sid?.tag === tags.sequence) {
    const [issuer, serial] = childrenOf(sid);
    const name = encodedOf(expectTag(issuer, tags.sequence, 'the issuer of the signer'));
    const number = integerHexOf(serial);
    found = certificates.find((candidate) => candidate.serial === number && candidate.issuer.equals(name));
  } else if (sid?.tag === 0x80 || sid?.tag === 0xa0) {
    const keyId = sid.tag === 0x80 ? contentOf(sid) : octetsOf(sid);
    found = certificates.find((candidate) => {
      const extension = candidate.extension(cmsOids.subjectKeyIdentifier);
      return extension !== undefined && contentOf(readDer(extension)).equals(keyId);
    });
  }
  if (!found) throw invalid('the certificate of the signer is not in it');
  return found;
};

/** RFC 5652 11: these say one thing or nothing. */
const singleValued: ReadonlySet<string> = new Set([cmsOids.contentType, cmsOids.messageDigest, cmsOids.signingTime]);

const parseAttributes = (set: DerNode): ReadonlyMap<string, DerNode> => {
  const attributes = new Map<string, DerNode>();
  for (const attribute of childrenOf(set)) {
    const [type, values] = childrenOf(expectTag(attribute, tags.sequence, 'an attribute'));
    const oid = oidOf(type);
    const [value, second] = childrenOf(expectTag(values, tags.set, 'the value of an attribute'));
    if (!value || attributes.has(oid)) throw invalid(`attribute ${oid} is empty or present twice`);
    if (second && singleValued.has(oid)) throw invalid(`attribute ${oid} has more than one value`);
    attributes.set(oid, value);
  }
  return attributes;
};

const parseSigner = (node: DerNode, certificates: readonly Certificate[]): SignerInfo => {
  const [, sid, digest, ...rest] = childrenOf(expectTag(node, tags.sequence, 'the signer'));
  const attributeNode = rest[0]?.tag === 0xa0 ? rest[0] : undefined;
  const [algorithm, signature] = attributeNode ? rest.slice(1) : rest;
  let signedAttributes: Buffer | undefined;
  if (attributeNode) {
    // RFC 5652 5.4: the signature covers the attributes as an explicit SET, not under their implicit tag.
    signedAttributes = Buffer.from(encodedOf(attributeNode));
    signedAttributes[0] = tags.set;
  }
  return {
    certificate: findSigner(sid, certificates),
    digestOid: oidOf(childrenOf(expectTag(digest, tags.sequence, 'the digest algorithm'))[0]),
    signatureOid: oidOf(childrenOf(expectTag(algorithm, tags.sequence, 'the signature algorithm'))[0]),
    signature: contentOf(expectTag(signature, tags.octetString, 'the signature')),
    signedAttributes,
    attributes: attributeNode ? parseAttributes(attributeNode) : new Map<string, DerNode>(),
  };
};

/** Takes a SignedData message (DER or Apple's BER) apart. Exactly one signer is accepted. Throws `cms.invalid`. */
export const parseSignedData = (message: Uint8Array): SignedData => {
  const source = toDer(Buffer.from(message.buffer, message.byteOffset, message.byteLength));
  const [type, wrapper] = childrenOf(expectTag(readDer(source), tags.sequence, 'the outer sequence'));
  if (oidOf(type) !== cmsOids.signedData) throw invalid('it is not of the type SignedData');
  const body = childrenOf(expectTag(wrapper, 0xa0, 'the signed data'))[0];
  const [, , encapsulated, ...rest] = childrenOf(expectTag(body, tags.sequence, 'the signed data'));
  const [contentType, contentWrapper] = childrenOf(expectTag(encapsulated, tags.sequence, 'the content'));
  const contentNode = contentWrapper ? childrenOf(expectTag(contentWrapper, 0xa0, 'the content'))[0] : undefined;

  const certificateSet = rest.find((node) => node.tag === 0xa0);
  // Other certificate formats than X.509 (context tags) may stand here too; nobody needs them.
  const certificateNodes = (certificateSet ? childrenOf(certificateSet) : []).filter(
    (node) => node.tag === tags.sequence,
  );
  if (certificateNodes.length > maxCertificates) throw invalid('it has too many certificates');
  const certificates = certificateNodes.map((node) => parseCertificate(encodedOf(node)));
  const signers = childrenOf(expectTag(rest.at(-1), tags.set, 'the list of signers'));
  const [signer] = signers;
  if (!signer || signers.length !== 1) throw invalid(`it has ${String(signers.length)} signers instead of one`);
  return {
    contentType: oidOf(contentType),
    content: contentNode ? octetsOf(contentNode) : undefined,
    certificates,
    signer: parseSigner(signer, certificates),
  };
};

/** The digest that the signer used, or undefined for one that is not accepted. */
export const digestOf = (signer: SignerInfo): DigestName | undefined => digestNames.get(signer.digestOid);

const isRsaOid = (oid: string): boolean => oid.startsWith('1.2.840.113549.1.1.') && oid !== '1.2.840.113549.1.1.10';
const isEcOid = (oid: string): boolean => oid.startsWith('1.2.840.10045.');

const holds = (digest: DigestName, signed: Uint8Array, key: KeyObject, signature: Buffer): boolean => {
  try {
    return verify(digest, signed, key, signature);
  } catch {
    // The crypto library throws for keys beyond its limits.
    return false;
  }
};

/**
 * Whether bytes are what a signature with attributes covers: a SET of attributes with a content type and a digest. Such a
 * signature, taken out of its message, would hold for these bytes as a content without attributes (RFC 5652 5.4).
 */
const isSignedAttributes = (content: Uint8Array): boolean => {
  if (content[0] !== tags.set) return false;
  try {
    const attributes = parseAttributes(readDer(Buffer.from(content)));
    return attributes.has(cmsOids.contentType) && attributes.has(cmsOids.messageDigest);
  } catch {
    return false;
  }
};

/** RFC 5652 5.3: content of any other type than data has signed attributes, and attributes are never a content. */
const requireDirectlySignable = ({ contentType }: SignedData, content: Uint8Array): void => {
  if (contentType !== cmsOids.data) throw untrusted('content of this type must have signed attributes');
  if (isSignedAttributes(content)) throw untrusted('it was made for signed attributes, not for a content');
};

/** RFC 5652 5.4 and 11: the attributes name the type and the digest of this content. */
const requireFittingAttributes = (message: SignedData, content: Uint8Array, digest: DigestName): void => {
  const { attributes } = message.signer;
  const expected = attributes.get(cmsOids.messageDigest);
  const stated = contentOf(expectTag(expected, tags.octetString, 'the message digest'));
  const actual = createHash(digest).update(content).digest();
  if (stated.length !== actual.length || !timingSafeEqual(stated, actual)) {
    throw untrusted('the content is not the one that was signed');
  }
  if (oidOf(attributes.get(cmsOids.contentType)) !== message.contentType) {
    throw untrusted('the content is of another type than the one that was signed');
  }
};

/**
 * Verifies the signer's signature over exactly these content bytes, and the digest and content type among the signed
 * attributes. A signing time is ignored: clocks of devices are often wrong. Throws `cms.untrusted`.
 */
export const verifySigner = (message: SignedData, content: Uint8Array): VerifiedMessage => {
  const { signer, certificates } = message;
  const digest = digestOf(signer);
  if (!digest) throw untrusted(`digest algorithm ${signer.digestOid} is not accepted`);
  const key = signer.certificate.publicKey();
  const fits = key.asymmetricKeyType === 'rsa' ? isRsaOid : key.asymmetricKeyType === 'ec' ? isEcOid : () => false;
  if (!fits(signer.signatureOid)) throw untrusted('its algorithm does not fit the key of the signer');
  // RFC 8933 3: an algorithm that names a digest names the same one. Others leave it to the digest algorithm.
  const named = signatureDigests.get(signer.signatureOid);
  if (named !== undefined && named !== digest) throw untrusted('it names two different digest algorithms');

  if (signer.signedAttributes) requireFittingAttributes(message, content, digest);
  else requireDirectlySignable(message, content);
  if (!holds(digest, signer.signedAttributes ?? content, key, signer.signature)) {
    throw untrusted('it was made by another key or over other content');
  }
  return { signer: signer.certificate, certificates, digest, attributes: signer.attributes };
};

/**
 * Verifies a detached signature, taken apart by `parseSignedData`, over the exact bytes of a body. Throws
 * `cms.untrusted` for a signature that does not hold.
 */
export const verifyDetachedOf = (message: SignedData, body: Uint8Array): VerifiedMessage => {
  if (message.content !== undefined && !message.content.equals(body)) throw untrusted('it encloses another content');
  return verifySigner(message, body);
};

/** The same for the bytes of the signature. Throws `cms.invalid` for a malformed message besides. */
export const verifyDetached = (message: Uint8Array, body: Uint8Array): VerifiedMessage =>
  verifyDetachedOf(parseSignedData(message), body);

/** Verifies a message that carries its content. Throws as `verifyDetached`. */
export const verifyAttached = (message: Uint8Array): VerifiedMessage & { readonly content: Buffer } => {
  const parsed = parseSignedData(message);
  if (parsed.content === undefined) throw invalid('it carries no content');
  return { ...verifySigner(parsed, parsed.content), content: parsed.content };
};
