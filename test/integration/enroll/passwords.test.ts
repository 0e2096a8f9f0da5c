// Password Complexity in a whole office: where passwords are set, where they expire, and when wrong ones lock.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowUserEnrollment, startOffice, type Office } from '../../support/core.ts';
import type { WebPage } from '../../support/device/web-session.ts';
import { addPerson, asPage, failureOf, invite, onlyDeviceOf } from '../../support/enrollment-scenarios.ts';
import { person } from '../../support/people.ts';
import { addSetting, setDefault, type SettingBodyInput } from '../../support/user-settings.ts';

const dayMs = 24 * 60 * 60_000;

const policy = (
  more: Partial<SettingBodyInput<'password-complexity'>> = {},
): SettingBodyInput<'password-complexity'> => ({
  minimumLength: 10,
  characteristics: { symbols: 0, uppercase: 1, lowercase: 1, digits: 1 },
  maximumDigitRun: null,
  maximumRepeats: null,
  history: 3,
  expiryDays: 30,
  lockAfter: 2,
  ...more,
});

describe('password complexity', () => {
  let office: Office;
  beforeAll(async () => {
    office = await startOffice();
    await allowUserEnrollment(office);
    await setDefault(office.call, 'password-complexity', policy());
  });
  afterAll(async () => {
    await office.stop();
    expect(office.problems).toEqual([]);
  });

  const phone = (osVersion = '18.2') => office.device({ kind: 'iPhone', osVersion });
  const openSignIn = async (username: string) => {
    const web = phone().webSession();
    return { web, page: asPage(await web.open(`${office.origin}/enroll/sign-in?user-identifier=${username}`)) };
  };
  const formOf = (page: WebPage) => {
    const form = page.forms.find(({ fields }) => fields.some(({ name }) => name === 'new-password'));
    if (form === undefined) throw new Error(`no form for a new password: ${page.text}`);
    return form;
  };

  it('is asked of passwords that the admin sets, by the groups that the person is to have', async () => {
    const weak = await failureOf(office.call('users.create', person('weak', { password: 'Abcdefg1' })));
    expect(weak).toContain('at least 10 characters');
    const group = await office.call('groups.create', { name: 'Short', memberIds: [] });
    await addSetting(office.call, 'password-complexity', {
      name: 'Short',
      body: policy({ minimumLength: 8, history: null, expiryDays: null }),
      groupIds: [group.id],
    });
    const short = person('short', { password: 'Abcdefg1', groupIds: [group.id] });
    const { id } = await office.call('users.create', short);
    // Out of the group the shorter password would not do.
    const out = office.call('users.update', { ...short, id, groupIds: [] });
    expect(await failureOf(out)).toContain('at least 10 characters');
    expect((await office.call('users.get', { id })).groups).toHaveLength(1);

    const row = { line: 2, username: '', firstName: 'C', lastName: 'D', displayName: '', managedAppleId: '' };
    const rows = [
      { ...row, email: 'csv1@office.example', password: 'Abcdefg1', groups: '', attributes: {} },
      { ...row, line: 3, email: 'csv2@office.example', password: 'Abcdefg1', groups: 'Short', attributes: {} },
    ];
    expect((await office.call('peopleImport.check', { rows })).problems).toEqual([
      { line: 2, field: 'password', text: expect.stringContaining('at least 10 characters') as string },
    ]);
    const shown = async (passwordExpiration: 'expires' | 'never') =>
      (await office.call('users.list', { passwordExpiration })).rows.map(({ email }) => email);
    await office.call('users.create', person('long', { password: 'Abcdefghi1' }));
    await office.call('users.create', person('none'));
    expect(await shown('expires')).toEqual(['long@office.example']);
    expect(await shown('never')).toEqual(['none@office.example', 'short@office.example']);
  });

  it('an expired password is replaced at the sign-in, by one that was not used before', async () => {
    const anna = await addPerson(office, 'anna', { password: 'First-pass1' });
    const expiresAt = (await office.call('users.get', { id: anna.id })).passwordExpiresAt ?? 0;
    expect(expiresAt - office.clock.now()).toBeGreaterThan(29 * dayMs);
    office.clock.advance(31 * dayMs);
    const { web, page } = await openSignIn(anna.username);
    const step = asPage(await web.signIn(page, anna));
    expect([step.status, step.text]).toEqual([200, expect.stringContaining('Your password has expired') as string]);
    expect(step.text).toContain('at least 10 characters');
    const choose = async (newPassword: string, repeated = newPassword) =>
      web.submit(step, formOf(step), { 'new-password': newPassword, 'new-password-repeated': repeated });
    expect(asPage(await choose('Second-pass2', 'Second-pass3')).text).toContain('The two passwords differ');
    expect(asPage(await choose('second')).text).toContain('at least 1 capital letter');
    const reused = asPage(await choose('First-pass1'));
    expect([reused.status, reused.text]).toEqual([400, expect.stringContaining('your last 3 passwords') as string]);
    expect(await choose('Second-pass2')).toMatchObject({ kind: 'callback' });

    const again = await openSignIn(anna.username);
    expect(asPage(await again.web.signIn(again.page, anna)).status).toBe(401);
    expect(await again.web.signIn(again.page, { ...anna, password: 'Second-pass2' })).toMatchObject({
      kind: 'callback',
    });
    const { rows } = await office.call('audit.list', { search: 'Enrollment page' });
    expect(rows).toMatchObject([{ type: 'User', activity: 'Changed', changes: [{ attribute: 'Password' }] }]);
    const back = office.call('users.update', { ...person('anna', { password: 'First-pass1' }), id: anna.id });
    expect(await failureOf(back)).toContain('your last 3 passwords');
  });

  it('a proof of a sign-in is good for its own person and page only', async () => {
    const bea = await addPerson(office, 'bea', { password: 'First-pass1' });
    office.clock.advance(31 * dayMs);
    const { web, page } = await openSignIn(bea.username);
    const step = asPage(await web.signIn(page, bea));
    const other = await addPerson(office, 'otto', { password: 'Other-pass1' });
    const stolen = await web.submit(step, formOf(step), {
      person: other.id,
      'new-password': 'Stolen-pass1',
      'new-password-repeated': 'Stolen-pass1',
    });
    expect(asPage(stolen).status).toBe(403);
    const theirs = await openSignIn(other.username);
    expect(await theirs.web.signIn(theirs.page, other)).toMatchObject({ kind: 'callback' });
  });

  it('a person without a password chooses one behind the personal link, and only there', async () => {
    const fill = async (name: string) => {
      const managedAppleId = `${name}@appleid.office.example`;
      const { id } = await office.call('users.create', person(name, { managedAppleId }));
      return { id, username: `${name}@office.example`, password: 'Chosen-pass1', managedAppleId };
    };
    const carl = await fill('carl');
    const { web, page } = await openSignIn(carl.username);
    expect(page.forms.flatMap(({ fields }) => fields).map(({ name }) => name)).not.toContain('new-password');
    expect(asPage(await web.signIn(page, carl)).status).toBe(401);

    const link = await invite(office, carl);
    const old = phone('17.5');
    const first = asPage(await old.webSession().open(link));
    expect(first.text).toContain('You have no password yet');
    await old.enrollByInvitation(link, carl);
    expect(await onlyDeviceOf(office, carl)).toMatchObject({ enrollmentType: 'user', state: 'enrolled' });
    // The link is no way to change a password that is there.
    const second = asPage(
      await phone('17.5')
        .webSession()
        .open(await invite(office, carl)),
    );
    expect(second.text).not.toContain('You have no password yet');

    // A recent system enrolls in Settings; the password has to be there before.
    const dora = await fill('dora');
    const browser = phone().webSession();
    const choose = asPage(await browser.open(await invite(office, dora)));
    const done = await browser.submit(choose, formOf(choose), {
      'new-password': dora.password,
      'new-password-repeated': dora.password,
    });
    expect(asPage(done).text).toContain('Open Settings');
    await phone().enrollAccountDriven({ ...dora, identifier: dora.username, discoveryOrigin: office.origin });
  });

  it('locks an account after as many failures as the strictest setting says', async () => {
    const emil = await addPerson(office, 'emil', { password: 'Emils-pass1' });
    const { web, page } = await openSignIn(emil.username);
    for (let attempt = 0; attempt < 2; attempt += 1) {
      expect(asPage(await web.signIn(page, { ...emil, password: 'guessed' })).status).toBe(401);
    }
    const locked = asPage(await web.signIn(page, emil));
    expect([locked.status, locked.text]).toEqual([429, expect.stringContaining('Wait 5 minutes') as string]);
    office.clock.advance(5 * 60_000);
    expect(await web.signIn(page, emil)).toMatchObject({ kind: 'callback' });
  });
});
