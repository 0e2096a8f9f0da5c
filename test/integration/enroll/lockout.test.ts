// Locked accounts in a whole office: over a restart, seen and lifted by the admin.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowUserEnrollment, startOffice, type Office } from '../../support/core.ts';
import { accountOf, addPerson, failureOf } from '../../support/enrollment-scenarios.ts';

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

  it('does not tell whether there is such an account', async () => {
    const bert = await addPerson(office, 'bert');
    const web = office.device({ kind: 'iPhone', osVersion: '18.2' }).webSession();
    const answers = async (username: string): Promise<(readonly [number, string])[]> => {
      const seen: (readonly [number, string])[] = [];
      for (let attempt = 0; attempt < 6; attempt += 1) {
        const page = await web.open(`${office.origin}/enroll/sign-in`);
        if (page.kind !== 'page') throw new Error('a page was expected');
        const answer = await web.signIn(page, { username, password: 'guessed' });
        if (answer.kind !== 'page') throw new Error('the password was guessed');
        seen.push([answer.status, answer.text]);
      }
      return seen;
    };
    expect(await answers('nobody@office.example')).toEqual(await answers(bert.username));
  });
});
