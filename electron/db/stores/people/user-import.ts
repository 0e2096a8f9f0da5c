// People added by the hundred: who already holds a name, and many rows in one statement.
import { sql } from 'kysely';
import type { Executor } from '../../executor.ts';
import { recordsOf, valuesOf } from '../../sql/records.ts';
import { insertMissing } from '../../sql/rows.ts';

export interface ImportedUser {
  readonly id: string;
  readonly username: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly displayName: string;
  readonly managedAppleId: string | undefined;
  readonly passwordHash: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  /** Manually managed groups. */
  readonly groupIds: readonly string[];
}

/** Lower-case value to the display name of whoever holds it. */
export type Holders = ReadonlyMap<string, string>;

/** In the order of the statement below. */
const columns = [
  'id',
  'username',
  'email',
  'firstName',
  'lastName',
  'displayName',
  'managedAppleId',
  'passwordHash',
  'attributes',
] as const;

export const createUserImportStore = (executor: Executor) => ({
  /** Who holds these user names and Managed Apple IDs; comparisons ignore case. */
  async holders(
    usernames: readonly string[],
    managedAppleIds: readonly string[],
  ): Promise<{ usernames: Holders; managedAppleIds: Holders }> {
    const held = async (column: 'username' | 'managed_apple_id', values: readonly string[]): Promise<Holders> => {
      const { rows } = await sql<{ value: string; name: string }>`select lower(${sql.ref(column)}) as value,
        display_name as name from ${valuesOf(values)} wanted
        join users on ${sql.ref(`users.${column}`)} = wanted.value`.execute(executor.read);
      return new Map(rows.map(({ value, name }) => [value, name]));
    };
    const [byName, byId] = await Promise.all([held('username', usernames), held('managed_apple_id', managedAppleIds)]);
    return { usernames: byName, managedAppleIds: byId };
  },

  /** Adds local, enabled users. Throws `record.conflict` if a user name or a Managed Apple ID is taken. */
  async insert(users: readonly ImportedUser[], now: number): Promise<void> {
    const records = users.map((user) => ({ ...user, attributes: JSON.stringify(user.attributes) }));
    const members = users.flatMap((user) => user.groupIds.map((groupId) => ({ groupId, userId: user.id })));
    await executor.write(async (query) => {
      await sql`insert into users (id, username, email, first_name, last_name, display_name, managed_apple_id,
          password_hash, custom_attributes_json, password_set_at, source, enabled, created_at, updated_at)
        select ${sql.join(columns.map((column) => sql.ref(`v.${column}`)))},
          case when ${sql.ref('v.passwordHash')} is null then null else ${now} end, 'local', 1, ${now}, ${now}
        from ${recordsOf('v', records, columns)}`.execute(query);
      await insertMissing(
        'user_group_members',
        ['group_id', 'user_id'],
        sql`select ${sql.ref('v.groupId')}, ${sql.ref('v.userId')} from ${recordsOf('v', members, ['groupId', 'userId'])}`,
      ).execute(query);
    });
  },
});
