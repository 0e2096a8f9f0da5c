// Passwords of people: scrypt with its parameters kept beside the hash, so that they can be raised later.
import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

/** Parameters of scrypt. */
export interface PasswordCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** OWASP's first choice for scrypt; takes some 128 MB and a few hundred milliseconds on a worker thread. */
export const productionCost: PasswordCost = { N: 2 ** 17, r: 8, p: 1 };
const keyLength = 32;

const deriveKey = (password: string, salt: Buffer, { N, r, p }: PasswordCost, length: number): Promise<Buffer> => {
  // 128 * N * r is what scrypt allocates; Node refuses more than 32 MB unless told.
  const options: ScryptOptions = { N, r, p, maxmem: 128 * N * r + 64 * 1024 * 1024 };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, length, options, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
};

export interface Passwords {
  /** `scrypt$N$r$p$salt$hash`, the last two in base64. */
  hash(password: string): Promise<string>;
  /** Whether the password belongs to the hash; false, after the same work, when there is none. */
  check(password: string, stored: string | undefined): Promise<boolean>;
}

const encode = (parts: readonly (string | number)[]): string => ['scrypt', ...parts].join('$');

/**
 * Works on one password at a time: many sign-ins at once would otherwise take 128 MB each and every worker thread, which
 * the database needs too. New hashes have the given cost; a check has that of its hash.
 */
export const createPasswords = (cost: PasswordCost = productionCost): Passwords => {
  /** Takes the same time as a real one, for people who do not exist or have no password. */
  const dummyHash = encode([cost.N, cost.r, cost.p, `${'A'.repeat(22)}==`, `${'A'.repeat(43)}=`]);
  let last: Promise<unknown> = Promise.resolve();
  const derive = (...args: Parameters<typeof deriveKey>): Promise<Buffer> => {
    const next = last.then(() => deriveKey(...args));
    last = next.catch(() => undefined);
    return next;
  };

  return {
    async hash(password) {
      const salt = randomBytes(16);
      const key = await derive(password, salt, cost, keyLength);
      return encode([cost.N, cost.r, cost.p, salt.toString('base64'), key.toString('base64')]);
    },

    async check(password, stored) {
      const [scheme, N, r, p, salt, hash] = (stored ?? dummyHash).split('$');
      if (scheme !== 'scrypt' || salt === undefined || hash === undefined) throw new Error('unknown password scheme');
      const expected = Buffer.from(hash, 'base64');
      const parameters = { N: Number(N), r: Number(r), p: Number(p) };
      const key = await derive(password, Buffer.from(salt, 'base64'), parameters, expected.length);
      return timingSafeEqual(key, expected) && stored !== undefined;
    },
  };
};
