// Rules on users and membership of any kind of group, as conditions over a row of `users`.
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { RuleGroup } from '../../../shared/rules/rules.ts';
import {
  customAttributePrefix,
  customAttributesOf,
  type FixedUserAttribute,
  groupAttribute,
  userCatalogue,
} from '../../../shared/rules/user-rules.ts';
import { allUsersGroupId } from '../../model/people.ts';
import type { Query } from '../executor.ts';
import { foldSql } from '../sql/fold.ts';
import { isNameable, itemsOf, mergedObjects, namedValueOf } from '../sql/json.ts';
import { rulesToSql, type RuleSource } from './rules-sql.ts';
import { deviceCount, inviteStatus } from './user-expressions.ts';

type Condition = RawBuilder<SqlBool>;

export interface DynamicGroup {
  readonly id: string;
  readonly name: string;
  readonly rules: RuleGroup;
}

export interface UserRuleContext {
  readonly dynamicGroups: ReadonlyMap<string, DynamicGroup>;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

const nothing: RuleGroup = { match: 'all', rules: [] };

/** All dynamic groups: there are few, and each may be a rule of another one. */
export const readDynamicGroups = async (query: Query): Promise<ReadonlyMap<string, DynamicGroup>> => {
  const rows = await query
    .selectFrom('user_groups')
    .select(['id', 'name', 'rules_json'])
    .where('kind', '=', 'dynamic')
    .orderBy('name')
    .execute();
  return new Map(
    rows.map(({ id, name, rules_json }) => [
      id,
      { id, name, rules: rules_json === null ? nothing : (JSON.parse(rules_json) as RuleGroup) },
    ]),
  );
};

/** Users who are a member of a group whose text passes the test; groups with member rows only. */
const inGroupWhere = (column: 'name' | 'distinguished_name' | 'external_id'): RuleSource => ({
  kind: 'many',
  some: (test) => sql`users.id in (select m.user_id from user_group_members m where m.group_id in (
    select g.id from user_groups g where ${test(foldSql(sql`${sql.ref(`g.${column}`)}`))}))`,
});

const one = (value: RawBuilder<unknown>): RuleSource => ({ kind: 'one', value });

const fixedSource = (attribute: FixedUserAttribute, now: number): RuleSource => {
  switch (attribute) {
    case 'displayName':
      return one(sql`users.display_name_folded`);
    case 'email':
      return one(sql`users.email_folded`);
    case 'username':
      return one(sql`users.username_folded`);
    case 'firstName':
      return one(sql`users.first_name_folded`);
    case 'lastName':
      return one(sql`users.last_name_folded`);
    case 'enabled':
      return one(sql`users.enabled`);
    case 'hasManagedAppleId':
      return one(sql`(users.managed_apple_id is not null)`);
    case 'source':
      return one(sql`users.source`);
    case 'inviteStatus':
      return one(inviteStatus(now));
    case 'devices':
      return one(deviceCount);
    case 'createdAt':
      return one(sql`users.created_at`);
    case 'locale':
      return one(foldSql(sql`users.locale`));
    case 'userGroupName':
      return inGroupWhere('name');
    case 'userGroupDn':
      return inGroupWhere('distinguished_name');
    case 'userGroupGuid':
      return inGroupWhere('external_id');
  }
};

/** Most people have attributes of one kind alone, and looking into a text of JSON takes the time. */
const effective = (name: string): RawBuilder<unknown> => {
  const [told, ours] = [
    namedValueOf('users.attributes_json', name),
    namedValueOf('users.custom_attributes_json', name),
  ];
  return sql`case when users.attributes_json = '{}' then ${ours} when users.custom_attributes_json = '{}' then ${told}
    else coalesce(${told}, ${ours}) end`;
};

const customSource = (name: string): RuleSource =>
  isNameable(name)
    ? one(foldSql(effective(name)))
    : {
        kind: 'many',
        some: (
          test,
        ) => sql`exists (select 1 from ${itemsOf(mergedObjects('users.custom_attributes_json', 'users.attributes_json'))} a
          where a.key = ${name} and ${test(foldSql(sql`a.value`))})`,
      };

/** `within` are the groups whose rules are being written out: a group that refers to itself holds nobody. */
const membership = (groupId: string, context: UserRuleContext, within: readonly string[]): Condition => {
  if (groupId === allUsersGroupId) return sql`1`;
  const dynamic = context.dynamicGroups.get(groupId);
  if (!dynamic) {
    return sql`users.id in (select user_id from user_group_members where group_id = ${groupId})`;
  }
  return within.includes(groupId) ? sql`0` : condition(dynamic.rules, context, [...within, groupId]);
};

const condition = (rules: RuleGroup, context: UserRuleContext, within: readonly string[]): Condition =>
  rulesToSql(rules, {
    catalogue: userCatalogue({ customAttributes: customAttributesOf(rules) }),
    now: context.now,
    source: (attribute) => {
      if (attribute === groupAttribute) return { kind: 'member', has: (id) => membership(id, context, within) };
      return attribute.startsWith(customAttributePrefix)
        ? customSource(attribute.slice(customAttributePrefix.length))
        : fixedSource(attribute as FixedUserAttribute, context.now);
    },
  });

/** True for the users who fit the rules. */
export const userRulesSql = (rules: RuleGroup, context: UserRuleContext): Condition => condition(rules, context, []);

/** True for the members of a group of any kind. */
export const memberOfSql = (groupId: string, context: UserRuleContext): Condition => membership(groupId, context, []);
