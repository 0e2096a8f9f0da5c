// Custom attributes of people get a place of their own, beside what a directory tells.
import { sql, type Kysely, type Migration } from 'kysely';

const statements = [
  `alter table users add column custom_attributes_json text not null default '{}'`,
  // People of the office alone can only have attributes that somebody gave them here.
  `update users set custom_attributes_json = attributes_json, attributes_json = '{}'
    where source = 'local' and attributes_json <> '{}'`,
];

export const migration0140: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
