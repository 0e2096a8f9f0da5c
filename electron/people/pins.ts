// One-time PINs with which a person signs in when enrolling. A keyed hash checks them; the PIN itself is kept sealed while
// it is valid, so that an admin can read it to its person once more.
import { createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { say } from '../../shared/locales/admin-texts.ts';
import { AppError } from '../core/errors.ts';
import { once } from '../core/once.ts';
import type { Clock, SecretBox } from '../core/ports.ts';
import type { Executor } from '../db/executor.ts';
import { createPinsStore } from '../db/stores/people/pins.ts';
import { createPkiSecrets } from '../db/stores/protocol/pki.ts';
import { pinStateOf, type PinState } from '../model/pin-state.ts';
import { day } from '../core/durations.ts';

const keyName = 'pins.key';
const keyLength = 32;

export interface PinPolicy {
  /** Digits, 4 to 12. */
  readonly length: number;
  /** 1 to 30. */
  readonly lifetimeDays: number;
}

export interface Pins {
  /** Makes a PIN for a person; an earlier one stops working. */
  generate(userId: string, policy: PinPolicy): Promise<{ readonly pin: string; readonly expiresAt: number }>;
  /**
   * Making PINs as a part of a transaction, given its executor. Ask for it before the transaction begins: the key may have
   * to be made, and inside nobody may wait for another write.
   */
  within(): Promise<(bound: Executor) => Pick<Pins, 'generate'>>;
  /**
   * True if it is the person's PIN and it is neither used, expired nor blocked. It stays valid until a device enrolls
   * with it. A wrong one counts, so check everything else first. False for an unknown person, after the same work.
   */
  verify(userId: string, pin: string): Promise<boolean>;
  state(userId: string): Promise<PinState>;
  /** The valid PIN of a person. Throws `record.notFound` if there is none that could be used. */
  reveal(userId: string): Promise<{ readonly pin: string; readonly expiresAt: number }>;
}

/** Digits only, each of them equally likely; the first may be a zero. */
const randomPin = (length: number): string => Array.from({ length }, () => String(randomInt(10))).join('');

export const createPins = (deps: {
  readonly executor: Executor;
  readonly clock: Pick<Clock, 'now'>;
  readonly secretBox: SecretBox;
}): Pins => {
  const { executor, clock, secretBox } = deps;
  const store = createPinsStore(executor);
  const secrets = createPkiSecrets(executor);

  const openKey = once(async (): Promise<Buffer> => {
    const sealed = await secrets.get(keyName);
    if (sealed !== undefined) return Buffer.from(secretBox.open(sealed));
    const fresh = randomBytes(keyLength);
    await secrets.set(keyName, secretBox.seal(fresh));
    return fresh;
  });

  /** Keyed, because so few digits could be tried out against a plain hash by whoever copies the database. */
  const hashOf = async (userId: string, pin: string): Promise<string> =>
    createHmac('sha256', await openKey())
      .update(`${userId}:${pin}`)
      .digest('hex');

  const generateOver =
    (over: Executor): Pins['generate'] =>
    async (userId, { length, lifetimeDays }) => {
      const pin = randomPin(length);
      const now = clock.now();
      const expiresAt = now + lifetimeDays * day;
      const sealed = secretBox.seal(Buffer.from(pin));
      const hash = await hashOf(userId, pin);
      await createPinsStore(over).put({ userId, hash, sealed, issuedAt: now, expiresAt });
      return { pin, expiresAt };
    };

  return {
    generate: generateOver(executor),

    async within() {
      await openKey();
      return (bound) => ({ generate: generateOver(bound) });
    },

    async verify(userId, pin) {
      const stored = await store.find(userId);
      const given = Buffer.from(await hashOf(userId, pin.trim()));
      const expected = Buffer.from(stored?.hash ?? '0'.repeat(given.length));
      const right = timingSafeEqual(given, expected);
      if (pinStateOf(stored, clock.now()).status !== 'valid') return false;
      if (right) return true;
      await store.countFailure(userId);
      return false;
    },

    async state(userId) {
      return pinStateOf(await store.find(userId), clock.now());
    },

    async reveal(userId) {
      const stored = await store.find(userId);
      if (stored?.sealed === undefined || pinStateOf(stored, clock.now()).status !== 'valid') {
        throw new AppError('record.notFound', say('errors.noPinToView'));
      }
      return { pin: Buffer.from(secretBox.open(stored.sealed)).toString('utf8'), expiresAt: stored.expiresAt };
    },
  };
};
