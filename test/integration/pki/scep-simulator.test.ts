// Independent SCEP client 3: the one of the simulated device, which shares no code with the server.
import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpsClient } from '../../support/device/https-client.ts';
import { generateRsaKey, selfSigned } from '../../support/device/keys-and-csr.ts';
import type { Identity } from '../../support/device/keys-and-csr.ts';
import { getCaCaps, getCaCert, requestCertificate, ScepFailure } from '../../support/device/scep-client.ts';
import type { ScepRequest } from '../../support/device/scep-client.ts';
import { DAY, openPki, type TestPki } from '../../support/pki/open-pki.ts';
import { CHALLENGE_LIFETIME, startScepServer, type ScepServer } from '../../support/pki/scep-server.ts';

let pki: TestPki;
let server: ScepServer;
const http = createHttpsClient({ trusted: [] });

beforeAll(async () => {
  pki = await openPki();
  server = await startScepServer(pki);
});

afterAll(async () => {
  http.close();
  await server.close();
  await pki.close();
});

const enroll = async (challenge: string | undefined, more: Partial<ScepRequest> = {}): Promise<Identity> => {
  const privateKey = await generateRsaKey();
  const request = { privateKey, subject: [[['CN', 'wish'] as const]], challenge, keyUsage: 5, now: pki.clock.now() };
  const result = await requestCertificate(http, server.url, 'Russet', { ...request, ...more });
  return { privateKey: more.privateKey ?? privateKey, certificate: result.certificate };
};

const failInfoOf = async (attempt: Promise<unknown>): Promise<string | undefined> => {
  const error: unknown = await attempt.catch((thrown: unknown) => thrown);
  if (!(error instanceof ScepFailure)) throw new Error(`expected a CertRep FAILURE, got ${String(error)}`);
  return error.failInfo;
};

describe('SCEP with the simulated device', () => {
  it('names its capabilities and its CA', async () => {
    expect([...(await getCaCaps(http, server.url))]).toEqual(expect.arrayContaining(['Renewal', 'AES', 'SHA-256']));
    const authority = await getCaCert(http, server.url);
    expect(authority.ca).toEqual(pki.authority.deviceCa.certificate.der);
  });

  for (const transport of ['GET', 'POST'] as const) {
    for (const cipher of ['aes-128-cbc', 'aes-256-cbc', 'des-ede3-cbc'] as const) {
      for (const digest of ['sha1', 'sha256'] as const) {
        it(`enrolls by ${transport} with ${cipher} and ${digest}`, async () => {
          const ticket = `${transport}-${cipher}-${digest}`;
          server.addChallenge(ticket, ticket);
          const { certificate } = await enroll(ticket, { transport, cipher, digest });
          const issued = new X509Certificate(certificate);
          expect(issued.subject).toBe(`CN=handle-${ticket}`);
          expect(issued.checkIssued(new X509Certificate(pki.authority.deviceCa.certificate.der))).toBe(true);
          expect(issued.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
        });
      }
    }
  }

  it('answers badRequest to no, an unknown, a replayed and an expired challenge', async () => {
    expect(await failInfoOf(enroll(undefined))).toBe('badRequest');
    expect(await failInfoOf(enroll('never made'))).toBe('badRequest');
    server.addChallenge('once', 'once');
    await enroll('once');
    expect(await failInfoOf(enroll('once'))).toBe('badRequest');
    server.addChallenge('late', 'late');
    pki.clock.advance(CHALLENGE_LIFETIME + 1);
    expect(await failInfoOf(enroll('late'))).toBe('badRequest');
  });

  it('renews with RenewalReq in the second half of its life only, and not for a stranger', async () => {
    server.addChallenge('renew', 'renew');
    const identity = await enroll('renew');
    expect(await failInfoOf(enroll(undefined, { renew: identity }))).toBe('badTime');
    pki.clock.advance(190 * DAY);
    const renewed = await enroll(undefined, { renew: identity });
    expect(renewed.certificate.equals(identity.certificate)).toBe(false);
    expect(new X509Certificate(renewed.certificate).subject).toBe('CN=handle-renew');

    const privateKey = await generateRsaKey();
    const stranger = { privateKey, certificate: selfSigned(privateKey, [[['CN', 'stranger']]], pki.clock.now()) };
    expect(await failInfoOf(enroll(undefined, { renew: stranger }))).toBe('badCertId');
  });
});
