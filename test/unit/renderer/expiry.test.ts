import { describe, expect, it } from 'vitest';
import { expiryWarnings } from '../../../renderer/src/features/home/lib/expiry.ts';

const now = Date.UTC(2026, 10, 22);
const day = 86_400_000;
const certificate = (notAfter: number) => ({
  subject: 'CN=x',
  issuer: 'CN=y',
  serialNumber: '1',
  notBefore: 0,
  notAfter,
  names: [],
});
const warningsFor = (listenerDays: number, pushDays: number) =>
  expiryWarnings(
    {
      certificate: { source: 'own', leaf: certificate(now + listenerDays * day), chain: [], warnings: [] },
      push: { configured: true, certificate: certificate(now + pushDays * day), connection: 'connected' },
    },
    now,
  );

describe('warnings of certificates that end', () => {
  it('keep quiet until 30 days are left', () => {
    expect(warningsFor(30, 200)).toEqual([]);
    expect(warningsFor(29, 200)).toMatchObject([{ what: 'certificate', days: 29 }]);
  });

  it('go on once the certificate has ended', () => {
    expect(warningsFor(200, -1)).toMatchObject([{ what: 'push', days: -1 }]);
  });
});
