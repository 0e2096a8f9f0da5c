// Rows of notifications and their mails. One row per cause that lasts; what is over stays as history.
import { sql, type SqlBool } from 'kysely';
import type { NotificationRow } from '../../../../shared/ipc/office/notifications.ts';
import {
  notificationComponentTypeSchema,
  notificationSeveritySchema,
  notificationStatusSchema,
  notificationTypeSchema,
  type NotificationComponentType,
  type NotificationSeverity,
  type NotificationStatus,
  type NotificationType,
} from '../../../../shared/model/notification.ts';
import type { Executor } from '../../executor.ts';
import { shownText, storedText, wordsInEnglish } from '../../sql/shown-text.ts';
import type { NotificationsTable } from '../../tables/office.ts';
import { containsWords } from '../../sql/like.ts';
import { inOrderOf, isOneOf } from '../../sql/one-of.ts';
import { ignoringCase } from '../../sql/text.ts';

export interface NotificationQuery {
  readonly search?: string | undefined;
  readonly severities?: readonly NotificationSeverity[] | undefined;
  readonly types?: readonly NotificationType[] | undefined;
  readonly componentTypes?: readonly NotificationComponentType[] | undefined;
  readonly statuses?: readonly NotificationStatus[] | undefined;
  readonly sortBy?: 'at' | 'severity' | 'type' | 'componentType' | 'component' | 'title' | 'status' | undefined;
  readonly sortDirection?: 'asc' | 'desc' | undefined;
}

/** What was raised, as it is stored. */
export type StoredNotification = Omit<NotificationRow, 'clearedBy'>;

export interface PendingMail {
  readonly id: number;
  readonly address: string;
  readonly createdAt: number;
  readonly notification: NotificationRow;
}

export interface NotificationsStore {
  list(query: NotificationQuery, limit: number, offset: number): Promise<{ rows: NotificationRow[]; total: number }>;
  /** Ids of all rows that match, in the order of the query. */
  ids(query: NotificationQuery): Promise<string[]>;
  /** In the order of `ids`. */
  byIds(ids: readonly string[]): Promise<NotificationRow[]>;
  counts(): Promise<{ open: number; critical: number }>;
  /** The row of a cause that lasts. */
  lasting(key: string): Promise<NotificationRow | undefined>;
  insert(key: string, row: StoredNotification): Promise<void>;
  /** Replaces everything but the key; `clearedBy` absent: nobody. */
  update(row: NotificationRow): Promise<void>;
  /** The cause is over: the row becomes history. Resolves to whether there was one. */
  end(key: string, now: number): Promise<boolean>;
  /** Keys of causes that last and begin with the prefix. */
  lastingKeys(prefix: string): Promise<string[]>;
  /** Clears open rows, and answers which they were. */
  clear(ids: readonly string[], by: string): Promise<NotificationRow[]>;
  /** Removes history older than that. */
  prune(before: number): Promise<void>;
  queueMails(notificationId: string, addresses: readonly string[], now: number): Promise<void>;
  pendingMails(): Promise<PendingMail[]>;
  removeMails(ids: readonly number[]): Promise<void>;
}

type Row = Omit<NotificationsTable, 'key' | 'ended_at'>;

const toRow = (row: Row): NotificationRow => ({
  id: row.id,
  at: row.at,
  severity: notificationSeveritySchema.parse(row.severity),
  type: notificationTypeSchema.parse(row.type),
  componentType: notificationComponentTypeSchema.parse(row.component_type),
  component: shownText(row.component),
  title: shownText(row.title),
  detail: shownText(row.detail),
  page: row.page,
  status: notificationStatusSchema.parse(row.status),
  ...(row.cleared_by !== null && { clearedBy: row.cleared_by }),
});

const toColumns = (row: NotificationRow): Row => ({
  id: row.id,
  at: row.at,
  severity: row.severity,
  type: row.type,
  component_type: row.componentType,
  component: storedText(row.component),
  title: storedText(row.title),
  detail: storedText(row.detail),
  page: row.page,
  status: row.status,
  cleared_by: row.clearedBy ?? null,
});

/** By weight, not by the alphabet: ascending ends with what is critical. */
const severityRank = sql`case severity when 'Critical' then 3 when 'Warning' then 2 when 'Information' then 1 else 0 end`;

const sortColumns = {
  at: sql`at`,
  severity: severityRank,
  type: sql`type`,
  componentType: sql`component_type`,
  component: ignoringCase(wordsInEnglish('component')),
  title: ignoringCase(wordsInEnglish('title')),
  status: sql`status`,
} as const;

const condition = (query: NotificationQuery) => {
  const all = [sql<SqlBool>`1`];
  const oneOf = (column: string, values: readonly string[] | undefined): void => {
    if (values && values.length > 0) all.push(sql<SqlBool>`${sql.ref(column)} in (${sql.join([...values])})`);
  };
  oneOf('severity', query.severities);
  oneOf('type', query.types);
  oneOf('component_type', query.componentTypes);
  oneOf('status', query.statuses);
  const search = query.search?.trim();
  if (search) {
    all.push(
      containsWords([...['component', 'title', 'detail'].map(wordsInEnglish), 'type', 'component_type'], search),
    );
  }
  return sql<SqlBool>`${sql.join(all, sql` and `)}`;
};

export const createNotificationsStore = (executor: Executor): NotificationsStore => {
  const ordered = (query: NotificationQuery) =>
    executor.read
      .selectFrom('notifications')
      .where(condition(query))
      .orderBy(
        sql`${sortColumns[query.sortBy ?? 'at']} ${sql.raw((query.sortDirection ?? 'desc') === 'asc' ? 'asc' : 'desc')}`,
      )
      .orderBy('at', 'desc')
      .orderBy('id');
  const within = (ids: readonly string[]) => isOneOf('id', ids);

  return {
    async list(query, limit, offset) {
      const rows = await ordered(query).selectAll().limit(limit).offset(offset).execute();
      const { total } = await executor.read
        .selectFrom('notifications')
        .select(sql<number>`count(*)`.as('total'))
        .where(condition(query))
        .executeTakeFirstOrThrow();
      return { rows: rows.map(toRow), total };
    },

    async ids(query) {
      return (await ordered(query).select('id').execute()).map(({ id }) => id);
    },

    async byIds(ids) {
      const rows = await executor.read.selectFrom('notifications').selectAll().where(within(ids)).execute();
      return inOrderOf(ids, rows.map(toRow));
    },

    async counts() {
      return executor.read
        .selectFrom('notifications')
        .select([sql<number>`count(*)`.as('open'), sql<number>`coalesce(sum(severity = 'Critical'), 0)`.as('critical')])
        .where('status', '=', 'Open')
        .executeTakeFirstOrThrow();
    },

    async lasting(key) {
      const row = await executor.read
        .selectFrom('notifications')
        .selectAll()
        .where('key', '=', key)
        .where('ended_at', 'is', null)
        .executeTakeFirst();
      return row && toRow(row);
    },

    async insert(key, row) {
      await executor.write((query) =>
        query
          .insertInto('notifications')
          .values({ ...toColumns(row), key, ended_at: null })
          .execute(),
      );
    },

    async update(row) {
      await executor.write((query) =>
        query.updateTable('notifications').set(toColumns(row)).where('id', '=', row.id).execute(),
      );
    },

    end: (key, now) =>
      executor.write(async (query) => {
        const { rows } = await sql<{ id: string }>`update notifications
          set at = ${now}, ended_at = ${now}, severity = 'Cleared', status = 'Cleared'
          where key = ${key} and ended_at is null returning id`.execute(query);
        return rows.length > 0;
      }),

    async lastingKeys(prefix) {
      const rows = await executor.read
        .selectFrom('notifications')
        .select('key')
        .where('ended_at', 'is', null)
        .where(sql<SqlBool>`substr(key, 1, ${prefix.length}) = ${prefix}`)
        .execute();
      return rows.map(({ key }) => key);
    },

    clear: (ids, by) =>
      executor.write(async (query) => {
        const rows = await query
          .updateTable('notifications')
          .set({ status: 'Cleared', cleared_by: by })
          .where(within(ids))
          .where('status', '=', 'Open')
          .returningAll()
          .execute();
        return rows.map(toRow);
      }),

    async prune(before) {
      await executor.write((query) => query.deleteFrom('notifications').where('ended_at', '<', before).execute());
    },

    async queueMails(notificationId, addresses, now) {
      if (addresses.length === 0) return;
      await executor.write((query) =>
        query
          .insertInto('notification_mails')
          .values(addresses.map((address) => ({ notification_id: notificationId, address, created_at: now })))
          .execute(),
      );
    },

    async pendingMails() {
      const rows = await executor.read
        .selectFrom('notification_mails as m')
        .innerJoin('notifications as n', 'n.id', 'm.notification_id')
        .selectAll('n')
        .select(['m.id as mail', 'm.address', 'm.created_at as createdAt'])
        .orderBy('m.id')
        .execute();
      return rows.map(({ mail, address, createdAt, ...row }) => ({
        id: mail,
        address,
        createdAt,
        notification: toRow(row),
      }));
    },

    async removeMails(ids) {
      await executor.write((query) => query.deleteFrom('notification_mails').where(isOneOf('id', ids)).execute());
    },
  };
};
