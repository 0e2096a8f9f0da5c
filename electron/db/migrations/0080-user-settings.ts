// User settings get types. What was decided for the whole office becomes the default of its type: device limit, terms of
// service, invite reminder, registration confirmation.
import { sql, type Kysely, type Migration } from 'kysely';

const rebuildSettings = [
  // Dropped first: with the settings they point to they would go too.
  `create table kept_groups as select setting_id, group_id from user_setting_groups`,
  `drop table user_setting_groups`,
  `alter table user_settings rename to kept_settings`,
  `create table user_settings (
    id text primary key, type text not null, name text not null collate nocase, description text not null,
    is_default integer not null, priority integer, body_json text not null,
    created_at integer not null, updated_at integer not null, unique (type, name))`,
  `create unique index user_settings_default on user_settings (type) where is_default = 1`,
  `insert into user_settings (id, type, name, description, is_default, priority, body_json, created_at, updated_at)
    select id, 'registration', name, description, is_default, priority, body_json, created_at, updated_at
    from kept_settings`,
  `drop table kept_settings`,
  `create table user_setting_groups (
    setting_id text not null references user_settings (id) on delete cascade,
    group_id text not null references user_groups (id) on delete restrict,
    primary key (setting_id, group_id)) without rowid`,
  `insert into user_setting_groups (setting_id, group_id) select setting_id, group_id from kept_groups`,
  `drop table kept_groups`,
  `create index user_setting_groups_group on user_setting_groups (group_id)`,
];

const rebuildTerms = [
  `create table kept_acceptances as select user_id, version, accepted_at from terms_acceptances`,
  `drop table terms_acceptances`,
  `alter table terms_versions rename to kept_versions`,
  `create table terms_versions (
    id integer primary key autoincrement, setting_id text not null references user_settings (id) on delete cascade,
    version integer not null, title text not null, text text not null, created_at integer not null,
    unique (setting_id, version))`,
  `insert into terms_versions (id, setting_id, version, title, text, created_at)
    select version, 'default-terms-of-service', version, title, text, created_at from kept_versions`,
  `drop table kept_versions`,
  `create table terms_acceptances (
    user_id text not null references users (id) on delete cascade,
    terms_id integer not null references terms_versions (id),
    accepted_at integer not null, primary key (user_id, terms_id)) without rowid`,
  `create index terms_acceptances_terms on terms_acceptances (terms_id)`,
  `insert into terms_acceptances (user_id, terms_id, accepted_at)
    select user_id, version, accepted_at from kept_acceptances`,
  `drop table kept_acceptances`,
];

interface Policy {
  readonly reminder: object;
  readonly confirmation: boolean;
}

const initialPolicy: Policy = {
  reminder: { enabled: false, startDay: 2, endDay: 30, everyDays: 3, maximum: 5 },
  confirmation: true,
};

export const migration0080: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of rebuildSettings) await sql.raw(statement).execute(db);
    const now = Date.now();

    /** Takes a value of the whole office out of the settings. */
    const takeValue = async (key: string): Promise<unknown> => {
      const { rows } = await sql<{ value: string }>`delete from settings where key = ${key} returning value`.execute(
        db,
      );
      return rows[0] === undefined ? undefined : JSON.parse(rows[0].value);
    };
    const addDefault = (type: string, name: string, body: object) =>
      sql`insert into user_settings (id, type, name, description, is_default, priority, body_json, created_at, updated_at)
        values (${`default-${type}`}, ${type}, ${name}, 'Applies to everybody whom no other setting reaches',
          1, null, ${JSON.stringify(body)}, ${now}, ${now})`.execute(db);

    const policy = ((await takeValue('invitePolicy')) ?? initialPolicy) as Policy;
    const { rows } = await sql<{
      title: string;
      text: string;
    }>`select title, text from terms_versions order by version desc limit 1`.execute(db);
    const terms = rows[0] ?? { title: '', text: '' };
    const termsEnabled = (await takeValue('termsEnabled')) === true && rows.length > 0;
    await addDefault('device-limit', 'Default Device Limit', { maximum: (await takeValue('deviceLimit')) ?? null });
    await addDefault('terms-of-service', 'Default Terms of Service', { enabled: termsEnabled, ...terms });
    await addDefault('invite-reminder', 'Default Invite Reminder', policy.reminder);
    await addDefault('registration-confirmation', 'Default Registration Confirmation', {
      enabled: policy.confirmation,
    });

    for (const statement of rebuildTerms) await sql.raw(statement).execute(db);
  },
};
