// Signing in at enrollment with the password of the directory.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowUserEnrollment, startOffice, type Office } from '../../support/core.ts';
import { personLdif, startLdapDirectory, suffix, type LdapDirectory } from '../../support/ldap-directory.ts';
import { connectAndSync, everybody, ldapInput, until } from '../../support/ldap-office.ts';

/** The id is the same in each server of the directory. */
const anna = personLdif('anna', { extra: 'entryUUID: 5d0b1c52-6f0e-4f0e-9d5a-6a1f0c1d2e3f\n' });

describe('sign-in with an LDAP password', () => {
  let office: Office;
  let directory: LdapDirectory;

  beforeAll(async () => {
    directory = await startLdapDirectory({
      entries: `\ndn: ou=moved,${suffix}\nobjectClass: organizationalUnit\nou: moved\n${anna}`,
    });
    office = await startOffice();
    await allowUserEnrollment(office);
    await connectAndSync(office, ldapInput(directory.url, { options: { resultsTimeout: 1 } }));
  });
  afterAll(async () => {
    await office.stop();
    await directory.stop();
    expect(office.problems).toEqual([]);
  });

  const enroll = (password: string) =>
    office.device({ kind: 'iPhone', osVersion: '18.2' }).enrollAccountDriven({
      identifier: 'anna@office.example',
      discoveryOrigin: office.origin,
      password,
      managedAppleId: 'anna@appleid.office.example',
    });

  it('refuses a wrong password and an empty one, which a directory would take for an anonymous bind', async () => {
    await expect(enroll('wrong')).rejects.toThrow();
    await expect(enroll('')).rejects.toThrow();
    expect((await office.call('devices.list', {})).total).toBe(0);
  });

  it('keeps the form while the directory does not answer, and takes the password once it does', async () => {
    const web = office.device({ kind: 'iPhone', osVersion: '18.2' }).webSession();
    const page = await web.open(`${office.origin}/enroll/sign-in?user-identifier=anna%40office.example`);
    if (page.kind !== 'page') throw new Error('there is no page');
    const person = { username: 'anna@office.example', password: 'anna password' };
    await directory.pause();
    const refused = await web.signIn(page, person).finally(() => {
      directory.resume();
    });
    if (refused.kind !== 'page') throw new Error('there is no page');
    expect(refused.status).toBe(503);
    expect(refused.text).toContain('cannot check your password now');
    expect(await web.signIn(refused, person)).toMatchObject({ kind: 'callback' });
  });

  it('answers known, unknown and local names alike while the directory is down, as often as they are tried', async () => {
    await office.call('users.create', {
      username: 'local@office.example',
      email: 'local@office.example',
      firstName: 'Local',
      lastName: 'Person',
    });
    const web = office.device({ kind: 'iPhone', osVersion: '18.2' }).webSession();
    const answers = async (username: string) => {
      const page = await web.open(`${office.origin}/enroll/sign-in?user-identifier=${encodeURIComponent(username)}`);
      if (page.kind !== 'page') throw new Error('there is no page');
      const said: string[] = [];
      for (let tries = 0; tries < 3; tries += 1) {
        const answer = await web.signIn(page, { username, password: 'wrong' });
        if (answer.kind !== 'page') throw new Error('there is no page');
        const sentence = /cannot check your password now|[Ww]ait/.exec(answer.text)?.[0] ?? answer.text;
        said.push(`${String(answer.status)} ${sentence}`);
      }
      return said;
    };
    await directory.pause();
    try {
      const known = await answers('anna@office.example');
      expect(known[0]).toBe('503 cannot check your password now');
      expect(await answers('nobody@office.example')).toEqual(known);
      expect(await answers('local@office.example')).toEqual(known);
    } finally {
      directory.resume();
    }
    for (const { id } of (await office.call('users.list', {})).rows) await office.call('users.unlock', { id });
  });

  it('asks the failover server while the first one hangs', async () => {
    const second = await startLdapDirectory({ entries: anna });
    const id = (await office.call('ldap.list', {}))[0]?.id ?? '';
    const options = { resultsTimeout: 1 };
    const withSecond = ldapInput(directory.url, { options: { ...options, failoverUrl: second.url } });
    await office.call('ldap.update', { ...withSecond, id });
    await directory.pause();
    try {
      const web = office.device({ kind: 'iPhone', osVersion: '18.2' }).webSession();
      const page = await web.open(`${office.origin}/enroll/sign-in?user-identifier=anna%40office.example`);
      if (page.kind !== 'page') throw new Error('there is no page');
      const person = { username: 'anna@office.example', password: 'anna password' };
      expect(await web.signIn(page, person)).toMatchObject({ kind: 'callback' });
    } finally {
      directory.resume();
      await office.call('ldap.update', { ...ldapInput(directory.url, { options }), id });
      await second.stop();
    }
  });

  it('enrolls with the right one, also after the entry was moved and before a sync noticed', async () => {
    await directory.modify(
      `dn: uid=anna,ou=people,${suffix}\nchangetype: modrdn\nnewrdn: uid=anna\ndeleteoldrdn: 0\nnewsuperior: ou=moved,${suffix}\n`,
    );
    await enroll('anna password');
    const { rows } = await office.call('devices.list', {});
    expect(rows.map(({ managedAppleId }) => managedAppleId)).toEqual(['a•••a@appleid.office.example']);
  });

  it('lets nobody in who was taken out of what is synced, whatever the directory says of the password', async () => {
    const [server] = await office.call('ldap.list', {});
    office.clock.advance(1000);
    await office.call('ldap.deselect', {
      id: server?.id ?? '',
      items: [{ kind: everybody.kind, externalId: everybody.externalId }],
    });
    await until(async () =>
      (await office.call('users.list', {})).rows.every(({ source, sync }) => source === 'local' || sync === 'no-sync'),
    );
    await expect(enroll('anna password')).rejects.toThrow();
    expect((await office.call('devices.list', {})).total).toBe(1);
  });
});
