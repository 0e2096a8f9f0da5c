// Authorities near their end: successors come in time, devices of before and after are served, and no stop in between harms.
import { X509Certificate } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isRenewalDue } from '../../../electron/mdm/command/renewal.ts';
import { openAuthority } from '../../../electron/pki/authority.ts';
import { createListenerCertificates } from '../../../electron/pki/listener-certificate.ts';
import { parseCertificate } from '../../../electron/wire/certificate.ts';
import { verifyAttached } from '../../../electron/wire/cms.ts';
import { allowUserEnrollment, startOffice, type Office } from '../../support/core.ts';
import { enrollPersonal, type EnrolledDevice } from '../../support/enrolled.ts';
import { createShiftedClock } from '../../support/fakes/shifted-clock.ts';
import { openPki, type TestPki } from '../../support/pki/open-pki.ts';
import { newRsaKey, openAnswer, pkiMessage, readCertRep, signingRequest } from '../../support/pki/scep-client.ts';
import { startScepServer } from '../../support/pki/scep-server.ts';

const day = 86_400_000;
const year = 365 * day;
/** Of the twenty years of an authority, until its successor is due. */
const untilDue = 17 * year;

describe('an office whose authorities come near their end', () => {
  // TLS looks at the real time, which this test must not leave behind: it begins 200 days ago, in an office whose authorities
  // end in three years and five days.
  const clock = createShiftedClock();
  let office: Office;
  let before: EnrolledDevice;

  beforeAll(async () => {
    clock.setBack(untilDue + 195 * day);
    office = await startOffice({ fresh: true, push: false, clock });
    await office.restart(() => {
      clock.advance(untilDue - 5 * day);
      return Promise.resolve();
    });
    const { certificatePem, privateKeyPem } = office.apns.certificate;
    await office.call('push.import', { pem: `${certificatePem}\n${privateKeyPem}` });
    await allowUserEnrollment(office);
    before = await enrollPersonal(office, 'anna');
  }, 60_000);
  afterAll(async () => {
    await office.stop();
    expect(office.problems).toEqual([]);
  });

  const authorities = async () =>
    (await office.call('server.get', {})).authorities.map(({ role, inUse, certificate: { subject } }) => ({
      role,
      inUse,
      name: subject.replace(/.*CN=/, ''),
    }));
  const issuerOf = ({ device }: EnrolledDevice) =>
    new X509Certificate(device.requireEnrollment().identity?.certificate ?? '').issuer.split('CN=')[1];

  it('makes successors by the daily look, and tells of them', async () => {
    expect(await authorities()).toEqual([
      { role: 'officeRoot', inUse: true, name: 'Russet Office Root' },
      { role: 'deviceCa', inUse: true, name: 'Russet Device CA' },
    ]);
    expect(before.device.requireEnrollment().profile.certificates).toHaveLength(1);
    clock.advance(6 * day);
    await expect.poll(authorities, { timeout: 8000 }).toEqual([
      { role: 'officeRoot', inUse: true, name: 'Russet Office Root 2' },
      { role: 'officeRoot', inUse: false, name: 'Russet Office Root' },
      { role: 'deviceCa', inUse: true, name: 'Russet Device CA 2' },
      { role: 'deviceCa', inUse: false, name: 'Russet Device CA' },
    ]);
    const told = async () =>
      (await office.call('notifications.list', {})).rows
        .filter(({ componentType }) => componentType === 'CA')
        .map(({ title, severity, status }) => `${title}: ${severity}, ${status}`)
        .sort();
    await expect
      .poll(told)
      .toEqual([
        'The device CA has a successor: Information, Open',
        'The office root has a successor: Information, Open',
      ]);
    const { rows } = await office.call('audit.list', { types: ['CA'] });
    expect(rows.map(({ name, activity, by }) => [name, activity, by])).toEqual([
      ['Office root', 'Changed', 'Russet'],
      ['Device CA', 'Changed', 'Russet'],
    ]);
  });

  it('serves the device of before, which knows only the former root, also after a restart', async () => {
    for (const restart of [false, true]) {
      if (restart) await office.restart();
      before.device.http.close();
      expect((await before.device.connect()).httpStatus).toBe(200);
    }
    const { certificate } = await office.call('server.get', {});
    expect(certificate.leaf.issuer).toContain('Russet Office Root 2');
    expect(certificate.chain.at(-1)).toContain('Russet Office Root 2');
    expect(await authorities()).toHaveLength(4);
  });

  it('renews an identity under the successor, with the new root in the profile', async () => {
    expect(issuerOf(before)).toBe('Russet Device CA');
    clock.advance(190 * day);
    await before.device.connect();
    await before.device.connect();
    expect(issuerOf(before)).toBe('Russet Device CA 2');
    const roots = before.device.requireEnrollment().profile.certificates;
    expect(roots.map((pem) => new X509Certificate(pem).subject.split('CN=')[1])).toEqual([
      'Russet Office Root 2',
      'Russet Office Root',
    ]);
  });

  it('enrolls a device that trusts the new root alone', async () => {
    const [root = ''] = before.device.requireEnrollment().profile.certificates;
    const after = await enrollPersonal(office, 'ben', { kind: 'iPhone', trusted: [root] });
    expect(issuerOf(after)).toBe('Russet Device CA 2');
    expect((await office.call('devices.get', { id: after.id })).state).toBe('enrolled');
  });
});

describe('successors', () => {
  const names = { hostNames: ['mdm.office.example'], addresses: [] };
  let pki: TestPki;
  beforeEach(async () => {
    pki = await openPki(Date.now());
  });
  afterEach(() => pki.close());

  const generations = (authority = pki.authority) =>
    (['deviceCa', 'officeRoot'] as const).map((role) =>
      authority.generations(role).map(({ generation }) => generation),
    );

  it('are not made before their time, and once', async () => {
    pki.clock.advance(untilDue - day);
    expect(await pki.authority.succeed('Office')).toEqual([]);
    pki.clock.advance(2 * day);
    const made = await Promise.all([pki.authority.succeed('Office'), pki.authority.succeed('Office')]);
    expect(made).toEqual([['deviceCa', 'officeRoot'], []]);
    expect(generations()).toEqual([
      [2, 1],
      [2, 1],
    ]);
    // The devices have time to come to them by their usual renewals.
    expect(pki.authority.renewIssuedBefore()).toBe(0);
  });

  it('are there wholly or not at all, whenever the program stops', async () => {
    pki.clock.advance(untilDue + day);
    const former = await createListenerCertificates(pki).current(names);
    const refusing = await openAuthority({
      ...pki,
      transaction: (work) =>
        pki.transaction(async (stores) => {
          await work(stores);
          throw new Error('stopped before the commit');
        }),
    });
    await expect(refusing.succeed('Office')).rejects.toThrow('stopped before the commit');
    expect(generations(refusing)).toEqual([[1], [1]]);
    expect(generations(await openAuthority(pki))).toEqual([[1], [1]]);

    // After the commit nothing else was done: the listener's certificate is still by the former root.
    await (await openAuthority(pki)).succeed('Office');
    const again = await openAuthority(pki);
    expect(generations(again)).toEqual([
      [2, 1],
      [2, 1],
    ]);
    const present = await createListenerCertificates({ ...pki, authority: again }).current(names);
    expect(present.chainPem).not.toBe(former.chainPem);
    expect(present.anchors).toHaveLength(2);
    const [leaf, cross] = present.chainPem
      .split(/(?<=-----END CERTIFICATE-----\n)/)
      .map((pem) => new X509Certificate(pem));
    const [root, formerRoot] = present.anchors.map((der) => new X509Certificate(der));
    if (!leaf || !cross || !root || !formerRoot) throw new Error('the chain is incomplete');
    expect(leaf.verify(root.publicKey)).toBe(true);
    expect(cross.checkIssued(formerRoot) && cross.verify(formerRoot.publicKey)).toBe(true);
    expect(cross.publicKey.equals(root.publicKey)).toBe(true);

    // When the former root has ended, the chain no longer leads to it.
    pki.clock.advance(3 * year);
    const alone = await createListenerCertificates({ ...pki, authority: again }).current(names);
    expect(alone.anchors).toEqual([again.rootCertificateDer()]);
    expect(alone.chainPem).toContain(again.rootCertificatePem());
  });

  it('wait for their time when the clock was years ahead for a while', async () => {
    pki.clock.advance(untilDue + year);
    await pki.authority.succeed('Office');
    expect(pki.authority.deviceCa.generation).toBe(2);
    pki.clock.advance(-untilDue - year);
    for (const authority of [pki.authority, await openAuthority(pki)]) {
      expect(authority.deviceCa.generation).toBe(1);
      expect(authority.officeRoot.generation).toBe(1);
      expect(await authority.succeed('Office')).toEqual([]);
    }
  });

  it('have every device renew at once when the former root ends too soon', async () => {
    pki.clock.advance(19 * year);
    await pki.authority.succeed('Office');
    const since = pki.authority.renewIssuedBefore();
    expect(since).toBe(Math.floor(pki.clock.now() / 1000) * 1000);
    const isDue = (certificateNotAfter: number, renewalRequestedAt = 0) =>
      isRenewalDue({ certificateNotAfter, renewalRequestedAt }, pki.clock.now(), since);
    expect(isDue(since + year - 1000)).toBe(true);
    expect(isDue(since + year - 1000, pki.clock.now() - 1000)).toBe(false);
    expect(isDue(since + year)).toBe(false);
  });

  it('leave a SCEP request under way to the device CA that it was encrypted for', async () => {
    const server = await startScepServer(pki);
    try {
      pki.clock.advance(untilDue + day);
      const key = newRsaKey();
      const former = pki.authority.deviceCa.certificate;
      const ask = async (ca: Buffer, challenge: string) => {
        server.addChallenge(challenge, challenge);
        const content = signingRequest(key, challenge);
        const response = await fetch(`${server.url}?operation=PKIOperation`, {
          method: 'POST',
          body: new Uint8Array(pkiMessage({ ca, key, content })),
        });
        return Buffer.from(await response.arrayBuffer());
      };
      const identityOf = (answer: Buffer) =>
        parseCertificate(openAnswer(readCertRep(answer).content ?? Buffer.alloc(0), key).certificate);
      const old = identityOf(await ask(former.der, 'before'));
      await pki.authority.succeed('Office');
      const present = pki.authority.deviceCa.certificate;
      const shown = await fetch(`${server.url}?operation=GetCACert`);
      expect(Buffer.from(await shown.arrayBuffer())).toEqual(present.der);

      for (const ca of [former, present]) {
        const answer = await ask(ca.der, `to ${ca.serial}`);
        expect(verifyAttached(answer).signer.der).toEqual(ca.der);
        expect(identityOf(answer).issuer).toEqual(present.subject);
      }
      expect(pki.authority.isDeviceIdentity(old, pki.clock.now())).toBe(true);
      // A refusal too comes from whom the client knows.
      const refusal = await fetch(`${server.url}?operation=PKIOperation`, {
        method: 'POST',
        body: new Uint8Array(pkiMessage({ ca: former.der, key, content: signingRequest(key, 'nobody gave this') })),
      });
      const answer = Buffer.from(await refusal.arrayBuffer());
      expect(readCertRep(answer).status).toBe('2');
      expect(answer.includes(former.der)).toBe(true);
    } finally {
      await server.close();
    }
  });
});
