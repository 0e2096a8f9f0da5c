// Whoever guesses at the sign-in page learns nothing but "wrong": not who exists, nor where their password is kept.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowUserEnrollment, startOffice, type Office } from '../../support/core.ts';
import { createFakeEntra, type FakeEntra } from '../../support/fakes/entra.ts';
import { createShiftedClock } from '../../support/fakes/shifted-clock.ts';
import { personLdif, startLdapDirectory, type LdapDirectory } from '../../support/ldap-directory.ts';
import { connectAndSync, ldapInput } from '../../support/ldap-office.ts';
import { endedTask } from '../../support/mail.ts';
import { addSetting, registrationBody } from '../../support/user-settings.ts';
import { asPage } from '../../support/enrollment-scenarios.ts';

const day = 24 * 60 * 60_000;
/** Names of one length, so that answers that repeat them are as long. */
const kinds = {
  unknown: 'nobody',
  local: 'louise',
  disabled: 'dieter',
  ldap: 'laurin',
  entra: 'esther',
} as const;
type Kind = keyof typeof kinds;

describe('a wrong password', () => {
  const clock = createShiftedClock();
  let entra: FakeEntra;
  let directory: LdapDirectory;
  let office: Office;

  beforeAll(async () => {
    entra = await createFakeEntra({ now: () => clock.now() });
    directory = await startLdapDirectory({ entries: `\n${personLdif(kinds.ldap)}` });
    office = await startOffice({ entra, clock });
    await allowUserEnrollment(office);
    await office.addPerson(kinds.local);
    const { id } = await office.addPerson(kinds.disabled);
    await office.call('users.setEnabled', { ids: [id], enabled: false });
    await connectAndSync(office, ldapInput(directory.url));
    entra.directory.addUser(kinds.entra);
    entra.redirectUris.add((await office.call('entra.get', {})).redirectUri);
    await office.call('entra.update', {
      name: 'Office tenant',
      tenantId: entra.app.tenantId,
      clientId: entra.app.clientId,
      credential: { kind: 'secret', secret: entra.app.secret },
      enabled: true,
      managedAppleId: 'upn',
      appleidSubdomain: true,
      autoInvite: false,
      syncMinutes: 60,
      groups: [],
      attributes: [],
    });
    await endedTask(office, (await office.call('entra.sync', {})).taskId);
    expect((await office.call('users.list', {})).total).toBe(4);
  }, 120_000);
  afterAll(async () => {
    await office.stop();
    await entra.stop();
    await directory.stop();
    expect(office.problems).toEqual([]);
  });

  /** One try on the page that does not know who comes. Milliseconds of the answer. */
  const attempt = async (name: string) => {
    const web = office.device({ kind: 'iPhone', osVersion: '18.2' }).webSession();
    const page = asPage(await web.open(`${office.origin}/enroll/sign-in`));
    const start = performance.now();
    const answer = asPage(await web.signIn(page, { username: `${name}@office.example`, password: 'guessed' }));
    const ms = performance.now() - start;
    return {
      ms,
      status: answer.status,
      html: answer.html.replaceAll(name, 'SOMEBODY').replace(/name="form-token" value="[^"]+"/, 'TOKEN'),
    };
  };

  it('is answered with the same bytes for nobody and for people of every kind', async () => {
    const unknown = await attempt(kinds.unknown);
    expect(unknown.status).toBe(401);
    for (const kind of ['local', 'disabled', 'ldap', 'entra'] as const) {
      const { status, html } = await attempt(kinds[kind]);
      expect({ kind, status, html }).toEqual({ kind, status: unknown.status, html: unknown.html });
    }
  });

  it('is answered alike where some people sign in with a PIN', async () => {
    const group = await office.call('groups.create', { name: 'By PIN', memberIds: [] });
    const { id } = await office.addPerson('pauley', { groupIds: [group.id] });
    const setting = await addSetting(office.call, 'registration', {
      name: 'By PIN',
      body: registrationBody({ registrationType: 'pin' }),
      groupIds: [group.id],
    });
    const answers = [await attempt('nobody'), await attempt('louise'), await attempt('pauley')];
    expect(answers.map(({ status, html }) => ({ status, html }))).toEqual(
      answers.map(() => ({ status: 401, html: answers[0]?.html })),
    );
    await office.call('userSettings.delete', { id: setting });
    await office.call('users.delete', { ids: [id] });
  });

  it('takes as long for each of them', { timeout: 120_000 }, async () => {
    const best: Partial<Record<Kind, number>> = {};
    for (let round = 0; round < 5; round += 1) {
      // Locks are forgotten after a day.
      clock.advance(2 * day);
      for (const kind of Object.keys(kinds) as Kind[]) {
        best[kind] = Math.min(best[kind] ?? Infinity, (await attempt(kinds[kind])).ms);
      }
    }
    console.log('best answer in ms', JSON.stringify(best));
    const all = Object.values(best);
    expect(Math.max(...all)).toBeLessThan(1.5 * Math.min(...all));
  });
});
