// Device Enrollment by the Profile Service: the device proves what it is before it gets the enrollment profile.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowUserEnrollment, startOffice, type Office } from '../../support/core.ts';
import { createAppleDeviceCa } from '../../support/device/apple-device-ca.ts';
import type { DeviceOptions } from '../../support/device/device-state.ts';
import { enrollByProfileService, introduce, postAttributes, profileIn } from '../../support/device/profile-service.ts';
import { parseProfileService } from '../../support/device/profile.ts';
import { rejections } from '../../support/enrolled.ts';
import {
  accountOf,
  addPerson,
  asPage,
  devicesOf,
  invite,
  logOf,
  onlyDeviceOf,
  settingFor,
  type OfficePerson,
} from '../../support/enrollment-scenarios.ts';

const minute = 60_000;

describe('the Profile Service', () => {
  let office: Office;
  let owned: { id: string };
  const ownedSetting = () => ({ type: 'registration', id: owned.id, name: 'Owned' }) as const;
  const people: OfficePerson[] = [];

  beforeAll(async () => {
    office = await startOffice();
    await allowUserEnrollment(office);
    for (const name of ['ann', 'ben', 'cleo', 'dora', 'emil', 'fritz', 'gina', 'hans']) {
      people.push(await addPerson(office, name));
    }
    owned = await settingFor(office, 'Owned', people, { appleEnrollmentType: 'device' });
    const { settings } = await office.call('server.get', {});
    await office.call('server.update', { ...settings, profileService: true });
  });
  afterAll(async () => {
    await office.stop();
    expect(office.problems).toEqual([]);
  });

  const personOf = (index: number): OfficePerson => {
    const person = people[index];
    if (!person) throw new Error('no such person');
    return person;
  };

  /** A device with the payload that its person downloaded. */
  const ready = async (person: OfficePerson, options: Partial<DeviceOptions> = {}) => {
    const device = office.device({ kind: 'iPhone', osVersion: '18.2', ...options });
    const link = await invite(office, person);
    return { device, link, service: parseProfileService(await device.downloadByInvitation(link, person)) };
  };

  it.each([
    ['iPhone', '18.2', 0],
    ['Mac', '14.4', 1],
  ] as const)('brings an %s to Device Enrollment, and the link is used up', async (kind, osVersion, index) => {
    const person = personOf(index);
    const device = office.device({ kind, osVersion });
    const link = await invite(office, person);
    const enrollment = await enrollByProfileService(device, link, person);
    expect(enrollment.userEnrollment).toBe(false);
    expect(enrollment.profile.mdm.accessRights).toBe(8191);
    await device.connect();

    const found = await onlyDeviceOf(office, person);
    expect(found).toMatchObject({
      id: device.udid,
      flow: 'profile-device',
      enrollmentType: 'device',
      state: 'enrolled',
    });
    const log = (await logOf(office, device.udid)).reverse();
    const steps = [
      /^Enrollment Decision: Accepted/,
      /^Enrollment Profile: Sent: .*Profile Service/,
      /^Certificate Issued: Received/,
      /^Enrollment Profile: Sent: Enrollment profile served/,
      /^Certificate Issued: Received/,
      /^Authenticate: Received/,
    ];
    let from = 0;
    for (const step of steps) {
      const at = log.findIndex((line, index_) => index_ >= from && step.test(line));
      expect(at, `${String(step)} in order in ${log.join('\n')}`).toBeGreaterThanOrEqual(from);
      from = at + 1;
    }
    expect(asPage(await device.webSession().open(link)).text).toContain('already enrolled with this link');
  });

  it('takes the attributes from a genuine device only', async () => {
    const { device, service } = await ready(personOf(2));
    const foreign = await (await createAppleDeviceCa()).issueDeviceIdentity();
    for (const signer of [foreign, 'unsigned'] as const) {
      const answer = await postAttributes(device, service, { signer });
      expect(answer.status).toBe(400);
      expect((await rejections(office, '-'))[0]).toMatch(/^Profile Service: /);
    }
    expect((await postAttributes(device, service)).status).toBe(200);
    expect(await devicesOf(office, personOf(2))).toEqual([]);
  });

  it.each([
    ['a challenge that nobody gave', { CHALLENGE: 'x'.repeat(43) }, 403],
    ['no challenge', { CHALLENGE: undefined }, 403],
    ['no UDID', { UDID: undefined }, 400],
    ['no PRODUCT', { PRODUCT: undefined }, 400],
    ['the product of no Apple device', { PRODUCT: 'Toaster1,1' }, 400],
  ])('refuses %s', async (_what, extraKeys, status) => {
    const { device, service } = await ready(personOf(3));
    const answer = await postAttributes(device, service, { extraKeys });
    expect(answer.status).toBe(status);
    expect((await rejections(office, '-'))[0]).toMatch(/^Profile Service: /);
  });

  it('refuses a challenge that has expired, and one whose link was used or withdrawn meanwhile', async () => {
    const person = personOf(3);
    const late = await ready(person);
    office.clock.advance(31 * minute);
    expect((await postAttributes(late.device, late.service)).status).toBe(403);
    expect((await rejections(office, '-'))[0]).toContain('unknown or has expired');

    const withdrawn = await ready(person);
    for (const { id, status } of await office.call('enrollment.invitations', { userId: person.id })) {
      if (status === 'open') await office.call('enrollment.withdraw', { id });
    }
    expect((await postAttributes(withdrawn.device, withdrawn.service)).status).toBe(403);
    expect((await rejections(office, '-'))[0]).toContain('used or no longer valid');
  });

  it('lets a browser’s session stand for no challenge, nor a challenge for a session', async () => {
    const person = personOf(3);
    const { device, link, service } = await ready(person);
    const answer = await device.http.send({
      method: 'GET',
      url: `${link}/profile`,
      headers: {
        'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_2 like Mac OS X) Version/18.2 Mobile Safari/604.1',
        cookie: `russet-enroll=${service.challenge ?? ''}`,
      },
    });
    expect([answer.status, answer.headers.location]).toEqual([303, new URL(link).pathname]);
  });

  it('goes on where it was when the device asks again, and enrolls once', async () => {
    const person = personOf(4);
    const { device, service } = await ready(person);
    await introduce(device, service);
    const identity = await introduce(device, service);
    profileIn(await postAttributes(device, service, { signer: identity }));
    const bytes = profileIn(await postAttributes(device, service, { signer: identity }));
    await device.enrollWithProfile(bytes);
    expect((await onlyDeviceOf(office, person)).id).toBe(device.udid);

    const again = await postAttributes(device, service, { signer: identity });
    expect(again.status).toBe(403);
    expect((await rejections(office, '-'))[0]).toContain('not of an enrollment that waits');
    expect((await postAttributes(device, service)).status).toBe(403);
  });

  it('does not take the identity of an enrolled device, or of an account-driven one', async () => {
    const anna = await addPerson(office, 'anna');
    const personal = office.device({ kind: 'iPhone', osVersion: '18.2' });
    await personal.enrollAccountDriven(accountOf(office, anna));
    const { identity } = personal.requireEnrollment();
    if (!identity) throw new Error('no identity');
    const { service } = await ready(personOf(5));
    const answer = await postAttributes(personal, service, { signer: identity });
    expect(answer.status).toBe(403);
    expect((await rejections(office, '-'))[0]).toContain('not of an enrollment that waits');
  });

  it('gives no User Enrollment: the page explains, and so does the answer when the setting changed meanwhile', async () => {
    const personal = await addPerson(office, 'paul');
    const phone = office.device({ kind: 'iPhone', osVersion: '17.5' });
    const link = await invite(office, personal);
    const page = asPage(await phone.webSession().open(`${link}/profile-service`));
    expect(page.status).toBe(403);
    expect(page.text).toContain('User Enrollment, which cannot be set up in this way');
    // The link itself brings the phone to User Enrollment as ever.
    await phone.enrollByInvitation(link, personal);
    expect(phone.requireEnrollment().userEnrollment).toBe(true);

    const person = personOf(6);
    const { device, service } = await ready(person, { osVersion: '17.5' });
    const identity = await introduce(device, service);
    await office.call('userSettings.update', { ...ownedSetting(), body: { appleEnrollmentType: 'user' } });
    for (const signer of [undefined, identity]) {
      const answer = await postAttributes(device, service, signer === undefined ? {} : { signer });
      expect(answer.status).toBe(403);
      expect(answer.body.toString()).toContain('cannot be set up in this way');
    }
    await office.call('userSettings.update', { ...ownedSetting(), body: { appleEnrollmentType: 'device' } });
    expect(await devicesOf(office, person)).toEqual([]);
  });

  it('asks for the minimum version by the device’s word, and stops for a disabled person', async () => {
    const person = personOf(7);
    // Its browser shows a later system than it has.
    const { device, service } = await ready(person);
    await office.call('userSettings.update', {
      ...ownedSetting(),
      body: { appleEnrollmentType: 'device', minimumVersions: { iOS: '18' } },
    });
    const old = await postAttributes(device, service, { extraKeys: { VERSION: '21F79' } });
    expect(old.status).toBe(403);
    expect(old.body.toString()).toContain('iOS 17 is too old: your office wants iOS 18 or later.');

    await office.call('users.setEnabled', { ids: [person.id], enabled: false });
    expect((await postAttributes(device, service)).status).toBe(403);
    expect(await devicesOf(office, person)).toEqual([]);
  });

  it('is asked for by the page only where the office wants it', async () => {
    const person = personOf(3);
    const { settings } = await office.call('server.get', {});
    await office.call('server.update', { ...settings, profileService: false });
    const device = office.device({ kind: 'iPhone', osVersion: '18.2' });
    await device.enrollByInvitation(await invite(office, person), person);
    expect((await onlyDeviceOf(office, person)).id).toBe(device.udid);
    expect((await device.http.send({ method: 'GET', url: `${office.origin}/enroll/profile-service` })).status).toBe(
      405,
    );
  });
});
