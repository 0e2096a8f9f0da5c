// Private keys at rest and in memory: made on the thread pool, stored sealed, never handed out as text by accident.
import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { SecretBox } from '../core/ports.ts';
import type { PkiSecrets } from './store.ts';

const generate = promisify(generateKeyPair);

/** A new private key. RSA-2048 takes up to a second, on the thread pool. */
export const newPrivateKey = async (kind: 'rsa-2048' | 'p-256'): Promise<KeyObject> => {
  const pair =
    kind === 'rsa-2048'
      ? await generate('rsa', { modulusLength: 2048 })
      : await generate('ec', { namedCurve: 'P-256' });
  return pair.privateKey;
};

/** DER SubjectPublicKeyInfo of a key. */
export const spkiOf = (key: KeyObject): Buffer =>
  (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'der', type: 'spki' });

/** PKCS#8 PEM, for handing a key to the TLS stack. Never log it. */
export const privateKeyPem = (key: KeyObject): string => key.export({ format: 'pem', type: 'pkcs8' }).toString();

export interface KeyVault {
  save(name: string, key: KeyObject): Promise<void>;
  /** Undefined when there is no such key. Throws `secrets.unreadable` when it was sealed on another computer. */
  load(name: string): Promise<KeyObject | undefined>;
  remove(name: string): Promise<void>;
}

/** Keeps private keys sealed in the secret store. */
export const createKeyVault = (deps: { readonly secrets: PkiSecrets; readonly secretBox: SecretBox }): KeyVault => ({
  async save(name, key) {
    const plain = key.export({ format: 'der', type: 'pkcs8' });
    await deps.secrets.set(name, deps.secretBox.seal(plain));
    plain.fill(0);
  },
  async load(name) {
    const sealed = await deps.secrets.get(name);
    if (!sealed) return undefined;
    return createPrivateKey({ key: Buffer.from(deps.secretBox.open(sealed)), format: 'der', type: 'pkcs8' });
  },
  remove: (name) => deps.secrets.remove(name),
});
