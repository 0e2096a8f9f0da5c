// By which name a device was told that the office is called: its prompts name it.
import { sql, type Kysely, type Migration } from 'kysely';

export const migration0260: Migration = {
  async up(db: Kysely<unknown>) {
    await sql.raw(`alter table enrollments add column organization_told text`).execute(db);
  },
};
