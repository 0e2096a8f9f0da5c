// Who of an LDAP server is still to be invited: a sync that ends early must not lose them.
import { sql, type Kysely, type Migration } from 'kysely';

export const migration0150: Migration = {
  async up(db: Kysely<unknown>) {
    await sql.raw(`alter table ldap_servers add column invite_since integer`).execute(db);
  },
};
