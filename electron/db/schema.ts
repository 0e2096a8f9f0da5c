// Table types. Text ids, integer milliseconds, 0/1 booleans, JSON as text. Only db/ knows these; stores return domain objects.
import type { Generated } from 'kysely';

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
  source: 'local';
  enabled: Bit;
  /** scrypt parameters, salt and hash in one text; null means that the person has no password yet. */
  password_hash: string | null;
  created_at: number;
  updated_at: number;
}

export interface UserGroupsTable {
  id: string;
  name: string;
  description: string;
  /** `built-in` is All Users: it has no member rows, everybody belongs to it. */
  kind: 'built-in' | 'manual';
  created_at: number;
  updated_at: number;
}

export interface UserGroupMembersTable {
  group_id: string;
  user_id: string;
}

/** Device Registration Settings. Lower `priority` wins; the default has none. */
export interface UserSettingsTable {
  id: string;
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

export interface Database {
  settings: SettingsTable;
  secrets: SecretsTable;
  users: UsersTable;
  user_groups: UserGroupsTable;
  user_group_members: UserGroupMembersTable;
  user_settings: UserSettingsTable;
  user_setting_groups: UserSettingGroupsTable;
  invitations: InvitationsTable;
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
