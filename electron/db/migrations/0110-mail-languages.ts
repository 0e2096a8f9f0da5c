// Mail texts by language. Texts that were changed before were written for the English ones and stay those.
import { sql, type Kysely, type Migration } from 'kysely';

const statements = [
  `create table mail_templates_by_language (
    id text not null, language text not null, subject text not null, text text not null, html text not null,
    updated_at integer not null, primary key (id, language)) without rowid`,
  `insert into mail_templates_by_language (id, language, subject, text, html, updated_at)
    select id, 'en', subject, text, html, updated_at from mail_templates`,
  `drop table mail_templates`,
  `alter table mail_templates_by_language rename to mail_templates`,
];

export const migration0110: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
