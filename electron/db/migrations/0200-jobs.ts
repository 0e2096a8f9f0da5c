// When each job last ran: a program that is not always on does its daily work all the same.
import { sql, type Kysely, type Migration } from 'kysely';

export const migration0200: Migration = {
  async up(db: Kysely<unknown>) {
    await sql.raw(`create table jobs (name text primary key, last_run_at integer not null) without rowid`).execute(db);
  },
};
