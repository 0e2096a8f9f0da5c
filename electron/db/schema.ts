// Table types. Text ids, integer milliseconds, 0/1 booleans, JSON as text. Only db/ knows these; stores return domain objects.
import type { ColumnType, Generated } from 'kysely';
import type { SettingType } from '../../shared/model/user-setting.ts';

type Bit = 0 | 1;

/** Office-wide settings, one JSON value per key. */
export interface SettingsTable {
  key: string;
  value: string;
}

/** Values sealed by the SecretBox. */
export interface SecretsTable {
  name: string;
  sealed: Uint8Array;
}

export interface UsersTable {
  id: string;
  username: string;
  email: string;
  first_name: string;
  last_name: string;
  display_name: string;
  managed_apple_id: string | null;
  source: 'local' | 'ldap' | 'entra';
  /** The directory, and what the directory calls the person; `external_id` stays when the directory is deleted. */
  source_id: string | null;
  external_id: string | null;
  sync_state: 'direct' | 'indirect' | 'no-sync' | null;
  locale: string | null;
  /** What the directory says beside the columns: a flat object of texts. */
  attributes_json: Generated<string>;
  last_synced_at: number | null;
  enabled: Bit;
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
export interface PasswordHistoryTable {
  id: Generated<number>;
  user_id: string;
  password_hash: string;
  replaced_at: number;
}

export interface UserGroupsTable {
  id: string;
  name: string;
  description: string;
  /** `built-in` is All Users: it has no member rows, everybody belongs to it. */
  kind: 'built-in' | 'manual' | 'dynamic' | 'directory';
  source: Generated<'local' | 'ldap' | 'entra'>;
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

/** Named rule trees of the advanced search. */
export interface SavedQueriesTable {
  id: string;
  subject: 'users';
  name: string;
  rules_json: string;
  created_at: number;
  updated_at: number;
}

export interface UserGroupMembersTable {
  group_id: string;
  user_id: string;
}

/** User settings. Within a type a lower `priority` wins; the default has none. */
export interface UserSettingsTable {
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

export interface UserSettingGroupsTable {
  setting_id: string;
  group_id: string;
}

export interface InvitationsTable {
  id: string;
  user_id: string;
  token_hash: string;
  created_at: number;
  expires_at: number;
  used_at: number | null;
  withdrawn_at: number | null;
  /** The token of a link that mails carry, so that a reminder leads to the same place; a link shown on screen has none. */
  sealed_token: Uint8Array | null;
  /** Who owns the device that enrolls with it; null: what the registration setting says. */
  ownership: 'user-owned' | 'company-owned' | null;
}

/** One mail to one person. A row is `sending` only while it is handed to the mail server. */
export interface MailDeliveriesTable {
  id: string;
  kind: 'invitation' | 'reminder' | 'confirmation' | 'pin' | 'message';
  /** Mails of one `Send Invite` or `Send Message`. */
  batch_id: string | null;
  user_id: string;
  invitation_id: string | null;
  enrollment_id: string | null;
  valid_days: number | null;
  ownership: 'user-owned' | 'company-owned' | null;
  requested_by: string;
  address: string;
  status: string;
  detail: string;
  tries: number;
  created_at: number;
  updated_at: number;
  next_try_at: number | null;
}

/** What was mailed with one `Send Message`. */
export interface MailMessagesTable {
  batch_id: string;
  subject: string;
  text: string;
  created_at: number;
}

/** Only templates that differ from what Russet ships. */
export interface MailTemplatesTable {
  id: string;
  subject: string;
  text: string;
  html: string;
  updated_at: number;
}

export interface UserPinsTable {
  user_id: string;
  pin_hash: string;
  /** Null once the PIN was used or has expired. */
  sealed_pin: Uint8Array | null;
  issued_at: number;
  expires_at: number;
  used_at: number | null;
  failures: number;
}

/** Everything but the password is one JSON object: it is read and written whole. */
export interface LdapServersTable {
  id: string;
  name: string;
  config_json: string;
  sealed_password: Uint8Array | null;
  enabled: Bit;
  sync_state: 'never' | 'running' | 'ok' | 'failed' | 'discarded' | 'cancelled';
  sync_started_at: number | null;
  sync_ended_at: number | null;
  last_success_at: number | null;
  sync_report_json: string | null;
  created_at: number;
  updated_at: number;
}

/** Which users, groups and organizational units of a server are synced. */
export interface LdapSelectionsTable {
  server_id: string;
  kind: 'user' | 'group' | 'ou';
  external_id: string;
  dn: string;
  name: string;
  created_at: number;
}

/** One row, or none. */
export interface EntraSourcesTable {
  id: string;
  config_json: string;
  sealed_credential: Uint8Array;
  sync_state: 'never' | 'running' | 'ok' | 'failed' | 'cancelled';
  sync_started_at: number | null;
  sync_ended_at: number | null;
  last_success_at: number | null;
  sync_report_json: string | null;
  cursor_json: string;
  created_at: number;
  updated_at: number;
}

/** One attempt to enroll (or to renew an identity): ties user, Managed Apple ID, SCEP challenge and enrollment together. */
export interface EnrollmentTicketsTable {
  id: string;
  user_id: string;
  flow: 'profile-device' | 'profile-user' | 'account-user' | 'account-device';
  enrollment_type: 'user' | 'device';
  managed_apple_id: string | null;
  status: 'issued' | 'served' | 'authenticated' | 'used' | 'void';
  purpose: 'enrollment' | 'renewal';
  renews_enrollment_id: string | null;
  invitation_id: string | null;
  platform: string | null;
  os_version: string | null;
  decision_json: string;
  challenge_hash: string | null;
  challenge_expires_at: number | null;
  challenge_transaction: string | null;
  challenge_key_sha256: string | null;
  enrollment_id: string | null;
  created_at: number;
  expires_at: number;
}

export interface AccessTokensTable {
  hash: string;
  family_id: string;
  kind: 'access' | 'refresh' | 'code' | 'session';
  user_id: string;
  ticket_id: string | null;
  enrollment_id: string | null;
  client_json: string | null;
  created_at: number;
  expires_at: number;
  used_at: number | null;
  revoked_at: number | null;
}

/** A device as enrolled: UDID or EnrollmentID is the key; a new User Enrollment of the same phone is a new row. */
export interface EnrollmentsTable {
  id: string;
  type: 'user' | 'device';
  flow: 'profile-device' | 'profile-user' | 'account-user' | 'account-device';
  state: string;
  platform: string;
  user_id: string | null;
  ticket_id: string | null;
  managed_apple_id: string | null;
  ownership: string;
  /** Identifier of the enrollment profile, what RemoveProfile names. */
  profile_identifier: string;
  /** Origin of the URLs in the profile on the device; it cannot be changed there. */
  server_origin: string;
  name: string;
  topic: string;
  udid: string | null;
  serial_number: string | null;
  imei: string | null;
  product_name: string | null;
  model: string | null;
  model_name: string | null;
  os_version: string | null;
  build_version: string | null;
  supervised: Bit;
  /** What SecurityInfo said; null until it has. */
  is_user_enrollment: Bit | null;
  enrolled_via_dep: Bit | null;
  awaiting_configuration: Bit;
  declarative_management: Bit;
  unlock_token: Uint8Array | null;
  bootstrap_token: Uint8Array | null;
  decision_json: string | null;
  /** Last decoded DeviceInformation and SecurityInfo. */
  info_json: string | null;
  security_json: string | null;
  inventory_at: number | null;
  inventory_requested_at: number | null;
  certificate_sha256: string | null;
  certificate_not_after: number | null;
  renewal_requested_at: number | null;
  authenticated_at: number;
  enrolled_at: number | null;
  last_seen_at: number;
  last_push_at: number | null;
  last_push_result: string | null;
}

/** The device channel (id = enrollment id) and, on the Mac, user channels (`ENROLLMENT:USER`). */
export interface ChannelsTable {
  id: string;
  enrollment_id: string;
  kind: 'device' | 'user';
  user_short_name: string | null;
  user_long_name: string | null;
  enabled: Bit;
  push_token: Uint8Array | null;
  push_magic: string | null;
  topic: string | null;
  token_updated_at: number | null;
  token_dead_at: number | null;
  /** TokenUpdates since the last Authenticate; 1 means a new enrollment. */
  tally: number;
  last_seen_at: number | null;
  last_push_at: number | null;
  last_push_result: string | null;
  not_now_since: number | null;
  not_now_pushes: number;
}

/** Which certificate speaks for which enrollment; the key is the SHA-256 of its DER. */
export interface CertificateBindingsTable {
  sha256: string;
  enrollment_id: string;
  ticket_id: string | null;
  not_after: number;
  bound_at: number;
}

export interface IssuedCertificatesTable {
  sha256: string;
  serial: string;
  ticket_id: string | null;
  enrollment_id: string | null;
  purpose: string;
  subject: string;
  not_before: number;
  not_after: number;
  issued_at: number;
  der: Uint8Array;
}

export interface CommandsTable {
  /** Order of creation. */
  seq: Generated<number>;
  uuid: string;
  channel_id: string;
  enrollment_id: string;
  request_type: string;
  log_action: string;
  /** Unsent commands of the same kind for the same channel replace each other. */
  kind: string;
  priority: number;
  status: 'queued' | 'sent' | 'not-now' | 'acknowledged' | 'error' | 'format-error' | 'cancelled' | 'expired';
  /** The whole command as it goes over the wire, sealed because some carry secrets. */
  payload: Uint8Array;
  /** The same with secrets removed, for the log dialog. */
  redacted: string;
  requested_by: string;
  created_at: number;
  sent_at: number | null;
  done_at: number | null;
  not_now_at: number | null;
  expires_at: number;
  tries: number;
}

/** What a device reported, one JSON list per kind and channel. */
export interface InventoryTable {
  enrollment_id: string;
  channel_id: string;
  kind: 'profiles' | 'certificates' | 'installed-apps' | 'managed-apps';
  items_json: string;
  reported_at: number;
}

export interface DeviceLogTable {
  id: Generated<number>;
  enrollment_id: string;
  channel_id: string;
  at: number;
  action: string;
  status: string;
  detail: string;
  command_uuid: string | null;
  /** Property lists, redacted before they are stored. */
  request: string | null;
  response: string | null;
  error_json: string | null;
}

/** Append-only: triggers refuse everything else. */
export interface AuditTable {
  id: Generated<number>;
  at: number;
  category: string;
  type: string;
  name: string;
  activity: string;
  actor: string;
  changes_json: string;
  hash: string;
}

/** Failed sign-ins of an account or from an address. */
export interface SignInFailuresTable {
  key: string;
  count: number;
  last_at: number;
  locked_until: number | null;
}

/** `ended_at` is null while the cause lasts: then the key is unique. */
export interface NotificationsTable {
  id: string;
  key: string;
  at: number;
  severity: string;
  type: string;
  component_type: string;
  component: string;
  title: string;
  detail: string;
  page: string;
  status: string;
  cleared_by: string | null;
  ended_at: number | null;
}

/** Mails about notifications that are still to be sent. */
export interface NotificationMailsTable {
  id: Generated<number>;
  notification_id: string;
  address: string;
  created_at: number;
}

/** What a setting of terms of service said; `version` counts within the setting. */
export interface TermsVersionsTable {
  id: Generated<number>;
  setting_id: string;
  version: number;
  title: string;
  text: string;
  created_at: number;
}

export interface TermsAcceptancesTable {
  user_id: string;
  terms_id: number;
  accepted_at: number;
}

export interface Database {
  audit: AuditTable;
  settings: SettingsTable;
  secrets: SecretsTable;
  users: UsersTable;
  password_history: PasswordHistoryTable;
  user_groups: UserGroupsTable;
  user_group_members: UserGroupMembersTable;
  saved_queries: SavedQueriesTable;
  user_settings: UserSettingsTable;
  user_setting_groups: UserSettingGroupsTable;
  ldap_servers: LdapServersTable;
  ldap_selections: LdapSelectionsTable;
  entra_sources: EntraSourcesTable;
  invitations: InvitationsTable;
  mail_deliveries: MailDeliveriesTable;
  mail_messages: MailMessagesTable;
  mail_templates: MailTemplatesTable;
  user_pins: UserPinsTable;
  sign_in_failures: SignInFailuresTable;
  notifications: NotificationsTable;
  notification_mails: NotificationMailsTable;
  terms_versions: TermsVersionsTable;
  terms_acceptances: TermsAcceptancesTable;
  enrollment_tickets: EnrollmentTicketsTable;
  access_tokens: AccessTokensTable;
  enrollments: EnrollmentsTable;
  channels: ChannelsTable;
  certificate_bindings: CertificateBindingsTable;
  issued_certificates: IssuedCertificatesTable;
  commands: CommandsTable;
  inventory: InventoryTable;
  device_log: DeviceLogTable;
}
