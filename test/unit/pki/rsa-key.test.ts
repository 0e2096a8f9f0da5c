// Which RSA keys may become the identity of a device.
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { rsaKeyFault } from '../../../electron/pki/rsa-key.ts';
import { readSigningRequest } from '../../../electron/pki/scep/csr.ts';
import { createCsr } from '../../support/device/keys-and-csr.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const { n = '' } = publicKey.export({ format: 'jwk' });
const modulus = BigInt(`0x${Buffer.from(n, 'base64url').toString('hex')}`);

const base64url = (value: bigint): string => {
  const hex = value.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url');
};

const rsa = (of: { n?: bigint; e?: bigint }): KeyObject =>
  createPublicKey({
    key: { kty: 'RSA', n: base64url(of.n ?? modulus), e: base64url(of.e ?? 65_537n) },
    format: 'jwk',
  });

describe('an RSA key for an identity', () => {
  it('is taken as devices make it, and with any other exponent within the bounds', () => {
    expect(rsaKeyFault(publicKey)).toBeUndefined();
    for (const e of [65_539n, (1n << 256n) - 1n]) expect(rsaKeyFault(rsa({ e }))).toBeUndefined();
  });

  it.each([1n, 3n, 65_535n, 65_538n, (1n << 256n) + 1n])('is refused with the exponent %s', (e) => {
    expect(rsaKeyFault(rsa({ e }))).toContain('exponent');
  });

  it('is refused when its modulus is even, has a small factor, or is of the wrong length', () => {
    expect(rsaKeyFault(rsa({ n: modulus - 1n }))).toContain('small factor');
    expect(rsaKeyFault(rsa({ n: modulus - (modulus % 751n) }))).toContain('small factor');
    expect(rsaKeyFault(rsa({ n: modulus >> 1n }))).toContain('2048 bits');
    expect(rsaKeyFault(rsa({ n: (1n << 8193n) + 1n }))).toContain('2048 bits');
    expect(rsaKeyFault(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey)).toContain('RSA');
  });

  it('decides about a certificate request', () => {
    const subject = [[['CN', 'phone']]] as const;
    expect(readSigningRequest(createCsr({ privateKey, subject })).spkiSha256).toMatch(/^[0-9a-f]{64}$/);
    const weak = generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 3 }).privateKey;
    expect(() => readSigningRequest(createCsr({ privateKey: weak, subject }))).toThrow('exponent 3');
  });
});
