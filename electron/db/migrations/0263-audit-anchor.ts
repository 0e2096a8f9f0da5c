// Room for the anchor of the audit trail, which is made at the next start: migrations do not have the key to seal it.
import { sql, type Kysely, type Migration } from 'kysely';

export const migration0263: Migration = {
  async up(db: Kysely<unknown>) {
    await sql.raw(`insert or ignore into secrets (name, sealed) values ('audit.anchor', x'')`).execute(db);
  },
};
