// Invitations by mail: what was mailed to whom and what became of it, templates, and one-time PINs.
import { sql, type Kysely, type Migration } from 'kysely';

const statements = [
  `alter table invitations add column sealed_token blob`,
  `create table mail_deliveries (
    id text primary key, kind text not null, batch_id text,
    user_id text not null references users (id) on delete cascade,
    invitation_id text references invitations (id) on delete cascade,
    enrollment_id text, valid_days integer, requested_by text not null, address text not null,
    status text not null, detail text not null, tries integer not null,
    created_at integer not null, updated_at integer not null, next_try_at integer)`,
  `create index mail_deliveries_batch on mail_deliveries (batch_id)`,
  `create index mail_deliveries_invitation on mail_deliveries (invitation_id, created_at)`,
  `create index mail_deliveries_user on mail_deliveries (user_id, created_at)`,
  `create index mail_deliveries_open on mail_deliveries (status) where status in ('waiting', 'sending', 'deferred')`,
  `create unique index mail_deliveries_confirmation on mail_deliveries (enrollment_id) where kind = 'confirmation'`,
  `create table mail_templates (
    id text primary key, subject text not null, text text not null, html text not null,
    updated_at integer not null) without rowid`,
  `create table user_pins (
    user_id text primary key references users (id) on delete cascade, pin_hash text not null,
    issued_at integer not null, expires_at integer not null, used_at integer, failures integer not null) without rowid`,
];

export const migration0050: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
