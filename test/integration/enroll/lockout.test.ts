// Locked accounts in a whole office: over a restart, seen and lifted by the admin.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowUserEnrollment, startOffice, type Office } from '../../support/core.ts';
import { addSetting, type SettingBodyInput } from '../../support/user-settings.ts';
import { accountOf, addPerson, asPage, failureOf } from '../../support/enrollment-scenarios.ts';

const complexity = (lockAfter: number): SettingBodyInput<'password-complexity'> => ({
  minimumLength: 8,
  characteristics: { symbols: 0, uppercase: 0, lowercase: 0, digits: 0 },
  maximumDigitRun: null,
  maximumRepeats: null,
  history: null,
  expiryDays: null,
  lockAfter,
});

describe('a locked account', () => {
  let office: Office;
  beforeAll(async () => {
    office = await startOffice();
    await allowUserEnrollment(office);
  });
  afterAll(() => office.stop());

  it('stays locked over a restart, and the admin sees and unlocks it, which is audited', async () => {
    const anna = await addPerson(office, 'anna');
    const phone = office.device({ kind: 'iPhone', osVersion: '18.2' });
    const guess = { ...accountOf(office, anna), password: 'guessed' };
    for (let attempt = 0; attempt < 5; attempt += 1) {
      expect(await failureOf(phone.enrollAccountDriven(guess))).toContain('401');
    }
    expect(await failureOf(phone.enrollAccountDriven(accountOf(office, anna)))).toContain('429');
    await office.restart();
    expect(await failureOf(phone.enrollAccountDriven(accountOf(office, anna)))).toContain('429');
    expect(await office.call('users.signIn', { id: anna.id })).toMatchObject({
      failedAttempts: 5,
      lockedUntil: expect.any(Number) as number,
    });

    await office.call('users.unlock', { id: anna.id });
    expect(await office.call('users.signIn', { id: anna.id })).toEqual({ failedAttempts: 0, acceptedTerms: [] });
    const { rows } = await office.call('audit.list', { search: 'anna' });
    expect(rows[0]).toMatchObject({ type: 'User', activity: 'Unlocked', by: 'test' });
    await phone.enrollAccountDriven(accountOf(office, anna));
    expect(office.problems).toEqual([]);
  });

  const answers = async (username: string): Promise<(readonly [number, string])[]> => {
    // The address has failures of the tests before.
    office.clock.advance(25 * 60 * 60_000);
    const web = office.device({ kind: 'iPhone', osVersion: '18.2' }).webSession();
    const seen: (readonly [number, string])[] = [];
    for (let attempt = 0; attempt < 6; attempt += 1) {
      const page = await web.open(`${office.origin}/enroll/sign-in`);
      if (page.kind !== 'page') throw new Error('a page was expected');
      const answer = await web.signIn(page, { username, password: 'guessed', pin: '123456' });
      if (answer.kind !== 'page') throw new Error('the password was guessed');
      seen.push([answer.status, answer.text]);
    }
    return seen;
  };

  it('keeps the user name that was typed, and never the password', async () => {
    const web = office.device({ kind: 'iPhone', osVersion: '18.2' }).webSession();
    const page = asPage(await web.open(`${office.origin}/enroll/sign-in`));
    const again = asPage(await web.signIn(page, { username: 'typo@office.example', password: 'guessed' }));
    const values = again.forms[0]?.fields.map(({ name, value, readOnly }) => [name, value, readOnly]);
    expect(values).toContainEqual(['username', 'typo@office.example', false]);
    expect(values).toContainEqual(['password', '', false]);
  });

  it('does not tell whether there is such an account', async () => {
    const bert = await addPerson(office, 'bert');
    expect(await answers('nobody@office.example')).toEqual(await answers(bert.username));
  });

  it('does not tell it by the settings of a group either: the strictest lock counts for everybody', async () => {
    const [cara, dirk] = [await addPerson(office, 'cara'), await addPerson(office, 'dirk')];
    const groupIds = [(await office.call('groups.create', { name: 'Strict', memberIds: [cara.id] })).id];
    await addSetting(office.call, 'password-complexity', { name: 'Strict', body: complexity(3), groupIds });
    await addSetting(office.call, 'registration', {
      name: 'PIN',
      body: { appleEnrollmentType: 'user', registrationType: 'pin' },
      groupIds,
    });
    const unknown = await answers('nobody.else@office.example');
    expect(unknown.map(([status]) => status)).toEqual([401, 401, 401, 429, 429, 429]);
    expect(await answers(cara.username)).toEqual(unknown);
    expect(await answers(dirk.username)).toEqual(unknown);
  });

  it('tells the office that an address is locked, and is lifted with the account or for the address', async () => {
    office.clock.advance(25 * 60 * 60_000);
    const emil = await addPerson(office, 'emil');
    const phone = office.device({ kind: 'iPhone', osVersion: '18.2' });
    const lockAddress = async (): Promise<void> => {
      const web = phone.webSession();
      const page = asPage(await web.open(`${office.origin}/enroll/sign-in`));
      for (let name = 0; name < 20; name += 1) {
        const username = `made-up-${String(name)}@office.example`;
        expect(asPage(await web.signIn(page, { username, password: 'guessed' })).status).toBe(401);
      }
      expect(await failureOf(phone.enrollAccountDriven(accountOf(office, emil)))).toContain('429');
    };
    const notices = async () =>
      (await office.call('notifications.list', { search: 'accounts failed' })).rows.map(({ status }) => status);
    await lockAddress();
    expect(await office.call('users.signIn', { id: emil.id })).toMatchObject({
      failedAttempts: 0,
      lockedAddress: { address: '127.0.0.1' },
    });
    expect(await notices()).toEqual(['Open']);
    const { addresses } = await office.call('users.lockedAddresses', {});
    expect(addresses).toMatchObject([{ address: '127.0.0.1', times: 1 }]);
    await office.call('users.unlock', { id: emil.id });
    expect(await office.call('users.lockedAddresses', {})).toEqual({ addresses: [] });
    expect(await notices()).toEqual(['Cleared']);
    await phone.enrollAccountDriven(accountOf(office, emil));

    office.clock.advance(25 * 60 * 60_000);
    await lockAddress();
    await office.call('users.unlockAddress', { address: '127.0.0.1' });
    const { rows } = await office.call('audit.list', { search: '127.0.0.1 unlocked' });
    expect(rows[0]).toMatchObject({ type: 'Sign-In', activity: 'Unlocked', by: 'test' });
    expect(await failureOf(phone.enrollAccountDriven({ ...accountOf(office, emil), password: 'x' }))).toContain('401');
  });
});
