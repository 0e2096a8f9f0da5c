// What is searched, without case, accents and kinds of signs: narrow tables of their own, which triggers keep, because the
// rows that are searched carry long texts with them.
import { sql, type Kysely, type Migration } from 'kysely';
import { searchLetters, searchText } from '../../../shared/model/search-text.ts';

/** The text as `searchText` makes it. */
const folded = (text: string): string => `(select case
  when whole.text glob '*[^ !#-_a-~]*' then (
    select group_concat(coalesce(f.folded, substr(whole.text, p.n, 1)), '' order by p.n) from text_positions p
    left join search_letters f on f.letter = substr(whole.text, p.n, 1) where p.n <= length(whole.text))
  else lower(whole.text) end
  from (select ${text} as text) whole)`;

/** Between two of the texts stands a blank, which no word contains. */
const joined = (columns: readonly string[], prefix: string): string =>
  folded(columns.map((column) => `coalesce(${prefix}${column}, '')`).join(` || ' ' || `));

const kept = (table: string, search: string, key: string, columns: readonly string[]): string[] => [
  `create table ${search} (
    ${key} text not null primary key references ${table} (id) on delete cascade, text text not null) without rowid`,
  `create trigger ${search}_insert after insert on ${table} begin
    insert into ${search} (${key}, text) values (new.id, ${joined(columns, 'new.')}); end`,
  `create trigger ${search}_update after update of ${columns.join(', ')} on ${table}
    when ${columns.map((column) => `new.${column} is not old.${column}`).join(' or ')} begin
    update ${search} set text = ${joined(columns, 'new.')} where ${key} = new.id; end`,
];

const ofUsers = ['display_name', 'email', 'username'];
const ofDevices = ['name', 'model_name', 'product_name', 'serial_number', 'os_version', 'id'];
const ofAudit = ['name', 'type', 'category', 'activity', 'actor', 'changes_json'];

const statements = [
  ...kept('users', 'user_search', 'user_id', ofUsers),
  ...kept('enrollments', 'device_search', 'enrollment_id', ofDevices),
  // Rows of the audit trail never change, and their store writes what is searched with them: it may be long.
  `create table audit_search (id integer primary key, text text not null)`,
];

const page = 2000;

/** In pages and in memory: letter by letter, the database takes half a minute for a big office. */
const fill = async (
  db: Kysely<unknown>,
  [search, key]: readonly [search: string, key: string],
  table: string,
  columns: readonly string[],
): Promise<void> => {
  const joinedText = sql.raw(columns.map((column) => `coalesce(${column}, '')`).join(` || ' ' || `));
  let last = 0;
  for (;;) {
    const { rows } = await sql<{ at: number; id: string | number; text: string }>`select rowid as at, id,
      ${joinedText} as text from ${sql.table(table)} where rowid > ${last} order by rowid limit ${page}`.execute(db);
    const newest = rows.at(-1);
    if (newest === undefined) return;
    last = newest.at;
    await sql`insert into ${sql.table(search)} (${sql.ref(key)}, text) select value ->> 0, value ->> 1
      from json_each(${JSON.stringify(rows.map(({ id, text }) => [id, searchText(text)]))})`.execute(db);
  }
};

export const migration0261: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`create table search_letters (letter text primary key, folded text not null) without rowid`.execute(db);
    await sql`insert into search_letters (letter, folded)
      select key, value from json_each(${JSON.stringify(searchLetters())})`.execute(db);
    for (const statement of statements) await sql.raw(statement).execute(db);
    await fill(db, ['user_search', 'user_id'], 'users', ofUsers);
    await fill(db, ['device_search', 'enrollment_id'], 'enrollments', ofDevices);
    await fill(db, ['audit_search', 'id'], 'audit', ofAudit);
  },
};
