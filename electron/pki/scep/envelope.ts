// Opens the EnvelopedData of a SCEP request with the key of the device CA that it is addressed to.
import { constants, createDecipheriv, privateDecrypt, randomBytes, type KeyObject } from 'node:crypto';
import { isAppError } from '../../core/errors.ts';
import { cmsOids } from '../../wire/cms.ts';
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
} from '../../wire/der.ts';
import type { CertificateAuthority } from '../authority.ts';
import { contentCiphers, type ContentCipher } from '../cms-builder.ts';
import { ScepFailure } from './failure.ts';

const rsaEncryption = '1.2.840.113549.1.1.1';

/** The decrypted request and the cipher it came in, which the answer uses too. */
export interface OpenedEnvelope {
  readonly content: Buffer;
  readonly cipher: ContentCipher;
}

type Recipient = Pick<CertificateAuthority, 'certificate' | 'privateKey'>;

/**
 * Undoes RSA PKCS#1 v1.5 to a content key of known length. Bad padding yields a random key instead of an error, chosen
 * without branching, so that nobody can use the server to learn whether a padding was right (RFC 3218 2.3.2). The raw RSA
 * operation is node:crypto's; its own v1.5 mode is refused by some Node 20 versions.
 */
export const unwrapContentKey = (encryptedKey: Buffer, privateKey: KeyObject, keyLength: number): Buffer => {
  const substitute = randomBytes(keyLength);
  let block: Buffer;
  try {
    const size = (privateKey.asymmetricKeyDetails?.modulusLength ?? 0) / 8;
    const padded = Buffer.concat([Buffer.alloc(Math.max(0, size - encryptedKey.length)), encryptedKey]);
    block = privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, padded);
  } catch {
    // Only a number beyond the modulus comes here, which the sender knows by itself.
    return substitute;
  }
  const start = block.length - keyLength;
  let wrong = (block[0] ?? 1) | ((block[1] ?? 0) ^ 2) | (block[start - 1] ?? 1);
  for (let index = 2; index < start - 1; index += 1) wrong |= (((block[index] ?? 0) - 1) >> 8) & 1;
  // 0 when the padding is right, 0xff otherwise.
  const mask = ((-wrong >> 31) & 0xff) >>> 0;
  for (let index = 0; index < keyLength; index += 1) {
    substitute[index] = ((substitute[index] ?? 0) & mask) | ((block[start + index] ?? 0) & ~mask & 0xff);
  }
  return substitute;
};

const decryptContent = (cipher: ContentCipher, key: Buffer, iv: Buffer, encrypted: Buffer): Buffer => {
  try {
    const decipher = createDecipheriv(cipher.name, key, iv);
    return Buffer.concat([decipher.update(encrypted), decipher.final()]);
  } catch {
    throw new ScepFailure('badMessageCheck', 'the envelope cannot be opened');
  }
};

interface Envelope {
  readonly recipients: DerNode;
  readonly encryptedInfo: DerNode | undefined;
}

/** Throws `cms.invalid` when it is no EnvelopedData. */
const readEnvelope = (message: Buffer): Envelope => {
  const [type, wrapper] = childrenOf(expectTag(readDer(toDer(message)), tags.sequence, 'the envelope'));
  if (oidOf(type) !== cmsOids.envelopedData) throw new ScepFailure('badRequest', 'the content is not enveloped');
  const body = childrenOf(expectTag(wrapper, 0xa0, 'the envelope'))[0];
  const [, recipients, encryptedInfo] = childrenOf(expectTag(body, tags.sequence, 'the envelope'));
  return { recipients: expectTag(recipients, tags.set, 'the recipients'), encryptedInfo };
};

const partFor = (recipients: DerNode, { certificate }: Recipient): DerNode[] | undefined => {
  for (const recipient of childrenOf(recipients)) {
    if (recipient.tag !== tags.sequence) continue;
    const parts = childrenOf(recipient);
    const [, id] = parts;
    if (id?.tag !== tags.sequence) continue;
    const [issuer, serial] = childrenOf(id);
    if (issuer && encodedOf(issuer).equals(certificate.issuer) && integerHexOf(serial) === certificate.serial) {
      return parts;
    }
  }
  return undefined;
};

/**
 * Which of `candidates` the envelope is addressed to: a client encrypts to the certificate that it got before, and the
 * device CA may have a successor since. Undefined for none of them, and for what is no envelope.
 */
export const addresseeOf = <T extends Recipient>(message: Buffer, candidates: readonly T[]): T | undefined => {
  try {
    const { recipients } = readEnvelope(message);
    return candidates.find((candidate) => partFor(recipients, candidate) !== undefined);
  } catch (error) {
    // Why it is none is told when it is opened.
    if (error instanceof ScepFailure || isAppError(error)) return undefined;
    throw error;
  }
};

/**
 * Opens a DER or BER EnvelopedData. Throws `cms.invalid` when it is no such thing, ScepFailure badAlg for ciphers that
 * are not accepted, badCertId when it is for somebody else, badMessageCheck for every failure to decrypt.
 */
export const openEnvelope = (message: Buffer, recipient: Recipient): OpenedEnvelope => {
  const { recipients, encryptedInfo } = readEnvelope(message);
  const [, algorithm, encryptedNode] = childrenOf(expectTag(encryptedInfo, tags.sequence, 'the encrypted content'));
  const [cipherOid, iv] = childrenOf(expectTag(algorithm, tags.sequence, 'the content cipher'));
  const cipher = contentCiphers.find((candidate) => candidate.oid === oidOf(cipherOid));
  if (!cipher) throw new ScepFailure('badAlg', `content cipher ${oidOf(cipherOid)} is not accepted`);

  const part = partFor(recipients, recipient);
  if (!part) throw new ScepFailure('badCertId', 'the envelope is not addressed to the device CA');
  const [, , keyAlgorithm, encryptedKey] = part;
  const keyOid = oidOf(childrenOf(expectTag(keyAlgorithm, tags.sequence, 'the key algorithm'))[0]);
  if (keyOid !== rsaEncryption) throw new ScepFailure('badAlg', `key transport ${keyOid} is not accepted`);
  if (encryptedNode?.tag !== 0x80 && encryptedNode?.tag !== 0xa0) {
    throw new ScepFailure('badMessageCheck', 'the envelope cannot be opened');
  }
  const key = unwrapContentKey(
    contentOf(expectTag(encryptedKey, tags.octetString, 'the encrypted key')),
    recipient.privateKey,
    cipher.keyLength,
  );
  const ivBytes = contentOf(expectTag(iv, tags.octetString, 'the initialisation vector'));
  return { content: decryptContent(cipher, key, ivBytes, octetsOf(encryptedNode)), cipher };
};
