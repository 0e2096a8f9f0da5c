// Failed sign-ins, kept so that a restart unlocks nobody.
import { sql, type Kysely, type Migration } from 'kysely';

const statements = [
  `create table sign_in_failures (
    key text primary key, count integer not null, last_at integer not null, locked_until integer) without rowid`,
];

export const migration0060: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
