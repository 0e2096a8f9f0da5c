// User groups and their members. All Users is built in and has no member rows: everybody belongs to it. Neither has a
// dynamic group: who belongs to it is a matter of stores/memberships.ts.
import { sql, type SqlBool } from 'kysely';
import type { RuleGroup } from '../../../../shared/rules/rules.ts';
import { rulesToText } from '../../../../shared/rules/text.ts';
import { customAttributesOf, userCatalogue } from '../../../../shared/rules/user-rules.ts';
import { allUsersGroupId, type Group } from '../../../model/people.ts';
import type { Executor, Query } from '../../executor.ts';
import { directoryName } from '../directories/directory-people.ts';
import { containsWords } from '../../sql/like.ts';
import { isOneOf } from '../../sql/one-of.ts';
import { arrayOf } from '../../sql/json.ts';
import { lookedUp, valuesOf } from '../../sql/records.ts';
import { insertMissing } from '../../sql/rows.ts';
import { ignoringCase } from '../../sql/text.ts';

export interface GroupQuery {
  readonly search?: string | undefined;
  readonly sortBy?: 'name' | 'members' | 'kind' | undefined;
  readonly sortDirection?: 'asc' | 'desc' | undefined;
  readonly limit: number;
  readonly offset: number;
}

export interface ListedGroup extends Group {
  readonly source: 'local' | 'ldap' | 'entra';
  /** What the admin calls the directory. */
  readonly sourceName: string | undefined;
  readonly externalId: string | undefined;
  readonly distinguishedName: string | undefined;
  readonly members: number;
  /** Names of the user settings distributed to it. */
  readonly settings: readonly string[];
}

/** One group with what only its own page shows. */
export interface GroupDetails extends ListedGroup {
  /** The rules of a dynamic group in plain words. */
  readonly rules: string | undefined;
}

export interface GroupMember {
  readonly id: string;
  readonly displayName: string;
  readonly email: string;
}

export interface GroupsStore {
  find(id: string): Promise<Group | undefined>;
  /** Counts member rows: 0 members for a dynamic group. */
  findListed(id: string): Promise<GroupDetails | undefined>;
  /** All groups that bear the same name as this one where they come from; empty if there is no other. */
  sameName(id: string): Promise<readonly ListedGroup[]>;
  /** The rules of a dynamic group. */
  rules(id: string): Promise<RuleGroup | undefined>;
  /** Every group by name. */
  all(): Promise<readonly Group[]>;
  byName(name: string): Promise<Group | undefined>;
  /** Which of the ids exist. */
  existing(ids: readonly string[]): Promise<readonly Group[]>;
  /** `dynamicCounts` has the number of members of each dynamic group; without it they count 0. */
  list(
    query: GroupQuery,
    dynamicCounts?: ReadonlyMap<string, number>,
  ): Promise<{ rows: readonly ListedGroup[]; total: number }>;
  /** From member rows; everybody for All Users. Sorted by display name. */
  members(id: string): Promise<readonly GroupMember[]>;
  /** Throws `record.conflict` if the name is taken. */
  insert(group: Group & { readonly rules?: RuleGroup | undefined }, now: number): Promise<void>;
  /** `rules` absent: they stay. */
  update(
    id: string,
    changes: { name: string; description: string; rules?: RuleGroup | undefined },
    now: number,
  ): Promise<void>;
  /** Replaces the members. Throws `record.conflict` for an unknown user. */
  setMembers(id: string, userIds: readonly string[]): Promise<void>;
  /** Adds those who are not members yet, and answers who they are. Throws `record.conflict` for an unknown user. */
  addMembers(id: string, userIds: readonly string[]): Promise<readonly string[]>;
  removeMembers(id: string, userIds: readonly string[]): Promise<void>;
  /**
   * Users by user name, or by an e-mail address that nobody else has. The keys are the names in lower case.
   */
  peopleNamed(names: readonly string[]): Promise<ReadonlyMap<string, GroupMember>>;
  /** Throws `record.conflict` while a setting is distributed to it. */
  delete(id: string): Promise<void>;
}

const memberCount = (dynamicCounts: ReadonlyMap<string, number>) => sql<number>`case g.kind
  when 'built-in' then (select count(*) from users)
  when 'dynamic' then coalesce(${lookedUp(dynamicCounts, 'g.id')}, 0)
  else (select count(*) from user_group_members m where m.group_id = g.id) end`;

/** A JSON array of names. */
const settingNames = sql<string>`(select ${arrayOf('s.name')} from user_settings s
  join user_setting_groups x on x.setting_id = s.id where x.group_id = g.id)`;

const selectListed = (query: Query, dynamicCounts: ReadonlyMap<string, number>) =>
  query
    .selectFrom('user_groups as g')
    .select([
      'g.id',
      'g.name',
      'g.description',
      'g.kind',
      'g.source',
      'g.external_id',
      'g.distinguished_name',
      directoryName(sql`g.source_id`).as('sourceName'),
      memberCount(dynamicCounts).as('members'),
      settingNames.as('settings'),
    ]);

interface ListedRow extends Group {
  readonly external_id: string | null;
  readonly distinguished_name: string | null;
  readonly sourceName: string | null;
  readonly source: ListedGroup['source'];
  readonly members: number;
  readonly settings: string;
}

const toListed = (row: ListedRow): ListedGroup => ({
  id: row.id,
  name: row.name,
  description: row.description,
  kind: row.kind,
  source: row.source,
  sourceName: row.sourceName ?? undefined,
  externalId: row.external_id ?? undefined,
  distinguishedName: row.distinguished_name ?? undefined,
  members: row.members,
  settings: JSON.parse(row.settings) as string[],
});

const noCounts: ReadonlyMap<string, number> = new Map();

export const createGroupsStore = (executor: Executor): GroupsStore => {
  const selectGroups = () => executor.read.selectFrom('user_groups').select(['id', 'name', 'description', 'kind']);

  const textOf = async (rules: RuleGroup): Promise<string> =>
    rulesToText(
      rules,
      userCatalogue({ groups: await selectGroups().execute(), customAttributes: customAttributesOf(rules) }),
    );

  return {
    find: (id) => selectGroups().where('id', '=', id).executeTakeFirst(),

    async findListed(id) {
      const row = await selectListed(executor.read, noCounts)
        .select('g.rules_json')
        .where('g.id', '=', id)
        .executeTakeFirst();
      return (
        row && {
          ...toListed(row),
          rules: row.rules_json === null ? undefined : await textOf(JSON.parse(row.rules_json) as RuleGroup),
        }
      );
    },

    async sameName(id) {
      const rows = await selectListed(executor.read, noCounts)
        .where(
          sql<SqlBool>`${ignoringCase(sql`coalesce(g.directory_name, g.name)`)} =
            (select coalesce(o.directory_name, o.name) from user_groups o where o.id = ${id})`,
        )
        .orderBy('g.name')
        .execute();
      return rows.length > 1 ? rows.map(toListed) : [];
    },

    async rules(id) {
      const row = await executor.read
        .selectFrom('user_groups')
        .select('rules_json')
        .where('id', '=', id)
        .executeTakeFirst();
      return row?.rules_json ? (JSON.parse(row.rules_json) as RuleGroup) : undefined;
    },

    all: () => selectGroups().orderBy('name').execute(),

    byName: (name) => selectGroups().where('name', '=', name).executeTakeFirst(),

    existing: (ids) => selectGroups().where(isOneOf('id', ids)).orderBy('name').execute(),

    async list(query, dynamicCounts = noCounts) {
      const where = containsWords(['g.name', 'g.description'], query.search ?? '');
      const direction = query.sortDirection ?? 'asc';
      const [rows, count] = await Promise.all([
        selectListed(executor.read, dynamicCounts)
          .where(where)
          .orderBy(query.sortBy === 'members' ? sql`members` : query.sortBy === 'kind' ? 'g.kind' : 'g.name', direction)
          .orderBy('g.name')
          .limit(query.limit)
          .offset(query.offset)
          .execute(),
        executor.read
          .selectFrom('user_groups as g')
          .select(sql<number>`count(*)`.as('total'))
          .where(where)
          .executeTakeFirstOrThrow(),
      ]);
      return { rows: rows.map(toListed), total: count.total };
    },

    async members(id) {
      let people = executor.read
        .selectFrom('users')
        .select(['id', 'display_name as displayName', 'email'])
        .orderBy(ignoringCase('display_name'));
      if (id !== allUsersGroupId) {
        people = people.where(sql<SqlBool>`id in (select user_id from user_group_members where group_id = ${id})`);
      }
      return people.execute();
    },

    async insert({ id, name, description, kind, rules }, now) {
      await executor.write(async (query) => {
        await query
          .insertInto('user_groups')
          .values({
            id,
            name,
            description,
            kind,
            rules_json: rules ? JSON.stringify(rules) : null,
            created_at: now,
            updated_at: now,
          })
          .execute();
      });
    },

    async update(id, changes, now) {
      await executor.write(async (query) => {
        await query
          .updateTable('user_groups')
          .set({
            name: changes.name,
            description: changes.description,
            updated_at: now,
            ...(changes.rules && { rules_json: JSON.stringify(changes.rules) }),
          })
          .where('id', '=', id)
          .execute();
      });
    },

    async setMembers(id, userIds) {
      await executor.write(async (query) => {
        await query.deleteFrom('user_group_members').where('group_id', '=', id).execute();
        await sql`insert into user_group_members (group_id, user_id)
          select ${id}, value from ${valuesOf([...new Set(userIds)])}`.execute(query);
      });
    },

    addMembers: (id, userIds) =>
      executor.write(async (query) => {
        const members = insertMissing(
          'user_group_members',
          ['group_id', 'user_id'],
          sql`select ${id}, value from ${valuesOf(userIds)}`,
        );
        const { rows } = await sql<{ user_id: string }>`${members} returning user_id`.execute(query);
        return rows.map((row) => row.user_id);
      }),

    async removeMembers(id, userIds) {
      await executor.write(async (query) => {
        await sql`delete from user_group_members where group_id = ${id}
          and ${isOneOf('user_id', userIds)}`.execute(query);
      });
    },

    async peopleNamed(names) {
      const rows = await executor.read
        .selectFrom('users')
        .select(['id', 'display_name as displayName', 'email', 'username'])
        .where(sql<SqlBool>`(${isOneOf('username', names)} or ${isOneOf('email', names)})`)
        .execute();
      const people = new Map<string, GroupMember>();
      const shared = new Set<string>();
      for (const { id, displayName, email } of rows) {
        const address = email.toLowerCase();
        if (people.has(address)) shared.add(address);
        people.set(address, { id, displayName, email });
      }
      for (const address of shared) people.delete(address);
      for (const { username, id, displayName, email } of rows) {
        people.set(username.toLowerCase(), { id, displayName, email });
      }
      return people;
    },

    async delete(id) {
      await executor.write(async (query) => {
        await query.deleteFrom('user_groups').where('id', '=', id).execute();
      });
    },
  };
};
