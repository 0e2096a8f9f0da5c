// Terms of service and the device limit in a whole office, from the setting to the device.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowUserEnrollment, startOffice, type Office } from '../../support/core.ts';
import type { WebPage } from '../../support/device/web-session.ts';
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
import { addSetting, setDefault } from '../../support/user-settings.ts';

describe('the rules of enrollment', () => {
  let office: Office;
  beforeAll(async () => {
    office = await startOffice();
    await allowUserEnrollment(office);
  });
  afterAll(() => office.stop());

  const newPhone = () => office.device({ kind: 'iPhone', osVersion: '18.2' });
  const enroll = (person: OfficePerson) => newPhone().enrollAccountDriven(accountOf(office, person));
  const termsVersions = (settingId: string) => office.call('terms.versions', { settingId });

  it('terms of service have to be accepted, are kept per version, and cannot be deleted once accepted', async () => {
    const anna = await addPerson(office, 'anna');
    const save = (enabled: boolean, text: string) =>
      setDefault(office.call, 'terms-of-service', { enabled, title: 'House rules', text });
    const settingId = await save(true, 'Be <kind>.\nSave.');
    const web = newPhone().webSession();
    const page = asPage(await web.open(`${office.origin}/enroll/sign-in`));
    expect(page.text).toContain('House rules');
    expect(page.text).toContain('Be <kind>.');
    const without = asPage(await web.signIn(page, { ...anna, acceptsTerms: false }));
    expect([without.status, without.text]).toEqual([400, expect.stringContaining('Accept the terms') as string]);
    const box = (shown: WebPage) => shown.forms[0]?.fields.find(({ name }) => name === 'terms');
    expect(box(without)?.unticked).toBe(true);
    // Who accepted them does not have to again because of a mistyped password.
    expect(box(asPage(await web.signIn(page, { ...anna, password: 'mistyped' })))?.unticked).toBe(false);
    expect(await web.signIn(without, anna)).toMatchObject({ kind: 'callback' });

    await save(true, 'Be kinder.');
    const outdated = asPage(await web.signIn(page, anna));
    expect(outdated.text).toContain('The terms of service have changed');
    expect(box(outdated)?.unticked).toBe(true);
    await enroll(anna);
    expect((await office.call('users.signIn', { id: anna.id })).acceptedTerms).toMatchObject([
      { version: 2, title: 'House rules' },
      { version: 1, title: 'House rules' },
    ]);
    const first = (await termsVersions(settingId)).at(-1)?.id ?? 0;
    expect(await failureOf(office.call('terms.delete', { id: first }))).toContain('record.inUse');
    await save(true, 'Draft.');
    const unused = (await termsVersions(settingId))[0]?.id ?? 0;
    expect(await failureOf(office.call('terms.delete', { id: unused }))).toContain('in force');

    await save(false, 'Draft.');
    await office.call('terms.delete', { id: unused });
    expect((await termsVersions(settingId)).map(({ version, accepted }) => [version, accepted])).toEqual([
      [2, 1],
      [1, 1],
    ]);
    expect(asPage(await web.open(`${office.origin}/enroll/sign-in`)).text).not.toContain('House rules');
    const { rows } = await office.call('audit.list', { search: 'House rules' });
    expect(rows.map(({ type, activity }) => `${type} ${activity}`)).toContain('Terms of Service Deleted');
    expect(await office.call('audit.list', { search: 'Default Terms of Service' })).toMatchObject({ total: 4 });
  });

  it('scenario 62: terms of service and device limit follow the group with the higher priority, others the default', async () => {
    const [dora, emil] = [await addPerson(office, 'dora'), await addPerson(office, 'emil')];
    const everybody = await office.call('groups.create', { name: 'Both', memberIds: [dora.id, emil.id] });
    const one = await office.call('groups.create', { name: 'One', memberIds: [dora.id] });
    const terms = (name: string, groupId: string) =>
      addSetting(office.call, 'terms-of-service', {
        name,
        body: { enabled: true, title: name, text: `The ${name}.` },
        groupIds: [groupId],
      });
    const limit = (name: string, maximum: number, groupId: string) =>
      addSetting(office.call, 'device-limit', { name, body: { maximum }, groupIds: [groupId] });
    const [general, special] = [await terms('General terms', everybody.id), await terms('Special terms', one.id)];
    const [many, few] = [await limit('Many', 9, everybody.id), await limit('Few', 1, one.id)];

    const shown = async (person: OfficePerson): Promise<string> => {
      const web = newPhone().webSession();
      return asPage(await web.open(`${office.origin}/enroll/sign-in?user-identifier=${person.username}`)).text;
    };
    expect(await shown(dora)).toContain('General terms');
    await enroll(dora);
    await enroll(dora);
    await office.call('userSettings.reorder', { type: 'terms-of-service', ids: [special, general] });
    await office.call('userSettings.reorder', { type: 'device-limit', ids: [few, many] });
    expect([await shown(dora), await shown(emil)]).toEqual([
      expect.stringContaining('Special terms'),
      expect.stringContaining('General terms'),
    ]);
    expect(await failureOf(enroll(dora))).toContain('as many as your office allows');
    await enroll(emil);
    expect(
      (await office.call('userSettings.effective', { userId: dora.id })).map(({ type, settingName, reason }) => [
        type,
        settingName,
        reason,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['device-limit', 'Few', 'Member of the user group "One"; it has a higher priority than "Many".'],
        [
          'terms-of-service',
          'Special terms',
          'Member of the user group "One"; it has a higher priority than "General terms".',
        ],
        [
          'registration',
          'Default Device Registration Setting',
          'No setting reaches a user group of this person, so the default applies.',
        ],
      ]),
    );
    // A form without a name shows the default; the person's own terms come after the password, and only then.
    const web = newPhone().webSession();
    const page = asPage(await web.open(`${office.origin}/enroll/sign-in`));
    expect(page.text).not.toContain('terms');
    const guessed = asPage(await web.signIn(page, { ...emil, password: 'guessed' }));
    expect([guessed.status, guessed.text]).toEqual([401, expect.not.stringContaining('terms') as string]);
    const step = asPage(await web.signIn(page, emil));
    expect(step.text).toContain('General terms');
    expect(await web.signIn(step, emil)).toMatchObject({ kind: 'callback' });
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
    await setDefault(office.call, 'device-limit', { maximum: 1 });
    const phone = newPhone();
    await phone.enrollAccountDriven(accountOf(office, bert));
    expect(await failureOf(enroll(bert))).toContain('as many as your office allows');

    const old = office.device({ kind: 'iPhone', osVersion: '17.5' });
    const link = await invite(office, bert);
    expect(await failureOf(old.downloadByInvitation(link, bert))).toContain('You already have 1 device enrolled');

    expect((await phone.checkOut()).status).toBe(200);
    await enroll(bert);
    await setDefault(office.call, 'device-limit', { maximum: null });
    await enroll(bert);
    expect((await devicesOf(office, bert)).filter(({ state }) => state === 'enrolled')).toHaveLength(2);
    expect((await office.call('audit.list', { search: 'Default Device Limit' })).total).toBe(2);
    expect(office.problems).toEqual([]);
  });

  it('two profiles served at the same time enroll no more devices than the limit allows', async () => {
    const fred = await addPerson(office, 'fred');
    await setDefault(office.call, 'device-limit', { maximum: 1 });
    const served = async () => {
      const phone = office.device({ kind: 'iPhone', osVersion: '17.5' });
      return { phone, profile: await phone.downloadByInvitation(await invite(office, fred), fred) };
    };
    const both = [await served(), await served()];
    const results = await Promise.allSettled(
      both.map(({ phone, profile }) => phone.enrollWithProfile(profile, fred.managedAppleId)),
    );
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await devicesOf(office, fred)).toHaveLength(1);
    const { rows } = await office.call('logs.list', { enrollmentId: '-', statuses: ['Rejected'] });
    expect(rows[0]?.detail).toContain('as many as your office allows');
    await setDefault(office.call, 'device-limit', { maximum: null });
  });

  it('only listed serial numbers enroll by Device Enrollment; User Enrollment has none to look at', async () => {
    const gina = await addPerson(office, 'gina');
    const known = newPhone();
    const listed = { allowedSerials: [known.serial.toLowerCase()] };
    const { id } = await settingFor(office, 'Listed', [gina], { appleEnrollmentType: 'device', ...listed });
    expect(await failureOf(enroll(gina))).toContain('that are on its list');

    // A browser tells no serial number: the device is refused when it does.
    const old = office.device({ kind: 'iPhone', osVersion: '17.5' });
    const profile = await old.downloadByInvitation(await invite(office, gina), gina);
    expect(await failureOf(old.enrollWithProfile(profile))).toContain('403');
    const { rows } = await office.call('logs.list', { enrollmentId: '-', statuses: ['Rejected'] });
    expect(rows[0]?.detail).toContain(`serial number ${old.serial}`);
    expect(rows.find(({ action }) => action === 'Enrollment Profile')?.detail).toContain('on its list');

    await known.enrollAccountDriven(accountOf(office, gina));
    expect(await devicesOf(office, gina)).toMatchObject([{ state: 'enrolled', enrollmentType: 'device' }]);
    // Taken off the list it does not come in again, which stands in its own log.
    await known.leave();
    const other = { appleEnrollmentType: 'device' as const, allowedSerials: ['SOMETHING1'] };
    await office.call('userSettings.update', { id, type: 'registration', name: 'Listed', body: other });
    const again = await known.downloadByInvitation(await invite(office, gina), gina);
    expect(await failureOf(known.enrollWithProfile(again))).toContain('403');
    const log = await office.call('logs.list', { enrollmentId: known.udid, statuses: ['Rejected'] });
    expect(log.rows[0]?.detail).toContain('on its list');

    const hugo = await addPerson(office, 'hugo');
    await settingFor(office, 'Listed, personal', [hugo], { appleEnrollmentType: 'user', ...listed });
    await enroll(hugo);
    expect(await devicesOf(office, hugo)).toMatchObject([{ enrollmentType: 'user', state: 'enrolled' }]);
  });
});
