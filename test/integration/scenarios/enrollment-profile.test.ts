// Enrollment by a downloaded profile: invitation links, the type they lead to, and the links' own life.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowUserEnrollment, startOffice, type Office } from '../../support/core.ts';
import {
  accountOf,
  addPerson,
  asPage,
  decisiveOf,
  devicesOf,
  failureOf,
  invite,
  logOf,
  onlyDeviceOf,
  settingFor,
} from '../../support/enrollment-scenarios.ts';

const hour = 3_600_000;
const deviceEnrollment = { appleEnrollmentType: 'device' } as const;

describe('enrollment by a downloaded profile', () => {
  let office: Office;
  beforeAll(async () => {
    office = await startOffice();
    await allowUserEnrollment(office);
  });
  afterAll(async () => {
    await office.stop();
    expect(office.problems).toEqual([]);
  });

  const invitationsOf = async (userId: string) =>
    (await office.call('enrollment.invitations', { userId })).map(({ status }) => status);

  it('scenario 1: an iPhone with iOS 17 comes to User Enrollment by its link', async () => {
    const person = await addPerson(office, 'ida');
    const phone = office.device({ kind: 'iPhone', osVersion: '17.6' });
    await phone.enrollByInvitation(await invite(office, person), person);
    const session = await phone.connect();
    expect(session.httpStatus).toBe(200);

    const { profile, enrollmentId } = phone.requireEnrollment();
    expect(profile.mdm.managedAppleId).toBe(person.managedAppleId);
    expect(profile.mdm.accessRights).toBeUndefined();
    expect(profile.warnings).toEqual([]);
    const device = await onlyDeviceOf(office, person);
    expect(device).toMatchObject({
      id: enrollmentId,
      flow: 'profile-user',
      enrollmentType: 'user',
      userEnrollmentEnrolled: true,
      state: 'enrolled',
      platform: 'iOS',
      osVersion: '17.6',
      ownership: 'user-owned',
      managedAppleId: 'i•••a@appleid.office.example',
      decision: { type: 'user' },
    });
    expect([device.udid, device.serialNumber, device.imei]).toEqual([undefined, undefined, undefined]);
    expect(device.identifiersHidden).toContain('personal device');
    expect(await invitationsOf(person.id)).toEqual(['used']);
    expect(await office.call('users.get', { id: person.id })).toMatchObject({ devices: 1, inviteStatus: 'completed' });
    expect(await logOf(office, device.id)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Enrollment Profile: Sent/),
        expect.stringMatching(/^Enrollment Decision: Received: User Enrollment: /),
        expect.stringMatching(/^Authenticate: Received/),
        'Token Update: Received: Device: enrolled',
      ]),
    );
  });

  it('scenario 1: a Mac with macOS 14 comes to User Enrollment by its link, with a channel for its user', async () => {
    const person = await addPerson(office, 'mona');
    const mac = office.device({ kind: 'Mac', osVersion: '14.6' });
    await mac.enrollByInvitation(await invite(office, person), person);
    expect((await mac.connect('device')).httpStatus).toBe(200);
    expect((await mac.connect('user')).httpStatus).toBe(200);

    const device = await onlyDeviceOf(office, person);
    expect(device).toMatchObject({
      flow: 'profile-user',
      platform: 'macOS',
      enrollmentType: 'user',
      state: 'enrolled',
    });
    expect(device.channels.map(({ kind, enabled }) => ({ kind, enabled }))).toEqual(
      expect.arrayContaining([
        { kind: 'device', enabled: true },
        { kind: 'user', enabled: true },
      ]),
    );
    const { profile, enrollmentId, userId } = mac.requireEnrollment();
    expect(device.channels.map(({ id }) => id)).toContain(`${enrollmentId ?? ''}:${userId}`);
    expect(profile.mdm.serverCapabilities).toContain('com.apple.mdm.per-user-connections');
    expect(profile.mdm.serverCapabilities).not.toContain('com.apple.mdm.bootstraptoken');
    expect(profile.plist.PayloadScope).toBe('System');
  });

  it('scenario 2: an iPhone and a Mac come to Device Enrollment where the setting says so', async () => {
    const person = await addPerson(office, 'dora');
    await settingFor(office, 'Company devices', [person], { ...deviceEnrollment, ownership: 'company-owned' });
    const phone = office.device({ kind: 'iPhone', osVersion: '18.1' });
    await phone.enrollByInvitation(await invite(office, person), person);
    const mac = office.device({ kind: 'Mac', osVersion: '15.1' });
    await mac.enrollByInvitation(await invite(office, person), person);
    await phone.connect();
    await mac.connect();

    for (const device of [phone, mac]) {
      expect(device.requireEnrollment().profile.mdm).toMatchObject({ accessRights: 8191, managedAppleId: undefined });
      const shown = await office.call('devices.get', { id: device.udid });
      expect(shown).toMatchObject({
        flow: 'profile-device',
        enrollmentType: 'device',
        userEnrollmentEnrolled: false,
        state: 'enrolled',
        ownership: 'company-owned',
        udid: device.udid,
        serialNumber: device.serial,
      });
      expect(shown.identifiersHidden).toBeUndefined();
      expect(decisiveOf(shown)).toMatchObject({ code: 'setting', met: false });
    }
    expect(mac.requireEnrollment().userChannelOpen).toBe(true);
  });

  it('scenario 9: a profile downloaded twice still enrolls, and the link serves until then', async () => {
    const person = await addPerson(office, 'tina');
    const link = await invite(office, person);
    const phone = office.device({ kind: 'iPhone', osVersion: '17.4' });
    // "Cancel and Delete Profile" on the device: nothing reaches the server.
    await phone.downloadByInvitation(link, person);
    expect(await invitationsOf(person.id)).toEqual(['open']);
    expect(await devicesOf(office, person)).toEqual([]);
    await phone.enrollByInvitation(link, person);
    expect(await onlyDeviceOf(office, person)).toMatchObject({ flow: 'profile-user', state: 'enrolled' });
    expect(await invitationsOf(person.id)).toEqual(['used']);
  });

  it('scenario 14: a person without Managed Apple ID is told what is missing, by link and by account', async () => {
    const { id, username } = await office.addPerson('nora', { managedAppleId: undefined });
    const { link } = await office.call('enrollment.invite', { userId: id, validDays: 7 });
    const phone = office.device({ kind: 'iPhone', osVersion: '17.5' });
    const page = asPage(await phone.webSession().open(link));
    expect(page.status).toBe(403);
    expect(page.text).toContain('your account has no Managed Apple ID yet. Ask your office to add it');
    expect(page.forms).toEqual([]);
    const answer = await phone.requestDiscovery(username, office.origin);
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.body.toString())).toMatchObject({
      code: 'com.apple.well-known.failed',
      message: expect.stringContaining('has no Managed Apple ID yet') as string,
    });
    const user = await office.call('users.get', { id });
    expect(user.unmetRequirements.join(' ')).toContain('Managed Apple ID');
    expect(user).toMatchObject({ devices: 0, inviteStatus: 'pending' });

    // Once the office has added it the same link works.
    await office.call('users.update', {
      id,
      email: username,
      username,
      firstName: 'nora',
      lastName: 'Example',
      displayName: 'nora Example',
      managedAppleId: 'nora@appleid.office.example',
      groupIds: [],
    });
    const person = { username, password: 'correct horse battery', managedAppleId: 'nora@appleid.office.example' };
    await phone.enrollByInvitation(link, person);
    expect(phone.requireEnrollment().userEnrollment).toBe(true);
  });

  it('scenario 15: a link enrolls one device, also when two downloaded its profile', async () => {
    const person = await addPerson(office, 'lea');
    const link = await invite(office, person);
    const [first, second, third] = [17.1, 17.2, 17.3].map((version) =>
      office.device({ kind: 'iPhone', osVersion: String(version) }),
    );
    if (!first || !second || !third) throw new Error('three devices');
    const early = await second.downloadByInvitation(link, person);
    await first.enrollByInvitation(link, person);
    expect(await failureOf(second.enrollWithProfile(early, person.managedAppleId))).toContain('the server refused');
    expect(second.enrollment).toBeUndefined();
    const page = asPage(await third.webSession().open(link));
    expect(page.status).toBe(410);
    expect(page.text).toContain('A device was already enrolled with this link.');
    expect(await devicesOf(office, person)).toHaveLength(1);
    expect(await invitationsOf(person.id)).toEqual(['used']);
  });

  it('scenario 15: an expired, a withdrawn and an unknown link say so', async () => {
    const person = await addPerson(office, 'edda');
    const phone = office.device({ kind: 'iPhone', osVersion: '17.5' });
    const expired = await invite(office, person, 1);
    const early = await phone.downloadByInvitation(expired, person);
    office.clock.advance(25 * hour);
    const withdrawn = await office.call('enrollment.invite', { userId: person.id, validDays: 7 });
    await office.call('enrollment.withdraw', { id: withdrawn.id });
    const cases = [
      [expired, 'This link has expired.'],
      [withdrawn.link, 'Your office withdrew this link.'],
      [`${office.origin}/enroll/i/${'a'.repeat(43)}`, 'This link is unknown.'],
    ] as const;
    for (const [link, text] of cases) {
      const page = asPage(await phone.webSession().open(link));
      expect([page.status, page.forms]).toEqual([410, []]);
      expect(page.text).toContain(text);
    }
    expect(await invitationsOf(person.id)).toEqual(['withdrawn', 'expired']);
    // A profile of the day before is of no use either: its SCEP challenge is over.
    await failureOf(phone.enrollWithProfile(early, person.managedAppleId));
    expect(await devicesOf(office, person)).toEqual([]);
  });

  it('scenario 15: a disabled person gets no further with a link', async () => {
    const person = await addPerson(office, 'bodo');
    const link = await invite(office, person);
    await office.call('users.setEnabled', { ids: [person.id], enabled: false });
    const page = asPage(await office.device({ kind: 'iPhone', osVersion: '17.5' }).webSession().open(link));
    expect([page.status, page.forms]).toEqual([403, []]);
    expect(page.text).toContain('Your account is disabled.');
  });

  it('scenario 16: Safari of iOS 18 and macOS 15 gets the account-driven way, which then uses up the link', async () => {
    const person = await addPerson(office, 'ivy');
    const link = await invite(office, person);
    const phone = office.device({ kind: 'iPhone', osVersion: '18.2' });
    const page = asPage(await phone.webSession().open(link));
    expect([page.status, page.title, page.forms]).toEqual([200, expect.stringContaining('Enroll in Settings'), []]);
    expect(page.text).toContain('Tap “Sign In to Work or School Account”');
    expect(page.text).toContain(person.managedAppleId);
    expect(page.links.some(({ href }) => href.endsWith('/profile'))).toBe(false);
    const again = asPage(await phone.webSession().open(`${link}/profile`));
    expect(again.title).toContain('Enroll in Settings');
    const mac = office.device({ kind: 'Mac', osVersion: '15.1' });
    expect(asPage(await mac.webSession().open(`${link}?device=mac`)).text).toContain(
      'Next to “Work or School Account”',
    );

    // The page names the Managed Apple ID: that is what the person types.
    await phone.enrollAccountDriven({ ...accountOf(office, person), identifier: person.managedAppleId });
    expect(await onlyDeviceOf(office, person)).toMatchObject({ flow: 'account-user', state: 'enrolled' });
    expect(await invitationsOf(person.id)).toEqual(['used']);
  });
});
