import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Executor } from '../../../electron/db/executor.ts';
import { createAuditStore } from '../../../electron/db/stores/office/audit.ts';
import { createGroupsStore } from '../../../electron/db/stores/people/groups.ts';
import { createUsersStore } from '../../../electron/db/stores/people/users.ts';
import { createDevicesStore } from '../../../electron/db/stores/protocol/devices.ts';
import { createUsersService } from '../../../electron/people/users.ts';
import { createAudit } from '../../../electron/office/audit.ts';
import { searchText } from '../../../shared/model/search-text.ts';
import { giveDevice, noon, person, stoppedClock, temporaryDatabase } from '../../support/people.ts';
import { migrated } from '../../support/migrated.ts';
import { leastProcessorTime } from '../../support/processor-time.ts';

/** Of processor time, for 30,000: about 30 ms on a quiet machine. Milliseconds. */
const bound = 150;

describe('search', () => {
  let executor: Executor;
  let close: () => Promise<void>;

  beforeEach(async () => {
    ({ executor, close } = await temporaryDatabase());
  });
  afterEach(() => close());

  const rename = (id: string, name: string) =>
    executor.write((query) => sql`update enrollments set name = ${name} where id = ${id}`.execute(query));
  const devices = async (search: string) =>
    (await createDevicesStore(executor).list({ search, page: 0, pageSize: 10 })).rows.map(({ name }) => name);

  it('finds a device by its name as people type it, also with the name of its person', async () => {
    const service = createUsersService({ executor, clock: stoppedClock, endAccess: () => Promise.resolve() });
    const userId = await service.create(person('anna', { displayName: 'Anna Müller-Lüdenscheidt' }));
    await giveDevice(executor, { id: 'D1', userId });
    for (const [name, typed] of [
      ['Ann’s iPhone', "Ann's"],
      ['iPhone\u00a0von\u00a0Jürgen', 'iPhone von'],
      ['Ju\u0308rgens iPad', 'Jürgens'],
      ['Jürgens iPad', 'Ju\u0308rgens'],
      ['Büro — Empfang', 'buro - EMPFANG'],
      ['Karlʼs\u00a0“Mac”', 'Karl\'s "Mac"'],
      ['Ann’s iPad', 'muller ipad ann’s'],
    ] as const) {
      await rename('D1', name);
      expect(await devices(typed), `${typed} in ${name}`).toEqual([name]);
    }
    expect(await devices('ipad carl')).toEqual([]);
    // What somebody is called now, not before.
    await service.update({ ...person('anna', { displayName: 'Anna Berg' }), id: userId });
    expect(await devices('muller')).toEqual([]);
    expect(await devices('berg')).toEqual(['Ann’s iPad']);
  });

  it('finds people, groups and entries of the audit trail the same way', async () => {
    const service = createUsersService({ executor, clock: stoppedClock, endAccess: () => Promise.resolve() });
    await service.create(person('oneil', { displayName: 'Seán O’Neil' }));
    const people = async (search: string) =>
      (await createUsersStore(executor).list({ search }, noon)).rows.map(({ displayName }) => displayName);
    expect(await people("o'neil sean")).toEqual(['Seán O’Neil']);
    expect(await people('oneil@office.example SEÁN')).toEqual(['Seán O’Neil']);
    expect(await people('oneil carl')).toEqual([]);
    const groups = createGroupsStore(executor);
    await groups.insert({ id: 'g', name: 'Büro – Nord', description: 'Räume 1–9', kind: 'manual' }, noon);
    const found = async (search: string) =>
      (await groups.list({ search, limit: 9, offset: 0 })).rows.map(({ id }) => id);
    expect(await found('nord raume 1-9')).toEqual(['g']);
    expect(await found('nord 2')).toEqual([]);
    const changes = [{ attribute: 'Text', before: 'x', after: `${'Lang '.repeat(1000)}Ende’s` }];
    await createAudit({ executor, clock: stoppedClock }).record({
      actor: 'Jürgen',
      category: 'Users',
      type: 'User',
      name: 'Ann’s',
      activity: 'Changed',
      changes,
    });
    const audit = async (query: { search?: string; by?: string; name?: string }) =>
      (await createAuditStore(executor).list(query, 10, 0)).total;
    expect(await audit({ search: "jurgen ann's ende's" })).toBe(1);
    expect(await audit({ by: 'JURGEN', name: "ann's" })).toBe(1);
    expect(await audit({ by: 'JURGEN', name: 'anna' })).toBe(0);
  });

  it('compares in the database as in memory', async () => {
    // Every letter of the scripts that fold, and a sample of the rest.
    const letters = Array.from({ length: 0x3100 }, (_, code) => String.fromCodePoint(code + 1));
    const more = ['가', '한', 'ﬁ', 'Ａ', '豈', '𝐀', 'ｶﾞ', '😀', '\ufe0f', '\u{1f1e9}'];
    const texts: string[] = [];
    for (let i = 0; i < letters.length; i += 400) texts.push(letters.slice(i, i + 400).join(''));
    texts.push(more.join(''), 'plain ASCII `"\'~ Z', '');
    const userId = await createUsersService({
      executor,
      clock: stoppedClock,
      endAccess: () => Promise.resolve(),
    }).create(person('anna'));
    await giveDevice(executor, { id: 'd', userId });
    for (const text of texts) {
      await rename('d', text);
      const { rows } = await sql<{ text: string }>`select text from device_search`.execute(executor.read);
      expect(rows[0]?.text.slice(0, -6)).toBe(searchText(text));
    }
  });

  it('finds what was there before the texts were kept', async () => {
    const earlier = await migrated('0261-search', async (db) => {
      await sql`insert into users (id, username, email, first_name, last_name, display_name, source, enabled, created_at,
        updated_at) values ('anna', 'anna', 'anna@x', '', '', 'Änna’s', 'local', 1, 1, 1)`.execute(db);
      await sql`insert into enrollments (id, type, flow, state, platform, user_id, ownership, profile_identifier,
        server_origin, name, topic, supervised, awaiting_configuration, declarative_management, authenticated_at,
        last_seen_at) values ('d', 'device', 'profile-device', 'enrolled', 'iOS', 'anna', 'not-set', 'p', 'o',
        'Bürgers iPhone', 't', 0, 0, 0, 1, 1)`.execute(db);
      await sql`insert into audit (at, category, type, name, activity, actor, changes_json, hash)
        values (1, 'Users', 'User', 'Özil', 'Changed', 'console', '[]', 'x')`.execute(db);
    });
    try {
      const read = earlier.executor;
      expect((await createUsersStore(read).list({ search: "anna's" }, noon)).total).toBe(1);
      expect((await createDevicesStore(read).list({ search: "burgers anna's", page: 0, pageSize: 9 })).total).toBe(1);
      expect((await createAuditStore(read).list({ search: 'ozil' }, 9, 0)).total).toBe(1);
      await read.write((query) => sql`delete from enrollments`.execute(query));
      const { rows } = await sql<{ left: number }>`select count(*) as left from device_search`.execute(read.read);
      expect(rows).toEqual([{ left: 0 }]);
    } finally {
      await earlier.close();
    }
  });

  it('answers for 30,000 people with their devices in time that lists may take', async () => {
    const count = 30_000;
    await executor.write(async (query) => {
      const n = sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count})`;
      await sql`insert into users (id, username, email, first_name, last_name, display_name, source, enabled, created_at,
          updated_at, custom_attributes_json, attributes_json)
        select 'u' || i, 'person' || i || '@office.example', 'person' || i || '@office.example', 'Person',
          'Berg', iif(i % 10 = 0, 'Öztürk ', 'Berg ') || i, 'local', 1, i, i, '{}', '{}' from (${n} select i from n)`.execute(
        query,
      );
      await sql`insert into enrollments (id, type, flow, state, platform, user_id, ownership, profile_identifier,
          server_origin, name, topic, supervised, awaiting_configuration, declarative_management, authenticated_at,
          enrolled_at, last_seen_at, info_json)
        select 'e' || i, 'user', 'account-user', 'enrolled', 'iOS', 'u' || i, 'user-owned', 'p', 'o',
          iif(i % 10 = 0, 'Jürgen’s iPhone ', 'iPhone ') || i, 't', 0, 0, 0, 1, 1, 1, hex(zeroblob(1000))
        from (${n} select i from n)`.execute(query);
    });
    const users = createUsersStore(executor);
    const store = createDevicesStore(executor);
    for (const search of ['ozturk 777', "jurgen's iphone 9999", 'öztürk iphone']) {
      const people = () => users.list({ search, limit: 50, offset: 0 }, noon);
      const listed = () => store.list({ search, page: 0, pageSize: 50 });
      expect(await leastProcessorTime(people, bound), `people: ${search}`).toBeLessThan(bound);
      expect(await leastProcessorTime(listed, bound), `devices: ${search}`).toBeLessThan(bound);
    }
    expect((await users.list({ search: 'ozturk 777', limit: 50, offset: 0 }, noon)).total).toBe(3);
    expect((await store.list({ search: 'ÖZTÜRK 777', page: 0, pageSize: 50 })).total).toBe(3);
  }, 120_000);
});
