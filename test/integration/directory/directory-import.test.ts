// The import of people and groups over a real database.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type OpenDatabase } from '../../../electron/db/open.ts';
import { createDirectoryMatchesStore, usualPolicy } from '../../../electron/db/stores/directories/directory-matches.ts';
import { createGroupsStore } from '../../../electron/db/stores/people/groups.ts';
import { createUsersStore, type UsersStore } from '../../../electron/db/stores/people/users.ts';
import { createDirectoryImport, type DirectoryImport } from '../../../electron/directory/directory-import.ts';
import type { DirectorySource } from '../../../electron/directory/import-report.ts';
import type { DirectoryPerson } from '../../../electron/model/directory-person.ts';
import { createUsersService, type UsersService } from '../../../electron/people/users.ts';
import { inEnglish } from '../../support/english.ts';
import { prepareDatabase } from '../../support/prepared.ts';
import { processorTime } from '../../support/processor-time.ts';

const source: DirectorySource = {
  kind: 'ldap',
  id: 'server-1',
  name: 'Head office',
  managedAppleId: { kind: 'email', appleidSubdomain: true },
};

const person = (name: string, more: Partial<DirectoryPerson> = {}): DirectoryPerson => ({
  externalId: `guid-${name}`,
  username: `${name}@office.example`,
  email: `${name}@office.example`,
  firstName: name,
  lastName: 'Berg',
  displayName: `${name} Berg`,
  enabled: undefined,
  attributes: { distinguishedName: `uid=${name},ou=people,dc=office,dc=example` },
  ...more,
});

describe('directory import', () => {
  let folder: string;
  let database: OpenDatabase;
  let now: number;
  let ended: string[];
  let directory: DirectoryImport;
  let store: UsersStore;
  let users: UsersService;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'russet-import-'));
    await prepareDatabase(folder);
    database = await openDatabase(folder);
    now = 1_000_000;
    ended = [];
    const { executor } = database;
    const endAccess = (ids: readonly string[]): Promise<void> => {
      ended.push(...ids);
      return Promise.resolve();
    };
    const clock = { now: () => now, schedule: () => () => undefined };
    directory = createDirectoryImport({ executor, clock, endAccess });
    store = createUsersStore(executor);
    users = createUsersService({ executor, clock, endAccess });
  });

  afterEach(async () => {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('creates people with Managed Apple IDs by the rule, then leaves them alone until something changes', async () => {
    expect(await directory.apply(source, [person('anna'), person('ben')])).toEqual({
      created: 2,
      updated: 0,
      unchanged: 0,
      skipped: [],
      leftOut: [],
      clashes: [],
    });
    const anna = await store.byUsername('anna@office.example');
    expect(anna).toMatchObject({
      source: 'ldap',
      managedAppleId: 'anna@appleid.office.example',
      enabled: true,
      hasPassword: false,
      directory: { sourceId: 'server-1', externalId: 'guid-anna', syncState: 'direct', lastSyncedAt: 1_000_000 },
      attributes: { distinguishedName: 'uid=anna,ou=people,dc=office,dc=example' },
    });
    now += 1000;
    const again = await directory.apply(source, [person('anna', { lastName: 'Holm' }), person('ben')]);
    expect(again).toMatchObject({ created: 0, updated: 1, unchanged: 1 });
    expect(await store.byUsername('anna@office.example')).toMatchObject({ id: anna?.id, lastName: 'Holm' });
  });

  it('knows who was seen although the clock is set back or forward in the middle of a sync', async () => {
    await directory.applyGroups(source, [{ externalId: 'g1', name: 'Sales' }]);
    await directory.apply(source, [person('anna'), person('ben'), person('carla')]);
    for (const jump of [-3_600_000, 3_600_000]) {
      now += 100_000;
      const since = now;
      now += jump;
      await directory.applyGroups(source, [{ externalId: 'g1', name: 'Sales' }], { since });
      await directory.apply(source, [person('anna'), person('ben', { lastName: `Holm ${String(jump)}` })], { since });
      expect(await directory.finish(source, since)).toEqual({
        missing: jump < 0 ? 1 : 0,
        deletedGroups: [],
        keptGroups: [],
      });
      expect((await store.byUsername('anna@office.example'))?.directory?.syncState).toBe('direct');
      expect((await store.byUsername('carla@office.example'))?.directory?.syncState).toBe('no-sync');
    }
  });

  it('notices who is gone although they were last seen by a clock that was ahead', async () => {
    now += 365 * 86_400_000;
    await directory.apply(source, [person('anna'), person('ben')]);
    now -= 364 * 86_400_000;
    await directory.apply(source, [person('anna')], { since: now });
    expect(await directory.finish(source, now)).toMatchObject({ missing: 1 });
    expect((await store.byUsername('ben@office.example'))?.directory?.syncState).toBe('no-sync');
  });

  it('check 12: leaves the Managed Apple ID of an account unchanged on a clash and names both people', async () => {
    await users.create({
      username: 'boss@office.example',
      email: 'boss@office.example',
      firstName: 'The',
      lastName: 'Boss',
      displayName: 'The Boss',
      managedAppleId: 'anna@appleid.office.example',
      groupIds: [],
    });
    const first = await directory.apply(source, [person('anna'), person('ben')]);
    expect(first.clashes).toEqual([
      { who: 'anna Berg', managedAppleId: 'a•••a@appleid.office.example', heldBy: 'The Boss (boss@office.example)' },
    ]);
    expect((await store.byUsername('anna@office.example'))?.managedAppleId).toBeUndefined();
    const moved = await directory.apply(source, [person('ben', { email: 'anna@office.example' })]);
    expect(moved.clashes).toHaveLength(1);
    expect((await store.byUsername('ben@office.example'))?.managedAppleId).toBe('ben@appleid.office.example');
    expect((await store.byUsername('boss@office.example'))?.managedAppleId).toBe('anna@appleid.office.example');
  });

  it('skips what cannot be a user, says why, and takes in the rest', async () => {
    await users.create({
      username: 'carla@office.example',
      email: 'carla@office.example',
      firstName: 'Carla',
      lastName: 'Local',
      displayName: 'Carla Local',
      groupIds: [],
    });
    const report = await directory.apply(source, [
      person('long', { displayName: 'x'.repeat(129) }),
      person('no-mail', { email: '' }),
      person('bad-mail', { email: 'not an address' }),
      person('carla'),
      person('twin', { externalId: 'guid-a' }),
      person('twin', { externalId: 'guid-b' }),
      person('fine', { displayName: 'x'.repeat(128) }),
    ]);
    expect(report.created).toBe(2);
    expect(inEnglish(report.skipped.map(({ reason }) => reason))).toEqual([
      'the user name carla@office.example already belongs to Carla Local; choose whether both are one person',
      'the display name has 129 characters, at most 128 are allowed',
      'has no e-mail address',
      '"not an address" is not an e-mail address',
      'the user name twin@office.example already belongs to twin Berg',
    ]);
    expect((await store.byUsername('carla@office.example'))?.source).toBe('local');
  });

  it('disables and enables people as the directory says, and ends the access of the disabled', async () => {
    await directory.apply(source, [person('anna', { enabled: true }), person('ben')]);
    const report = await directory.apply(source, [
      // Even an entry that is unusable otherwise locks its account.
      person('anna', { enabled: false, displayName: 'x'.repeat(200) }),
      person('ben', { enabled: false }),
    ]);
    expect(report.updated).toBe(2);
    const [anna, ben] = [await store.byUsername('anna@office.example'), await store.byUsername('ben@office.example')];
    expect([anna?.enabled, anna?.displayName, ben?.enabled]).toEqual([false, 'anna Berg', false]);
    expect(new Set(ended)).toEqual(new Set([anna?.id, ben?.id]));
    // Where the directory does not say, the choice made here stays.
    await directory.apply(source, [person('ben')]);
    expect((await store.byUsername('ben@office.example'))?.enabled).toBe(false);
    await directory.apply(source, [person('ben', { enabled: true })]);
    expect((await store.byUsername('ben@office.example'))?.enabled).toBe(true);
  });

  it('keeps people who are gone without sync and outside the groups, and takes them back when they return', async () => {
    await directory.applyGroups(source, [{ externalId: 'g1', name: 'Sales' }]);
    await directory.apply(source, [
      person('anna', { groupExternalIds: ['g1'] }),
      person('ben', { groupExternalIds: ['g1', 'unknown'] }),
    ]);
    now += 1000;
    expect(await directory.plan(source, [person('anna', { groupExternalIds: ['g1'] })])).toEqual({
      known: 2,
      knownGroups: 0,
      created: 0,
      changed: 0,
      missing: 1,
    });
    await directory.applyGroups(source, [{ externalId: 'g1', name: 'Sales' }]);
    await directory.apply(source, [person('anna', { groupExternalIds: ['g1'] })]);
    expect(await directory.finish(source, now)).toEqual({ missing: 1, deletedGroups: [], keptGroups: [] });
    const ben = await store.byUsername('ben@office.example');
    expect(ben).toMatchObject({ enabled: true, directory: { syncState: 'no-sync' } });
    const groups = createGroupsStore(database.executor);
    const sales = await groups.byName('Sales');
    expect((await groups.members(sales?.id ?? '')).map(({ displayName }) => displayName)).toEqual(['anna Berg']);
    await directory.apply(source, [person('ben', { groupExternalIds: ['g1'] })]);
    expect((await store.byUsername('ben@office.example'))?.directory?.syncState).toBe('direct');
    expect((await groups.members(sales?.id ?? '')).length).toBe(2);
  });

  it('gives groups of the same name names of their own, and deletes those that are gone', async () => {
    const groups = createGroupsStore(database.executor);
    await groups.insert({ id: 'mine', name: 'Sales', description: '', kind: 'manual' }, now);
    await directory.applyGroups(source, [
      { externalId: 'g1', name: 'sales' },
      { externalId: 'g2', name: 'Sales' },
    ]);
    const { rows } = await groups.list({ limit: 10, offset: 0, search: 'sales' });
    expect(rows.map(({ name }) => name)).toEqual(['Sales', 'Sales (Head office 2)', 'sales (Head office)']);
    const mine = (await groups.sameName('mine')).map(({ name, externalId }) => [name, externalId]);
    expect(mine).toEqual([
      ['Sales', undefined],
      ['Sales (Head office 2)', 'g2'],
      ['sales (Head office)', 'g1'],
    ]);
    now += 1000;
    const { deletedGroups } = await directory.finish(source, now);
    expect(deletedGroups).toHaveLength(2);
    expect(await groups.sameName('mine')).toEqual([]);
    expect(await groups.byName('Sales')).toMatchObject({ id: 'mine' });
  });

  it('keeps a group that is gone while a rule asks for it', async () => {
    const groups = createGroupsStore(database.executor);
    await directory.applyGroups(source, [
      { externalId: 'g1', name: 'Asked for' },
      { externalId: 'g2', name: 'Forgotten' },
    ]);
    const asked = await groups.byName('Asked for');
    await groups.insert(
      {
        id: 'by-rule',
        name: 'By rule',
        description: '',
        kind: 'dynamic',
        rules: { match: 'all', rules: [{ attribute: 'userGroup', operator: 'equals', value: asked?.id ?? '' }] },
      },
      now,
    );
    now += 1000;
    expect(await directory.finish(source, now)).toMatchObject({
      deletedGroups: ['Forgotten'],
      keptGroups: ['Asked for'],
    });
  });

  it('turns people of a deleted directory into local ones and finds them again by their external id', async () => {
    await directory.apply(source, [person('anna')]);
    const before = await store.byUsername('anna@office.example');
    await directory.release(source.id);
    expect(await store.byUsername('anna@office.example')).toMatchObject({ source: 'local', directory: undefined });
    const report = await directory.apply({ ...source, id: 'server-2' }, [person('anna')]);
    expect(report).toMatchObject({ created: 0, updated: 1, skipped: [] });
    expect(await store.byUsername('anna@office.example')).toMatchObject({
      id: before?.id,
      source: 'ldap',
      directory: { sourceId: 'server-2' },
    });
  });

  it('leaves attributes of the office alone, and its own values take the place of those that a deleted directory left', async () => {
    const attributes = { department: 'Sales' };
    await directory.apply(source, [person('anna', { attributes })]);
    const anna = async () => await store.byUsername('anna@office.example');
    const id = (await anna())?.id ?? '';
    await store.setAttribute([id], 'Badge', 'Red', now);
    await directory.apply(source, [person('anna', { attributes: { department: 'Design', floor: '2' } })]);
    expect(await anna()).toMatchObject({
      customAttributes: { Badge: 'Red' },
      directoryAttributes: { department: 'Design', floor: '2' },
    });

    await directory.release(source.id);
    expect(await anna()).toMatchObject({
      customAttributes: { Badge: 'Red', department: 'Design', floor: '2' },
      directoryAttributes: {},
    });
    await directory.apply({ ...source, id: 'server-2' }, [person('anna', { attributes })]);
    expect(await anna()).toMatchObject({
      attributes: { Badge: 'Red', department: 'Sales', floor: '2' },
      customAttributes: { Badge: 'Red', floor: '2' },
      directoryAttributes: { department: 'Sales' },
    });
  });

  it('knows its own people although another server of the same directory was deleted', async () => {
    const second = { ...source, id: 'server-2', name: 'Branch' };
    const groups = [{ externalId: 'g1', name: 'Sales' }];
    const there = person('anna', { groupExternalIds: ['g1'] });
    const byOther = { ...there, username: 'anna@branch.example', email: 'anna@branch.example' };
    for (const [from, who] of [
      [source, there],
      [second, byOther],
    ] as const) {
      await directory.applyGroups(from, groups);
      await directory.apply(from, [who]);
    }
    const mine = await store.byUsername('anna@branch.example');
    for (const deleted of [source.id, 'server-3']) {
      await directory.release(deleted);
      now += 1000;
      await directory.applyGroups(second, groups, { since: now });
      const report = await directory.apply(second, [byOther], { since: now });
      expect(report).toMatchObject({ created: 0, updated: 0, unchanged: 1, skipped: [], clashes: [] });
      expect(await directory.finish(second, now)).toEqual({ missing: 0, deletedGroups: [], keptGroups: [] });
      const after = await store.byUsername('anna@branch.example');
      expect(after).toMatchObject({ id: mine?.id, directory: { sourceId: 'server-2', syncState: 'direct' } });
      expect(await store.groupIds(mine?.id ?? '')).toHaveLength(1);
    }
    expect(await store.byUsername('anna@office.example')).toMatchObject({ source: 'local', directory: undefined });
  });

  it('does not take the person of another directory for its own because the ids are the same word', async () => {
    await directory.apply(source, [person('anna', { externalId: 'a1' })]);
    await directory.release(source.id);
    await directory.apply({ ...source, id: 'server-2' }, [person('other', { externalId: 'a1' })]);
    expect(await store.byUsername('anna@office.example')).toMatchObject({ source: 'local' });
    expect(await store.byUsername('other@office.example')).toMatchObject({ source: 'ldap' });
  });

  it('goes on past a row that the database does not take, and names who it is', async () => {
    await directory.apply(source, [person('ben')]);
    await database.executor.write((query) =>
      sql`create trigger refuse before update of last_name on users when new.last_name = 'Refused'
        begin select raise(abort, 'not this one'); end`.execute(query),
    );
    now += 1000;
    const report = await directory.apply(source, [
      person('anna'),
      person('ben', { lastName: 'Refused' }),
      person('carla'),
    ]);
    expect(report).toMatchObject({ created: 2, unchanged: 1 });
    expect(report.skipped.map(({ who }) => who)).toEqual(['ben Berg']);
    expect(await directory.finish(source, now)).toMatchObject({ missing: 0 });
  });

  it('lets people swap and pass on their addresses in one sync, however long the list is', async () => {
    const crowd = Array.from({ length: 600 }, (_, n) => person(`p${String(n)}`));
    await directory.apply(source, [person('anna'), ...crowd, person('ben'), person('carla'), person('dora')]);
    const id = async (name: string) => (await store.byUsername(`${name}@office.example`))?.id;
    const [anna, ben, carla] = [await id('anna'), await id('ben'), await id('carla')];
    const named = (guid: string, name: string) => person(name, { externalId: `guid-${guid}` });
    const report = await directory.apply(source, [
      named('anna', 'ben'),
      ...crowd,
      named('ben', 'carla'),
      named('carla', 'anna'),
      // Somebody keeps this name: then the one who wants it waits.
      named('dora', 'p1'),
    ]);
    expect(report).toMatchObject({ updated: 4, clashes: [{ heldBy: 'p1 Berg (p1@office.example)' }] });
    expect(inEnglish(report.skipped.map(({ reason }) => reason))).toEqual([
      'the user name p1@office.example already belongs to p1 Berg',
    ]);
    expect([await id('ben'), await id('carla'), await id('anna')]).toEqual([anna, ben, carla]);
    expect((await store.byUsername('ben@office.example'))?.managedAppleId).toBe('ben@appleid.office.example');
  });

  it('takes a group away from somebody whose address is not usable any more, and what else is known', async () => {
    await directory.applyGroups(source, [{ externalId: 'g1', name: 'Sales' }]);
    await directory.apply(source, [person('anna', { groupExternalIds: ['g1'], enabled: false })]);
    const report = await directory.apply(source, [
      person('anna', { email: '', username: '', lastName: 'Holm', groupExternalIds: [], enabled: true }),
    ]);
    expect(report.skipped).toHaveLength(1);
    const anna = await store.byUsername('anna@office.example');
    expect(anna).toMatchObject({ email: 'anna@office.example', lastName: 'Holm', enabled: true });
    expect(await store.groupIds(anna?.id ?? '')).toEqual([]);
  });

  it('keeps whom the office disabled disabled, though the directory calls them enabled', async () => {
    await directory.apply(source, [person('anna', { enabled: true })]);
    const id = (await store.byUsername('anna@office.example'))?.id ?? '';
    await users.setEnabled([id], false);
    await directory.apply(source, [person('anna', { enabled: true, lastName: 'Holm' })]);
    expect(await store.find(id)).toMatchObject({ enabled: false, lastName: 'Holm' });
    await users.setEnabled([id], true);
    await directory.apply(source, [person('anna', { enabled: true })]);
    expect((await store.find(id))?.enabled).toBe(true);
  });

  it('takes names with line breaks and other control characters in on one line', async () => {
    await directory.applyGroups(source, [
      { externalId: 'g1', name: 'Sales\r\nNorth', description: 'a\u2028b' },
      { externalId: 'g2', name: `${'g'.repeat(127)}😀` },
    ]);
    expect(await createGroupsStore(database.executor).byName('g'.repeat(127))).toBeDefined();
    const odd = person('anna', {
      firstName: 'An\nna',
      displayName: 'Anna\r\n \u000bBerg\ud83d',
      attributes: { room: '1\n2' },
      username: 'anna@office.example\u0000',
      email: '\u000banna@office.example\uffff',
    });
    await directory.apply(source, [odd, person('ben', { displayName: '\n\t' })]);
    expect(await store.byUsername('anna@office.example')).toMatchObject({
      firstName: 'An na',
      displayName: 'Anna Berg',
      attributes: { room: '1 2' },
    });
    expect(await store.byUsername('ben@office.example')).toBeUndefined();
    expect(await createGroupsStore(database.executor).byName('Sales North')).toMatchObject({ description: 'a b' });
  });

  const local = (name: string, email = `${name}@office.example`) =>
    users.create({
      username: `${name}@office.example`,
      email,
      firstName: name,
      lastName: 'Local',
      displayName: `${name} Local`,
      groupIds: [],
    });

  it('asks about newcomers who have the user name or address of somebody here, and takes in nobody twice', async () => {
    await local('anna');
    await local('b.berg', 'ben@office.example');
    const matches = createDirectoryMatchesStore(database.executor);
    for (const round of [1, 2]) {
      now += 1000;
      const report = await directory.apply(source, [person('anna'), person('ben')], { since: now, whole: true });
      expect(report, String(round)).toMatchObject({ created: 0, updated: 0 });
      expect(inEnglish(report.skipped.map(({ reason }) => reason))).toEqual([
        'the user name anna@office.example already belongs to anna Local; choose whether both are one person',
        'the e-mail address ben@office.example already belongs to b.berg Local; choose whether both are one person',
      ]);
      await directory.finish(source, now);
      expect((await matches.list()).map((match) => match.person.externalId)).toEqual(['guid-anna', 'guid-ben']);
    }
    // Whoever is not told of any more is no question any more.
    now += 1000;
    await directory.apply(source, [person('ben')], { since: now, whole: true });
    await directory.finish(source, now);
    expect((await matches.list()).map((match) => match.person.externalId)).toEqual(['guid-ben']);
  });

  it('finds the successor of an account that was made anew in the directory', async () => {
    await directory.apply(source, [person('anna'), person('ben')]);
    const before = await store.byUsername('anna@office.example');
    const anew = person('anna', { externalId: 'guid-anew' });
    now += 1000;
    const report = await directory.apply(source, [anew, person('ben')], { since: now, whole: true });
    expect(report.skipped).toHaveLength(1);
    const matches = createDirectoryMatchesStore(database.executor);
    expect(await matches.list()).toMatchObject([{ userId: before?.id, person: { externalId: 'guid-anew' } }]);
    await matches.setPolicy(source.id, { ...usualPolicy, existing: 'adopt' });
    const adopting = await directory.apply(source, [anew, person('ben')], { since: now, whole: true });
    expect(adopting).toMatchObject({ created: 0, updated: 1, skipped: [] });
    expect(await matches.list()).toEqual([]);
    expect(await store.byUsername('anna@office.example')).toMatchObject({
      id: before?.id,
      directory: { externalId: 'guid-anew', syncState: 'direct' },
    });
  });

  it('takes in people of the directory who share an address with each other', async () => {
    const shared = { email: 'desk@office.example' };
    await directory.apply(source, [person('anna', shared)]);
    expect(await directory.apply(source, [person('ben', shared)])).toMatchObject({ created: 1, skipped: [] });
  });

  it('takes in each of 20,000 people with as much work as one of a few', async () => {
    const people = Array.from({ length: 20_000 }, (_, n) => person(`p${n}`, { groupExternalIds: ['g1'] }));
    await directory.applyGroups(source, [{ externalId: 'g1', name: 'Everybody there' }]);
    const few = people.slice(0, 1000);
    const first = await processorTime(() => directory.apply(source, few));
    expect(first.value.created).toBe(1000);
    const { value, ms } = await processorTime(() => directory.apply(source, people));
    expect(value.created).toBe(19_000);
    expect(ms / 19_000).toBeLessThan(3 * (first.ms / 1000));
    expect((await directory.apply(source, people)).unchanged).toBe(20_000);
  });
});
