// Devices as the console lists and shows them: enrollments joined with their people. Reading only.
import { sql } from 'kysely';
import type { ShownText } from '../../../../shared/locales/admin-texts.ts';
import {
  reachableStates,
  type EnrollmentDecision,
  type EnrollmentType,
  type Platform,
} from '../../../../shared/model/enrollment.ts';
import type { attentionLimits } from '../../../../shared/model/attention.ts';
import type { Overview } from '../../../../shared/ipc/office/home.ts';
import type { Executor } from '../../executor.ts';
import type { InventoryTable } from '../../tables/commands.ts';
import { inOrderOf, isOneOf } from '../../sql/one-of.ts';
import { shownText } from '../../sql/shown-text.ts';
import { majorVersion, orderOf, whereOf, type DeviceFilter, type DeviceQuery } from './device-query.ts';
import { columns, rowOf, type DeviceRow, type ListRow } from './device-rows.ts';

/** What only the details page shows. */
export interface DeviceRecord {
  readonly row: DeviceRow;
  readonly decision?: EnrollmentDecision;
  readonly info: Readonly<Record<string, unknown>>;
  readonly security: Readonly<Record<string, unknown>>;
  readonly udid?: string;
  readonly imei?: string;
  readonly productName?: string;
  readonly buildVersion?: string;
  readonly enrolledViaDep?: boolean;
  readonly declarativeManagement: boolean;
  readonly hasBootstrapToken: boolean;
  readonly certificateNotAfter?: number;
  readonly renewal?: { readonly requestedAt?: number; readonly failedAt?: number; readonly problem?: ShownText };
  readonly channels: readonly {
    readonly id: string;
    readonly kind: 'device' | 'user';
    readonly userName?: string;
    readonly enabled: boolean;
    readonly lastSeenAt?: number;
    readonly hasPushToken: boolean;
  }[];
}

export interface InventoryList {
  readonly channelId: string;
  readonly items: readonly unknown[];
  readonly reportedAt: number;
}

const json = (text: string | null): Readonly<Record<string, unknown>> =>
  text === null ? {} : (JSON.parse(text) as Record<string, unknown>);

export type DevicesStore = ReturnType<typeof createDevicesStore>;

export const createDevicesStore = (executor: Executor) => {
  const pendingOf = async (ids: readonly string[]): Promise<Map<string, number>> => {
    if (ids.length === 0) return new Map();
    const { rows } = await sql<{ enrollment_id: string; pending: number }>`select enrollment_id, count(*) as pending
      from commands where status in ('queued', 'sent', 'not-now') and ${isOneOf('enrollment_id', ids)}
      group by enrollment_id`.execute(executor.read);
    return new Map(rows.map((row) => [row.enrollment_id, row.pending]));
  };

  const byIds = async (ids: readonly string[]): Promise<DeviceRow[]> => {
    const { rows } = await sql<ListRow>`select ${columns} from enrollments e left join users u on u.id = e.user_id
      where ${isOneOf('e.id', ids)}`.execute(executor.read);
    const pending = await pendingOf(ids);
    return inOrderOf(
      ids,
      rows.map((row) => rowOf(row, pending.get(row.id) ?? 0)),
    );
  };

  const count = async (query: DeviceFilter): Promise<number> => {
    const { rows } = await sql<{ total: number }>`select count(*) as total from enrollments e
      left join users u on u.id = e.user_id ${whereOf(query)}`.execute(executor.read);
    return rows[0]?.total ?? 0;
  };

  return {
    async list(query: DeviceQuery): Promise<{ rows: DeviceRow[]; total: number }> {
      const offset = query.page * query.pageSize;
      // Only the ids are sorted: the rest is read for the rows of the page alone.
      const { rows } = await sql<{ id: string }>`select e.id from enrollments e left join users u on u.id = e.user_id
        ${whereOf(query)} ${orderOf(query)} limit ${query.pageSize} offset ${offset}`.execute(executor.read);
      const isLast = rows.length < query.pageSize && (rows.length > 0 || offset === 0);
      return { rows: await byIds(rows.map(({ id }) => id)), total: isLast ? offset + rows.length : await count(query) };
    },

    /** Ids of all devices that match, in the order of the query, whatever its page. */
    async ids(query: DeviceFilter): Promise<string[]> {
      const { rows } = await sql<{ id: string }>`select e.id from enrollments e left join users u on u.id = e.user_id
        ${whereOf(query)} ${orderOf(query)}`.execute(executor.read);
      return rows.map(({ id }) => id);
    },

    /** In the order of the ids; unknown ones are left out. */
    byIds,

    async find(id: string): Promise<DeviceRecord | undefined> {
      const { rows } = await sql<ListRow>`select ${columns} from enrollments e left join users u on u.id = e.user_id
        where e.id = ${id}`.execute(executor.read);
      const [row] = rows;
      const extra = await executor.read.selectFrom('enrollments').selectAll().where('id', '=', id).executeTakeFirst();
      if (!row || !extra) return undefined;
      const channels = await executor.read
        .selectFrom('channels')
        .selectAll()
        .where('enrollment_id', '=', id)
        .orderBy('kind')
        .orderBy('id')
        .execute();
      return {
        row: rowOf(row, (await pendingOf([id])).get(id) ?? 0),
        ...(extra.decision_json === null ? {} : { decision: JSON.parse(extra.decision_json) as EnrollmentDecision }),
        info: json(extra.info_json),
        security: json(extra.security_json),
        ...(extra.udid === null ? {} : { udid: extra.udid }),
        ...(extra.imei === null ? {} : { imei: extra.imei }),
        ...(extra.product_name === null ? {} : { productName: extra.product_name }),
        ...(extra.build_version === null ? {} : { buildVersion: extra.build_version }),
        ...(extra.enrolled_via_dep === null ? {} : { enrolledViaDep: extra.enrolled_via_dep === 1 }),
        declarativeManagement: extra.declarative_management === 1,
        hasBootstrapToken: extra.bootstrap_token !== null,
        ...(extra.certificate_not_after === null ? {} : { certificateNotAfter: extra.certificate_not_after }),
        ...(extra.renewal_requested_at === null && extra.renewal_failed_at === null
          ? {}
          : {
              renewal: {
                ...(extra.renewal_requested_at === null ? {} : { requestedAt: extra.renewal_requested_at }),
                ...(extra.renewal_failed_at === null ? {} : { failedAt: extra.renewal_failed_at }),
                ...(extra.renewal_problem === null ? {} : { problem: shownText(extra.renewal_problem) }),
              },
            }),
        channels: channels.map((channel) => ({
          id: channel.id,
          kind: channel.kind,
          ...(channel.user_short_name === null ? {} : { userName: channel.user_short_name }),
          enabled: channel.enabled === 1,
          ...(channel.last_seen_at === null ? {} : { lastSeenAt: channel.last_seen_at }),
          hasPushToken: channel.push_token !== null && channel.token_dead_at === null,
        })),
      };
    },

    async inventory(id: string, kind: InventoryTable['kind']): Promise<InventoryList[]> {
      const rows = await executor.read
        .selectFrom('inventory')
        .selectAll()
        .where('enrollment_id', '=', id)
        .where('kind', '=', kind)
        .orderBy('channel_id')
        .execute();
      return rows.map((row) => ({
        channelId: row.channel_id,
        items: JSON.parse(row.items_json) as unknown[],
        reportedAt: row.reported_at,
      }));
    },

    /** Counters of the start page: each by the filter of the list that it opens. */
    async counts({
      notSeenSince,
      waitingSince,
      lastDay,
    }: ReturnType<typeof attentionLimits>): Promise<Overview['devices']> {
      const states = ['enrolled'] as const;
      const queries = {
        enrolled: { states: reachableStates },
        userEnrollment: { states, enrollmentType: 'user' },
        deviceEnrollment: { states, enrollmentType: 'device' },
        outOfContact: { notSeenSince },
        pendingCommands: { pendingCommands: true },
        waitingLong: { waitingSince },
        renewalFailed: { renewalFailed: true },
        failedLastDay: { failedSince: lastDay },
        enrolledLastDay: { enrolledSince: lastDay },
        leftLastDay: { leftSince: lastDay },
      } as const satisfies Readonly<Record<string, DeviceFilter>>;
      const counted = await Promise.all(
        Object.entries(queries).map(async ([key, query]) => [key, await count(query)] as const),
      );
      const counts = Object.fromEntries(counted) as Record<keyof typeof queries, number>;
      return { ...counts, active: counts.userEnrollment + counts.deviceEnrollment };
    },

    /** Devices that were asked in vain to renew their identity. */
    renewalsFailed: (): Promise<number> => count({ renewalFailed: true }),

    /** Devices that still take commands. */
    enrolled: (): Promise<number> => count({ states: reachableStates }),

    /**
     * When the next device will have been silent for `intervalMs`, and how many have been already, of those that can be
     * pushed to.
     */
    async contacts(now: number, intervalMs: number): Promise<Overview['contacts']> {
      const heard = sql`max(coalesce(c.last_seen_at, 0), coalesce(e.enrolled_at, 0))`;
      const { rows } = await sql<{ next_at: number | null; overdue: number }>`
        select min(case when heard > ${now - intervalMs} then heard end) + ${intervalMs} as next_at,
          count(case when heard <= ${now - intervalMs} then 1 end) as overdue
        from (select ${heard} as heard from channels c join enrollments e on e.id = c.enrollment_id
          where c.kind = 'device' and c.enabled = 1 and c.push_token is not null and c.token_dead_at is null)`.execute(
        executor.read,
      );
      const [row] = rows;
      return { overdue: row?.overdue ?? 0, ...(row?.next_at == null ? {} : { nextAt: row.next_at }) };
    },

    /** How many active devices have which major version, newest first within a platform. */
    async majorVersions(): Promise<Overview['versions']> {
      const { rows } = await sql<Overview['versions'][number]>`
        select e.platform, ${majorVersion} as major, count(*) as devices from enrollments e
        where e.state = 'enrolled' and e.os_version is not null
        group by e.platform, major order by e.platform, major desc`.execute(executor.read);
      // Whatever a device once said must not take the answer from all others.
      return rows.filter(({ major }) => Number.isSafeInteger(major) && major > 0 && major < 10_000);
    },

    /**
     * Type of this person's earlier enrollment of the device. A device that tells its UDID is found by it. One that does
     * not, or was under User Enrollment then, cannot be recognized: the person's newest enrollment on the platform stands
     * for it, as long as it was ended and nothing has replaced it.
     */
    async previousType(
      userId: string,
      { platform, udid }: { platform?: Platform | undefined; udid?: string | undefined },
    ): Promise<EnrollmentType | undefined> {
      const newestFirst = executor.read
        .selectFrom('enrollments')
        .select(['type', 'state'])
        .where('user_id', '=', userId)
        .orderBy('authenticated_at', 'desc');
      if (udid !== undefined) {
        const same = await newestFirst.where('udid', '=', udid).executeTakeFirst();
        if (same) return same.type;
      }
      if (platform === undefined) return undefined;
      const ofPlatform = newestFirst.where('platform', '=', platform);
      const newest = await (udid === undefined ? ofPlatform : ofPlatform.where('udid', 'is', null)).executeTakeFirst();
      // Ended by the person or the admin; a wiped device starts anew.
      return newest?.state === 'checked-out' || newest?.state === 'removed-by-admin' ? newest.type : undefined;
    },
  };
};
