// Proves at start that this runtime's crypto library can do what enrollment needs: Node and Electron ship different ones.
import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHash,
  createPublicKey,
  publicEncrypt,
  randomBytes,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { newPrivateKey } from './keys.ts';
import { unwrapContentKey } from './scep/envelope.ts';
import { contentCiphers } from './cms-builder.ts';

/** What does not work here, in words for the admin; empty when all is well. */
export type MissingCrypto = readonly string[];

const works = async (check: () => boolean | Promise<boolean>): Promise<boolean> => {
  try {
    return await check();
  } catch {
    return false;
  }
};

/** Tries every algorithm once, those of RSA with the given key: the device authority's, which needs them later. */
export const testCrypto = async (rsa: KeyObject): Promise<MissingCrypto> => {
  const rsaPublic = createPublicKey(rsa);
  const message = randomBytes(32);

  const checks: readonly (readonly [string, () => boolean | Promise<boolean>])[] = [
    [
      'RSA key transport (PKCS#1 v1.5), needed to answer certificate requests of devices',
      () => {
        const wrapped = publicEncrypt({ key: rsaPublic, padding: constants.RSA_PKCS1_PADDING }, message);
        return unwrapContentKey(wrapped, rsa, message.length).equals(message);
      },
    ],
    ...contentCiphers.map(
      ({ name, keyLength, ivLength }) =>
        [
          `${name}, needed to answer certificate requests of devices`,
          () => {
            const [key, iv] = [randomBytes(keyLength), randomBytes(ivLength)];
            const cipher = createCipheriv(name, key, iv);
            const encrypted = Buffer.concat([cipher.update(message), cipher.final()]);
            const decipher = createDecipheriv(name, key, iv);
            return Buffer.concat([decipher.update(encrypted), decipher.final()]).equals(message);
          },
        ] as const,
    ),
    ...(['sha1', 'sha256'] as const).map(
      (digest) =>
        [
          `RSA signatures with ${digest}, needed to verify messages of devices`,
          () => verify(digest, message, rsaPublic, sign(digest, message, rsa)),
        ] as const,
    ),
    [
      'SHA-1, needed for key identifiers',
      () => createHash('sha1').update('abc').digest('hex') === 'a9993e364706816aba3e25717850c26c9cd0d89d',
    ],
    [
      'EC P-256, needed for the key of the listener',
      async () => {
        const key = await newPrivateKey('p-256');
        return verify('sha256', message, createPublicKey(key), sign('sha256', message, key));
      },
    ],
  ];
  const missing: string[] = [];
  for (const [name, check] of checks) if (!(await works(check))) missing.push(name);
  return missing;
};
