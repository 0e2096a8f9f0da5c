// Terms of service in versions, and who accepted which of them when.
import { sql, type Kysely, type Migration } from 'kysely';

const statements = [
  `create table terms_versions (
    version integer primary key autoincrement, title text not null, text text not null, created_at integer not null)`,
  `create table terms_acceptances (
    user_id text not null references users (id) on delete cascade,
    version integer not null references terms_versions (version),
    accepted_at integer not null, primary key (user_id, version)) without rowid`,
  `create index terms_acceptances_version on terms_acceptances (version)`,
];

export const migration0061: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
