// Account-driven enrollment from discovery to the device list: both sign-in methods, both types.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowUserEnrollment, startOffice, type Office } from '../../support/core.ts';
import { accountOf, addPerson, onlyDeviceOf, settingFor, useSignIn } from '../../support/enrollment-scenarios.ts';

const kinds = [
  { kind: 'iPhone', osVersion: '18.2' },
  { kind: 'Mac', osVersion: '15.1' },
] as const;
const methods = ['apple-as-web', 'apple-oauth2'] as const;

describe('account-driven enrollment', () => {
  let office: Office;
  beforeAll(async () => {
    office = await startOffice();
    await allowUserEnrollment(office);
  });
  afterAll(async () => {
    await office.stop();
    expect(office.problems).toEqual([]);
  });

  for (const [at, method] of methods.entries()) {
    for (const traits of kinds) {
      it(`scenario 3: ${traits.kind} comes to User Enrollment by ${method}`, async () => {
        await useSignIn(office, method);
        const person = await addPerson(office, `user${traits.kind.toLowerCase()}${String(at)}`);
        const device = office.device(traits);
        await device.enrollAccountDriven({ ...accountOf(office, person), pkce: traits.kind === 'Mac' });
        expect(device.account?.challenge.method).toBe(method);
        expect(device.account?.tokens.refreshToken !== undefined).toBe(method === 'apple-oauth2');
        expect((await device.connect('device')).httpStatus).toBe(200);
        if (traits.kind === 'Mac') expect((await device.connect('user')).httpStatus).toBe(200);

        const { profile, enrollmentId } = device.requireEnrollment();
        expect(profile.mdm).toMatchObject({
          enrollmentMode: 'BYOD',
          assignedManagedAppleId: person.managedAppleId,
          accessRights: undefined,
          managedAppleId: undefined,
        });
        const shown = await onlyDeviceOf(office, person);
        expect(shown).toMatchObject({
          id: enrollmentId,
          flow: 'account-user',
          enrollmentType: 'user',
          userEnrollmentEnrolled: true,
          state: 'enrolled',
          ownership: 'user-owned',
          osVersion: traits.osVersion,
        });
        expect([shown.udid, shown.serialNumber]).toEqual([undefined, undefined]);
        expect(shown.channels.map(({ kind }) => kind).sort()).toEqual(
          traits.kind === 'Mac' ? ['device', 'user'] : ['device'],
        );
        expect((await office.call('users.get', { id: person.id })).devices).toBe(1);
      });

      it(`scenario 3: ${traits.kind} comes to Device Enrollment by ${method}`, async () => {
        await useSignIn(office, method);
        const person = await addPerson(office, `device${traits.kind.toLowerCase()}${String(at)}`);
        await settingFor(office, `Devices ${method} ${traits.kind}`, [person], {
          appleEnrollmentType: 'device',
          ownership: 'company-owned',
        });
        const device = office.device(traits);
        await device.enrollAccountDriven(accountOf(office, person));
        expect((await device.connect('device')).httpStatus).toBe(200);

        expect(device.requireEnrollment().profile.mdm).toMatchObject({
          enrollmentMode: 'ADDE',
          assignedManagedAppleId: person.managedAppleId,
          accessRights: 8191,
        });
        expect(await onlyDeviceOf(office, person)).toMatchObject({
          id: device.udid,
          udid: device.udid,
          serialNumber: device.serial,
          flow: 'account-device',
          enrollmentType: 'device',
          userEnrollmentEnrolled: false,
          state: 'enrolled',
          ownership: 'company-owned',
        });
      });
    }
  }
});
