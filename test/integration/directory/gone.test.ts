// People whom a directory has no more: kept, disabled, their devices retired, and what asks first. One office and one
// OpenLDAP server, whose people come and go from test to test.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOffice, type Office } from '../../support/core.ts';
import { enrollOwned, ownedDevicesGroup, type EnrolledDevice } from '../../support/enrolled.ts';
import { groupLdif, personLdif, startLdapDirectory, suffix, type LdapDirectory } from '../../support/ldap-directory.ts';
import { connectAndSync, ldapInput, taskEnd } from '../../support/ldap-office.ts';

const names = ['anna', 'ben', 'carla', 'dora', 'emil', 'fred'] as const;
type Name = (typeof names)[number];

describe('people whom the directory has no more', () => {
  let office: Office;
  let directory: LdapDirectory;
  let sourceId: string;
  let carlasPhone: EnrolledDevice;

  beforeAll(async () => {
    directory = await startLdapDirectory({
      entries: [...names.map((name) => personLdif(name)), groupLdif('staff', ['uid=emil,ou=people'])].join(''),
    });
    office = await startOffice();
    carlasPhone = await enrollOwned(office, 'carla', await ownedDevicesGroup(office));
    ({ id: sourceId } = await connectAndSync(office, ldapInput(directory.url)));
    await office.call('directoryMatches.setPolicy', { sourceId, existing: 'adopt' });
    await sync();
  });
  afterAll(async () => {
    expect(office.problems).toEqual([]);
    await office.stop();
    await directory.stop();
  });

  const sync = async (acceptChanges = false, id = sourceId) => {
    office.clock.advance(1000);
    return taskEnd(office, (await office.call('ldap.syncNow', { id, acceptChanges })).taskId);
  };
  const leave = (...uids: readonly Name[]) =>
    directory.modify(uids.map((uid) => `dn: uid=${uid},ou=people,${suffix}\nchangetype: delete\n`).join('\n'));
  const comeBack = async (...uids: readonly Name[]) => {
    for (const uid of uids) {
      await directory.modify(personLdif(uid).trim().replace('\n', '\nchangetype: add\n'));
    }
  };
  const person = async (name: Name) => {
    const { rows } = await office.call('users.list', { pageSize: 500 });
    const row = rows.find(({ username }) => username === `${name}@office.example`);
    if (!row) throw new Error(`${name} is not there`);
    return row;
  };
  const server = async () => (await office.call('ldap.list', {})).find(({ id }) => id === sourceId);
  const notices = async () => (await office.call('notifications.list', {})).rows.map(({ title }) => title);

  it('are disabled by a directory set up now, with a notice and in the audit trail, until they come back', async () => {
    expect(await office.call('directoryMatches.policy', { sourceId })).toMatchObject({ gone: 'disable' });
    const { id } = await person('anna');
    await leave('anna');
    const task = await sync();
    expect(task.result?.text).toContain('1 disabled, because the directory has them no more');
    expect(await person('anna')).toMatchObject({ enabled: false, sync: 'no-sync' });
    expect((await office.call('ldap.get', { id: sourceId })).report).toMatchObject({ missing: 1, disabled: 1 });
    expect(await notices()).toContain('People whom the directory has no more were disabled');
    const { rows } = await office.call('audit.list', { activities: ['Disabled'] });
    expect(rows[0]).toMatchObject({ name: 'anna Example', by: 'Russet' });
    expect(rows[0]?.changes).toContainEqual({ attribute: 'Gone From Directory', after: 'Head office' });

    await comeBack('anna');
    await sync();
    expect(await person('anna')).toMatchObject({ id, enabled: true });
  });

  it('stay as the office wants them: enabled after they went, or disabled before', async () => {
    const [ben, dora] = [await person('ben'), await person('dora')];
    await office.call('users.setEnabled', { ids: [dora.id], enabled: false });
    await leave('ben', 'dora');
    await sync();
    expect(await person('ben')).toMatchObject({ enabled: false });
    await office.call('users.setEnabled', { ids: [ben.id], enabled: true });
    await sync();
    expect(await person('ben')).toMatchObject({ enabled: true, sync: 'no-sync' });
    await comeBack('ben', 'dora');
    await sync();
    expect(await person('ben')).toMatchObject({ enabled: true });
    expect(await person('dora')).toMatchObject({ enabled: false });
    await office.call('users.setEnabled', { ids: [dora.id], enabled: true });
  });

  it('are asked about when they are more than allowed, and nothing of it is done before', async () => {
    await office.call('directoryMatches.setPolicy', { sourceId, goneLimit: 1 });
    const before = [await person('anna'), await person('ben')];
    await leave('anna', 'ben');
    expect(await sync()).toMatchObject({ state: 'failed' });
    expect(await server()).toMatchObject({
      syncState: 'discarded',
      message: expect.stringContaining('has 2 people no more, and 1 may be disabled without asking') as string,
    });
    expect([await person('anna'), await person('ben')]).toEqual(before);
    expect(await notices()).toContain('A whole sync was dropped: it would change too many people');
    await sync(true);
    expect([(await person('anna')).enabled, (await person('ben')).enabled]).toEqual([false, false]);
    expect(await server()).toMatchObject({ syncState: 'ok' });
    await comeBack('anna', 'ben');
    await sync();
    expect([(await person('anna')).enabled, (await person('ben')).enabled]).toEqual([true, true]);
    await office.call('directoryMatches.setPolicy', { sourceId, goneLimit: 10 });
  });

  it('are kept where the directory is set so, and dealt with at the next sync after it is set otherwise', async () => {
    await office.call('directoryMatches.setPolicy', { sourceId, gone: 'keep' });
    await leave('anna');
    await sync();
    expect(await person('anna')).toMatchObject({ enabled: true, sync: 'no-sync' });
    await office.call('directoryMatches.setPolicy', { sourceId, gone: 'disable' });
    await sync();
    expect(await person('anna')).toMatchObject({ enabled: false });
    await comeBack('anna');
    await sync();
  });

  it('lose their devices too where the directory is set so, as an administrator would retire them', async () => {
    await office.call('directoryMatches.setPolicy', { sourceId, gone: 'retire' });
    await leave('carla');
    expect((await sync()).result?.text).toContain('1 of their devices retired');
    expect(await person('carla')).toMatchObject({ enabled: false });
    expect((await office.call('devices.get', { id: carlasPhone.id })).state).toBe('retire-pending');
    await carlasPhone.device.connect('device');
    expect((await office.call('devices.get', { id: carlasPhone.id })).state).toBe('removed-by-admin');
    const { rows } = await office.call('audit.list', { activities: ['Retire'] });
    expect(rows[0]).toMatchObject({ by: 'Russet' });
    await comeBack('carla');
    await sync();
    await office.call('directoryMatches.setPolicy', { sourceId, gone: 'disable' });
  });

  it('are not those whom the office only no longer selects', async () => {
    const items = [{ kind: 'ou' as const, externalId: 'everybody' }];
    await office.call('ldap.deselect', { id: sourceId, items });
    await sync();
    expect(await person('fred')).toMatchObject({ enabled: true, sync: 'no-sync' });
    const [staff] = await office.call('ldap.search', { id: sourceId, kind: 'group', text: 'staff' });
    if (!staff) throw new Error('the group is not there');
    const { kind, externalId, dn, name } = staff;
    await taskEnd(
      office,
      (await office.call('ldap.select', { id: sourceId, items: [{ kind, externalId, dn, name }] })).taskId,
    );
    await sync();
    expect(await person('emil')).toMatchObject({ enabled: true, sync: 'indirect' });
    expect(await person('fred')).toMatchObject({ enabled: true, sync: 'no-sync' });
    await leave('fred');
    await sync();
    expect(await person('fred')).toMatchObject({ enabled: false });
    await comeBack('fred');
    await taskEnd(
      office,
      (
        await office.call('ldap.select', {
          id: sourceId,
          items: [{ kind: 'ou', externalId: 'everybody', dn: suffix, name: 'Everybody' }],
        })
      ).taskId,
    );
    await sync();
    expect(await person('fred')).toMatchObject({ enabled: true });
  });

  it('are not those of whom another directory tells as well', async () => {
    const branch = await startLdapDirectory({ entries: personLdif('ben') });
    const { id } = await connectAndSync(office, ldapInput(branch.url, { connection: { name: 'Branch' } }));
    await leave('ben', 'emil');
    await sync();
    expect(await person('ben')).toMatchObject({ enabled: true, sync: 'no-sync' });
    expect(await person('emil')).toMatchObject({ enabled: false });
    await comeBack('ben', 'emil');
    await sync();
    await office.call('ldap.delete', { id });
    await branch.stop();
  });

  it('are nobody when a sync fails, or when a directory shows entries without their permanent ID', async () => {
    const before = await person('emil');
    const { connection, ...rest } = ldapInput(directory.url);
    const kept = { ...connection, password: undefined };
    const blind = { ...rest.search, users: { ...rest.search.users, guid: 'employeeNumber' } };
    await office.call('ldap.update', { id: sourceId, ...rest, connection: kept, search: blind });
    await sync(true);
    expect(await person('emil')).toMatchObject({ enabled: true });
    await office.call('ldap.update', { id: sourceId, ...rest, connection: kept });
    await sync(true);
    await directory.stop();
    expect(await sync()).toMatchObject({ state: 'failed' });
    expect(await person('emil')).toMatchObject({ enabled: true, sync: before.sync });
  });
});
