// Who belongs to which group, dynamic ones included: their rules are evaluated whenever somebody asks.
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { type AdminText, say } from '../../../../shared/locales/admin-texts.ts';
import type { RuleGroup } from '../../../../shared/rules/rules.ts';
import { groupsNamedBy } from '../../../../shared/rules/user-rules.ts';
import type { GroupRef } from '../../../model/people.ts';
import type { Executor, Query } from '../../executor.ts';
import {
  type DynamicGroup,
  memberOfSql,
  readDynamicGroups,
  type UserRuleContext,
  userRulesSql,
} from '../../rules/user-rules-sql.ts';
import type { GroupMember } from './groups.ts';
import { isOneOf } from '../../sql/one-of.ts';
import { itemsOf } from '../../sql/json.ts';
import { ignoringCase } from '../../sql/text.ts';
import { configuredAttributes } from '../directories/directory-people.ts';

/** `now` is in milliseconds since the epoch; rules on times look at it. */
export interface MembershipStore {
  /** Number of members of each dynamic group. */
  dynamicCounts(now: number): Promise<ReadonlyMap<string, number>>;
  /** The first members of a group of any kind by display name, and how many there are. */
  members(groupId: string, now: number, limit: number): Promise<{ rows: readonly GroupMember[]; total: number }>;
  /** The first users who fit rules, by display name, and how many there are. */
  matching(rules: RuleGroup, now: number, limit: number): Promise<{ rows: readonly GroupMember[]; total: number }>;
  /** Names of the attributes that some user has, or that the set-up of a directory says people will have. */
  customAttributes(): Promise<readonly string[]>;
  dynamicGroups(): Promise<ReadonlyMap<string, DynamicGroup>>;
}

/** Compound selects end at 500 parts; far fewer keep a statement short. */
const groupsPerStatement = 40;
/** SQLite takes 32,766. The largest rules of one group stay far below. */
const parametersPerStatement = 30_000;

/** The parts of several statements, none of which is too large. */
const statementsOf = (query: Query, parts: readonly RawBuilder<unknown>[]): RawBuilder<unknown>[][] => {
  const statements: RawBuilder<unknown>[][] = [];
  let free = 0;
  for (const part of parts) {
    const { length } = part.compile(query).parameters;
    const last = statements.at(-1);
    if (last && last.length < groupsPerStatement && length <= free) {
      last.push(part);
      free -= length;
    } else {
      statements.push([part]);
      free = parametersPerStatement - length;
    }
  }
  return statements;
};

/** The dynamic groups of the given users, as pairs in order of the groups' names. */
export const dynamicGroupsOf = async (
  query: Query,
  userIds: readonly string[],
  now: number,
): Promise<{ readonly userId: string; readonly group: GroupRef }[]> => {
  const dynamicGroups = await readDynamicGroups(query);
  const context: UserRuleContext = { dynamicGroups, now };
  const wanted = isOneOf('users.id', userIds);
  const parts = [...dynamicGroups.values()].map(
    (group) => sql`select ${group.id} as group_id, users.id as user_id from users
      where ${wanted} and ${memberOfSql(group.id, context)}`,
  );
  const found: { userId: string; group: GroupRef }[] = [];
  for (const statement of statementsOf(query, parts)) {
    const { rows } = await sql<{ group_id: string; user_id: string }>`${sql.join(statement, sql` union all `)}`.execute(
      query,
    );
    for (const row of rows) {
      const group = dynamicGroups.get(row.group_id);
      if (group) found.push({ userId: row.user_id, group: { id: group.id, name: group.name } });
    }
  }
  return found;
};

/** Names of the dynamic groups and saved queries whose rules ask for a group. */
export const usersOfGroup = async (query: Query, groupId: string): Promise<readonly AdminText[]> => {
  const queries = await query.selectFrom('saved_queries').select(['name', 'rules_json']).orderBy('name').execute();
  return [
    ...[...(await readDynamicGroups(query)).values()]
      .filter(({ rules }) => groupsNamedBy(rules).includes(groupId))
      .map(({ name }) => say('errors.usedByGroup', { name })),
    ...queries
      .filter(({ rules_json }) => groupsNamedBy(JSON.parse(rules_json) as RuleGroup).includes(groupId))
      .map(({ name }) => say('errors.usedByQuery', { name })),
  ];
};

export const createMembershipStore = (executor: Executor): MembershipStore => {
  const { read } = executor;

  const select = async (condition: RawBuilder<SqlBool>, limit: number) => {
    const [rows, count] = await Promise.all([
      read
        .selectFrom('users')
        .select(['id', 'display_name as displayName', 'email'])
        .where(condition)
        .orderBy(ignoringCase('display_name'))
        .limit(limit)
        .execute(),
      read
        .selectFrom('users')
        .select(sql<number>`count(*)`.as('total'))
        .where(condition)
        .executeTakeFirstOrThrow(),
    ]);
    return { rows, total: count.total };
  };

  const context = async (now: number): Promise<UserRuleContext> => ({
    dynamicGroups: await readDynamicGroups(read),
    now,
  });

  return {
    async dynamicCounts(now) {
      const rules = await context(now);
      const counts = new Map<string, number>();
      for (const id of rules.dynamicGroups.keys()) {
        const { total } = await read
          .selectFrom('users')
          .select(sql<number>`count(*)`.as('total'))
          .where(memberOfSql(id, rules))
          .executeTakeFirstOrThrow();
        counts.set(id, total);
      }
      return counts;
    },

    members: async (groupId, now, limit) => select(memberOfSql(groupId, await context(now)), limit),

    matching: async (rules, now, limit) => select(userRulesSql(rules, await context(now)), limit),

    async customAttributes() {
      const { rows } = await sql<{ name: string }>`select distinct a.key as name
        from users, ${itemsOf('users.attributes_json')} a where users.attributes_json <> '{}'
        union select a.key from users, ${itemsOf('users.custom_attributes_json')} a
          where users.custom_attributes_json <> '{}'
        union select name from (${configuredAttributes})
        order by 1`.execute(read);
      return rows.map((row) => row.name);
    },

    dynamicGroups: () => readDynamicGroups(read),
  };
};
