import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Executor } from '../../../electron/db/executor.ts';
import type { UserQuery } from '../../../electron/db/stores/people/user-query.ts';
import { createGroupsStore } from '../../../electron/db/stores/people/groups.ts';
import { createUsersStore, type UsersStore } from '../../../electron/db/stores/people/users.ts';
import { createGroupsService } from '../../../electron/people/groups.ts';
import { createUsersService } from '../../../electron/people/users.ts';
import { giveDevice, giveLink, noon, person, stoppedClock, temporaryDatabase } from '../../support/people.ts';
import { timesAsMuchWork } from '../../support/processor-time.ts';

describe('the user list', () => {
  let executor: Executor;
  let close: () => Promise<void>;
  let store: UsersStore;

  const namesOf = async (query: UserQuery) =>
    (await store.list(query, noon)).rows.map((user) => user.firstName).join(' ');

  beforeEach(async () => {
    ({ executor, close } = await temporaryDatabase());
    store = createUsersStore(executor);
  });
  afterEach(() => close());

  describe('of a small office', () => {
    let groupId: string;
    beforeEach(async () => {
      const deps = { executor, clock: stoppedClock, endAccess: () => Promise.resolve() };
      const users = createUsersService(deps);
      const ids = new Map<string, string>();
      for (const name of ['dora', 'anna', 'bert', 'carl']) {
        const more =
          name === 'anna' ? { managedAppleId: 'hidden@appleid.office.example', email: '100%@office.example' } : {};
        ids.set(name, await users.create(person(name, more)));
      }
      const id = (name: string) => ids.get(name) ?? '';
      groupId = await createGroupsService(deps).create({
        name: 'Sales',
        description: '',
        memberIds: [id('carl'), id('anna')],
      });
      await giveDevice(executor, { id: 'D1', userId: id('anna') });
      await giveDevice(executor, { id: 'D2', userId: id('anna'), state: 'wiped' });
      await giveLink(executor, { userId: id('anna'), expiresAt: noon + 1000 });
      await giveLink(executor, { userId: id('bert'), expiresAt: noon + 1000 });
      await giveLink(executor, { userId: id('bert'), expiresAt: noon - 1000 });
      await giveLink(executor, { userId: id('carl'), expiresAt: noon - 1 });
      await giveLink(executor, { userId: id('dora'), expiresAt: noon + 1000, withdrawnAt: noon });
      await users.setEnabled([id('dora')], false);
    });

    it('derives the invite status from links and enrollments', async () => {
      const { rows } = await store.list({}, noon);
      expect(rows.map((user) => [user.firstName, user.inviteStatus])).toEqual([
        ['anna', 'completed'],
        ['bert', 'pending'],
        ['carl', 'expired'],
        ['dora', 'not-invited'],
      ]);
      expect(await namesOf({ inviteStatuses: ['pending', 'expired'] })).toBe('bert carl');
    });

    it('counts only devices that still take commands, and shows the groups', async () => {
      const { rows } = await store.list({ sortBy: 'devices', sortDirection: 'desc' }, noon);
      expect(rows[0]).toMatchObject({ firstName: 'anna', devices: 1, groups: [{ id: groupId, name: 'Sales' }] });
      expect(rows.slice(1).map((user) => user.devices)).toEqual([0, 0, 0]);
    });

    it('filters, searches and pages in the database', async () => {
      expect(await namesOf({ groupId })).toBe('anna carl');
      expect(await namesOf({ groupId: 'all-users' })).toBe('anna bert carl dora');
      expect(await namesOf({ enabled: false })).toBe('dora');
      expect(await namesOf({ hasManagedAppleId: true })).toBe('anna');
      expect(await namesOf({ hasManagedAppleId: false, search: 'EXAMPLE' })).toBe('bert carl dora');
      expect(await namesOf({ sortBy: 'email', sortDirection: 'desc', limit: 2, offset: 1 })).toBe('carl bert');
      expect((await store.list({ limit: 1, offset: 0 }, noon)).total).toBe(4);
    });

    it('finds letters beyond ASCII whatever their case, in users and in groups', async () => {
      const deps = { executor, clock: stoppedClock, endAccess: () => Promise.resolve() };
      await createUsersService(deps).create(person('oemer', { displayName: 'Ömer ÇELİK Weiß' }));
      for (const search of ['ömer', 'ÖMER', 'çel', 'WEIß']) expect(await namesOf({ search })).toBe('oemer');
      expect(await namesOf({ search: 'ömes' })).toBe('');
      await createGroupsService(deps).create({ name: 'BÜRO', description: '', memberIds: [], rules: undefined });
      const groups = createGroupsStore(executor);
      const found = await groups.list({ search: 'büro', limit: 10, offset: 0 }, new Map());
      expect(found.rows.map(({ name }) => name)).toEqual(['BÜRO']);
    });

    it('takes wildcards in the search box literally', async () => {
      expect(await namesOf({ search: '100%' })).toBe('anna');
      expect(await namesOf({ search: 'a_na' })).toBe('');
      // The Managed Apple ID is masked, and so it cannot be searched for.
      expect(await namesOf({ search: 'hidden' })).toBe('');
      expect(await namesOf({ search: `'; drop table users; --` })).toBe('');
    });
  });

  it('answers with the work of a few looks at 10,000 users and 10,000 devices', async () => {
    const each = sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < 10000)`;
    await executor.write(async (query) => {
      await sql`insert into users (id, username, email, first_name, last_name, display_name, managed_apple_id, source,
        enabled, password_hash, created_at, updated_at) select 'u' || i, 'user' || i || '@x.example', 'user' || i || '@x.example', 'F', 'L',
        'Person ' || ((i * 7919) % 10000), null, 'local', 1, null, i, i from (${each} select i from n)`.execute(query);
      await sql`insert into user_groups (id, name, description, kind, created_at, updated_at)
        values ('g', 'Group', '', 'manual', 0, 0)`.execute(query);
      await sql`insert into user_group_members select 'g', 'u' || i from (${each} select i from n)`.execute(query);
      await sql`insert into enrollments (id, type, flow, state, platform, user_id, ownership, profile_identifier,
        server_origin, name,
        topic, supervised, awaiting_configuration, declarative_management, authenticated_at, enrolled_at, last_seen_at,
        info_json) select 'e' || i, 'user', 'account-user', 'enrolled', 'iOS', 'u' || (i / 2), 'user-owned', 'p', 'o', 'iPhone',
        't', 0, 0, 0, 1, 1, 1, hex(zeroblob(1000)) from (${each} select i from n where i > 1)`.execute(query);
    });
    // Looks at every person and every device once, and finds nobody.
    const everybody = () =>
      sql`select (select count(*) from users where lower(display_name || email) like '%nobody%')
        + (select count(*) from enrollments where lower(name || info_json) like '%nobody%')`.execute(executor.read);
    const bound = 4;
    const page = { limit: 50, offset: 5000 };
    const queries: UserQuery[] = [
      page,
      { ...page, sortBy: 'devices', sortDirection: 'desc' },
      { ...page, sortBy: 'inviteStatus' },
      { ...page, groupId: 'g', sortBy: 'email' },
      { limit: 50, offset: 0, search: 'person 12' },
      { ...page, inviteStatuses: ['not-invited'] },
    ];
    for (const query of queries) {
      const times = await timesAsMuchWork(() => store.list(query, noon), everybody, bound);
      expect(times, JSON.stringify(query)).toBeLessThan(bound);
    }
  });
});
