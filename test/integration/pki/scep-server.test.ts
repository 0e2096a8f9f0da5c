// The SCEP server against messages that no well-behaved client sends, and every algorithm that one may.
import { createPublicKey, randomBytes, type KeyObject } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCertificate } from '../../../electron/wire/certificate.ts';
import { verifyAttached } from '../../../electron/wire/cms.ts';
import { DAY, openPki, type TestPki } from '../../support/pki/open-pki.ts';
import {
  newEcKey,
  newRsaKey,
  openAnswer,
  pkiMessage,
  readCertRep,
  selfSigned,
  signingRequest,
  type MessageOptions,
} from '../../support/pki/scep-client.ts';
import { CHALLENGE_LIFETIME, startScepServer, type ScepServer } from '../../support/pki/scep-server.ts';

const failInfo = { badAlg: '0', badMessageCheck: '1', badRequest: '2', badTime: '3', badCertId: '4' };

let pki: TestPki;
let server: ScepServer;
let key: KeyObject;
let ca: Buffer;

beforeAll(async () => {
  pki = await openPki();
  server = await startScepServer(pki);
  key = newRsaKey();
  ca = pki.authority.deviceCa.certificate.der;
});

afterAll(async () => {
  await server.close();
  await pki.close();
});

const post = (body: Buffer) =>
  fetch(`${server.url}?operation=PKIOperation`, { method: 'POST', body: new Uint8Array(body) });
const get = (body: Buffer) =>
  fetch(`${server.url}?operation=PKIOperation&message=${encodeURIComponent(body.toString('base64'))}`);

const read = async (response: Response) => {
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/x-pki-message');
  return Buffer.from(await response.arrayBuffer());
};

const ask = async (options: Partial<MessageOptions> & { challenge?: string }) => {
  const content = options.content ?? signingRequest(options.key ?? key, options.challenge);
  return readCertRep(await read(await post(pkiMessage({ ca, key, ...options, content }))));
};

let count = 0;
const newTicket = (): string => {
  count += 1;
  server.addChallenge(`challenge-${count}`, `ticket-${count}`);
  return `challenge-${count}`;
};

describe('SCEP answers', () => {
  for (const cipher of ['aes-128-cbc', 'aes-192-cbc', 'aes-256-cbc', 'des-ede3-cbc'] as const) {
    for (const digest of ['sha1', 'sha256'] as const) {
      it(`answers a request in ${cipher} signed with ${digest} in kind, by POST and by GET`, async () => {
        for (const send of [post, get]) {
          const challenge = newTicket();
          const nonce = randomBytes(16);
          const content = signingRequest(key, challenge);
          const der = await read(
            await send(pkiMessage({ ca, key, content, cipher, digest, nonce, transactionId: challenge })),
          );
          const { signer, digest: verifiedDigest } = verifyAttached(der);
          expect(signer.der).toEqual(ca);
          expect(verifiedDigest).toBe(digest);
          const answer = readCertRep(der);
          expect(answer).toMatchObject({ messageType: '3', status: '0', transactionId: challenge, digest });
          expect(answer.recipientNonce).toEqual(nonce);
          const opened = openAnswer(answer.content ?? Buffer.alloc(0), key);
          expect(opened.cipher).toBe(cipher);
          const certificate = parseCertificate(opened.certificate);
          expect(certificate.x509().subject).toBe(`CN=handle-ticket-${count}`);
          expect(pki.authority.isDeviceIdentity(certificate, pki.clock.now())).toBe(true);
          expect(await pki.issued.find(certificate.sha256)).toMatchObject({ ticketId: `ticket-${count}` });
        }
      });
    }
  }

  it('accepts a base64 message whose plus signs were not percent-encoded', async () => {
    const message = pkiMessage({ ca, key, content: signingRequest(key, newTicket()) }).toString('base64');
    const response = await fetch(`${server.url}?operation=PKIOperation&message=${message}`);
    expect(readCertRep(await read(response)).status).toBe('0');
  });

  it('gives a repeated request of the same transaction and key the same certificate', async () => {
    const challenge = newTicket();
    const ask = async () => {
      const content = signingRequest(key, challenge);
      const answer = readCertRep(await read(await post(pkiMessage({ ca, key, content, transactionId: challenge }))));
      return openAnswer(answer.content ?? Buffer.alloc(0), key).certificate;
    };
    const [first, second] = await Promise.all([ask(), ask()]);
    expect(second).toEqual(first);
    expect(await ask()).toEqual(first);
    expect(await pki.issued.ofTicket(`ticket-${count}`)).toHaveLength(1);
  });
});

describe('SCEP refusals', () => {
  it('refuses a replayed challenge with another key or transaction', async () => {
    const challenge = newTicket();
    expect((await ask({ challenge, transactionId: 'one' })).status).toBe('0');
    expect(await ask({ challenge, transactionId: 'two' })).toMatchObject({
      status: '2',
      failInfo: failInfo.badRequest,
    });
    const other = newRsaKey();
    expect(await ask({ challenge, transactionId: 'one', key: other })).toMatchObject({ failInfo: failInfo.badRequest });
    expect(await pki.issued.ofTicket(`ticket-${count}`)).toHaveLength(1);
  });

  it('refuses a wrong, a missing and an expired challenge with badRequest, without content', async () => {
    expect(await ask({ challenge: 'wrong' })).toMatchObject({
      status: '2',
      failInfo: failInfo.badRequest,
      content: undefined,
    });
    expect(await ask({})).toMatchObject({ status: '2', failInfo: failInfo.badRequest });
    const challenge = newTicket();
    pki.clock.advance(CHALLENGE_LIFETIME + 1);
    expect(await ask({ challenge })).toMatchObject({ status: '2', failInfo: failInfo.badRequest });
  });

  it('refuses EC keys, short RSA keys, other ciphers and other digests with badAlg', async () => {
    const challenge = newTicket();
    expect(await ask({ content: signingRequest(newEcKey(), challenge) })).toMatchObject({ failInfo: failInfo.badAlg });
    expect(await ask({ content: signingRequest(newRsaKey(1024), challenge) })).toMatchObject({
      failInfo: failInfo.badAlg,
    });
    expect(await ask({ challenge, cipher: 'aes-128-ctr' })).toMatchObject({ failInfo: failInfo.badAlg });
    expect(await ask({ challenge, digest: 'md5' })).toMatchObject({ failInfo: failInfo.badAlg });
    const ecKey = newEcKey();
    const ec = await ask({ content: signingRequest(key, challenge), key: ecKey, certificate: selfSigned(ecKey) });
    expect(ec).toMatchObject({ failInfo: failInfo.badAlg });
    expect((await ask({ challenge })).status).toBe('0');
  });

  it('refuses a broken signature, a broken envelope and a false proof of possession alike with badMessageCheck', async () => {
    const challenge = newTicket();
    const refused = { status: '2', failInfo: failInfo.badMessageCheck };
    expect(await ask({ challenge, spoil: 'signature' })).toMatchObject(refused);
    expect(await ask({ challenge, spoil: 'key' })).toMatchObject(refused);
    expect(await ask({ challenge, spoil: 'content' })).toMatchObject(refused);
    expect(await ask({ content: randomBytes(200) })).toMatchObject(refused);
    expect(await ask({ content: signingRequest(key, challenge, newRsaKey()) })).toMatchObject(refused);
    expect((await ask({ challenge })).status).toBe('0');
  });

  it('refuses a request for another authority with badCertId and message types it does not offer with badRequest', async () => {
    const other = selfSigned(newRsaKey(), 'other');
    expect(await ask({ challenge: 'x', ca: other })).toMatchObject({ failInfo: failInfo.badCertId });
    for (const messageType of ['20', '21', '22', '99']) {
      expect(await ask({ challenge: 'x', messageType })).toMatchObject({ failInfo: failInfo.badRequest });
    }
  });

  it('refuses a RenewalReq of a certificate that is not ours with badCertId, of one that ended a year ago with badTime', async () => {
    expect(await ask({ messageType: '17' })).toMatchObject({ status: '2', failInfo: failInfo.badCertId });
    const challenge = newTicket();
    const first = await ask({ challenge });
    const { certificate } = openAnswer(first.content ?? Buffer.alloc(0), key);
    const newKey = newRsaKey();
    const renew = () => ask({ messageType: '17', certificate, content: signingRequest(newKey, undefined) });
    pki.clock.advance(360 * DAY);
    const renewed = await renew();
    expect(renewed.status).toBe('0');
    const again = await renew();
    expect(openAnswer(again.content ?? Buffer.alloc(0), key).certificate).toEqual(
      openAnswer(renewed.content ?? Buffer.alloc(0), key).certificate,
    );
    expect(await pki.issued.ofTicket(`ticket-${count}`)).toHaveLength(2);
    pki.clock.advance(10 * DAY);
    expect((await renew()).status).toBe('0');
    pki.clock.advance(365 * DAY);
    expect(await renew()).toMatchObject({ status: '2', failInfo: failInfo.badTime });
  });

  it('keeps the answered refusals for the log, without the challenge', async () => {
    await ask({ challenge: 'very-secret-challenge', transactionId: 'logged' });
    const outcome = server.outcomes.at(-1);
    expect(outcome).toMatchObject({ operation: 'enroll', transactionId: 'logged', refusal: { info: 'badRequest' } });
    expect(JSON.stringify(outcome)).not.toContain('very-secret');
  });
});

describe('SCEP with bytes that are no message', () => {
  it('answers garbage, emptiness and unknown operations with 400', async () => {
    const nested = Buffer.concat([Buffer.alloc(60_000, Buffer.from([0x30, 0x80])), Buffer.alloc(60_000)]);
    for (const body of [
      Buffer.alloc(0),
      Buffer.from('hello'),
      randomBytes(5000),
      nested,
      Buffer.alloc(200_000, 0x30),
    ]) {
      expect((await post(body)).status).toBe(400);
    }
    expect((await fetch(`${server.url}?operation=PKIOperation&message=%%%`)).status).toBe(400);
    expect((await fetch(`${server.url}?operation=GetNextCACert`)).status).toBe(400);
    expect((await fetch(server.url)).status).toBe(400);
  });

  it('answers a message cut off at any place with 400 and survives a change at any place', async () => {
    const challenge = newTicket();
    const message = pkiMessage({ ca, key, content: signingRequest(key, challenge) });
    for (let length = 0; length < message.length; length += 37) {
      expect((await post(message.subarray(0, length))).status).toBe(400);
    }
    for (let at = 0; at < message.length; at += 41) {
      const changed = Buffer.from(message);
      changed[at] = (changed[at] ?? 0) ^ 0xff;
      const response = await post(changed);
      expect([200, 400]).toContain(response.status);
      await response.arrayBuffer();
    }
    // A change outside of what is signed does no harm; whatever came of it, only this key has got a certificate.
    for (const row of await pki.issued.ofTicket(`ticket-${count}`)) {
      expect(parseCertificate(row.der).publicKey().equals(createPublicKey(key))).toBe(true);
    }
  });
});
