// Passwords of people: scrypt with its parameters kept beside the hash, so that they can be raised later.
import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

/** OWASP's first choice for scrypt; takes some 128 MB and a few hundred milliseconds on a worker thread. */
const parameters = { N: 2 ** 17, r: 8, p: 1 } as const;
const keyLength = 32;

interface Parameters {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

const derive = (password: string, salt: Buffer, { N, r, p }: Parameters, length: number): Promise<Buffer> => {
  // 128 * N * r is what scrypt allocates; Node refuses more than 32 MB unless told.
  const options: ScryptOptions = { N, r, p, maxmem: 128 * N * r + 64 * 1024 * 1024 };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, length, options, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
};

/** `scrypt$N$r$p$salt$hash`, the last two in base64. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(16);
  const key = await derive(password, salt, parameters, keyLength);
  const { N, r, p } = parameters;
  return ['scrypt', N, r, p, salt.toString('base64'), key.toString('base64')].join('$');
};

/** Takes the same time as a real one, for people who do not exist or have no password. */
const dummyHash = [
  'scrypt',
  parameters.N,
  parameters.r,
  parameters.p,
  'AAAAAAAAAAAAAAAAAAAAAA==',
  `${'A'.repeat(43)}=`,
].join('$');

/** Whether the password belongs to the hash; false, after the same work, when there is none. */
export const checkPassword = async (password: string, stored: string | undefined): Promise<boolean> => {
  const [scheme, N, r, p, salt, hash] = (stored ?? dummyHash).split('$');
  if (scheme !== 'scrypt' || salt === undefined || hash === undefined) throw new Error('unknown password scheme');
  const expected = Buffer.from(hash, 'base64');
  const key = await derive(
    password,
    Buffer.from(salt, 'base64'),
    { N: Number(N), r: Number(r), p: Number(p) },
    expected.length,
  );
  return timingSafeEqual(key, expected) && stored !== undefined;
};
