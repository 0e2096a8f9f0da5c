// Tables of people: users, their passwords and PINs, groups, and what applies to them.
import type { ColumnType, Generated } from 'kysely';
import type { SyncState, UserSource } from '../../../shared/model/user.ts';
import type { SettingType } from '../../../shared/model/user-setting.ts';
import type { Bit } from './bit.ts';

export interface UsersTable {
  id: string;
  username: string;
  email: string;
  first_name: string;
  last_name: string;
  display_name: string;
  managed_apple_id: string | null;
  source: UserSource;
  /** The directory, and what the directory calls the person; `external_id` stays when the directory is deleted. */
  source_id: string | null;
  external_id: string | null;
  sync_state: Exclude<SyncState, 'none'> | null;
  locale: string | null;
  /** What the directory says beside the columns, a flat object of texts; only a sync writes it. */
  attributes_json: Generated<string>;
  /** What the office set by hand or by CSV. */
  custom_attributes_json: Generated<string>;
  last_synced_at: number | null;
  enabled: Bit;
  /** The office disabled the person: whatever a directory says, only the office enables them again. */
  disabled_here: Generated<Bit>;
  /** The directory locks the account, also one that does not say of everybody who is enabled. */
  locked_there: Generated<Bit>;
  /**
   * What came of the directory telling of the person no more: `retiring` until their devices were asked to go,
   * `disabled` after that, `kept` where the office enabled them all the same, `outside` while the directory has them but
   * the office does not want them from there. Null: nothing.
   */
  gone: 'retiring' | 'disabled' | 'kept' | 'outside' | null;
  /** scrypt parameters, salt and hash in one text; null means that the person has no password yet. */
  password_hash: string | null;
  password_set_at: number | null;
  created_at: number;
  updated_at: number;
  // Kept by triggers, for rules that ignore case.
  username_folded: ColumnType<string, never, never>;
  email_folded: ColumnType<string, never, never>;
  first_name_folded: ColumnType<string, never, never>;
  last_name_folded: ColumnType<string, never, never>;
  display_name_folded: ColumnType<string, never, never>;
}

/** Hashes of passwords that were replaced. */
interface PasswordHistoryTable {
  id: Generated<number>;
  user_id: string;
  password_hash: string;
  replaced_at: number;
}

interface UserPinsTable {
  user_id: string;
  pin_hash: string;
  /** Null once the PIN was used or has expired. */
  sealed_pin: Uint8Array | null;
  issued_at: number;
  expires_at: number;
  used_at: number | null;
  failures: number;
}

/** Failed sign-ins of an account or from an address. */
interface SignInFailuresTable {
  key: string;
  count: number;
  last_at: number;
  locked_until: number | null;
  /** Of an address. */
  locks: Generated<number>;
  /** Of an account: key of the locked address. */
  turned_away_at: string | null;
}

interface UserGroupsTable {
  id: string;
  name: string;
  description: string;
  /** `built-in` is All Users: it has no member rows, everybody belongs to it. */
  kind: 'built-in' | 'manual' | 'dynamic' | 'directory';
  source: Generated<UserSource>;
  source_id: string | null;
  external_id: string | null;
  distinguished_name: string | null;
  /** What the directory calls it; `name` may differ, to be unique. */
  directory_name: string | null;
  last_synced_at: number | null;
  /** The rules of a dynamic group. */
  rules_json: string | null;
  created_at: number;
  updated_at: number;
}

interface UserGroupMembersTable {
  group_id: string;
  user_id: string;
}

/** Named rule trees of the advanced search. */
interface SavedQueriesTable {
  id: string;
  subject: 'users';
  name: string;
  rules_json: string;
  created_at: number;
  updated_at: number;
}

/** User settings. Within a type a lower `priority` wins; the default has none. */
interface UserSettingsTable {
  id: string;
  type: SettingType;
  name: string;
  description: string;
  is_default: Bit;
  priority: number | null;
  body_json: string;
  created_at: number;
  updated_at: number;
}

interface UserSettingGroupsTable {
  setting_id: string;
  group_id: string;
}

/** What a setting of terms of service said; `version` counts within the setting. */
interface TermsVersionsTable {
  id: Generated<number>;
  setting_id: string;
  version: number;
  title: string;
  text: string;
  created_at: number;
}

interface TermsAcceptancesTable {
  user_id: string;
  terms_id: number;
  accepted_at: number;
}

export interface PeopleTables {
  users: UsersTable;
  password_history: PasswordHistoryTable;
  user_pins: UserPinsTable;
  sign_in_failures: SignInFailuresTable;
  user_groups: UserGroupsTable;
  user_group_members: UserGroupMembersTable;
  saved_queries: SavedQueriesTable;
  user_settings: UserSettingsTable;
  user_setting_groups: UserSettingGroupsTable;
  terms_versions: TermsVersionsTable;
  terms_acceptances: TermsAcceptancesTable;
}
