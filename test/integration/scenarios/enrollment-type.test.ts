// Which type an enrollment gets, and that person and admin are told why.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decideEnrollmentType } from '../../../electron/mdm/enroll/decision.ts';
import { allowUserEnrollment, startOffice, type Office } from '../../support/core.ts';
import { createWebSession } from '../../support/device/web-session.ts';
import {
  accountOf,
  addPerson,
  asPage,
  decisiveOf,
  invite,
  logOf,
  onlyDeviceOf,
  settingFor,
} from '../../support/enrollment-scenarios.ts';

const userEnrollment = { appleEnrollmentType: 'user', includeMacos: true } as const;
const registration = { type: 'registration' } as const;
const deviceEnrollment = { appleEnrollmentType: 'device' } as const;

describe('the type of an enrollment', () => {
  let office: Office;
  beforeAll(async () => {
    office = await startOffice();
    await allowUserEnrollment(office);
  });
  afterAll(async () => {
    await office.stop();
    expect(office.problems).toEqual([]);
  });

  it('scenario 1: an iPad, whose Safari calls itself a Mac’s, enrolls after its person said what it is', async () => {
    const person = await addPerson(office, 'pam');
    const link = await invite(office, person);
    const pad = office.device({ kind: 'iPad', osVersion: '17.6' });
    expect(asPage(await pad.webSession().open(link)).title).toContain('Which device is this?');
    await pad.enrollByInvitation(link, person);
    expect(await onlyDeviceOf(office, person)).toMatchObject({ platform: 'iPadOS', flow: 'profile-user' });
  });

  it('scenario 11: each unmet requirement means Device Enrollment, and the reason is told to everybody', async () => {
    const person = await addPerson(office, 'fay');
    const met = await office.call('businessManager.get', {});
    const cases: readonly (readonly [Partial<typeof met>, string])[] = [
      [{ accountConnected: false }, 'Apple Business Manager is not connected.'],
      [{ appsAndBooksConnected: false }, 'Apps and Books of the same organization is not connected.'],
      [{ appsAndBooksSameOrganization: false }, 'Apps and Books of the same organization is not connected.'],
      [{ federated: false, validatedDomains: ['elsewhere.example'] }, 'is not validated at Apple'],
    ];
    const phone = office.device({ kind: 'iPhone', osVersion: '17.5' });
    const link = await invite(office, person);
    for (const [change, reason] of cases) {
      await office.call('businessManager.declare', { ...met, ...change });
      const page = asPage(await phone.webSession().open(link));
      expect(page.text).toContain('User Enrollment is not possible here');
      expect(page.text).toContain(reason);
      expect((await office.call('users.get', { id: person.id })).unmetRequirements.join(' ')).not.toBe('');
      expect(await phone.discover(person.username, office.origin)).toMatchObject({ version: 'mdm-adde' });
    }
    await phone.enrollByInvitation(link, person);
    await office.call('businessManager.declare', met);

    const device = await onlyDeviceOf(office, person);
    expect(device).toMatchObject({ flow: 'profile-device', enrollmentType: 'device', decision: { type: 'device' } });
    expect(decisiveOf(device)).toMatchObject({ code: 'validated-domain', met: false });
    expect(device.decision?.reasons.filter(({ met: held }) => !held).map(({ code }) => code)).toEqual([
      'validated-domain',
    ]);
    expect(await logOf(office, device.id)).toContainEqual(
      expect.stringMatching(
        /^Enrollment Decision: Received: Device Enrollment: The domain .* is not validated at Apple/,
      ),
    );
  });

  it('scenario 11: a Mac that the setting leaves out is enrolled as a device', async () => {
    const person = await addPerson(office, 'gus');
    await settingFor(office, 'Phones only', [person], { appleEnrollmentType: 'user', includeMacos: false });
    const mac = office.device({ kind: 'Mac', osVersion: '14.1' });
    await mac.enrollByInvitation(await invite(office, person), person);
    expect(decisiveOf(await office.call('devices.get', { id: mac.udid }))).toMatchObject({ code: 'macos-included' });
  });

  it('scenario 12: a system too old for User Enrollment is enrolled as a device', async () => {
    const person = await addPerson(office, 'otto');
    const phone = office.device({ kind: 'iPhone', osVersion: '12.5' });
    await phone.enrollByInvitation(await invite(office, person), person);
    await phone.connect();
    const device = await onlyDeviceOf(office, person);
    expect(device).toMatchObject({ flow: 'profile-device', enrollmentType: 'device', osVersion: '12.5' });
    expect(decisiveOf(device)).toMatchObject({ code: 'os-floor', met: false });

    // The browsers of a Mac say any version: that is no reason for anything.
    const mojave =
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_14_6) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.1.2 Safari/605.1.15';
    const page = asPage(await createWebSession(phone.http, mojave).open(`${await invite(office, person)}?device=mac`));
    expect(page.text).not.toContain('too old');
    expect(page.text).toContain('Next to “Work or School Account”');
  });

  it('scenario 12: a supervised device stays a device, also when its person is to use User Enrollment', async () => {
    const person = await addPerson(office, 'sven');
    const setting = await settingFor(office, 'Supervised', [person], deviceEnrollment);
    const phone = office.device({ kind: 'iPhone', osVersion: '18.1', supervised: true });
    await phone.enrollByInvitation(await invite(office, person), person);
    await phone.connect();
    const device = await onlyDeviceOf(office, person);
    // The setting says nothing of the owner; a supervised device is the office's.
    expect(device).toMatchObject({ enrollmentType: 'device', supervised: true, ownership: 'company-owned' });
    const choose = office.call('devices.setOwnership', { id: device.id, ownership: 'user-owned' });
    await expect(choose).rejects.toThrow('A supervised device always belongs to the office.');
    expect(device.actions.find(({ action }) => action === 'set-ownership')).toMatchObject({ allowed: false });
    await office.call('userSettings.update', {
      ...registration,
      id: setting.id,
      name: 'Supervised',
      body: userEnrollment,
    });
    await phone.leave();
    await phone.enrollAccountDriven(accountOf(office, person));
    await phone.connect();
    expect(await onlyDeviceOf(office, person)).toMatchObject({
      id: phone.udid,
      enrollmentType: 'device',
      flow: 'account-device',
      supervised: true,
    });
  });

  it('scenario 12: supervision, Automated Device Enrollment and Configurator go before every wish', async () => {
    const businessManager = await office.call('businessManager.get', {});
    const setting = { name: 'Staff', ...userEnrollment };
    const about = { platform: 'iOS', osVersion: '17.5' } as const;
    const decide = (facts: object) =>
      decideEnrollmentType({
        device: { ...about, ...facts },
        managedAppleId: 'a@appleid.office.example',
        setting,
        businessManager,
        previousType: 'user',
      });
    expect(decide({}).type).toBe('user');
    for (const facts of [{ supervised: true }, { automated: true }, { configurator: true }]) {
      expect(decide(facts).type).toBe('device');
    }
  });

  it('scenario 13: a device that enrolls again keeps the type of the first time, whatever the setting says by now', async () => {
    const person = await addPerson(office, 'rita');
    const setting = await settingFor(office, 'Changing', [person], userEnrollment);
    const phone = office.device({ kind: 'iPhone', osVersion: '17.5' });
    await phone.enrollByInvitation(await invite(office, person), person);
    const first = phone.requireEnrollment().enrollmentId ?? '';
    await phone.leave();
    expect(await office.call('devices.get', { id: first })).toMatchObject({ state: 'checked-out' });
    await office.call('userSettings.update', {
      ...registration,
      id: setting.id,
      name: 'Changing',
      body: deviceEnrollment,
    });

    await phone.enrollByInvitation(await invite(office, person), person);
    const again = phone.requireEnrollment();
    expect(again.userEnrollment).toBe(true);
    expect(again.enrollmentId).not.toBe(first);
    const shown = await office.call('devices.get', { id: again.enrollmentId ?? '' });
    expect(shown).toMatchObject({ enrollmentType: 'user', state: 'enrolled' });
    expect(decisiveOf(shown)).toMatchObject({ code: 'same-type-as-before', met: true });

    // Another device of the person is no device that comes again.
    const other = office.device({ kind: 'iPhone', osVersion: '17.5' });
    await other.enrollByInvitation(await invite(office, person), person);
    expect(other.requireEnrollment().userEnrollment).toBe(false);

    // Whoever deletes the old record decides anew.
    await phone.leave();
    await office.call('devices.delete', { id: first });
    await office.call('devices.delete', { id: again.enrollmentId ?? '' });
    await phone.enrollByInvitation(await invite(office, person), person);
    expect(phone.requireEnrollment().userEnrollment).toBe(false);
  });

  it('scenario 13: a device enrolled as a device stays one when the setting turns to User Enrollment', async () => {
    const person = await addPerson(office, 'dirk');
    const setting = await settingFor(office, 'Turning', [person], deviceEnrollment);
    const phone = office.device({ kind: 'iPhone', osVersion: '18.1' });
    await phone.enrollAccountDriven(accountOf(office, person));
    await phone.leave();
    await office.call('userSettings.update', {
      ...registration,
      id: setting.id,
      name: 'Turning',
      body: userEnrollment,
    });
    await phone.enrollAccountDriven(accountOf(office, person));
    const device = await onlyDeviceOf(office, person);
    expect(device).toMatchObject({ id: phone.udid, flow: 'account-device', state: 'enrolled' });
    expect(decisiveOf(device)).toMatchObject({ code: 'same-type-as-before', met: false });
  });
});
