// People and groups of directories: set-based reads and writes, so that a sync of many thousands takes few statements.
import { sql, type RawBuilder, type Selectable, type SqlBool } from 'kysely';
import type { Executor } from '../../executor.ts';
import type { UsersTable } from '../../tables/people.ts';
import { underUserEnrollment } from '../protocol/device-places.ts';
import { isOneOf } from '../../sql/one-of.ts';
import { fieldOf, itemsOf, mergedObjects, withoutNamesOf } from '../../sql/json.ts';
import { recordsOf } from '../../sql/records.ts';
import { insertMissing } from '../../sql/rows.ts';

/** A person as a sync compares and writes it; `id` is ours. */
export interface SyncedPerson {
  readonly id: string;
  readonly externalId: string;
  readonly username: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly displayName: string;
  readonly managedAppleId: string | null;
  readonly enabled: boolean;
  /** The directory itself locks the account. */
  readonly lockedThere: boolean;
  readonly locale: string | null;
  /** JSON of a flat object with sorted keys. */
  readonly attributes: string;
  readonly syncState: 'direct' | 'indirect' | 'no-sync' | null;
}

/** The record of somebody whom a directory tells of. */
export interface KnownPerson extends SyncedPerson {
  /** False for what a deleted directory left behind under the same id. */
  readonly own: boolean;
  /** The office disabled them, which no directory undoes. */
  readonly disabledHere: boolean;
  /** They are disabled for nothing but having been gone from their directory. */
  readonly disabledGone: boolean;
}

/** Somebody who already has a user name or a Managed Apple ID. */
export interface Holder {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly managedAppleId: string | null;
  /** The directory and the id there. */
  readonly sourceId: string | null;
  readonly externalId: string | null;
}

export interface DirectorySource {
  readonly kind: 'ldap' | 'entra';
  /** The directory's record here. */
  readonly id: string;
}

export interface DirectoryPeopleStore {
  /** What the admin calls the directory; undefined if it is not there any more. */
  nameOf(sourceId: string): Promise<string | undefined>;
  /** Ids of the directories that say of everybody whether the account is enabled. */
  decidingEnabled(): Promise<ReadonlySet<string>>;
  /** Names of the attributes that each directory is set up to bring, by the id of the directory. */
  attributeNames(): Promise<ReadonlyMap<string, readonly string[]>>;
  /**
   * Those of the directory, and after them local people who came from a deleted directory under the same external ids,
   * the latest changed first.
   */
  known(sourceId: string, externalIds: readonly string[]): Promise<readonly KnownPerson[]>;
  /** How many people of the directory are synced, `no-sync` left out. */
  countSynced(sourceId: string): Promise<number>;
  holders(usernames: readonly string[], managedAppleIds: readonly string[]): Promise<readonly Holder[]>;
  /** Records by our ids, for those whom an administrator or a rule found to be people of a directory. */
  records(ids: readonly string[]): Promise<readonly KnownPerson[]>;
  /** Which of them have a device under User Enrollment that is Active or Retire Pending, or is enrolling since then. */
  withUserEnrollment(ids: readonly string[], enrollingSince: number): Promise<readonly string[]>;
  insert(source: DirectorySource, people: readonly SyncedPerson[], now: number): Promise<void>;
  /**
   * Attributes of the office stay, but for those whom a deleted directory left behind: where the new one uses the same
   * name, its value takes the place.
   */
  update(source: DirectorySource, people: readonly SyncedPerson[], now: number): Promise<void>;
  /** These give up user name and Managed Apple ID until `update` writes them, so that two people can swap. */
  vacate(ids: readonly string[]): Promise<void>;
  /** Notes when these were seen. */
  touch(ids: readonly string[], now: number): Promise<void>;
  /** Replaces the memberships of these people in groups of the directory; other groups stay. */
  setMemberships(
    sourceId: string,
    userIds: readonly string[],
    pairs: readonly { readonly userId: string; readonly groupExternalId: string }[],
  ): Promise<void>;
  /** Sets `no-sync` for everybody of the directory who was last seen at another time; answers whom. */
  markUnseen(sourceId: string, since: number): Promise<readonly string[]>;
  /** Sets `no-sync` for these external ids; answers whom. */
  markRemoved(sourceId: string, externalIds: readonly string[]): Promise<readonly string[]>;
  /**
   * The same for people whom the directory has and the office does not want from there; whoever of them is locked there
   * is disabled. Answers who left, and who was disabled.
   */
  markOutside(
    sourceId: string,
    people: readonly { readonly externalId: string; readonly locked: boolean }[],
    now: number,
  ): Promise<{ readonly left: readonly string[]; readonly disabled: readonly string[] }>;
  /** Ids there and names of everybody of the directory who is synced. */
  synced(sourceId: string): Promise<ReadonlyMap<string, string>>;
  /**
   * Turns people of a deleted directory into local ones, and its groups into manual ones. What the directory told of
   * them becomes attributes of the office.
   */
  release(sourceId: string, now: number): Promise<void>;
}

const columns = [
  'id',
  'username',
  'email',
  'firstName',
  'lastName',
  'displayName',
  'managedAppleId',
  'externalId',
  'syncState',
  'locale',
  'attributes',
  'enabled',
  'lockedThere',
] as const;
const field = (name: (typeof columns)[number]) => sql.ref(`v.${name}`);

/** The attributes that directories are set up to bring: `id` of the directory, and `name`. */
export const configuredAttributes = sql<{ id: string; name: string }>`
  select s.id as id, ${fieldOf('c.value', 'name')} as name
    from ldap_servers s, ${itemsOf('s.config_json', 'search.customAttributes')} c
  union select s.id, c.value from entra_sources s, ${itemsOf('s.config_json', 'attributes')} c`;

/** What the admin calls the directory of an id; null for none. */
export const directoryName = (sourceId: RawBuilder<unknown>) => sql<string | null>`coalesce(
  (select s.name from ldap_servers s where s.id = ${sourceId}),
  (select ${fieldOf('s.config_json', 'name')} from entra_sources s where s.id = ${sourceId}))`;

/** Whoever is gone there is in no group there either. */
const leave = (executor: Executor, sourceId: string, who: RawBuilder<SqlBool>): Promise<readonly string[]> =>
  executor.write(async (query) => {
    const gone = await sql<{ id: string }>`update users set sync_state = 'no-sync'
      where source_id = ${sourceId} and sync_state <> 'no-sync' and ${who} returning id`.execute(query);
    const ids = gone.rows.map((row) => row.id);
    await sql`delete from user_group_members where ${isOneOf('user_id', ids)}
      and group_id in (select id from user_groups where source_id = ${sourceId})`.execute(query);
    return ids;
  });

/** The directory itself has them no more. */
const noLongerOutside = (executor: Executor, sourceId: string, who: RawBuilder<SqlBool>): Promise<void> =>
  executor.write(async (query) => {
    await sql`update users set gone = null where source_id = ${sourceId} and gone = 'outside' and ${who}`.execute(
      query,
    );
  });

const toKnown = (row: Selectable<UsersTable>): KnownPerson => ({
  id: row.id,
  own: row.source_id !== null,
  disabledHere: row.disabled_here === 1,
  disabledGone: row.enabled === 0 && (row.gone === 'retiring' || row.gone === 'disabled'),
  externalId: row.external_id ?? '',
  username: row.username,
  email: row.email,
  firstName: row.first_name,
  lastName: row.last_name,
  displayName: row.display_name,
  managedAppleId: row.managed_apple_id,
  enabled: row.enabled === 1,
  lockedThere: row.locked_there === 1,
  locale: row.locale,
  attributes: row.attributes_json,
  syncState: row.sync_state,
});

export const createDirectoryPeopleStore = (executor: Executor): DirectoryPeopleStore => ({
  async nameOf(sourceId) {
    const { rows } = await sql<{ name: string | null }>`select ${directoryName(sql`${sourceId}`)} as name`.execute(
      executor.read,
    );
    return rows[0]?.name ?? undefined;
  },

  async decidingEnabled() {
    const { rows } = await sql<{ id: string }>`select id from entra_sources union select id from ldap_servers
      where ${fieldOf('config_json', 'connection.type')} = 'active-directory'`.execute(executor.read);
    return new Set(rows.map(({ id }) => id));
  },

  async attributeNames() {
    const { rows } = await sql<{ id: string; name: string }>`${configuredAttributes}`.execute(executor.read);
    return new Map(rows.map(({ id }) => [id, rows.flatMap((row) => (row.id === id ? [row.name] : []))]));
  },

  async known(sourceId, externalIds) {
    const rows = await executor.read
      .selectFrom('users')
      .selectAll()
      .where(
        sql<SqlBool>`${isOneOf('external_id', externalIds)}
        and (source_id = ${sourceId} or source_id is null)`,
      )
      .orderBy(sql`source_id is null, updated_at desc, id`)
      .execute();
    return rows.map(toKnown);
  },

  async records(ids) {
    const rows = await executor.read
      .selectFrom('users')
      .selectAll()
      .where(sql<SqlBool>`${isOneOf('id', ids)}`)
      .execute();
    return rows.map((row) => ({ ...toKnown(row), own: false }));
  },

  async countSynced(sourceId) {
    const row = await executor.read
      .selectFrom('users')
      .select(sql<number>`count(*)`.as('total'))
      .where('source_id', '=', sourceId)
      .where('sync_state', '!=', 'no-sync')
      .executeTakeFirstOrThrow();
    return row.total;
  },

  async holders(usernames, managedAppleIds) {
    const rows = await sql<Holder>`select id, username, display_name as displayName, managed_apple_id as managedAppleId,
        source_id as sourceId, external_id as externalId
      from users where ${isOneOf('username', usernames)}
      union select id, username, display_name, managed_apple_id, source_id, external_id
      from users where ${isOneOf('managed_apple_id', managedAppleIds)}`.execute(executor.read);
    return rows.rows;
  },

  withUserEnrollment: (ids, enrollingSince) => underUserEnrollment(executor, ids, enrollingSince),

  async insert(source, people, now) {
    await executor.write(async (query) => {
      await sql`insert into users (id, username, email, first_name, last_name, display_name, managed_apple_id,
          source, source_id, external_id, sync_state, locale, attributes_json, last_synced_at, enabled, locked_there,
          created_at, updated_at)
        select ${field('id')}, ${field('username')}, ${field('email')}, ${field('firstName')}, ${field('lastName')},
          ${field('displayName')}, ${field('managedAppleId')}, ${source.kind}, ${source.id}, ${field('externalId')},
          ${field('syncState')}, ${field('locale')}, ${field('attributes')}, ${now}, ${field('enabled')}, ${field('lockedThere')}, ${now}, ${now}
        from ${recordsOf('v', people, columns)}`.execute(query);
    });
  },

  async update(source, people, now) {
    await executor.write(async (query) => {
      await sql`update users set username = ${field('username')}, email = ${field('email')},
          first_name = ${field('firstName')}, last_name = ${field('lastName')}, display_name = ${field('displayName')},
          managed_apple_id = ${field('managedAppleId')}, source = ${source.kind}, source_id = ${source.id},
          external_id = ${field('externalId')}, sync_state = ${field('syncState')}, locale = ${field('locale')}, attributes_json = ${field('attributes')},
          custom_attributes_json = case when users.source_id is null
            then ${withoutNamesOf('users.custom_attributes_json', 'v.attributes')} else custom_attributes_json end,
          last_synced_at = ${now}, enabled = ${field('enabled')}, gone = null,
          locked_there = ${field('lockedThere')}, updated_at = ${now}, password_hash = null
        from ${recordsOf('v', people, columns)} where users.id = ${field('id')}`.execute(query);
    });
  },

  async vacate(ids) {
    await executor.write(async (query) => {
      await sql`update users set username = id, managed_apple_id = null where ${isOneOf('id', ids)}`.execute(query);
    });
  },

  async touch(ids, now) {
    await executor.write(async (query) => {
      await sql`update users set last_synced_at = ${now}
        where ${isOneOf('id', ids)}`.execute(query);
    });
  },

  async setMemberships(sourceId, userIds, pairs) {
    await executor.write(async (query) => {
      const wanted = sql`select g.id, ${sql.ref('v.userId')} from ${recordsOf('v', pairs, ['userId', 'groupExternalId'])}
        join user_groups g on g.source_id = ${sourceId} and g.external_id = ${sql.ref('v.groupExternalId')}`;
      await sql`delete from user_group_members
        where ${isOneOf('user_id', userIds)}
          and group_id in (select id from user_groups where source_id = ${sourceId})
          and (group_id, user_id) not in (${wanted})`.execute(query);
      await insertMissing('user_group_members', ['group_id', 'user_id'], wanted).execute(query);
    });
  },

  async markUnseen(sourceId, since) {
    const unseen = sql<SqlBool>`last_synced_at <> ${since}`;
    await noLongerOutside(executor, sourceId, unseen);
    return leave(executor, sourceId, unseen);
  },

  async markRemoved(sourceId, externalIds) {
    const removed = isOneOf('external_id', externalIds);
    await noLongerOutside(executor, sourceId, removed);
    return leave(executor, sourceId, removed);
  },

  async markOutside(sourceId, people, now) {
    const outside = isOneOf(
      'external_id',
      people.map(({ externalId }) => externalId),
    );
    const locked = people.flatMap((one) => (one.locked ? [one.externalId] : []));
    const left = await leave(executor, sourceId, outside);
    const disabled = await executor.write(async (query) => {
      await sql`update users set gone = coalesce(gone, 'outside'), last_synced_at = ${now}
        where source_id = ${sourceId} and ${outside}`.execute(query);
      return sql<{ id: string }>`update users set enabled = 0, updated_at = ${now}
        where source_id = ${sourceId} and enabled = 1 and ${isOneOf('external_id', locked)} returning id`.execute(
        query,
      );
    });
    return { left, disabled: disabled.rows.map(({ id }) => id) };
  },

  async synced(sourceId) {
    const rows = await executor.read
      .selectFrom('users')
      .select(['external_id', 'display_name'])
      .where('source_id', '=', sourceId)
      .where('sync_state', '!=', 'no-sync')
      .execute();
    return new Map(rows.map((row) => [row.external_id ?? '', row.display_name]));
  },

  async release(sourceId, now) {
    await executor.write(async (query) => {
      await sql`update users set source = 'local', source_id = null, sync_state = null, updated_at = ${now},
          custom_attributes_json = ${mergedObjects('custom_attributes_json', 'attributes_json')}, attributes_json = '{}'
        where source_id = ${sourceId}`.execute(query);
      await sql`update user_groups set source = 'local', kind = 'manual', source_id = null, updated_at = ${now}
        where source_id = ${sourceId}`.execute(query);
    });
  },
});
