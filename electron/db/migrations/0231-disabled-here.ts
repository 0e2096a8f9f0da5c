// That the office disabled a person, which a directory does not undo.
import { sql, type Kysely, type Migration } from 'kysely';

export const migration0231: Migration = {
  async up(db: Kysely<unknown>) {
    await sql.raw(`alter table users add column disabled_here integer not null default 0`).execute(db);
    await sql.raw(`update users set disabled_here = 1 where enabled = 0 and source = 'local'`).execute(db);
  },
};
