// That a device was asked in vain to renew its identity, and why.
import { sql, type Kysely, type Migration } from 'kysely';

export const migration0225: Migration = {
  async up(db: Kysely<unknown>) {
    await sql.raw(`alter table enrollments add column renewal_failed_at integer`).execute(db);
    await sql.raw(`alter table enrollments add column renewal_problem text`).execute(db);
  },
};
