import { describe, expect, it } from 'vitest';
import { createKeyWrapper } from '../../../electron/shell/secret-box.ts';

/** A key store that turns the text around, enough to tell wrapped from plain. */
const keyStore = (settings: { available?: boolean; backend?: string } = {}) => ({
  isAsyncEncryptionAvailable: () => Promise.resolve(settings.available ?? true),
  encryptStringAsync: (text: string) => Promise.resolve(Buffer.from(text).reverse()),
  decryptStringAsync: (bytes: Buffer) => Promise.resolve({ result: Buffer.from(bytes).reverse().toString() }),
  getSelectedStorageBackend: () => settings.backend ?? 'gnome_libsecret',
});

describe("the operating system's key store", () => {
  it('wraps and unwraps the data key', async () => {
    const wrapper = await createKeyWrapper(keyStore(), 'linux');
    const wrapped = await wrapper?.wrap(Buffer.from('key'));
    expect(Buffer.from(wrapped ?? [])).not.toEqual(Buffer.from('key'));
    expect(Buffer.from((await wrapper?.unwrap(wrapped ?? Buffer.of())) ?? [])).toEqual(Buffer.from('key'));
  });

  it.each([
    ['it is not available', keyStore({ available: false }), 'darwin' as const],
    ['Linux has no keyring', keyStore({ backend: 'basic_text' }), 'linux' as const],
    ['the runtime lacks the asynchronous form', {}, 'win32' as const],
  ])('is not used when %s', async (_reason, store, platform) => {
    expect(await createKeyWrapper(store, platform)).toBeUndefined();
  });
});
