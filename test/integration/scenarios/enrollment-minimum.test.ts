// A device below the minimum version of its person's setting does not enroll, whichever way it comes.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowUserEnrollment, startOffice, type Office } from '../../support/core.ts';
import {
  accountOf,
  addPerson,
  asPage,
  devicesOf,
  failureOf,
  invite,
  logOf,
  onlyDeviceOf,
  settingFor,
} from '../../support/enrollment-scenarios.ts';

const minimum = { iOS: '17.5', iPadOS: '17.5.1', macOS: '14.4' };

describe('the minimum version of a setting', () => {
  let office: Office;
  beforeAll(async () => {
    office = await startOffice();
    await allowUserEnrollment(office);
  });
  afterAll(async () => {
    await office.stop();
    expect(office.problems).toEqual([]);
  });

  const personWith = async (name: string, appleEnrollmentType: 'user' | 'device') => {
    const person = await addPerson(office, name);
    await settingFor(office, `For ${name}`, [person], {
      appleEnrollmentType,
      includeMacos: true,
      minimumVersions: minimum,
    });
    return person;
  };

  it.each(['user', 'device'] as const)(
    'is asked of who follows a link (%s enrollment), with what to do',
    async (type) => {
      const person = await personWith(`link-${type}`, type);
      const link = await invite(office, person);
      const old = office.device({ kind: 'iPhone', osVersion: '17.4' });
      const page = asPage(await old.webSession().open(link));
      // A browser may be wrong about the system: the page says what is wanted, and the device is asked.
      expect(page.status).toBe(200);
      expect(page.text).toContain('Your office wants iOS 17.5 or later.');
      const said = await failureOf(old.enrollByInvitation(link, person));
      expect(said).toContain('enrollment stopped at Authenticate');
      expect(await devicesOf(office, person)).toEqual([]);

      const updated = office.device({ kind: 'iPhone', osVersion: '17.5' });
      await updated.enrollByInvitation(link, person);
      expect(await onlyDeviceOf(office, person)).toMatchObject({ enrollmentType: type, osVersion: '17.5' });
    },
  );

  it.each(['user', 'device'] as const)('is asked of who signs in with a work account (%s enrollment)', async (type) => {
    const person = await personWith(`account-${type}`, type);
    const old = office.device({ kind: 'iPhone', osVersion: '17.4.1' });
    const said = await failureOf(old.enrollAccountDriven(accountOf(office, person)));
    expect(said).toContain('HTTP 403');
    expect(said).toContain('iOS 17.4.1 is too old: your office wants iOS 17.5 or later.');
    expect(await devicesOf(office, person)).toEqual([]);
    expect((await logOf(office, '-'))[0]).toMatch(/^Enrollment Profile: Rejected: account-.*iOS 17\.4\.1 is too old/);

    await office.device({ kind: 'iPhone', osVersion: '18.0' }).enrollAccountDriven(accountOf(office, person));
    expect(await onlyDeviceOf(office, person)).toMatchObject({ enrollmentType: type });
  });

  it('is asked again of the device itself, since a browser tells less: 17.5 of an iPad may be 17.5.0', async () => {
    const person = await personWith('ida', 'device');
    const ipad = office.device({ kind: 'iPad', osVersion: '17.5' });
    const said = await failureOf(ipad.enrollByInvitation(await invite(office, person), person));
    expect(said).toContain('enrollment stopped at Authenticate');
    expect(said).toContain('HTTP 403');
    expect(await devicesOf(office, person)).toEqual([]);
    const link = await invite(office, person);
    await office.device({ kind: 'iPad', osVersion: '17.5.1' }).enrollByInvitation(link, person);
    expect(await onlyDeviceOf(office, person)).toMatchObject({ osVersion: '17.5.1' });
  });

  it('refuses no Mac for what its browser cannot tell', async () => {
    const person = await personWith('mia', 'user');
    await office.device({ kind: 'Mac', osVersion: '14.5' }).enrollByInvitation(await invite(office, person), person);
    expect(await onlyDeviceOf(office, person)).toMatchObject({ platform: 'macOS', osVersion: '14.5' });
  });

  it('lets a device that is enrolled already stay and renew', async () => {
    const person = await addPerson(office, 'eva');
    const phone = office.device({ kind: 'iPhone', osVersion: '17.4' });
    await phone.enrollAccountDriven(accountOf(office, person));
    await phone.connect();
    await settingFor(office, 'Later', [person], { appleEnrollmentType: 'user', minimumVersions: { iOS: '18' } });
    office.clock.advance(200 * 86_400_000);
    for (let contact = 0; contact < 3; contact += 1) await phone.connect();
    const { id } = await onlyDeviceOf(office, person);
    expect((await logOf(office, id)).join('\n')).toContain('Certificate Renewed: Received');
  });
});
