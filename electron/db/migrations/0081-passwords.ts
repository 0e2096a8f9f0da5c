// When passwords were set, the ones before them, and the default of Password Complexity: what was asked until now.
import { sql, type Kysely, type Migration } from 'kysely';

const statements = [
  `alter table users add column password_set_at integer`,
  // No later than the last change of the person; nobody knows it better.
  `update users set password_set_at = updated_at where password_hash is not null`,
  `create table password_history (
    id integer primary key autoincrement, user_id text not null references users (id) on delete cascade,
    password_hash text not null, replaced_at integer not null)`,
  `create index password_history_user on password_history (user_id, id)`,
];

export const migration0081: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
    const now = Date.now();
    const body = {
      minimumLength: 8,
      characteristics: { symbols: 0, uppercase: 0, lowercase: 0, digits: 0 },
      maximumDigitRun: null,
      maximumRepeats: null,
      history: null,
      expiryDays: null,
      lockAfter: 5,
    };
    await sql`insert into user_settings (id, type, name, description, is_default, priority, body_json, created_at, updated_at)
      values ('default-password-complexity', 'password-complexity', 'Default Password Complexity',
        'Applies to everybody whom no other setting reaches', 1, null, ${JSON.stringify(body)}, ${now}, ${now})`.execute(
      db,
    );
  },
};
