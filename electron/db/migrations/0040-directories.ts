// People and groups that come from a directory, and the LDAP servers they come from.
import { sql, type Kysely, type Migration } from 'kysely';

const statements = [
  `alter table users add column source_id text`,
  `alter table users add column external_id text`,
  `alter table users add column sync_state text`,
  `alter table users add column locale text`,
  `alter table users add column attributes_json text not null default '{}'`,
  `alter table users add column last_synced_at integer`,
  `create unique index users_external on users (source_id, external_id) where source_id is not null`,
  `create index users_former_external on users (external_id) where external_id is not null`,
  `alter table user_groups add column source text not null default 'local'`,
  `alter table user_groups add column source_id text`,
  `alter table user_groups add column external_id text`,
  `alter table user_groups add column distinguished_name text`,
  `alter table user_groups add column last_synced_at integer`,
  `create unique index user_groups_external on user_groups (source_id, external_id) where source_id is not null`,
  `create table ldap_servers (
    id text primary key, name text not null collate nocase unique, config_json text not null, sealed_password blob,
    enabled integer not null, sync_state text not null, sync_started_at integer, sync_ended_at integer,
    last_success_at integer, sync_report_json text, created_at integer not null, updated_at integer not null)`,
  `create table ldap_selections (
    server_id text not null references ldap_servers (id) on delete cascade, kind text not null,
    external_id text not null, dn text not null, name text not null, created_at integer not null,
    primary key (server_id, kind, external_id)) without rowid`,
];

export const migration0040: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
