// Reads a PKCS#10 certificate request and checks that its sender holds the private key.
import { createPublicKey, verify } from 'node:crypto';
import { sha256Hex, signatureDigests } from '../../wire/certificate.ts';
import { bitStringOf, childrenOf, encodedOf, expectTag, oidOf, readDer, tags, textOf } from '../../wire/der.ts';
import { rsaKeyFault } from '../rsa-key.ts';
import { ScepFailure } from './failure.ts';

const challengePassword = '1.2.840.113549.1.9.7';

/** A request whose proof of possession holds. Its subject is not kept: the ticket decides the name. */
export interface CertificateSigningRequest {
  /** DER SubjectPublicKeyInfo of a key without fault: see rsa-key.ts. */
  readonly spki: Buffer;
  /** Lower-case hexadecimal SHA-256 of `spki`. */
  readonly spkiSha256: string;
  readonly challenge: string | undefined;
}

const challengeIn = (attributes: ReturnType<typeof childrenOf>): string | undefined => {
  for (const attribute of attributes) {
    const [type, values] = childrenOf(expectTag(attribute, tags.sequence, 'an attribute'));
    if (oidOf(type) !== challengePassword) continue;
    const value = childrenOf(expectTag(values, tags.set, 'the challenge'))[0];
    return value ? textOf(value) : undefined;
  }
  return undefined;
};

/**
 * Parses and checks a PKCS#10 request in DER. Throws `cms.invalid` when it is none, ScepFailure badAlg for a key or
 * signature that is not accepted, badMessageCheck when the proof of possession fails.
 */
export const readSigningRequest = (der: Buffer): CertificateSigningRequest => {
  const [info, algorithm, signature] = childrenOf(expectTag(readDer(der), tags.sequence, 'the request'));
  const [, , spkiNode, attributes] = childrenOf(expectTag(info, tags.sequence, 'the request'));
  const spki = encodedOf(expectTag(spkiNode, tags.sequence, 'the public key'));
  const oid = oidOf(childrenOf(expectTag(algorithm, tags.sequence, 'the signature algorithm'))[0]);
  const signatureBytes = bitStringOf(signature);
  const challenge = attributes?.tag === 0xa0 ? challengeIn(childrenOf(attributes)) : undefined;

  let key;
  try {
    key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  } catch {
    throw new ScepFailure('badAlg', 'the public key of the request is of an unknown kind');
  }
  const fault = rsaKeyFault(key);
  if (fault !== undefined) throw new ScepFailure('badAlg', `the key of the request is not accepted: ${fault}`);
  const digest = signatureDigests.get(oid);
  if (!digest || !oid.startsWith('1.2.840.113549.1.1.')) {
    throw new ScepFailure('badAlg', `signature algorithm ${oid} of the request is not accepted`);
  }
  if (!verify(digest, encodedOf(expectTag(info, tags.sequence, 'the request')), key, signatureBytes)) {
    throw new ScepFailure('badMessageCheck', 'the signature of the request does not hold');
  }
  return { spki, spkiSha256: sha256Hex(spki), challenge };
};
