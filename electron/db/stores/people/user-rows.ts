// A user's row and what the domain makes of it.
import { type Selectable, sql } from 'kysely';
import type { DirectoryLink, User } from '../../../model/people.ts';
import type { Bit } from '../../tables/bit.ts';
import type { UsersTable } from '../../tables/people.ts';

/** The columns of a user's own row. */
export const userColumns = [
  'id',
  'username',
  'email',
  'first_name',
  'last_name',
  'display_name',
  'managed_apple_id',
  'source',
  'source_id',
  'external_id',
  'sync_state',
  'locale',
  'attributes_json',
  'custom_attributes_json',
  'last_synced_at',
  'enabled',
  'created_at',
  'updated_at',
] as const;

/** Whether there is a local password; the hash itself is read where it is checked. */
export const hasPassword = sql<Bit>`password_hash is not null`.as('has_password');

type UserRow = Selectable<Pick<UsersTable, (typeof userColumns)[number]>> & { has_password: Bit };

const toDirectoryLink = (row: UserRow): DirectoryLink | undefined =>
  row.source_id === null || row.external_id === null
    ? undefined
    : {
        sourceId: row.source_id,
        externalId: row.external_id,
        syncState: row.sync_state ?? 'no-sync',
        lastSyncedAt: row.last_synced_at ?? row.updated_at,
      };

type Attributes = Readonly<Record<string, string>>;

/** Attributes by where they come from, and those that count: the directory decides on the names it uses. */
export const toAttributes = (row: Pick<UserRow, 'attributes_json' | 'custom_attributes_json'>) => {
  const directoryAttributes = JSON.parse(row.attributes_json) as Attributes;
  const customAttributes = JSON.parse(row.custom_attributes_json) as Attributes;
  return { attributes: { ...customAttributes, ...directoryAttributes }, directoryAttributes, customAttributes };
};

/** The domain's user of a row. */
export const toUser = (row: UserRow): User => ({
  id: row.id,
  username: row.username,
  email: row.email,
  firstName: row.first_name,
  lastName: row.last_name,
  displayName: row.display_name,
  managedAppleId: row.managed_apple_id ?? undefined,
  source: row.source,
  directory: toDirectoryLink(row),
  locale: row.locale ?? undefined,
  ...toAttributes(row),
  enabled: row.enabled === 1,
  hasPassword: row.has_password === 1,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});
