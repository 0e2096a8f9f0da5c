// People of a directory who are here already: an administrator's choice, over a real OpenLDAP server.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startOffice, type Office } from '../../support/core.ts';
import { personLdif, startLdapDirectory, type LdapDirectory } from '../../support/ldap-directory.ts';
import { connectAndSync, ldapInput, taskEnd } from '../../support/ldap-office.ts';

describe('people who are found twice', () => {
  let office: Office;
  let directory: LdapDirectory;

  beforeAll(async () => {
    directory = await startLdapDirectory({ entries: personLdif('anna') + personLdif('ben') });
  });
  afterAll(() => directory.stop());
  beforeEach(async () => {
    office = await startOffice({ push: false });
  });
  afterEach(async () => {
    expect(office.problems).toEqual([]);
    await office.stop();
  });

  const names = async () =>
    (await office.call('users.list', {})).rows.map(({ username, source }) => `${username} ${source}`).sort();

  it('become one when the administrator says so, and stay one', async () => {
    const anna = await office.addPerson('anna');
    const { id } = await connectAndSync(office, ldapInput(directory.url));
    const [match, ...others] = await office.call('directoryMatches.list', {});
    expect(others).toEqual([]);
    expect(match).toMatchObject({
      sourceId: id,
      sourceName: 'Head office',
      username: 'anna@office.example',
      existing: { id: anna.id, source: 'local' },
      apart: false,
    });
    const choice = { sourceId: id, externalId: match?.externalId ?? '', choice: 'adopt' } as const;
    await office.call('directoryMatches.decide', choice);
    expect(await names()).toEqual(['anna@office.example ldap', 'ben@office.example ldap']);
    expect(await office.call('users.get', { id: anna.id })).toMatchObject({ sync: 'indirect', hasPassword: false });
    expect(await office.call('directoryMatches.list', {})).toEqual([]);
    await expect(office.call('directoryMatches.decide', choice)).rejects.toThrow('nothing to choose');
    office.clock.advance(1000);
    const task = await taskEnd(office, (await office.call('ldap.syncNow', { id })).taskId);
    expect(task.result?.text).toContain('2');
    expect(await names()).toEqual(['anna@office.example ldap', 'ben@office.example ldap']);
  });

  it('are kept apart when the administrator says so, and not asked about again', async () => {
    const { id: localId } = await office.call('users.create', {
      username: 'b.berg@office.example',
      email: 'ben@office.example',
      firstName: 'Ben',
      lastName: 'Berg',
    });
    const { id } = await connectAndSync(office, ldapInput(directory.url));
    const [match] = await office.call('directoryMatches.list', {});
    await office.call('directoryMatches.decide', {
      sourceId: id,
      externalId: match?.externalId ?? '',
      choice: 'keep-apart',
    });
    office.clock.advance(1000);
    await taskEnd(office, (await office.call('ldap.syncNow', { id })).taskId);
    expect(await office.call('directoryMatches.list', {})).toEqual([]);
    expect(await office.call('users.get', { id: localId })).toMatchObject({ source: 'local' });
    expect(await names()).toContain('ben@office.example ldap');
  });

  it('become one by themselves where the directory is set so', async () => {
    const anna = await office.addPerson('anna');
    const { id } = await connectAndSync(office, ldapInput(directory.url));
    await office.call('directoryMatches.setPolicy', { sourceId: id, existing: 'adopt' });
    expect(await office.call('directoryMatches.policy', { sourceId: id })).toEqual({
      existing: 'adopt',
      gone: 'disable',
      goneLimit: 10,
    });
    await taskEnd(office, (await office.call('ldap.syncNow', { id })).taskId);
    expect(await office.call('users.get', { id: anna.id })).toMatchObject({ source: 'ldap' });
    expect(await office.call('directoryMatches.list', {})).toEqual([]);
  });
});
