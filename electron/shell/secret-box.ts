// The operating system's key store (Electron's safeStorage) as the protector of the data key.
import type { KeyWrapper } from '../core/secret-box.ts';

/** The part of safeStorage we use. Optional: older runtimes have no asynchronous form and then count as having no store. */
export interface OperatingSystemKeyStore {
  isAsyncEncryptionAvailable?(): Promise<boolean>;
  encryptStringAsync?(plainText: string): Promise<Buffer>;
  decryptStringAsync?(encrypted: Buffer): Promise<{ result: string }>;
  getSelectedStorageBackend?(): string;
}

/**
 * A wrapper for `openSecretBox`, or undefined where there is no real key store: then the key file alone protects the data
 * and the console says so. On Linux without a keyring Chromium would offer `basic_text`, which protects nothing.
 */
export const createKeyWrapper = async (
  store: OperatingSystemKeyStore,
  platform: NodeJS.Platform,
): Promise<KeyWrapper | undefined> => {
  if (!store.isAsyncEncryptionAvailable || !store.encryptStringAsync || !store.decryptStringAsync) return undefined;
  if (!(await store.isAsyncEncryptionAvailable())) return undefined;
  if (platform === 'linux' && ['basic_text', 'unknown'].includes(store.getSelectedStorageBackend?.() ?? 'unknown')) {
    return undefined;
  }
  const encrypt = store.encryptStringAsync.bind(store);
  const decrypt = store.decryptStringAsync.bind(store);
  return {
    wrap: (key) => encrypt(Buffer.from(key).toString('base64')),
    unwrap: async (wrapped) => Buffer.from((await decrypt(Buffer.from(wrapped))).result, 'base64'),
  };
};
