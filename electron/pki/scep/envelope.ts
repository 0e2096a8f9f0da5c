// Opens the EnvelopedData of a SCEP request with the device CA's key.
import { constants, createDecipheriv, privateDecrypt, randomBytes, type KeyObject } from 'node:crypto';
import type { Certificate } from '../../wire/certificate.ts';
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
import { contentCiphers, type ContentCipher } from '../cms-builder.ts';
import { ScepFailure } from './failure.ts';

const rsaEncryption = '1.2.840.113549.1.1.1';

/** The decrypted request and the cipher it came in, which the answer uses too. */
export interface OpenedEnvelope {
  readonly content: Buffer;
  readonly cipher: ContentCipher;
}

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

const recipientFor = (recipients: DerNode, certificate: Certificate): DerNode[] => {
  for (const recipient of childrenOf(recipients)) {
    if (recipient.tag !== tags.sequence) continue;
    const parts = childrenOf(recipient);
    const [, id] = parts;
    if (id?.tag !== tags.sequence) continue;
    const [issuer, serial] = childrenOf(id);
    const isOurs =
      issuer && encodedOf(issuer).equals(certificate.issuer) && integerHexOf(serial) === certificate.serial;
    if (isOurs) return parts;
  }
  throw new ScepFailure('badCertId', 'the envelope is not addressed to the device CA');
};

/**
 * Opens a DER or BER EnvelopedData. Throws `cms.invalid` when it is no such thing, ScepFailure badAlg for ciphers that
 * are not accepted, badCertId when it is for somebody else, badMessageCheck for every failure to decrypt.
 */
export const openEnvelope = (message: Buffer, recipient: Certificate, privateKey: KeyObject): OpenedEnvelope => {
  const [type, wrapper] = childrenOf(expectTag(readDer(toDer(message)), tags.sequence, 'the envelope'));
  if (oidOf(type) !== cmsOids.envelopedData) throw new ScepFailure('badRequest', 'the content is not enveloped');
  const body = childrenOf(expectTag(wrapper, 0xa0, 'the envelope'))[0];
  const [, recipients, encryptedInfo] = childrenOf(expectTag(body, tags.sequence, 'the envelope'));
  const [, algorithm, encryptedNode] = childrenOf(expectTag(encryptedInfo, tags.sequence, 'the encrypted content'));
  const [cipherOid, iv] = childrenOf(expectTag(algorithm, tags.sequence, 'the content cipher'));
  const cipher = contentCiphers.find((candidate) => candidate.oid === oidOf(cipherOid));
  if (!cipher) throw new ScepFailure('badAlg', `content cipher ${oidOf(cipherOid)} is not accepted`);

  const [, , keyAlgorithm, encryptedKey] = recipientFor(expectTag(recipients, tags.set, 'the recipients'), recipient);
  const keyOid = oidOf(childrenOf(expectTag(keyAlgorithm, tags.sequence, 'the key algorithm'))[0]);
  if (keyOid !== rsaEncryption) throw new ScepFailure('badAlg', `key transport ${keyOid} is not accepted`);
  if (encryptedNode?.tag !== 0x80 && encryptedNode?.tag !== 0xa0) {
    throw new ScepFailure('badMessageCheck', 'the envelope cannot be opened');
  }
  const key = unwrapContentKey(
    contentOf(expectTag(encryptedKey, tags.octetString, 'the encrypted key')),
    privateKey,
    cipher.keyLength,
  );
  const ivBytes = contentOf(expectTag(iv, tags.octetString, 'the initialisation vector'));
  return { content: decryptContent(cipher, key, ivBytes, octetsOf(encryptedNode)), cipher };
};
