// Notifications, and their mails that are still to be sent.
import { sql, type Kysely, type Migration } from 'kysely';

const statements = [
  `create table notifications (
    id text primary key, key text not null, at integer not null, severity text not null, type text not null,
    component_type text not null, component text not null, title text not null, detail text not null,
    page text not null, status text not null, cleared_by text, ended_at integer)`,
  // One row per cause that lasts; rows of what is over are history.
  `create unique index notifications_lasting on notifications (key) where ended_at is null`,
  `create index notifications_at on notifications (at)`,
  `create table notification_mails (
    id integer primary key, notification_id text not null references notifications (id) on delete cascade,
    address text not null, created_at integer not null)`,
];

export const migration0090: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
