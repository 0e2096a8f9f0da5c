// That a person's directory locks the account: who else decides about it here would be overruled by the next sync.
import { sql, type Kysely, type Migration } from 'kysely';

export const migration0280: Migration = {
  async up(db: Kysely<unknown>) {
    await sql.raw(`alter table users add column locked_there integer not null default 0`).execute(db);
  },
};
