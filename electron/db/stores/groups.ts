// User groups and their members. All Users is built in: it has no member rows, everybody belongs to it.
import { sql, type SqlBool } from 'kysely';
import { allUsersGroupId, type Group } from '../../people/model.ts';
import type { Executor, Query } from '../executor.ts';
import { containsText } from './like.ts';

export interface GroupQuery {
  readonly search?: string | undefined;
  readonly sortBy?: 'name' | 'members' | 'kind' | undefined;
  readonly sortDirection?: 'asc' | 'desc' | undefined;
  readonly limit: number;
  readonly offset: number;
}

export interface ListedGroup extends Group {
  readonly members: number;
  /** Names of the registration settings distributed to it. */
  readonly settings: readonly string[];
}

export interface GroupMember {
  readonly id: string;
  readonly displayName: string;
  readonly email: string;
}

export interface GroupsStore {
  find(id: string): Promise<Group | undefined>;
  findListed(id: string): Promise<ListedGroup | undefined>;
  byName(name: string): Promise<Group | undefined>;
  /** Which of the ids exist. */
  existing(ids: readonly string[]): Promise<readonly Group[]>;
  list(query: GroupQuery): Promise<{ rows: readonly ListedGroup[]; total: number }>;
  /** Everybody for All Users. Sorted by display name. */
  members(id: string): Promise<readonly GroupMember[]>;
  /** Throws `record.conflict` if the name is taken. */
  insert(group: Group, now: number): Promise<void>;
  update(id: string, changes: { name: string; description: string }, now: number): Promise<void>;
  /** Replaces the members. Throws `record.conflict` for an unknown user. */
  setMembers(id: string, userIds: readonly string[]): Promise<void>;
  /** Throws `record.conflict` while a setting is distributed to it. */
  delete(id: string): Promise<void>;
}

const memberCount = sql<number>`case when g.id = ${allUsersGroupId} then (select count(*) from users)
  else (select count(*) from user_group_members m where m.group_id = g.id) end`;

/** A JSON array of names. */
const settingNames = sql<string>`case when g.id = ${allUsersGroupId}
  then (select json_group_array(s.name) from user_settings s
    where s.is_default = 1 or s.id in (select setting_id from user_setting_groups where group_id = g.id))
  else (select json_group_array(s.name) from user_settings s
    join user_setting_groups x on x.setting_id = s.id where x.group_id = g.id) end`;

const selectListed = (query: Query) =>
  query
    .selectFrom('user_groups as g')
    .select(['g.id', 'g.name', 'g.description', 'g.kind', memberCount.as('members'), settingNames.as('settings')]);

interface ListedRow extends Group {
  readonly members: number;
  readonly settings: string;
}

const toListed = (row: ListedRow): ListedGroup => ({ ...row, settings: JSON.parse(row.settings) as string[] });

export const createGroupsStore = (executor: Executor): GroupsStore => {
  const selectGroups = () => executor.read.selectFrom('user_groups').select(['id', 'name', 'description', 'kind']);

  return {
    find: (id) => selectGroups().where('id', '=', id).executeTakeFirst(),

    async findListed(id) {
      const row = await selectListed(executor.read).where('g.id', '=', id).executeTakeFirst();
      return row && toListed(row);
    },

    byName: (name) => selectGroups().where('name', '=', name).executeTakeFirst(),

    existing: (ids) =>
      selectGroups()
        .where(sql<SqlBool>`id in (select value from json_each(${JSON.stringify(ids)}))`)
        .orderBy('name')
        .execute(),

    async list(query) {
      const search = query.search?.trim();
      const where = search
        ? sql<SqlBool>`(${containsText('g.name', search)} or ${containsText('g.description', search)})`
        : sql<SqlBool>`1`;
      const direction = query.sortDirection ?? 'asc';
      const [rows, count] = await Promise.all([
        selectListed(executor.read)
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
        .orderBy(sql`display_name collate nocase`);
      if (id !== allUsersGroupId) {
        people = people.where(sql<SqlBool>`id in (select user_id from user_group_members where group_id = ${id})`);
      }
      return people.execute();
    },

    async insert(group, now) {
      await executor.write(async (query) => {
        await query
          .insertInto('user_groups')
          .values({ ...group, created_at: now, updated_at: now })
          .execute();
      });
    },

    async update(id, changes, now) {
      await executor.write(async (query) => {
        await query
          .updateTable('user_groups')
          .set({ name: changes.name, description: changes.description, updated_at: now })
          .where('id', '=', id)
          .execute();
      });
    },

    async setMembers(id, userIds) {
      await executor.write(async (query) => {
        await query.deleteFrom('user_group_members').where('group_id', '=', id).execute();
        // One parameter whatever the number: a list of values would run into the limit of parameters.
        await sql`insert into user_group_members (group_id, user_id)
          select ${id}, value from json_each(${JSON.stringify([...new Set(userIds)])})`.execute(query);
      });
    },

    async delete(id) {
      await executor.write(async (query) => {
        await query.deleteFrom('user_groups').where('id', '=', id).execute();
      });
    },
  };
};
