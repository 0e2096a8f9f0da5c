// What rules need: texts of users without case, kept by triggers so that no writer has to think of them; dynamic groups;
// saved queries.
import { sql, type Kysely, type Migration } from 'kysely';
import { foldedLetters, foldedLength } from '../../../shared/model/fold.ts';

const texts = ['username', 'email', 'first_name', 'last_name', 'display_name'];

/** The text of a column as `fold` makes it: the quick way for plain ASCII, letter by letter for the rest. */
const folded = (column: string): string => `case when ${column} glob '*[^ -~]*' then (
    select group_concat(coalesce(f.folded, substr(${column}, p.n, 1)), '' order by p.n) from text_positions p
    left join folded_letters f on f.letter = substr(${column}, p.n, 1) where p.n <= length(${column}))
  else lower(substr(${column}, 1, ${foldedLength})) end`;

const fill = (prefix: string): string =>
  texts.map((column) => `${column}_folded = ${folded(`${prefix}${column}`)}`).join(', ');

const tables = [
  `create table folded_letters (letter text primary key, folded text not null) without rowid`,
  `create table text_positions (n integer primary key)`,
  ...texts.map((column) => `alter table users add column ${column}_folded text not null default ''`),
  `alter table user_groups add column rules_json text`,
  `create table saved_queries (
    id text primary key, subject text not null, name text not null collate nocase, rules_json text not null,
    created_at integer not null, updated_at integer not null, unique (subject, name))`,
];

const triggers = [
  `update users set ${fill('')}`,
  `create trigger users_folded_insert after insert on users begin
    update users set ${fill('new.')} where id = new.id; end`,
  `create trigger users_folded_update after update of ${texts.join(', ')} on users begin
    update users set ${fill('new.')} where id = new.id; end`,
  // Holds what most rules ask, so that a list of many people is decided without reading the wide rows.
  `create index users_rules on users (
    display_name_folded, email_folded, username_folded, first_name_folded, last_name_folded, enabled, source,
    created_at, id)`,
];

export const migration0030: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of tables) await sql.raw(statement).execute(db);
    await sql`insert into folded_letters (letter, folded)
      select key, value from json_each(${JSON.stringify(Object.fromEntries(foldedLetters))})`.execute(db);
    await sql`insert into text_positions (n)
      with recursive counted (n) as (select 1 union all select n + 1 from counted where n < ${foldedLength})
      select n from counted`.execute(db);
    for (const statement of triggers) await sql.raw(statement).execute(db);
  },
};
