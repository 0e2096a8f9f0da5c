// People of a directory who may be here already, and what each directory is told to do about them and about those who
// are gone.
import { sql, type Kysely, type Migration } from 'kysely';

const statements = [
  `create table directory_matches (
    source_id text not null, external_id text not null, user_id text not null references users (id) on delete cascade,
    person_json text not null, decision text, noticed_at integer not null, seen_at integer not null,
    primary key (source_id, external_id)) without rowid`,
  `create index directory_matches_user on directory_matches (user_id)`,
  `create table directory_policies (
    source_id text primary key, existing text not null, gone text not null, gone_limit integer not null) without rowid`,
];

export const migration0230: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
