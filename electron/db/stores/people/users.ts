// Users: rows, list queries, and what is known of their devices and invitations.
import { sql, type SqlBool, type RawBuilder } from 'kysely';
import { reachableStates } from '../../../../shared/model/enrollment.ts';
import type { User } from '../../../model/people.ts';
import type { Executor } from '../../executor.ts';
import { remembering } from '../../remember.ts';
import { passwordExpiresSql } from '../../rules/password-expiry-sql.ts';
import { bit } from '../../tables/bit.ts';
import { readDynamicGroups } from '../../rules/user-rules-sql.ts';
import { fieldOf, mergedObjects } from '../../sql/json.ts';
import { isOneOf } from '../../sql/one-of.ts';
import { ignoringCase } from '../../sql/text.ts';
import { createUserSettingsStore } from './user-settings.ts';
import { groupsOf, listedUsers, type ListedUser } from './listed-users.ts';
import { conditions, sortExpression, type UserQuery } from './user-query.ts';
import { hasPassword, toUser, userColumns } from './user-rows.ts';

export type UserChanges = Partial<
  Pick<User, 'username' | 'email' | 'firstName' | 'lastName' | 'displayName' | 'managedAppleId' | 'locale' | 'enabled'>
> & { readonly passwordHash?: string | undefined };

/** How many enrollment records stand in the way of a change. */
export interface DeviceUse {
  readonly userId: string;
  readonly displayName: string;
  /** Records in any state, retired ones included. */
  readonly records: number;
}

/** Devices that the office still manages. */
export interface ManagedDevices {
  readonly managed: number;
  /** Those that talk to the server only while their person may sign in. */
  readonly needSignIn: number;
}

export interface UsersStore {
  find(id: string): Promise<User | undefined>;
  /** In no particular order; unknown ids are left out. */
  byIds(ids: readonly string[]): Promise<readonly User[]>;
  findListed(id: string, now: number): Promise<ListedUser | undefined>;
  /** Comparisons by name ignore case. */
  byUsername(username: string): Promise<User | undefined>;
  byManagedAppleId(managedAppleId: string): Promise<User | undefined>;
  byEmail(email: string): Promise<readonly User[]>;
  /** People of directories with this principal name (`userPrincipalName`), or this account name (`samAccountName`). */
  byDirectoryName(kind: 'userPrincipalName' | 'samAccountName', name: string): Promise<readonly User[]>;
  /** `now` decides whether an invitation is still open. */
  list(query: UserQuery, now: number): Promise<{ rows: readonly ListedUser[]; total: number }>;
  /** Ids of everybody who matches, in the order of the query. */
  ids(query: UserQuery, now: number): Promise<string[]>;
  /** In the order of the ids; unknown ones are left out. */
  listedByIds(ids: readonly string[], now: number): Promise<readonly ListedUser[]>;
  /** How many of the ids exist. */
  countExisting(ids: readonly string[]): Promise<number>;
  counts(): Promise<{ users: number; withManagedAppleId: number }>;
  deviceUse(ids: readonly string[]): Promise<readonly DeviceUse[]>;
  /** Of these people together. */
  managedDevices(ids: readonly string[]): Promise<ManagedDevices>;
  passwordHash(id: string): Promise<string | undefined>;
  /** When it was set; undefined without one. */
  passwordSetAt(id: string): Promise<number | undefined>;
  /** Throws `record.conflict` if the user name or the Managed Apple ID is taken. */
  insert(
    user: Omit<
      User,
      'hasPassword' | 'directory' | 'locale' | 'attributes' | 'directoryAttributes' | 'customAttributes'
    > & { readonly locale?: string | undefined },
    passwordHash: string | undefined,
  ): Promise<void>;
  /** An absent field stays; `undefined` removes the Managed Apple ID or the locale. Does nothing for an unknown user. */
  update(id: string, changes: UserChanges, now: number): Promise<void>;
  /** The office's wish: no sync enables whom it disabled. */
  setEnabled(ids: readonly string[], enabled: boolean, now: number): Promise<void>;
  /** Which of them the office disabled, whatever a directory says. */
  disabledHere(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Whose account their directory locks. */
  lockedThere(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Assigns a custom attribute, or removes it without a value. */
  setAttribute(ids: readonly string[], name: string, value: string | undefined, now: number): Promise<void>;
  /** Throws `record.conflict` if an enrollment still refers to one of them. */
  delete(ids: readonly string[]): Promise<void>;
  /** Ids of the groups that have the user as a member row: neither All Users nor dynamic ones. */
  groupIds(userId: string): Promise<readonly string[]>;
  /** Ids of all groups of a user but All Users; `now` is what rules on times look at. */
  memberOf(userId: string, now: number): Promise<readonly string[]>;
  /** The same for many people; who is in no group is left out. */
  groupsOfAll(userIds: readonly string[], now: number): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Replaces the manual groups of a user; those of a directory stay. */
  setGroups(userId: string, groupIds: readonly string[]): Promise<void>;
}

export const createUsersStore = (executor: Executor): UsersStore => {
  const selectUsers = () => executor.read.selectFrom('users').select([...userColumns, hasPassword]);

  const ordered = (query: UserQuery, where: RawBuilder<SqlBool>, now: number) => {
    const direction = sql.raw(query.sortDirection === 'desc' ? 'desc' : 'asc');
    return executor.read
      .selectFrom('users')
      .select('id')
      .where(where)
      .orderBy(sql`${sortExpression(query.sortBy, now)} ${direction}`)
      .orderBy('id');
  };

  const whereOf = async (query: UserQuery, now: number): Promise<RawBuilder<SqlBool>> => {
    const context = { dynamicGroups: await readDynamicGroups(executor.read), now };
    if (query.passwordExpires === undefined) return conditions(query, context);
    const settings = await createUserSettingsStore(executor).list('password-complexity');
    return conditions(query, context, passwordExpiresSql(settings, context));
  };

  return {
    /** Asked at every contact of an account-driven enrollment. */
    find: remembering(executor, async (id) => {
      const row = await selectUsers().where('id', '=', id).executeTakeFirst();
      return row && toUser(row);
    }),

    async byIds(ids) {
      const rows = await selectUsers().where(isOneOf('id', ids)).execute();
      return rows.map(toUser);
    },

    async findListed(id, now) {
      return (await listedUsers(executor.read, [id], now))[0];
    },

    async byUsername(username) {
      const row = await selectUsers().where('username', '=', username).executeTakeFirst();
      return row && toUser(row);
    },

    async byManagedAppleId(managedAppleId) {
      const row = await selectUsers().where('managed_apple_id', '=', managedAppleId).executeTakeFirst();
      return row && toUser(row);
    },

    async byEmail(email) {
      return (await selectUsers().where('email', '=', email).execute()).map(toUser);
    },

    async byDirectoryName(kind, name) {
      // As the index has it.
      const same = sql<SqlBool>`${ignoringCase(fieldOf('attributes_json', kind))} = ${name}`;
      return (await selectUsers().where(same).where('source_id', 'is not', null).execute()).map(toUser);
    },

    async ids(query, now) {
      const where = await whereOf(query, now);
      return (await ordered(query, where, now).execute()).map(({ id }) => id);
    },

    listedByIds: (ids, now) => listedUsers(executor.read, ids, now),

    async list(query, now) {
      const where = await whereOf(query, now);
      // Only the ids are sorted: groups, devices and invitations are looked up for the rows of the page alone.
      let page = ordered(query, where, now);
      if (query.limit !== undefined) page = page.limit(query.limit).offset(query.offset ?? 0);
      const [ids, count] = await Promise.all([
        page.execute(),
        executor.read
          .selectFrom('users')
          .select(sql<number>`count(*)`.as('total'))
          .where(where)
          .executeTakeFirstOrThrow(),
      ]);
      return {
        rows: await listedUsers(
          executor.read,
          ids.map((row) => row.id),
          now,
        ),
        total: count.total,
      };
    },

    async countExisting(ids) {
      const row = await executor.read
        .selectFrom('users')
        .select(sql<number>`count(*)`.as('found'))
        .where(isOneOf('id', ids))
        .executeTakeFirstOrThrow();
      return row.found;
    },

    async counts() {
      const row = await executor.read
        .selectFrom('users')
        .select([sql<number>`count(*)`.as('users'), sql<number>`count(managed_apple_id)`.as('with_id')])
        .executeTakeFirstOrThrow();
      return { users: row.users, withManagedAppleId: row.with_id };
    },

    async deviceUse(ids) {
      const rows = await executor.read
        .selectFrom('enrollments as e')
        .innerJoin('users as u', 'u.id', 'e.user_id')
        .select(['u.id', 'u.display_name', sql<number>`count(*)`.as('records')])
        .where(isOneOf('u.id', ids))
        .groupBy(['u.id', 'u.display_name'])
        .orderBy('u.display_name')
        .execute();
      return rows.map((row) => ({
        userId: row.id,
        displayName: row.display_name,
        records: row.records,
      }));
    },

    async managedDevices(ids) {
      const row = await executor.read
        .selectFrom('enrollments')
        .select([
          sql<number>`count(*)`.as('managed'),
          // Apple: with account-driven enrollment iOS shows its person's token with every message, a Mac only on the
          // channel of its user.
          sql<number>`coalesce(sum(flow like 'account-%' and platform <> 'macOS'), 0)`.as('need_sign_in'),
        ])
        .where(isOneOf('user_id', ids))
        .where('state', 'in', [...reachableStates])
        .executeTakeFirstOrThrow();
      return { managed: row.managed, needSignIn: row.need_sign_in };
    },

    async passwordHash(id) {
      const row = await executor.read
        .selectFrom('users')
        .select('password_hash')
        .where('id', '=', id)
        .executeTakeFirst();
      return row?.password_hash ?? undefined;
    },

    async passwordSetAt(id) {
      const row = await executor.read
        .selectFrom('users')
        .select('password_set_at')
        .where('id', '=', id)
        .executeTakeFirst();
      return row?.password_set_at ?? undefined;
    },

    async insert(user, passwordHash) {
      await executor.write(async (query) => {
        await query
          .insertInto('users')
          .values({
            id: user.id,
            username: user.username,
            email: user.email,
            first_name: user.firstName,
            last_name: user.lastName,
            display_name: user.displayName,
            managed_apple_id: user.managedAppleId ?? null,
            locale: user.locale ?? null,
            source: user.source,
            enabled: bit(user.enabled),
            password_hash: passwordHash ?? null,
            password_set_at: passwordHash === undefined ? null : user.createdAt,
            created_at: user.createdAt,
            updated_at: user.updatedAt,
          })
          .execute();
      });
    },

    async update(id, changes, now) {
      await executor.write(async (query) => {
        await query
          .updateTable('users')
          .set({
            updated_at: now,
            ...(changes.username !== undefined && { username: changes.username }),
            ...(changes.email !== undefined && { email: changes.email }),
            ...(changes.firstName !== undefined && { first_name: changes.firstName }),
            ...(changes.lastName !== undefined && { last_name: changes.lastName }),
            ...(changes.displayName !== undefined && { display_name: changes.displayName }),
            ...('managedAppleId' in changes && { managed_apple_id: changes.managedAppleId ?? null }),
            ...('locale' in changes && { locale: changes.locale ?? null }),
            ...(changes.enabled !== undefined && { enabled: bit(changes.enabled) }),
            ...(changes.passwordHash !== undefined && { password_hash: changes.passwordHash, password_set_at: now }),
          })
          .where('id', '=', id)
          .execute();
      });
    },

    async setEnabled(ids, enabled, now) {
      await executor.write(async (query) => {
        await query
          .updateTable('users')
          .set({
            enabled: bit(enabled),
            disabled_here: bit(!enabled),
            // Whom the office wants although a directory lost them, no sync disables again.
            gone: enabled ? sql`case when sync_state = 'no-sync' then 'kept' end` : null,
            updated_at: now,
          })
          .where(isOneOf('id', ids))
          .execute();
      });
    },

    async disabledHere(ids) {
      const rows = await executor.read
        .selectFrom('users')
        .select('id')
        .where(isOneOf('id', ids))
        .where('disabled_here', '=', 1)
        .execute();
      return new Set(rows.map((row) => row.id));
    },

    async lockedThere(ids) {
      const rows = await executor.read
        .selectFrom('users')
        .select('id')
        .where(isOneOf('id', ids))
        .where('locked_there', '=', 1)
        .execute();
      return new Set(rows.map((row) => row.id));
    },

    async setAttribute(ids, name, value, now) {
      await executor.write(async (query) => {
        const patch = sql`${JSON.stringify({ [name]: value ?? null })}`;
        await sql`update users set custom_attributes_json = ${mergedObjects('custom_attributes_json', patch)}, updated_at = ${now}
          where ${isOneOf('id', ids)}`.execute(query);
      });
    },

    async delete(ids) {
      await executor.write(async (query) => {
        await query.deleteFrom('users').where(isOneOf('id', ids)).execute();
      });
    },

    async groupIds(userId) {
      const rows = await executor.read
        .selectFrom('user_group_members')
        .select('group_id')
        .where('user_id', '=', userId)
        .execute();
      return rows.map((row) => row.group_id);
    },

    memberOf: async (userId, now) =>
      ((await groupsOf(executor.read, [userId], now)).get(userId) ?? []).map((group) => group.id),

    async groupsOfAll(userIds, now) {
      const groups = await groupsOf(executor.read, userIds, now);
      return new Map([...groups].map(([userId, refs]) => [userId, refs.map((group) => group.id)]));
    },

    async setGroups(userId, groupIds) {
      await executor.write(async (query) => {
        await sql`delete from user_group_members where user_id = ${userId}
          and group_id in (select id from user_groups where kind = 'manual')`.execute(query);
        if (groupIds.length === 0) return;
        await query
          .insertInto('user_group_members')
          .values(groupIds.map((groupId) => ({ group_id: groupId, user_id: userId })))
          .execute();
      });
    },
  };
};
