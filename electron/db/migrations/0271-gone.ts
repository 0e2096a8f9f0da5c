// What became of a person because their directory tells of them no more: only what the going did is undone by a return.
import { sql, type Kysely, type Migration } from 'kysely';

export const migration0271: Migration = {
  async up(db: Kysely<unknown>) {
    await sql.raw(`alter table users add column gone text`).execute(db);
  },
};
