// What an invitation says of who owns the device, and messages that admins mail to people.
import { sql, type Kysely, type Migration } from 'kysely';

const statements = [
  `alter table invitations add column ownership text`,
  `alter table mail_deliveries add column ownership text`,
  `create table mail_messages (
    batch_id text primary key, subject text not null, text text not null, created_at integer not null) without rowid`,
];

export const migration0101: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
