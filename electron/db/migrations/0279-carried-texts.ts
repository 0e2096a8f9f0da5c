// Texts that were taken before it was checked whether a profile, a mail or a certificate can carry them: what none can
// carry is taken out of them. A name that would be empty then, or another one's, stays; it is left out where it is written.
import { sql, type Kysely, type Migration } from 'kysely';
import { lookUp } from '../../../shared/look-up.ts';

const uncarried = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const tidied = (text: string): string => {
  const next = text.replace(/[\v\f]+/g, ' ').replace(uncarried, '');
  return next === text || next.trim() === '' ? text : next.trim();
};

const tidiedDeep = (value: unknown): unknown => {
  if (typeof value === 'string') return tidied(value);
  if (Array.isArray(value)) return value.map(tidiedDeep);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [tidied(key), tidiedDeep(inner)]));
};

interface Texts {
  readonly table: string;
  readonly keys: readonly string[];
  readonly plain?: readonly string[];
  readonly json?: readonly string[];
  /** No two rows may have the same. */
  readonly unique?: string;
}

const places: readonly Texts[] = [
  { table: 'settings', keys: ['key'], json: ['value'] },
  {
    table: 'users',
    keys: ['id'],
    plain: ['first_name', 'last_name', 'display_name'],
    json: ['attributes_json', 'custom_attributes_json'],
  },
  {
    table: 'user_groups',
    keys: ['id'],
    plain: ['name', 'description', 'directory_name'],
    json: ['rules_json'],
    unique: 'name',
  },
  { table: 'saved_queries', keys: ['id'], plain: ['name'], json: ['rules_json'], unique: 'name' },
  { table: 'user_settings', keys: ['id'], plain: ['name', 'description'], json: ['body_json'], unique: 'name' },
  { table: 'enrollments', keys: ['id'], plain: ['name'] },
  { table: 'mail_templates', keys: ['id', 'language'], plain: ['subject', 'text', 'html'] },
  { table: 'ldap_selections', keys: ['server_id', 'kind', 'external_id'], plain: ['name'] },
  { table: 'ldap_servers', keys: ['id'], json: ['config_json'] },
  { table: 'entra_sources', keys: ['id'], json: ['config_json'] },
];

type Row = Readonly<Record<string, unknown>>;

/** What changes of a row. */
const changesOf = (row: Row, { plain = [], json = [], unique }: Texts, taken: Set<string>): [string, string][] => {
  const changes = plain.flatMap((column): [string, string][] => {
    const value = lookUp(row, column);
    if (typeof value !== 'string') return [];
    const next = tidied(value);
    if (next === value) return [];
    if (column !== unique) return [[column, next]];
    if (taken.has(next.toLowerCase())) return [];
    taken.add(next.toLowerCase());
    return [[column, next]];
  });
  for (const column of json) {
    const value = lookUp(row, column);
    if (typeof value !== 'string') continue;
    const next = JSON.stringify(tidiedDeep(JSON.parse(value)));
    if (next !== JSON.stringify(JSON.parse(value))) changes.push([column, next]);
  }
  return changes;
};

export const migration0279: Migration = {
  async up(db: Kysely<unknown>) {
    for (const place of places) {
      const { table, keys, plain = [], json = [], unique } = place;
      const columns = [...keys, ...plain, ...json].map((name) => sql.ref(name));
      const { rows } = await sql<Row>`select ${sql.join(columns)} from ${sql.table(table)}`.execute(db);
      const taken = new Set(unique === undefined ? [] : rows.map((row) => String(lookUp(row, unique)).toLowerCase()));
      for (const row of rows) {
        const changes = changesOf(row, place, taken);
        if (changes.length === 0) continue;
        const set = sql.join(changes.map(([column, value]) => sql`${sql.ref(column)} = ${value}`));
        const where = sql.join(
          keys.map((key) => sql`${sql.ref(key)} = ${lookUp(row, key)}`),
          sql` and `,
        );
        await sql`update ${sql.table(table)} set ${set} where ${where}`.execute(db);
      }
    }
  },
};
