// People of directories are found by their principal and account names as well: a sign-in must not read everybody.
import { sql, type Kysely, type Migration } from 'kysely';

export const migration0281: Migration = {
  async up(db: Kysely<unknown>) {
    for (const [index, name] of [
      ['users_principal_name', 'userPrincipalName'],
      ['users_account_name', 'samAccountName'],
    ]) {
      const statement = `create index ${index} on users (json_extract(attributes_json, '$.${name}') collate nocase)`;
      await sql.raw(statement).execute(db);
    }
  },
};
