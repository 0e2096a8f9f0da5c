// The audit trail: rows that refuse to be changed or removed, each holding the hash of the one before.
import { sql, type Kysely, type Migration } from 'kysely';

const statements = [
  // autoincrement: sqlite_sequence remembers how many rows there ever were, which tells when the newest are cut off.
  `create table audit (
    id integer primary key autoincrement, at integer not null, category text not null, type text not null,
    name text not null, activity text not null, actor text not null, changes_json text not null, hash text not null)`,
  `create index audit_at on audit (at)`,
  `create trigger audit_no_update before update on audit begin
    select raise(abort, 'the audit trail cannot be changed'); end`,
  `create trigger audit_no_delete before delete on audit begin
    select raise(abort, 'the audit trail cannot be changed'); end`,
];

export const migration0020: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
