// The first schema. Frozen once released: later changes come as further migrations.
import { sql, type Kysely, type Migration } from 'kysely';

const statements = [
  `create table settings (key text primary key, value text not null) without rowid`,
  `create table secrets (name text primary key, sealed blob not null) without rowid`,
  `create table users (
    id text primary key, username text not null collate nocase unique, email text not null collate nocase,
    first_name text not null, last_name text not null, display_name text not null,
    managed_apple_id text collate nocase unique, source text not null, enabled integer not null,
    password_hash text, created_at integer not null, updated_at integer not null)`,
  `create index users_email on users (email)`,
  `create index users_display_name on users (display_name collate nocase)`,
  `create table user_groups (
    id text primary key, name text not null collate nocase unique, description text not null, kind text not null,
    created_at integer not null, updated_at integer not null)`,
  `create table user_group_members (
    group_id text not null references user_groups (id) on delete cascade,
    user_id text not null references users (id) on delete cascade,
    primary key (group_id, user_id)) without rowid`,
  `create index user_group_members_user on user_group_members (user_id)`,
  `create table user_settings (
    id text primary key, name text not null collate nocase unique, description text not null,
    is_default integer not null, priority integer, body_json text not null,
    created_at integer not null, updated_at integer not null)`,
  `create table user_setting_groups (
    setting_id text not null references user_settings (id) on delete cascade,
    group_id text not null references user_groups (id) on delete restrict,
    primary key (setting_id, group_id)) without rowid`,
  `create table invitations (
    id text primary key, user_id text not null references users (id) on delete cascade,
    token_hash text not null unique, created_at integer not null, expires_at integer not null,
    used_at integer, withdrawn_at integer)`,
  `create index invitations_user on invitations (user_id, created_at)`,
  `create table enrollment_tickets (
    id text primary key, user_id text not null references users (id) on delete cascade,
    flow text not null, enrollment_type text not null, managed_apple_id text, status text not null,
    purpose text not null, renews_enrollment_id text, invitation_id text, platform text, os_version text,
    decision_json text not null, challenge_hash text unique, challenge_expires_at integer,
    challenge_transaction text, challenge_key_sha256 text, enrollment_id text,
    created_at integer not null, expires_at integer not null)`,
  `create index enrollment_tickets_user on enrollment_tickets (user_id)`,
  `create index enrollment_tickets_enrollment on enrollment_tickets (enrollment_id)`,
  `create table access_tokens (
    hash text primary key, family_id text not null, kind text not null,
    user_id text not null references users (id) on delete cascade, ticket_id text, enrollment_id text,
    client_json text, created_at integer not null, expires_at integer not null,
    used_at integer, revoked_at integer) without rowid`,
  `create index access_tokens_family on access_tokens (family_id)`,
  `create index access_tokens_ticket on access_tokens (ticket_id)`,
  `create index access_tokens_enrollment on access_tokens (enrollment_id)`,
  `create index access_tokens_expiry on access_tokens (expires_at)`,
  // What lists show comes before what fills pages of its own, so that a list reads the first page of each row only.
  `create table enrollments (
    id text primary key, type text not null, flow text not null, state text not null, platform text not null,
    user_id text references users (id) on delete restrict, ticket_id text, managed_apple_id text,
    ownership text not null, profile_identifier text not null, server_origin text not null, name text not null, topic text not null,
    udid text, serial_number text, imei text, product_name text, model text, model_name text, os_version text,
    build_version text, supervised integer not null, is_user_enrollment integer, enrolled_via_dep integer,
    awaiting_configuration integer not null, declarative_management integer not null,
    inventory_at integer, inventory_requested_at integer, certificate_sha256 text, certificate_not_after integer,
    renewal_requested_at integer, authenticated_at integer not null, enrolled_at integer,
    last_seen_at integer not null, last_push_at integer, last_push_result text,
    unlock_token blob, bootstrap_token blob, decision_json text, info_json text, security_json text)`,
  `create index enrollments_user on enrollments (user_id)`,
  `create index enrollments_name on enrollments (name collate nocase)`,
  `create index enrollments_last_seen on enrollments (last_seen_at)`,
  `create index enrollments_state on enrollments (state)`,
  `create table channels (
    id text primary key, enrollment_id text not null references enrollments (id) on delete cascade,
    kind text not null, user_short_name text, user_long_name text, enabled integer not null,
    push_token blob, push_magic text, topic text, token_updated_at integer, token_dead_at integer,
    tally integer not null, last_seen_at integer, last_push_at integer, last_push_result text,
    not_now_since integer, not_now_pushes integer not null)`,
  `create index channels_enrollment on channels (enrollment_id)`,
  `create table certificate_bindings (
    sha256 text primary key, enrollment_id text not null references enrollments (id) on delete cascade,
    ticket_id text, not_after integer not null, bound_at integer not null) without rowid`,
  `create index certificate_bindings_enrollment on certificate_bindings (enrollment_id)`,
  `create table issued_certificates (
    sha256 text primary key, serial text not null unique, ticket_id text, enrollment_id text,
    purpose text not null, subject text not null, not_before integer not null, not_after integer not null,
    issued_at integer not null, der blob not null)`,
  `create index issued_certificates_ticket on issued_certificates (ticket_id)`,
  `create table commands (
    seq integer primary key autoincrement, uuid text not null unique,
    channel_id text not null references channels (id) on delete cascade,
    enrollment_id text not null references enrollments (id) on delete cascade,
    request_type text not null, log_action text not null, kind text not null, priority integer not null,
    status text not null, payload blob not null, redacted text not null, requested_by text not null,
    created_at integer not null, sent_at integer, done_at integer, not_now_at integer,
    expires_at integer not null, tries integer not null)`,
  `create index commands_open on commands (channel_id, priority desc, seq) where status in ('queued', 'sent', 'not-now')`,
  `create index commands_open_enrollment on commands (enrollment_id) where status in ('queued', 'sent', 'not-now')`,
  `create index commands_enrollment on commands (enrollment_id, seq)`,
  `create index commands_expiry on commands (expires_at) where status in ('queued', 'sent', 'not-now')`,
  `create table inventory (
    enrollment_id text not null references enrollments (id) on delete cascade, channel_id text not null,
    kind text not null, items_json text not null, reported_at integer not null,
    primary key (channel_id, kind)) without rowid`,
  `create index inventory_enrollment on inventory (enrollment_id, kind)`,
  `create table device_log (
    id integer primary key autoincrement, enrollment_id text not null, channel_id text not null,
    at integer not null, action text not null, status text not null, detail text not null,
    command_uuid text, request text, response text, error_json text)`,
  `create index device_log_enrollment on device_log (enrollment_id, at, action, status)`,
  `create index device_log_at on device_log (at)`,
  `create index device_log_errors on device_log (at) where status in ('Error', 'Failed')`,
];

export const migration0010: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
    const now = Date.now();
    await sql`insert into user_groups (id, name, description, kind, created_at, updated_at)
      values ('all-users', 'All Users', 'Everybody', 'built-in', ${now}, ${now})`.execute(db);
    const body = {
      appleEnrollmentType: 'device',
      includeMacos: false,
      minimumVersions: {},
      ownership: 'not-set',
    };
    await sql`insert into user_settings (id, name, description, is_default, priority, body_json, created_at, updated_at)
      values ('default', 'Default Device Registration Setting', 'Applies to everybody whom no other setting reaches',
        1, null, ${JSON.stringify(body)}, ${now}, ${now})`.execute(db);
  },
};
