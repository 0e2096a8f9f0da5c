// What the profile of a ticket says and its device cannot change: settings may differ by the time it authenticates.
import { sql, type Kysely, type Migration } from 'kysely';

export const migration0220: Migration = {
  async up(db: Kysely<unknown>) {
    await sql.raw(`alter table enrollment_tickets add column profile_identifier text`).execute(db);
    await sql.raw(`alter table enrollment_tickets add column server_origin text`).execute(db);
  },
};
