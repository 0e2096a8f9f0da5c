// The device log: appended with every commit, read by the Logs tab, thinned out by age.
import type { LogAction, LogStatus } from '../../../../shared/model/log.ts';
import { ticketLogId, type LogEntry } from '../../../model/enrollment.ts';
import type { Executor, Query } from '../../executor.ts';
import type { Scalar } from '../../group-commit.ts';
import { containsWords } from '../../sql/like.ts';
import { inOrderOf, isOneOf } from '../../sql/one-of.ts';
import { appendedRows } from '../../sql/set-statement.ts';

/** In the order of `rowOf`. */
const columns = [
  'enrollment_id',
  'channel_id',
  'at',
  'action',
  'status',
  'detail',
  'command_uuid',
  'request',
  'response',
  'error_json',
];

const insertLog = {
  sql: `insert into device_log (${columns.join(', ')}) select * from ${appendedRows(...columns)}`,
};

/** Longer property lists are cut: the log is for reading. */
const maxPlistChars = 200_000;

const cut = (text: string | undefined): string | null =>
  text === undefined ? null : text.length <= maxPlistChars ? text : `${text.slice(0, maxPlistChars)}\n(cut)`;

const rowOf = (entry: LogEntry): Scalar[] => [
  entry.enrollmentId,
  entry.channelId,
  entry.at,
  entry.action,
  entry.status,
  entry.detail.slice(0, 4000),
  entry.commandUuid ?? null,
  cut(entry.request),
  cut(entry.response),
  entry.errors && entry.errors.length > 0 ? JSON.stringify(entry.errors) : null,
];

export interface LogListFilter {
  readonly enrollmentId: string;
  readonly actions?: readonly LogAction[] | undefined;
  readonly statuses?: readonly LogStatus[] | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly search?: string | undefined;
  readonly hideIdle?: boolean | undefined;
}

export interface LogPage {
  readonly sortBy?: 'at' | 'action' | 'status' | undefined;
  readonly sortDirection?: 'asc' | 'desc' | undefined;
  readonly page: number;
  readonly pageSize: number;
}

export interface LogListRow {
  readonly id: number;
  readonly at: number;
  readonly action: LogAction;
  readonly status: LogStatus;
  readonly channelId: string;
  readonly detail: string;
}

export interface StoredLogEntry extends LogListRow {
  readonly enrollmentId: string;
  readonly commandUuid?: string;
  readonly request?: string;
  readonly response?: string;
  readonly errors: readonly { domain: string; code: number; text: string }[];
}

export type DeviceLogStore = ReturnType<typeof createDeviceLogStore>;

const matching = (query: Query, filter: LogListFilter) => {
  let rows = query.selectFrom('device_log').where('enrollment_id', '=', filter.enrollmentId);
  if (filter.actions && filter.actions.length > 0) rows = rows.where('action', 'in', [...filter.actions]);
  if (filter.statuses && filter.statuses.length > 0) rows = rows.where('status', 'in', [...filter.statuses]);
  if (filter.from !== undefined) rows = rows.where('at', '>=', filter.from);
  if (filter.to !== undefined) rows = rows.where('at', '<=', filter.to);
  if (filter.hideIdle) rows = rows.where('action', '!=', 'Idle');
  if (filter.search !== undefined && filter.search.trim() !== '') {
    rows = rows.where(containsWords(['action', 'status', 'detail'], filter.search));
  }
  return rows;
};

const listRow = (row: {
  id: number;
  at: number;
  action: LogAction;
  status: LogStatus;
  channel_id: string;
  detail: string;
}): LogListRow => ({
  id: row.id,
  at: row.at,
  action: row.action,
  status: row.status,
  channelId: row.channel_id,
  detail: row.detail,
});

export const createDeviceLogStore = (executor: Executor) => ({
  /** Durable when it resolves. */
  append: (entry: LogEntry): Promise<void> => executor.append(insertLog, rowOf(entry)),

  async list(filter: LogListFilter, page: LogPage): Promise<{ rows: LogListRow[]; total: number }> {
    const direction = page.sortDirection ?? 'desc';
    const sortBy = page.sortBy ?? 'at';
    // The index holds what is sorted and filtered by: only the rows of the page are read themselves.
    const ids = matching(executor.read, filter)
      .select('id')
      .orderBy(sortBy, direction)
      .orderBy('id', direction)
      .limit(page.pageSize)
      .offset(page.page * page.pageSize);
    const rows = await executor.read
      .selectFrom('device_log')
      .select(['id', 'at', 'action', 'status', 'channel_id', 'detail'])
      .where('id', 'in', ids)
      .orderBy(sortBy, direction)
      .orderBy('id', direction)
      .execute();
    const { total } = await matching(executor.read, filter)
      .select(({ fn }) => fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow();
    return { rows: rows.map(listRow), total };
  },

  /** Ids of all rows that match, in the order of the page's sorting. */
  async ids(
    filter: LogListFilter,
    { sortBy = 'at', sortDirection = 'desc' }: Pick<LogPage, 'sortBy' | 'sortDirection'>,
  ) {
    const rows = await matching(executor.read, filter)
      .select('id')
      .orderBy(sortBy, sortDirection)
      .orderBy('id', sortDirection)
      .execute();
    return rows.map(({ id }) => id);
  },

  /** In the order of the ids; unknown ones are left out. */
  async byIds(ids: readonly number[]): Promise<LogListRow[]> {
    const rows = await executor.read
      .selectFrom('device_log')
      .select(['id', 'at', 'action', 'status', 'channel_id', 'detail'])
      .where(isOneOf('id', ids))
      .execute();
    return inOrderOf(ids, rows.map(listRow));
  },

  async get(id: number): Promise<StoredLogEntry | undefined> {
    const row = await executor.read.selectFrom('device_log').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) return undefined;
    return {
      ...listRow(row),
      enrollmentId: row.enrollment_id,
      ...(row.command_uuid === null ? {} : { commandUuid: row.command_uuid }),
      ...(row.request === null ? {} : { request: row.request }),
      ...(row.response === null ? {} : { response: row.response }),
      errors: row.error_json === null ? [] : (JSON.parse(row.error_json) as StoredLogEntry['errors']),
    };
  },

  /**
   * Drops rows older than `rowsBefore` and the property lists of rows older than `plistsBefore`, at most `limit` of each
   * so that nobody waits long; returns whether there is more to do.
   */
  async prune(rowsBefore: number, plistsBefore: number, limit: number): Promise<boolean> {
    return executor.write(async (query) => {
      const dropped = await query
        .deleteFrom('device_log')
        .where('id', 'in', (rows) =>
          rows.selectFrom('device_log').select('id').where('at', '<', rowsBefore).orderBy('at').limit(limit),
        )
        .executeTakeFirst();
      const thinned = await query
        .updateTable('device_log')
        .set({ request: null, response: null })
        .where('id', 'in', (rows) =>
          rows
            .selectFrom('device_log')
            .select('id')
            .where('at', '>=', rowsBefore)
            .where('at', '<', plistsBefore)
            .where((row) => row.or([row('request', 'is not', null), row('response', 'is not', null)]))
            .orderBy('at')
            .limit(limit),
        )
        .executeTakeFirst();
      return [dropped.numDeletedRows, thinned.numUpdatedRows].some((count) => count >= limit);
    });
  },

  /** Gives the rows written for a ticket to the enrollment that came of it. */
  async adopt(ticketId: string, enrollmentId: string): Promise<void> {
    await executor.write((query) =>
      query
        .updateTable('device_log')
        .set({ enrollment_id: enrollmentId, channel_id: enrollmentId })
        .where('enrollment_id', '=', ticketLogId(ticketId))
        .execute(),
    );
  },

  async deleteOf(enrollmentId: string): Promise<void> {
    await executor.write((query) => query.deleteFrom('device_log').where('enrollment_id', '=', enrollmentId).execute());
  },
});
