// Whether an RSA public key may speak for a device: partial validation by NIST SP 800-89, 5.3.3, with the bounds of the
// CA/Browser Forum's baseline requirements, 6.1.6. With an exponent of 1 everybody could sign as its holder.
import type { KeyObject } from 'node:crypto';

const minBits = 2048;
/** Beyond this a signature check becomes a way to keep the server busy. */
const maxBits = 8192;
const minExponent = 65_537n;
const maxExponent = 1n << 256n;

const primesBelow = (limit: number): bigint[] => {
  const primes: number[] = [];
  for (let candidate = 2; candidate < limit; candidate += 1) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  }
  return primes.map(BigInt);
};

/** The baseline requirements ask for no factor smaller than this. */
const smallPrimes = primesBelow(752);

const modulusOf = (key: KeyObject): bigint => {
  const { n = '' } = key.export({ format: 'jwk' });
  const hex = Buffer.from(n, 'base64url').toString('hex');
  return hex === '' ? 0n : BigInt(`0x${hex}`);
};

/** What speaks against a public key, or undefined for one that is RSA, long enough and well-formed. */
export const rsaKeyFault = (key: KeyObject): string | undefined => {
  const { modulusLength: bits = 0, publicExponent: exponent = 0n } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType !== 'rsa' || bits < minBits || bits > maxBits) {
    return `it is not RSA with ${String(minBits)} bits or more`;
  }
  if (exponent < minExponent || exponent >= maxExponent || exponent % 2n === 0n) {
    return `its public exponent ${exponent.toString().slice(0, 20)} is not an odd number of ${String(minExponent)} or more`;
  }
  const modulus = modulusOf(key);
  return smallPrimes.some((prime) => modulus % prime === 0n) ? 'its modulus has a small factor' : undefined;
};
