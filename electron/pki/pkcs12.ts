// Opens PKCS#12 files (RFC 7292), the ones of today with PBES2 and PBMAC1 (RFC 8018, RFC 9579) and those that Keychain
// Access and old Windows write. node:crypto has no reader for the container; its primitives do the work.
import { createDecipheriv, createHash, createHmac, createPrivateKey, pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import forge from 'node-forge';
import { say } from '../../shared/locales/admin-texts.ts';
import { AppError } from '../core/errors.ts';
import { parseCertificate } from '../wire/certificate.ts';
import {
  childrenOf,
  encodedOf,
  expectTag,
  integerHexOf,
  octetsOf,
  oidOf,
  readDer,
  tags,
  toDer,
  type DerNode,
} from '../wire/der.ts';
import type { PemContents } from './pem.ts';
import { type Spelling, spellingsOf } from './pkcs12-password.ts';

const deriveAsync = promisify(pbkdf2);

/** Beyond these a file is made to keep the processor busy: tools write 2,048 to 1,000,000. */
const MAX_PBKDF2_ROUNDS = 10_000_000;
const MAX_LEGACY_ROUNDS = 1_000_000;

const hashes: ReadonlyMap<string, string> = new Map([
  ['1.3.14.3.2.26', 'sha1'],
  ['2.16.840.1.101.3.4.2.4', 'sha224'],
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
]);
const hmacs: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.2.7', 'sha1'],
  ['1.2.840.113549.2.8', 'sha224'],
  ['1.2.840.113549.2.9', 'sha256'],
  ['1.2.840.113549.2.10', 'sha384'],
  ['1.2.840.113549.2.11', 'sha512'],
]);
const ciphers: ReadonlyMap<string, { readonly name: string; readonly keyBytes: number }> = new Map([
  ['2.16.840.1.101.3.4.1.2', { name: 'aes-128-cbc', keyBytes: 16 }],
  ['2.16.840.1.101.3.4.1.22', { name: 'aes-192-cbc', keyBytes: 24 }],
  ['2.16.840.1.101.3.4.1.42', { name: 'aes-256-cbc', keyBytes: 32 }],
  ['1.2.840.113549.3.7', { name: 'des-ede3-cbc', keyBytes: 24 }],
]);
const legacyCiphers: ReadonlyMap<string, { readonly name: string; readonly keyBytes: number }> = new Map([
  ['1.2.840.113549.1.12.1.3', { name: 'des-ede3-cbc', keyBytes: 24 }],
  ['1.2.840.113549.1.12.1.4', { name: 'des-ede-cbc', keyBytes: 16 }],
  ['1.2.840.113549.1.12.1.5', { name: 'rc2', keyBytes: 16 }],
  ['1.2.840.113549.1.12.1.6', { name: 'rc2', keyBytes: 5 }],
]);
const oids = {
  data: '1.2.840.113549.1.7.1',
  encryptedData: '1.2.840.113549.1.7.6',
  pbes2: '1.2.840.113549.1.5.13',
  pbkdf2: '1.2.840.113549.1.5.12',
  pbmac1: '1.2.840.113549.1.5.14',
  keyBag: '1.2.840.113549.1.12.10.1.1',
  shroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
  certificateBag: '1.2.840.113549.1.12.10.1.3',
  nestedBag: '1.2.840.113549.1.12.10.1.6',
} as const;

/** The file is sound, but made with something that nobody should use any more, or that nobody knows yet. */
class Unsupported extends Error {}

const known = <T>(table: ReadonlyMap<string, T>, oid: string): T => {
  const value = table.get(oid);
  if (value === undefined) throw new Unsupported(`The algorithm ${oid} is not supported.`);
  return value;
};

const sequenceOf = (node: DerNode | undefined, what: string): DerNode[] =>
  childrenOf(expectTag(node, tags.sequence, what));

const octets = (node: DerNode | undefined, what: string): Buffer => octetsOf(expectTag(node, tags.octetString, what));

const roundsOf = (node: DerNode | undefined, most: number): number => {
  const rounds = Number.parseInt(integerHexOf(node), 16);
  if (!(rounds >= 1 && rounds <= most)) throw new Unsupported(`${rounds} rounds are too many.`);
  return rounds;
};

const repeatTo = (bytes: Buffer, length: number): Buffer => Buffer.alloc(length, bytes.length === 0 ? 0 : bytes);

/** Adds `block` and one to `value`, modulo its size: step 6 C of the derivation. */
const addTo = (value: Buffer, block: Buffer): void => {
  let carry = 1;
  for (let at = value.length - 1; at >= 0; at -= 1) {
    carry += (value[at] ?? 0) + (block[at] ?? 0);
    value[at] = carry & 0xff;
    carry >>= 8;
  }
};

/** RFC 7292 appendix B.2; `purpose` is 1 for a key, 2 for an IV, 3 for a MAC key. */
const deriveLegacy = (
  hash: string,
  { wide }: Spelling,
  salt: Buffer,
  rounds: number,
  purpose: 1 | 2 | 3,
  length: number,
): Buffer => {
  const size = hash === 'sha384' || hash === 'sha512' ? 128 : 64;
  const filled = (bytes: Buffer): Buffer => repeatTo(bytes, size * Math.ceil(bytes.length / size));
  const input = Buffer.concat([filled(salt), filled(wide)]);
  const output: Buffer[] = [];
  for (let have = 0; have < length;) {
    let digest = createHash(hash).update(Buffer.alloc(size, purpose)).update(input).digest();
    for (let round = 1; round < rounds; round += 1) digest = createHash(hash).update(digest).digest();
    output.push(digest);
    have += digest.length;
    const block = repeatTo(digest, size);
    for (let at = 0; at < input.length; at += size) addTo(input.subarray(at, at + size), block);
  }
  return Buffer.concat(output).subarray(0, length);
};

const derivePbkdf2 = async (algorithm: DerNode | undefined, { plain }: Spelling, bytes: number): Promise<Buffer> => {
  const [kind, parameters] = sequenceOf(algorithm, 'the key derivation');
  if (oidOf(kind) !== oids.pbkdf2) throw new Unsupported(`The key derivation ${oidOf(kind)} is not supported.`);
  const [salt, rounds, ...rest] = sequenceOf(parameters, 'the parameters of the key derivation');
  const prf = rest.find(({ tag }) => tag === tags.sequence);
  const hash = prf ? known(hmacs, oidOf(childrenOf(prf)[0])) : 'sha1';
  return deriveAsync(plain, octets(salt, 'the salt'), roundsOf(rounds, MAX_PBKDF2_ROUNDS), bytes, hash);
};

const decryptWith = (name: string, key: Buffer, iv: Buffer, data: Buffer): Buffer => {
  if (name !== 'rc2') {
    const decipher = createDecipheriv(name, key, iv);
    return Buffer.concat([decipher.update(data), decipher.final()]);
  }
  // OpenSSL 3 has put RC2 away, but Keychain Access and old Windows encrypt certificates with it.
  const cipher = forge.rc2.createDecryptionCipher(forge.util.createBuffer(key.toString('binary')), key.length * 8);
  cipher.start(iv.toString('binary'));
  cipher.update(forge.util.createBuffer(data.toString('binary')));
  if (!cipher.finish()) throw new Error('The padding is wrong.');
  return Buffer.from(cipher.output.getBytes(), 'binary');
};

const decrypt = async (algorithm: DerNode | undefined, data: Buffer, spelling: Spelling): Promise<Buffer> => {
  const [kind, parameters] = sequenceOf(algorithm, 'the encryption');
  const oid = oidOf(kind);
  if (oid === oids.pbes2) {
    const [derivation, encryption] = sequenceOf(parameters, 'the parameters of the encryption');
    const [cipherOid, iv] = sequenceOf(encryption, 'the cipher');
    const { name, keyBytes } = known(ciphers, oidOf(cipherOid));
    return decryptWith(name, await derivePbkdf2(derivation, spelling, keyBytes), octets(iv, 'the IV'), data);
  }
  const { name, keyBytes } = known(legacyCiphers, oid);
  const [saltNode, roundsNode] = sequenceOf(parameters, 'the parameters of the encryption');
  const salt = octets(saltNode, 'the salt');
  const rounds = roundsOf(roundsNode, MAX_LEGACY_ROUNDS);
  const key = deriveLegacy('sha1', spelling, salt, rounds, 1, keyBytes);
  return decryptWith(name, key, deriveLegacy('sha1', spelling, salt, rounds, 2, 8), data);
};

const hasMac = async (mac: DerNode, content: Buffer, spelling: Spelling): Promise<boolean> => {
  const [info, salt, rounds] = sequenceOf(mac, 'the MAC');
  const [algorithm, digest] = sequenceOf(info, 'the MAC');
  const [kind, parameters] = sequenceOf(algorithm, 'the MAC algorithm');
  const expected = octets(digest, 'the MAC value');
  const oid = oidOf(kind);
  let hash: string;
  let key: Buffer;
  if (oid === oids.pbmac1) {
    const [derivation, scheme] = sequenceOf(parameters, 'the parameters of the MAC');
    hash = known(hmacs, oidOf(sequenceOf(scheme, 'the MAC scheme')[0]));
    key = await derivePbkdf2(derivation, spelling, expected.length);
  } else {
    hash = known(hashes, oid);
    const count = rounds === undefined ? 1 : roundsOf(rounds, MAX_LEGACY_ROUNDS);
    key = deriveLegacy(hash, spelling, octets(salt, 'the salt'), count, 3, expected.length);
  }
  const actual = createHmac(hash, key).update(content).digest();
  return actual.length === expected.length && timingSafeEqual(actual, expected);
};

type Contents = { readonly [K in keyof PemContents]: PemContents[K][number][] };

const addBags = async (bags: Buffer, spelling: Spelling, into: Contents, depth = 0): Promise<void> => {
  for (const bag of childrenOf(readDer(bags))) {
    const [type, wrapped] = sequenceOf(bag, 'a bag');
    const [value] = childrenOf(expectTag(wrapped, 0xa0, 'the content of a bag'));
    if (!value) continue;
    switch (oidOf(type)) {
      case oids.certificateBag: {
        const [, content] = sequenceOf(value, 'a certificate bag');
        const certificate = octets(childrenOf(expectTag(content, 0xa0, 'a certificate'))[0], 'a certificate');
        into.certificates.push(parseCertificate(certificate));
        break;
      }
      case oids.keyBag:
        into.keys.push(createPrivateKey({ key: encodedOf(value), format: 'der', type: 'pkcs8' }));
        break;
      case oids.shroudedKeyBag: {
        const [algorithm, data] = sequenceOf(value, 'an encrypted key');
        const key = await decrypt(algorithm, octets(data, 'an encrypted key'), spelling);
        into.keys.push(createPrivateKey({ key, format: 'der', type: 'pkcs8' }));
        break;
      }
      case oids.nestedBag:
        if (depth < 4) await addBags(encodedOf(value), spelling, into, depth + 1);
        break;
      default:
        break;
    }
  }
};

const openSafes = async (content: Buffer, spelling: Spelling): Promise<PemContents> => {
  const contents: Contents = { certificates: [], keys: [] };
  for (const safe of childrenOf(readDer(content))) {
    const [type, wrapped] = sequenceOf(safe, 'a part of the file');
    const [value] = childrenOf(expectTag(wrapped, 0xa0, 'a part of the file'));
    const oid = oidOf(type);
    if (oid === oids.data) await addBags(toDer(octets(value, 'a part of the file')), spelling, contents);
    else if (oid === oids.encryptedData) {
      const [, encrypted] = sequenceOf(value, 'an encrypted part');
      const [, algorithm, data] = sequenceOf(encrypted, 'an encrypted part');
      if (!data) continue;
      await addBags(toDer(await decrypt(algorithm, octetsOf(data), spelling)), spelling, contents);
    } else throw new Unsupported(`A part of the kind ${oid} is not supported.`);
  }
  return contents;
};

const openWithAny = async (data: Uint8Array, passphrase: string): Promise<PemContents | 'wrongPassword'> => {
  const [, authenticated, mac] = sequenceOf(readDer(toDer(Buffer.from(data))), 'the file');
  const [type, wrapped] = sequenceOf(authenticated, 'the content of the file');
  if (oidOf(type) !== oids.data) throw new Unsupported('The file is protected by a public key.');
  const content = octets(childrenOf(expectTag(wrapped, 0xa0, 'the content'))[0], 'the content of the file');
  let isKnown = false;
  let failure: unknown;
  for (const spelling of spellingsOf(passphrase)) {
    if (mac && !(await hasMac(mac, content, spelling))) continue;
    isKnown = mac !== undefined;
    try {
      return await openSafes(toDer(content), spelling);
    } catch (cause) {
      if (cause instanceof Unsupported) throw cause;
      failure = cause;
    }
  }
  if (isKnown) throw failure;
  return 'wrongPassword';
};

/**
 * Certificates and keys of a PKCS#12 file. Throws `push.certificateInvalid`: the password does not open it, it is damaged,
 * or it was made with an algorithm that is not supported.
 */
export const readPkcs12 = async (data: Uint8Array, passphrase: string): Promise<PemContents> => {
  let opened: PemContents | 'wrongPassword';
  try {
    opened = await openWithAny(data, passphrase);
  } catch (cause) {
    const problem =
      cause instanceof Unsupported
        ? say('certificates.pushAlgorithm')
        : say(cause instanceof AppError ? 'certificates.pushFormat' : 'certificates.pushContents');
    throw new AppError('push.certificateInvalid', problem, { cause });
  }
  if (opened === 'wrongPassword') throw new AppError('push.certificateInvalid', say('certificates.pushPassword'));
  return opened;
};
