// Rows of the audit trail. Append-only: each row's hash covers its content and the hash of the row before.
import { createHash } from 'node:crypto';
import { type Selectable, sql, type SqlBool } from 'kysely';
import type { AuditChange, AuditRow } from '../../../../shared/ipc/office/audit.ts';
import type { AuditActivity, AuditCategory, AuditType } from '../../../../shared/model/audit.ts';
import { searchText } from '../../../../shared/model/search-text.ts';
import type { Executor, Query } from '../../executor.ts';
import type { AuditTable } from '../../tables/office.ts';
import { containsWords, searchedIn } from '../../sql/like.ts';
import { type KeptAnchor, readAnchor, writeAnchor } from './audit-anchor.ts';
import { inOrderOf, isOneOf } from '../../sql/one-of.ts';
import { recordsOf } from '../../sql/records.ts';
import { ignoringCase } from '../../sql/text.ts';

export type NewAuditRow = Omit<AuditRow, 'id'>;

export interface AuditQuery {
  readonly search?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly categories?: readonly AuditCategory[] | undefined;
  readonly types?: readonly AuditType[] | undefined;
  readonly activities?: readonly AuditActivity[] | undefined;
  readonly name?: string | undefined;
  readonly by?: string | undefined;
  readonly sortBy?: 'at' | 'name' | 'type' | 'category' | 'activity' | 'by' | undefined;
  readonly sortDirection?: 'asc' | 'desc' | undefined;
}

/** A row as it is stored, whatever became of it. */
export interface ChainedRow extends HashedContent {
  readonly changesJson: string;
  readonly hash: string;
}

type HashedContent = Omit<AuditRow, 'changes'>;

export interface AuditStore {
  append(rows: readonly NewAuditRow[]): Promise<void>;
  list(query: AuditQuery, limit: number, offset: number): Promise<{ rows: AuditRow[]; total: number }>;
  /** Ids of all rows that match, in the order of the query. */
  ids(query: AuditQuery): Promise<number[]>;
  /** In the order of `ids`. */
  byIds(ids: readonly number[]): Promise<AuditRow[]>;
  /** Rows after an id in order of their ids, for walking the chain. */
  after(id: number, limit: number): Promise<ChainedRow[]>;
  /** How many rows there are, and the id of the newest row there ever was. */
  extent(): Promise<{ rows: number; lastId: number }>;
  /** The newest row that is there. */
  last(): Promise<{ id: number; hash: string } | undefined>;
  /** Where the trail ended last; undefined where nobody has the key. */
  anchor(): Promise<KeptAnchor | undefined>;
  /** Anchors the trail as it is, if that is still to be done after an update. */
  makeAnchor(): Promise<void>;
}

/** What the first row's hash builds on. */
export const genesisHash = '0'.repeat(64);

/**
 * Hex SHA-256 over the former hash and the row as a JSON array in fixed order. The changes go in as the text that is
 * stored, so that no detail of printing JSON decides whether a row is genuine.
 */
export const auditHash = (previous: string, row: HashedContent, changesJson: string): string =>
  createHash('sha256')
    .update(previous)
    .update(JSON.stringify([row.id, row.at, row.category, row.type, row.name, row.activity, row.by, changesJson]))
    .digest('hex');

type Stored = Omit<Selectable<AuditTable>, 'hash'>;

const toRow = (stored: Stored): AuditRow => ({
  id: stored.id,
  at: stored.at,
  category: stored.category,
  type: stored.type,
  name: stored.name,
  activity: stored.activity,
  by: stored.actor,
  changes: JSON.parse(stored.changes_json) as AuditChange[],
});

const readExtent = async (query: Query): Promise<{ rows: number; lastId: number }> => {
  const { rows } = await sql<{ total: number; last: number }>`select (select count(*) from audit) as total,
    coalesce((select seq from sqlite_sequence where name = 'audit'), 0) as last`.execute(query);
  return { rows: rows[0]?.total ?? 0, lastId: rows[0]?.last ?? 0 };
};

const lastOf = (query: Query): Promise<{ id: number; hash: string } | undefined> =>
  query.selectFrom('audit').select(['id', 'hash']).orderBy('id', 'desc').limit(1).executeTakeFirst();

const sortColumns = {
  at: sql`id`,
  name: ignoringCase('name'),
  type: sql`type`,
  category: sql`category`,
  activity: sql`activity`,
  by: ignoringCase('actor'),
} as const;

const condition = (query: AuditQuery) => {
  const all = [sql<SqlBool>`1`];
  const oneOf = (column: string, values: readonly string[] | undefined): void => {
    if (values && values.length > 0) all.push(sql<SqlBool>`${sql.ref(column)} in (${sql.join([...values])})`);
  };
  oneOf('category', query.categories);
  oneOf('type', query.types);
  oneOf('activity', query.activities);
  if (query.from !== undefined) all.push(sql<SqlBool>`at >= ${query.from}`);
  if (query.to !== undefined) all.push(sql<SqlBool>`at <= ${query.to}`);
  if (query.name?.trim()) all.push(containsWords(['name'], query.name));
  if (query.by?.trim()) all.push(containsWords(['actor'], query.by));
  if (query.search?.trim()) all.push(searchedIn('audit', 'audit.id', query.search));
  return sql<SqlBool>`${sql.join(all, sql` and `)}`;
};

const columns = ['id', 'at', 'category', 'type', 'name', 'activity', 'actor', 'changes_json'] as const;

export const createAuditStore = (executor: Executor): AuditStore => {
  const ordered = (query: AuditQuery) =>
    executor.read
      .selectFrom('audit')
      .where(condition(query))
      .orderBy(
        sql`${sortColumns[query.sortBy ?? 'at']} ${sql.raw((query.sortDirection ?? 'desc') === 'asc' ? 'asc' : 'desc')}`,
      )
      .orderBy('id', 'desc');

  return {
    async append(rows) {
      if (rows.length === 0) return;
      await executor.write(async (query) => {
        const last = await lastOf(query);
        const { box } = executor;
        const anchor = box && (await readAnchor(query, box));
        const known = typeof anchor === 'object' ? anchor : undefined;
        // The anchor says where the trail goes on: what somebody did to its rows must not heal by the next entry.
        let id = Math.max((await readExtent(query)).lastId, known?.entries ?? 0);
        let previous = known === undefined || known.entries === 0 ? (last?.hash ?? genesisHash) : known.hash;
        const stored = rows.map((row) => {
          id += 1;
          const changes = JSON.stringify(row.changes);
          previous = auditHash(previous, { ...row, id }, changes);
          return { ...row, id, changes, hash: previous };
        });
        await sql`insert into audit (id, at, category, type, name, activity, actor, changes_json, hash)
          select v.id, v.at, v.category, v.type, v.name, v.activity, ${sql.ref('v.by')}, v.changes, v.hash
          from ${recordsOf('v', stored, ['id', 'at', 'category', 'type', 'name', 'activity', 'by', 'changes', 'hash'])}
          order by v.id`.execute(query);
        const searched = stored.map(({ id: number, category, type, name, activity, by, changes }) => ({
          id: number,
          text: searchText([name, type, category, activity, by, changes].join(' ')),
        }));
        await sql`insert into audit_search (id, text)
          select v.id, v.text from ${recordsOf('v', searched, ['id', 'text'])} where true
          on conflict (id) do update set text = excluded.text`.execute(query);
        // One that is missing or forged stays so, and is told.
        if (box && (known !== undefined || anchor === 'pending')) {
          await writeAnchor(query, box, { entries: id, hash: previous });
        }
      });
    },

    anchor: async () => executor.box && readAnchor(executor.read, executor.box),

    async makeAnchor() {
      await executor.write(async (query) => {
        const { box } = executor;
        if (box === undefined || (await readAnchor(query, box)) !== 'pending') return;
        const { lastId } = await readExtent(query);
        await writeAnchor(query, box, { entries: lastId, hash: (await lastOf(query))?.hash ?? genesisHash });
      });
    },

    last: () => lastOf(executor.read),

    async list(query, limit, offset) {
      const rows = await ordered(query)
        .select([...columns])
        .limit(limit)
        .offset(offset)
        .execute();
      const { total } = await executor.read
        .selectFrom('audit')
        .select(sql<number>`count(*)`.as('total'))
        .where(condition(query))
        .executeTakeFirstOrThrow();
      return { rows: rows.map(toRow), total };
    },

    async ids(query) {
      return (await ordered(query).select('id').execute()).map(({ id }) => id);
    },

    async byIds(ids) {
      const rows = await executor.read
        .selectFrom('audit')
        .select([...columns])
        .where(isOneOf('id', ids))
        .execute();
      return inOrderOf(ids, rows.map(toRow));
    },

    async after(id, limit) {
      const rows = await executor.read
        .selectFrom('audit')
        .select([...columns, 'hash'])
        .where('id', '>', id)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(({ actor, changes_json, ...row }) => ({
        ...row,
        category: row.category,
        type: row.type,
        activity: row.activity,
        by: actor,
        changesJson: changes_json,
      }));
    },

    extent: () => readExtent(executor.read),
  };
};
