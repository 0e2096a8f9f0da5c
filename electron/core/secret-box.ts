// Encrypts secrets at rest: AES-256-GCM under one random data key, which lies beside the database.
// The key file is either plain with mode 0600 or wrapped by the operating system's key store.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { type AdminText, say } from '../../shared/locales/admin-texts.ts';
import { AppError } from './errors.ts';
import type { SecretBox } from './ports.ts';

const formatVersion = 1;
const keyLength = 32;
const nonceLength = 12;
const tagLength = 16;
const algorithm = 'aes-256-gcm';

/** Name of the file with the data key, inside the data folder. */
export const secretKeyFileName = 'secret.key';

/** Data folders whose key this process has just made: nothing can be sealed with it yet. */
const freshKeys = new Set<string>();

/** Whether nothing is sealed with the key of the folder, because it was made a moment ago and no database opened since. */
export const isKeyFresh = (dataFolder: string): boolean => freshKeys.has(resolve(dataFolder));

/** Call when a database is open beside the key: from now on the two belong together. */
export const keyIsUsed = (dataFolder: string): void => {
  freshKeys.delete(resolve(dataFolder));
};

/** Removes a key that is still fresh: left there without a database, it would look like an office that lost it. */
export const dropFreshKey = async (dataFolder: string): Promise<void> => {
  if (freshKeys.delete(resolve(dataFolder))) await rm(join(dataFolder, secretKeyFileName), { force: true });
};

const keyFileSchema = z.strictObject({
  version: z.literal(1),
  protection: z.enum(['operating-system', 'key-file']),
  key: z.base64(),
});

/** Protects the data key itself by something only this person's session on this computer can undo. */
export interface KeyWrapper {
  wrap(key: Uint8Array): Promise<Uint8Array>;
  unwrap(wrapped: Uint8Array): Promise<Uint8Array>;
}

const unreadable = (problem: AdminText, cause?: unknown) => new AppError('secrets.unreadable', problem, { cause });

/** Asking the system for randomness costs more than sealing does: it is asked for many nonces at once. */
const createNonces = (): (() => Uint8Array) => {
  let pool: Uint8Array = new Uint8Array();
  return () => {
    if (pool.length < nonceLength) pool = randomBytes(nonceLength * 256);
    const nonce = pool.subarray(0, nonceLength);
    pool = pool.subarray(nonceLength);
    return nonce;
  };
};

/** A box over a data key of 32 bytes. Sealed form: version byte, nonce, tag, ciphertext. */
export const createSecretBox = (key: Uint8Array, protection: SecretBox['protection']): SecretBox => {
  const nextNonce = createNonces();
  return {
    protection,
    seal(plain) {
      const nonce = nextNonce();
      const cipher = createCipheriv(algorithm, key, nonce);
      cipher.setAAD(Uint8Array.of(formatVersion));
      const body = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([Uint8Array.of(formatVersion), nonce, cipher.getAuthTag(), body]);
    },
    open(sealed) {
      const bytes = Buffer.from(sealed);
      const bodyStart = 1 + nonceLength + tagLength;
      if (bytes.length < bodyStart || bytes[0] !== formatVersion) {
        throw unreadable(say('errors.secretDamaged'));
      }
      const nonce = bytes.subarray(1, 1 + nonceLength);
      const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagLength });
      decipher.setAAD(Uint8Array.of(formatVersion));
      decipher.setAuthTag(bytes.subarray(1 + nonceLength, bodyStart));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(bodyStart)), decipher.final()]);
      } catch (cause) {
        throw unreadable(say('errors.secretOtherKey', { file: secretKeyFileName }), cause);
      }
    },
  };
};

/** What to tell of a file or folder that could not be written; what is no failure of the system comes back as it is. */
export const unwritable = (what: AdminText, error: unknown): unknown => {
  if (!(error instanceof Error) || !('code' in error)) return error;
  return error.code === 'ENOSPC'
    ? new AppError('database.full', say('errors.diskFullFor', { what }), {
        cause: error,
      })
    : new AppError('database.failed', say('errors.cannotWrite', { what, reason: String(error.code) }), {
        cause: error,
      });
};

const readKeyFile = async (file: string): Promise<z.infer<typeof keyFileSchema> | undefined> => {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unreadable(say('errors.keyFileUnreadable', { path: file }), error);
  }
  try {
    return keyFileSchema.parse(JSON.parse(text));
  } catch (error) {
    throw unreadable(say('errors.keyFileDamaged', { path: file }), error);
  }
};

const makeKeyFile = async (file: string, wrapper: KeyWrapper | undefined): Promise<SecretBox> => {
  const key = randomBytes(keyLength);
  const protection = wrapper ? 'operating-system' : 'key-file';
  const stored = wrapper ? await wrapper.wrap(key) : key;
  const content = { version: 1, protection, key: Buffer.from(stored).toString('base64') };
  // 'wx': a key that appeared meanwhile must never be overwritten, everything sealed with it would be lost.
  try {
    await writeFile(file, `${JSON.stringify(content)}\n`, { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    // Half a key would be taken for a damaged one at the next start; nothing is sealed with it yet.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') await rm(file, { force: true });
    throw unwritable(say('errors.keyFile', { path: file }), error);
  }
  return createSecretBox(key, protection);
};

/**
 * Opens the box of a data folder; makes the folder and a new key on first use, wrapped when a `wrapper` is given.
 * Throws `secrets.unreadable` when the key file is damaged, or is wrapped and `wrapper` is missing or cannot undo it,
 * `database.full` or `database.failed` when a new one cannot be written.
 */
export const openSecretBox = async (dataFolder: string, wrapper?: KeyWrapper): Promise<SecretBox> => {
  await mkdir(dataFolder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw unwritable(say('errors.dataFolder', { path: dataFolder }), error);
  });
  const file = join(dataFolder, secretKeyFileName);
  const stored = await readKeyFile(file);
  if (stored === undefined) {
    const made = await makeKeyFile(file, wrapper);
    freshKeys.add(resolve(dataFolder));
    return made;
  }

  let key: Uint8Array = Buffer.from(stored.key, 'base64');
  if (stored.protection === 'operating-system') {
    if (!wrapper) {
      throw unreadable(say('errors.keyOfSession'));
    }
    try {
      key = await wrapper.unwrap(key);
    } catch (cause) {
      throw unreadable(say('errors.keyStoreLocked'), cause);
    }
  }
  if (key.length !== keyLength) throw unreadable(say('errors.keyFileDamaged', { path: file }));
  return createSecretBox(key, stored.protection);
};
