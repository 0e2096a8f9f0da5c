// Terms of service and the device limit in a whole office, from the setting to the device.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowUserEnrollment, startOffice, type Office } from '../../support/core.ts';
import {
  accountOf,
  addPerson,
  asPage,
  devicesOf,
  failureOf,
  invite,
  settingFor,
  type OfficePerson,
} from '../../support/enrollment-scenarios.ts';

describe('the rules of enrollment', () => {
  let office: Office;
  beforeAll(async () => {
    office = await startOffice();
    await allowUserEnrollment(office);
  });
  afterAll(() => office.stop());

  const newPhone = () => office.device({ kind: 'iPhone', osVersion: '18.2' });
  const enroll = (person: OfficePerson) => newPhone().enrollAccountDriven(accountOf(office, person));

  it('terms of service have to be accepted, are kept per version, and cannot be deleted once accepted', async () => {
    const anna = await addPerson(office, 'anna');
    const first = await office.call('terms.save', { enabled: true, title: 'House rules', text: 'Be <kind>.\nSave.' });
    const web = newPhone().webSession();
    const page = asPage(await web.open(`${office.origin}/enroll/sign-in`));
    expect(page.text).toContain('House rules');
    expect(page.text).toContain('Be <kind>.');
    const without = asPage(await web.signIn(page, { ...anna, acceptsTerms: false }));
    expect([without.status, without.text]).toEqual([400, expect.stringContaining('Accept the terms') as string]);
    expect(await web.signIn(without, anna)).toMatchObject({ kind: 'callback' });

    const second = await office.call('terms.save', { enabled: true, title: 'House rules', text: 'Be kinder.' });
    expect(second.version).toBe(first.version + 1);
    const outdated = asPage(await web.signIn(page, anna));
    expect(outdated.text).toContain('The terms of service have changed');
    await enroll(anna);
    expect((await office.call('users.signIn', { id: anna.id })).acceptedTerms).toMatchObject([
      { version: second.version, title: 'House rules' },
      { version: first.version, title: 'House rules' },
    ]);
    expect(await failureOf(office.call('terms.delete', { version: first.version }))).toContain('record.inUse');
    const unused = await office.call('terms.save', { enabled: true, title: 'House rules', text: 'Draft.' });
    expect(await failureOf(office.call('terms.delete', { version: unused.version }))).toContain('in force');

    const off = await office.call('terms.save', { enabled: false, title: 'House rules', text: 'Draft.' });
    expect(off.version).toBe(unused.version);
    await office.call('terms.delete', { version: unused.version });
    const rules = await office.call('enrollmentRules.get', {});
    expect(rules.terms.versions.map(({ version, accepted }) => [version, accepted])).toEqual([
      [second.version, 1],
      [first.version, 1],
    ]);
    expect(asPage(await web.open(`${office.origin}/enroll/sign-in`)).text).not.toContain('House rules');
    const { rows } = await office.call('audit.list', { search: 'Terms of Service' });
    expect(rows.map(({ activity }) => activity)).toEqual(['Deleted', 'Changed', 'Changed', 'Changed', 'Changed']);
  });

  it('a PIN of the admin enrolls one device of a person who has to use it', async () => {
    const carl = await addPerson(office, 'carl');
    await settingFor(office, 'PIN people', [carl], { appleEnrollmentType: 'user', registrationType: 'pin' });
    const { pins } = await office.call('pins.generate', { ids: [carl.id] });
    const pin = pins[0]?.pin ?? '';
    const account = { ...accountOf(office, carl), pin };
    expect(await failureOf(newPhone().enrollAccountDriven({ ...account, pin: '000000x' }))).toContain('401');
    await newPhone().enrollAccountDriven(account);
    expect(await office.call('pins.status', { userId: carl.id })).toMatchObject({ status: 'used' });
    expect(await failureOf(newPhone().enrollAccountDriven(account))).toContain('401');
  });

  it('the device limit gives no profile beyond it, says so, and counts active devices only', async () => {
    const bert = await addPerson(office, 'bert');
    await office.call('enrollmentRules.setDeviceLimit', { deviceLimit: 1 });
    const phone = newPhone();
    await phone.enrollAccountDriven(accountOf(office, bert));
    expect(await failureOf(enroll(bert))).toContain('as many as your office allows');

    const old = office.device({ kind: 'iPhone', osVersion: '17.5' });
    const link = await invite(office, bert);
    expect(await failureOf(old.downloadByInvitation(link, bert))).toContain('You already have 1 device enrolled');

    expect((await phone.checkOut()).status).toBe(200);
    await enroll(bert);
    await office.call('enrollmentRules.setDeviceLimit', { deviceLimit: null });
    await enroll(bert);
    expect((await devicesOf(office, bert)).filter(({ state }) => state === 'enrolled')).toHaveLength(2);
    expect((await office.call('audit.list', { search: 'Device Limit' })).rows).toHaveLength(2);
    expect(office.problems).toEqual([]);
  });
});
