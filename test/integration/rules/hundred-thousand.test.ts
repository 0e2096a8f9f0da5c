import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDynamicGroups, userRulesSql } from '../../../electron/db/rules/user-rules-sql.ts';
import type { RuleRow } from '../../../shared/rules/rules.ts';
import { noon, temporaryDatabase } from '../../support/people.ts';
import { timesAsMuchWork } from '../../support/processor-time.ts';

const people = 100_000;
/** So many times the work of looking at each of them once; a query that looks at them once for each of them is thousands. */
const bound = 6;

describe(`rules over ${people} users`, () => {
  let database: Awaited<ReturnType<typeof temporaryDatabase>>;

  beforeAll(async () => {
    database = await temporaryDatabase();
    await database.executor.write(async (query) => {
      // One in ten is written with letters beyond ASCII.
      await sql`insert into users (id, username, email, first_name, last_name, display_name, source, enabled, created_at,
          updated_at, custom_attributes_json, attributes_json)
        with n (i) as (select 1 union all select i + 1 from n where i < ${people})
        select 'u' || i, 'person' || i || '@office.example', 'person' || i || '@office.example', 'Person',
          iif(i % 10 = 0, 'Öztürk', 'Berg') || i, iif(i % 10 = 0, 'Öztürk ', 'Berg ') || i, 'local', i % 5 > 0,
          ${noon} - i * 60000, ${noon},
          json_object('department', iif(i % 4 = 0, 'Sales', 'Design'), 'desk', i),
          json_object('company', 'Office Ltd', 'title', 'Clerk')
        from n`.execute(query);
      await sql`insert into user_groups (id, name, description, kind, created_at, updated_at)
        values ('half', 'Half', '', 'manual', 0, 0)`.execute(query);
      await sql`insert into user_group_members (group_id, user_id)
        select 'half', id from users where rowid % 2 = 0`.execute(query);
    });
  });
  afterAll(() => database.close());

  const cases: [string, RuleRow[], number][] = [
    ['a name', [{ attribute: 'displayName', operator: 'begins', value: 'öztürk 99' }], 111],
    ['part of an address', [{ attribute: 'email', operator: 'contains', value: '777' }], 280],
    [
      'two rules',
      [
        { attribute: 'email', operator: 'ends', value: '9@OFFICE.example' },
        { attribute: 'enabled', operator: 'equals', value: true },
      ],
      10_000,
    ],
    ['a group', [{ attribute: 'userGroup', operator: 'equals', value: 'half' }], 50_000],
    ['not a group', [{ attribute: 'userGroup', operator: 'not-equals', value: 'half' }], 50_000],
    ['an attribute', [{ attribute: 'attribute:department', operator: 'equals', value: 'sales' }], 25_000],
    ['recently added', [{ attribute: 'createdAt', operator: 'less-ago', value: { amount: 10, unit: 'days' } }], 14_399],
    [
      'an ugly one',
      [
        { attribute: 'email', operator: 'contains', value: '7' },
        { attribute: 'attribute:department', operator: 'not-equals', value: 'sales' },
        { attribute: 'displayName', operator: 'not-contains', value: 'öz' },
        { attribute: 'lastName', operator: 'ends', value: '7' },
        { attribute: 'userGroup', operator: 'not-equals', value: 'half' },
        { attribute: 'devices', operator: 'less', value: 1 },
        { attribute: 'inviteStatus', operator: 'not-equals', value: 'completed' },
      ],
      10_000,
    ],
    ['devices', [{ attribute: 'devices', operator: 'equals', value: 0 }], 100_000],
    ['invite', [{ attribute: 'inviteStatus', operator: 'equals', value: 'not-invited' }], 100_000],
  ];
  for (const [name, rules, hits] of cases) {
    it(`counts and lists ${name} without reading everybody`, async () => {
      const { read } = database.executor;
      const condition = userRulesSql(
        { match: 'all', rules },
        { dynamicGroups: await readDynamicGroups(read), now: noon },
      );
      const count = () =>
        read
          .selectFrom('users')
          .select(sql<number>`count(*)`.as('total'))
          .where(condition)
          .executeTakeFirstOrThrow();
      const page = () =>
        read
          .selectFrom('users')
          .select('id')
          .where(condition)
          .orderBy(sql`display_name collate nocase`)
          .limit(50)
          .execute();
      expect((await count()).total).toBe(hits);
      // Looks at every row, and finds nobody.
      const everybody = () =>
        sql`select count(*) from users where lower(display_name || email || custom_attributes_json) like '%nobody%'`.execute(
          read,
        );
      for (const asked of [count, page]) expect(await timesAsMuchWork(asked, everybody, bound)).toBeLessThan(bound);
    });
  }
});
