// Groups of directories. Names are unique here, but not in a directory: the import chooses what to show.
import { type RawBuilder, sql, type SqlBool } from 'kysely';
import type { Executor } from '../../executor.ts';
import type { DirectorySource } from './directory-people.ts';
import { isOneOf } from '../../sql/one-of.ts';
import { recordsOf } from '../../sql/records.ts';
import { insertMissing } from '../../sql/rows.ts';
import { contains } from '../../sql/text.ts';

export interface SyncedGroup {
  readonly id: string;
  readonly externalId: string;
  /** Unique here. */
  readonly name: string;
  /** As the directory calls it. */
  readonly directoryName: string;
  readonly description: string;
  readonly distinguishedName: string | null;
}

export interface DirectoryGroupsStore {
  /** Groups of the directory, and after them manual ones left by a deleted directory under the same external ids. */
  known(sourceId: string, externalIds: readonly string[]): Promise<readonly SyncedGroup[]>;
  /** Which of the names other groups have, in lower case. */
  takenNames(names: readonly string[], exceptIds: readonly string[]): Promise<readonly string[]>;
  /** Adds or changes. */
  save(source: DirectorySource, groups: readonly SyncedGroup[], now: number): Promise<void>;
  touch(ids: readonly string[], now: number): Promise<void>;
  /** Replaces the members of one group by people of the directory. */
  setMembers(sourceId: string, groupExternalId: string, userExternalIds: readonly string[]): Promise<void>;
  addMembers(sourceId: string, groupExternalId: string, userExternalIds: readonly string[]): Promise<void>;
  removeMembers(sourceId: string, groupExternalId: string, userExternalIds: readonly string[]): Promise<void>;
  /**
   * Deletes groups of the directory that were not seen since. Those that a user setting is distributed to or a rule asks
   * for stay without members: deleting them would change who gets what without anybody noticing. Answers the names of
   * both.
   */
  removeUnseen(sourceId: string, since: number): Promise<{ deleted: readonly string[]; kept: readonly string[] }>;
}

const columns = ['id', 'name', 'directoryName', 'description', 'externalId', 'distinguishedName'] as const;
const field = (name: (typeof columns)[number]) => sql.ref(`v.${name}`);

const insertMembers = (rows: RawBuilder<unknown>) => insertMissing('user_group_members', ['group_id', 'user_id'], rows);

export const createDirectoryGroupsStore = (executor: Executor): DirectoryGroupsStore => {
  const membersOf = (sourceId: string, groupExternalId: string, userExternalIds: readonly string[]) =>
    sql`select g.id, u.id from user_groups g join users u on u.source_id = ${sourceId}
      where g.source_id = ${sourceId} and g.external_id = ${groupExternalId}
        and ${isOneOf('u.external_id', userExternalIds)}`;

  return {
    async known(sourceId, externalIds) {
      const rows = await executor.read
        .selectFrom('user_groups')
        .select(['id', 'external_id', 'name', 'directory_name', 'description', 'distinguished_name'])
        .where(
          sql<SqlBool>`${isOneOf('external_id', externalIds)}
          and (source_id = ${sourceId} or source_id is null)`,
        )
        .orderBy(sql`source_id is null, updated_at desc, id`)
        .execute();
      return rows.map((row) => ({
        id: row.id,
        externalId: row.external_id ?? '',
        name: row.name,
        directoryName: row.directory_name ?? row.name,
        description: row.description,
        distinguishedName: row.distinguished_name,
      }));
    },

    async takenNames(names, exceptIds) {
      const rows = await executor.read
        .selectFrom('user_groups')
        .select('name')
        .where(
          sql<SqlBool>`${isOneOf('name', names)}
          and not ${isOneOf('id', exceptIds)}`,
        )
        .execute();
      return rows.map((row) => row.name.toLowerCase());
    },

    async save(source, groups, now) {
      await executor.write(async (query) => {
        await sql`insert into user_groups (id, name, directory_name, description, kind, source, source_id, external_id,
            distinguished_name, last_synced_at, created_at, updated_at)
          select ${field('id')}, ${field('name')}, ${field('directoryName')}, ${field('description')}, 'directory', ${source.kind}, ${source.id},
            ${field('externalId')}, ${field('distinguishedName')}, ${now}, ${now}, ${now}
          from ${recordsOf('v', groups, columns)} where true
          on conflict (id) do update set name = excluded.name,
            directory_name = excluded.directory_name, description = excluded.description,
            kind = 'directory', source = excluded.source, source_id = excluded.source_id,
            distinguished_name = excluded.distinguished_name, last_synced_at = excluded.last_synced_at,
            updated_at = excluded.updated_at`.execute(query);
      });
    },

    async touch(ids, now) {
      await executor.write(async (query) => {
        await sql`update user_groups set last_synced_at = ${now}
          where ${isOneOf('id', ids)}`.execute(query);
      });
    },

    async setMembers(sourceId, groupExternalId, userExternalIds) {
      await executor.write(async (query) => {
        const wanted = membersOf(sourceId, groupExternalId, userExternalIds);
        await sql`delete from user_group_members where group_id in
            (select id from user_groups where source_id = ${sourceId} and external_id = ${groupExternalId})
          and (group_id, user_id) not in (${wanted})`.execute(query);
        await insertMembers(wanted).execute(query);
      });
    },

    async addMembers(sourceId, groupExternalId, userExternalIds) {
      await executor.write(async (query) => {
        await insertMembers(membersOf(sourceId, groupExternalId, userExternalIds)).execute(query);
      });
    },

    async removeMembers(sourceId, groupExternalId, userExternalIds) {
      await executor.write(async (query) => {
        await sql`delete from user_group_members where (group_id, user_id) in
          (${membersOf(sourceId, groupExternalId, userExternalIds)})`.execute(query);
      });
    },

    async removeUnseen(sourceId, since) {
      return executor.write(async (query) => {
        const unseen = sql`source_id = ${sourceId} and last_synced_at <> ${since}`;
        // The quoted id is found in rules as it stands: ids have no characters that JSON escapes.
        const quoted = sql`'"' || user_groups.id || '"'`;
        const used = sql`(id in (select group_id from user_setting_groups)
          or exists (select 1 from user_groups r where ${contains(sql`r.rules_json`, quoted)})
          or exists (select 1 from saved_queries q where ${contains(sql`q.rules_json`, quoted)}))`;
        await sql`delete from user_group_members where group_id in (select id from user_groups where ${unseen})`.execute(
          query,
        );
        const kept = await sql<{ name: string }>`select name from user_groups where ${unseen} and ${used}`.execute(
          query,
        );
        const deleted = await sql<{ name: string }>`delete from user_groups where ${unseen} and not ${used}
          returning name`.execute(query);
        return { deleted: deleted.rows.map((row) => row.name), kept: kept.rows.map((row) => row.name) };
      });
    },
  };
};
