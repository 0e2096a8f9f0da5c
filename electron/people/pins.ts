// One-time PINs with which a person signs in when enrolling. Shown or mailed once; only a keyed hash is kept.
import { createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import type { Clock, SecretBox } from '../core/ports.ts';
import type { Executor } from '../db/executor.ts';
import { createPinsStore, type StoredPin } from '../db/stores/pins.ts';
import { createPkiSecrets } from '../db/stores/pki.ts';

const dayMs = 24 * 60 * 60_000;
const keyName = 'pins.key';
const keyLength = 32;

/** Wrong tries after which a PIN is over, whoever made them: four digits must not be guessed in the long run. */
export const pinTries = 10;

export type PinStatus = 'none' | 'valid' | 'expired' | 'used' | 'blocked';

export interface PinState {
  readonly status: PinStatus;
  readonly issuedAt?: number | undefined;
  readonly expiresAt?: number | undefined;
}

export interface PinPolicy {
  /** Digits, 4 to 12. */
  readonly length: number;
  /** 1 to 30. */
  readonly lifetimeDays: number;
}

export interface Pins {
  /** Makes a PIN for a person; an earlier one stops working. It cannot be read again. */
  generate(userId: string, policy: PinPolicy): Promise<{ readonly pin: string; readonly expiresAt: number }>;
  /**
   * True if it is the person's PIN and it is neither used, expired nor blocked. It stays valid until a device enrolls
   * with it. A wrong one counts, so check everything else first. False for an unknown person, after the same work.
   */
  verify(userId: string, pin: string): Promise<boolean>;
  state(userId: string): Promise<PinState>;
}

/** Digits only, each of them equally likely; the first may be a zero. */
const randomPin = (length: number): string => Array.from({ length }, () => String(randomInt(10))).join('');

const stateOf = (pin: StoredPin | undefined, now: number): PinState => {
  if (pin === undefined) return { status: 'none' };
  const { issuedAt, expiresAt } = pin;
  if (pin.usedAt !== undefined) return { status: 'used', issuedAt, expiresAt };
  if (pin.failures >= pinTries) return { status: 'blocked', issuedAt, expiresAt };
  return { status: expiresAt <= now ? 'expired' : 'valid', issuedAt, expiresAt };
};

export const createPins = (deps: {
  readonly executor: Executor;
  readonly clock: Pick<Clock, 'now'>;
  readonly secretBox: SecretBox;
}): Pins => {
  const { executor, clock, secretBox } = deps;
  const store = createPinsStore(executor);
  const secrets = createPkiSecrets(executor);

  const openKey = async (): Promise<Buffer> => {
    const sealed = await secrets.get(keyName);
    if (sealed !== undefined) return Buffer.from(secretBox.open(sealed));
    const fresh = randomBytes(keyLength);
    await secrets.set(keyName, secretBox.seal(fresh));
    return fresh;
  };
  let key: Promise<Buffer> | undefined;

  /** Keyed, because so few digits could be tried out against a plain hash by whoever copies the database. */
  const hashOf = async (userId: string, pin: string): Promise<string> => {
    key ??= openKey();
    return createHmac('sha256', await key)
      .update(`${userId}:${pin}`)
      .digest('hex');
  };

  return {
    async generate(userId, { length, lifetimeDays }) {
      const pin = randomPin(length);
      const now = clock.now();
      const expiresAt = now + lifetimeDays * dayMs;
      await store.put({ userId, hash: await hashOf(userId, pin), issuedAt: now, expiresAt });
      return { pin, expiresAt };
    },

    async verify(userId, pin) {
      const stored = await store.find(userId);
      const given = Buffer.from(await hashOf(userId, pin.trim()));
      const expected = Buffer.from(stored?.hash ?? '0'.repeat(given.length));
      const right = timingSafeEqual(given, expected);
      if (stateOf(stored, clock.now()).status !== 'valid') return false;
      if (right) return true;
      await store.countFailure(userId);
      return false;
    },

    async state(userId) {
      return stateOf(await store.find(userId), clock.now());
    },
  };
};
