// What a directory calls a group: names are unique here, but not there.
import { sql, type Kysely, type Migration } from 'kysely';

export const migration0091: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table user_groups add column directory_name text`.execute(db);
  },
};
