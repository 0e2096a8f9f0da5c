// What account-driven enrollment puts up with and what it refuses, step by step.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowUserEnrollment, startOffice, type Office } from '../../support/core.ts';
import { parseChallenge } from '../../support/device/account-driven.ts';
import { createAppleDeviceCa } from '../../support/device/apple-device-ca.ts';
import type { HttpResponse } from '../../support/device/https-client.ts';
import {
  accountOf,
  addPerson,
  asPage,
  devicesOf,
  failureOf,
  logOf,
  onlyDeviceOf,
  settingFor,
  type OfficePerson,
} from '../../support/enrollment-scenarios.ts';

const minute = 60_000;

describe('the steps of account-driven enrollment', () => {
  let office: Office;
  /** Of whom every refused attempt is made; nothing of it may leave a device behind. */
  let anna: OfficePerson;
  beforeAll(async () => {
    office = await startOffice();
    await allowUserEnrollment(office);
    anna = await addPerson(office, 'anna');
  });
  afterAll(async () => {
    await office.stop();
    expect(office.problems).toEqual([]);
  });

  const expectChallenge = (response: HttpResponse) => {
    expect(response.status).toBe(401);
    expect(parseChallenge(response.headers['www-authenticate'])).toMatchObject({ method: 'apple-as-web' });
  };

  const baseUrlOf = async (person: OfficePerson) =>
    (await office.device({ kind: 'iPhone' }).discover(person.username, office.origin)).baseUrl;

  it('scenario 6: the first POST may call itself a form, as iOS 15 does', async () => {
    const phone = office.device({ kind: 'iPhone', osVersion: '15.0' });
    const response = await phone.postMachineInfo(await baseUrlOf(anna), {
      mode: 'BYOD',
      contentType: 'application/x-www-form-urlencoded',
      digest: 'sha1',
    });
    expectChallenge(response);
  });

  it('scenario 7: machine info without signature, of a foreign signer or with a serial number is refused', async () => {
    const phone = office.device({ kind: 'iPhone', osVersion: '18.2' });
    const url = await baseUrlOf(anna);
    const foreign = await createAppleDeviceCa();
    const attempts = [
      await phone.postMachineInfo(url, { mode: 'BYOD', signer: 'unsigned' }),
      await phone.postMachineInfo(url, {
        mode: 'BYOD',
        signer: await foreign.issueDeviceIdentity(),
        chain: [foreign.certificate],
      }),
      await phone.postMachineInfo(url, { mode: 'BYOD', extraKeys: { SERIAL: 'C02ABCDEFGH', UDID: phone.udid } }),
    ];
    for (const response of attempts) {
      expect(response.status).toBe(400);
      expect(response.headers['www-authenticate']).toBeUndefined();
      expect(JSON.parse(response.body.toString())).toHaveProperty('message');
    }
    // A clock that is wrong and a certificate authority that has expired are no reasons.
    expectChallenge(await phone.postMachineInfo(url, { mode: 'BYOD', clockSkewMs: -400 * 24 * 60 * minute }));
  });

  it('scenario 7: a system too old for the account-driven way is told so', async () => {
    const phone = office.device({ kind: 'iPhone', osVersion: '14.0' });
    const response = await phone.postMachineInfo(await baseUrlOf(anna), { mode: 'BYOD' });
    expect(response.status).toBe(403);
    expect(response.body.toString()).toContain('this way to enroll needs iOS 15');
  });

  it('scenario 8: a token that is wrong, of somebody else, expired or in use brings the challenge again', async () => {
    const phone = office.device({ kind: 'iPhone', osVersion: '18.2' });
    const bert = await addPerson(office, 'bert');
    const [annas, berts] = [await baseUrlOf(anna), await baseUrlOf(bert)];
    const post = (url: string, bearer: string) => phone.postMachineInfo(url, { mode: 'BYOD', bearer });
    const challenge = await phone.requestChallenge(berts, 'BYOD');
    const { accessToken } = await phone.signIn(challenge, bert.username, bert);

    expectChallenge(await post(berts, 'no-such-token'));
    expectChallenge(await post(berts, '%%%'));
    expectChallenge(await post(annas, accessToken));
    expect((await post(berts, accessToken)).status).toBe(200);
    office.clock.advance(61 * minute);
    expectChallenge(await post(berts, accessToken));

    await phone.enrollAccountDriven(accountOf(office, bert));
    expectChallenge(await post(berts, phone.account?.tokens.accessToken ?? ''));
    expect(await devicesOf(office, bert)).toHaveLength(1);
  });

  it('scenario 8: the page lets nobody else sign in for the account, and tells wrong passwords', async () => {
    const phone = office.device({ kind: 'iPhone', osVersion: '18.2' });
    const carl = await addPerson(office, 'carl');
    const challenge = await phone.requestChallenge(await baseUrlOf(anna), 'BYOD');
    if (challenge.method !== 'apple-as-web') throw new Error('the office signs in on the web');
    const web = phone.webSession();
    const url = `${challenge.url}?user-identifier=${encodeURIComponent(anna.username)}`;
    const page = asPage(await web.open(url));
    const form = page.forms[0];
    if (form === undefined) throw new Error('the page has no form');
    const values = { username: carl.username, password: carl.password };
    const other = asPage(await web.submit(page, form, values));
    expect(other.status).toBe(403);
    expect(other.text).toContain(`Sign in as ${anna.username}`);
    const wrong = asPage(await web.signIn(other, { username: anna.username, password: 'not this one' }));
    expect(wrong.status).toBe(401);
    expect(wrong.text).toContain('User name or password is wrong.');
    expect(await web.signIn(wrong, anna)).toMatchObject({ kind: 'callback', status: 308 });
  });

  it('scenario 8: the certificate challenge of a profile works once', async () => {
    const dan = await addPerson(office, 'dan');
    const phone = office.device({ kind: 'iPhone', osVersion: '18.2' });
    const { baseUrl } = await phone.discover(dan.username, office.origin);
    const { accessToken } = await phone.signIn(await phone.requestChallenge(baseUrl, 'BYOD'), dan.username, dan);
    const bytes = await phone.fetchAccountProfile(baseUrl, 'BYOD', accessToken);
    const expectation = { flow: 'account-driven', mode: 'BYOD', signedInAccount: dan.managedAppleId } as const;
    phone.installProfile(bytes, expectation);
    await phone.scepEnroll();
    const thief = office.device({ kind: 'iPhone', osVersion: '18.2' });
    thief.installProfile(bytes, expectation);
    expect(await failureOf(thief.scepEnroll())).toContain('badRequest');
    expect(await devicesOf(office, dan)).toEqual([]);
  });

  it('scenario 9, 10: a profile fetched twice keeps the rules of BYOD and then enrolls', async () => {
    const eve = await addPerson(office, 'eve');
    const phone = office.device({ kind: 'iPhone', osVersion: '18.2' });
    const { baseUrl, version } = await phone.discover(eve.username, office.origin);
    expect(version).toBe('mdm-byod');
    const challenge = await phone.requestChallenge(baseUrl, 'BYOD');
    const tokens = await phone.signIn(challenge, eve.username, eve);
    const expectation = { flow: 'account-driven', mode: 'BYOD', signedInAccount: eve.managedAppleId } as const;
    phone.installProfile(await phone.fetchAccountProfile(baseUrl, 'BYOD', tokens.accessToken), expectation);
    // The person cancels at Apple's sign-in; the device asks for the profile once more.
    phone.forget('cancelled');
    const bytes = await phone.fetchAccountProfile(baseUrl, 'BYOD', tokens.accessToken);
    phone.account = { identifier: eve.username, managedAppleId: eve.managedAppleId, person: eve, challenge, tokens };
    const profile = phone.installProfile(bytes, expectation);
    const mdm = profile.payloads.find(({ PayloadType }) => PayloadType === 'com.apple.mdm');
    expect(mdm).toMatchObject({ EnrollmentMode: 'BYOD', AssignedManagedAppleID: eve.managedAppleId });
    expect(mdm).not.toHaveProperty('AccessRights');
    expect(mdm).not.toHaveProperty('ManagedAppleID');
    await phone.finishEnrollment();
    const device = await onlyDeviceOf(office, eve);
    expect(device).toMatchObject({ state: 'enrolled', flow: 'account-user' });
    const log = await logOf(office, device.id);
    expect(log.filter((line) => line.startsWith('Enrollment Profile: Sent'))).toHaveLength(2);
    expect(log.filter((line) => line.startsWith('Authenticate: Received'))).toHaveLength(1);
  });

  it('scenario 10: the device will not take a profile for another Managed Apple ID', async () => {
    const phone = office.device({ kind: 'iPhone', osVersion: '18.2' });
    const request = { ...accountOf(office, anna), managedAppleId: 'somebody.else@appleid.office.example' };
    expect(await failureOf(phone.enrollAccountDriven(request))).toContain('is not the account that signed in');
    expect(await devicesOf(office, anna)).toEqual([]);
  });

  it('scenario 11: a requirement that is missed between discovery and profile stops the flow with its reason', async () => {
    const phone = office.device({ kind: 'iPhone', osVersion: '18.2' });
    const flo = await addPerson(office, 'flo');
    const { baseUrl } = await phone.discover(flo.username, office.origin);
    const challenge = await phone.requestChallenge(baseUrl, 'BYOD');
    const { accessToken } = await phone.signIn(challenge, flo.username, flo);
    await settingFor(office, 'Owned', [flo], { appleEnrollmentType: 'device' });
    const said = await failureOf(phone.fetchAccountProfile(baseUrl, 'BYOD', accessToken));
    expect(said).toContain('HTTP 403');
    expect(said).toContain('The setting \\"Owned\\" asks for Device Enrollment.');
    expect(await devicesOf(office, flo)).toEqual([]);
    // Nobody's log has it, for there is no device.
    expect((await logOf(office, '-')).join('\n')).toContain(
      'Enrollment Decision: Rejected: Device Enrollment: The setting "Owned"',
    );
  });
});
