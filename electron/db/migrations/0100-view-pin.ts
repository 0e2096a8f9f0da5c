// One-time PINs can be viewed again while they are valid: kept sealed beside the hash that checks them.
import { sql, type Kysely, type Migration } from 'kysely';

export const migration0100: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table user_pins add column sealed_pin blob`.execute(db);
  },
};
