// Devices as the console lists and shows them: enrollments joined with their people. Reading only.
import type { ShownText } from '../../../../shared/locales/admin-texts.ts';
import { shownText } from '../../sql/shown-text.ts';
import { sql, type Expression, type RawBuilder, type SqlBool } from 'kysely';
import {
  endedStates,
  reachableStates,
  type EnrollmentDecision,
  type EnrollmentState,
  type EnrollmentType,
  type Ownership,
  type Platform,
} from '../../../../shared/model/enrollment.ts';
import type { attentionLimits } from '../../../../shared/model/attention.ts';
import type { deviceSortKeys, OsMajorVersion } from '../../../../shared/ipc/devices/devices.ts';
import type { Overview } from '../../../../shared/ipc/office/home.ts';
import type { Executor } from '../../executor.ts';
import type { InventoryTable } from '../../tables/commands.ts';
import { searchedIn } from '../../sql/like.ts';
import { ignoringCase } from '../../sql/text.ts';
import { majorVersionSql, versionOrderSql } from '../../sql/version.ts';
import { inOrderOf, isOneOf } from '../../sql/one-of.ts';

export interface DeviceQuery {
  readonly search?: string | undefined;
  readonly states?: readonly EnrollmentState[] | undefined;
  readonly platforms?: readonly Platform[] | undefined;
  readonly ownerships?: readonly Ownership[] | undefined;
  readonly enrollmentType?: EnrollmentType | undefined;
  readonly supervised?: boolean | undefined;
  readonly userId?: string | undefined;
  readonly notSeenSince?: number | undefined;
  readonly inventorySince?: number | undefined;
  readonly renewalFailed?: true | undefined;
  readonly pendingCommands?: boolean | undefined;
  readonly waitingSince?: number | undefined;
  readonly failedSince?: number | undefined;
  readonly enrolledSince?: number | undefined;
  readonly leftSince?: number | undefined;
  readonly osVersions?: readonly OsMajorVersion[] | undefined;
  readonly sortBy?: (typeof deviceSortKeys)[number] | undefined;
  readonly sortDirection?: 'asc' | 'desc' | undefined;
  readonly page: number;
  readonly pageSize: number;
}

/** Times are milliseconds since the epoch. The Managed Apple ID is not masked yet. */
export interface DeviceRow {
  readonly id: string;
  readonly name: string;
  readonly userId?: string;
  readonly userDisplayName?: string;
  readonly email?: string;
  readonly platform: Platform;
  readonly osVersion?: string;
  readonly model?: string;
  readonly state: EnrollmentState;
  readonly ownership: Ownership;
  readonly enrollmentType: EnrollmentType;
  readonly userEnrollmentEnrolled: boolean;
  readonly supervised: boolean;
  readonly managedAppleId?: string;
  readonly serialNumber?: string;
  readonly enrolledAt?: number;
  readonly lastSeenAt?: number;
  readonly inventoryAt?: number;
  readonly lastPushAt?: number;
  readonly lastPushResult?: string;
  readonly pendingCommands: number;
}

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

const majorVersion = majorVersionSql(sql`e.os_version`);

const sortColumns = {
  name: ignoringCase('e.name'),
  userDisplayName: ignoringCase('u.display_name'),
  email: sql`u.email`,
  platform: sql`e.platform`,
  osVersion: versionOrderSql(sql`e.os_version`),
  model: ignoringCase(sql`coalesce(e.model_name, e.product_name)`),
  state: sql`e.state`,
  ownership: sql`e.ownership`,
  enrollmentType: sql`e.type`,
  managedAppleId: ignoringCase('e.managed_apple_id'),
  serialNumber: sql`e.serial_number`,
  enrolledAt: sql`e.enrolled_at`,
  lastSeenAt: sql`e.last_seen_at`,
  inventoryAt: sql`e.inventory_at`,
  lastPushAt: sql`e.last_push_at`,
  userEnrollmentEnrolled: sql`coalesce(e.is_user_enrollment, e.type = 'user')`,
  supervised: sql`e.supervised`,
  pendingCommands: sql`(select count(*) from commands c where c.enrollment_id = e.id and c.status in ('queued', 'sent', 'not-now'))`,
} as const;

const conditions = (query: Omit<DeviceQuery, 'page' | 'pageSize'>): Expression<SqlBool>[] => {
  const found: Expression<SqlBool>[] = [];
  const oneOf = (column: 'e.state' | 'e.platform' | 'e.ownership', values: readonly string[] | undefined) => {
    if (values && values.length > 0) found.push(sql<SqlBool>`${sql.ref(column)} in (${sql.join(values)})`);
  };
  oneOf('e.state', query.states);
  oneOf('e.platform', query.platforms);
  oneOf('e.ownership', query.ownerships);
  if (query.enrollmentType) found.push(sql<SqlBool>`e.type = ${query.enrollmentType}`);
  if (query.supervised !== undefined) found.push(sql<SqlBool>`e.supervised = ${query.supervised ? 1 : 0}`);
  if (query.userId) found.push(sql<SqlBool>`e.user_id = ${query.userId}`);
  if (query.notSeenSince !== undefined) {
    found.push(sql<SqlBool>`e.last_seen_at < ${query.notSeenSince} and e.state in (${sql.join([...reachableStates])})`);
  }
  if (query.renewalFailed === true) {
    found.push(sql<SqlBool>`e.renewal_failed_at is not null and e.state in (${sql.join([...reachableStates])})`);
  }
  if (query.inventorySince !== undefined) {
    found.push(
      sql<SqlBool>`coalesce(e.inventory_at, 0) < ${query.inventorySince} and e.state in (${sql.join([...reachableStates])})`,
    );
  }
  if (query.pendingCommands !== undefined) {
    const pending = sql<SqlBool>`e.id in (select enrollment_id from commands where status in ('queued', 'sent', 'not-now'))`;
    found.push(query.pendingCommands ? pending : sql<SqlBool>`not (${pending})`);
  }
  if (query.waitingSince !== undefined) {
    found.push(sql<SqlBool>`e.id in (select enrollment_id from commands
      where status in ('queued', 'sent', 'not-now') and created_at < ${query.waitingSince})`);
  }
  if (query.failedSince !== undefined) {
    found.push(sql<SqlBool>`e.id in (select enrollment_id from device_log
      where at >= ${query.failedSince} and status in ('Error', 'Failed'))`);
  }
  if (query.enrolledSince !== undefined) found.push(sql<SqlBool>`e.enrolled_at >= ${query.enrolledSince}`);
  if (query.leftSince !== undefined) {
    // A device says nothing any more once it has left.
    found.push(sql<SqlBool>`e.state in (${sql.join(endedStates)}) and e.last_seen_at >= ${query.leftSince}`);
  }
  if (query.osVersions && query.osVersions.length > 0) {
    const versions = query.osVersions.map(
      ({ platform, major }) => sql<SqlBool>`(e.platform = ${platform} and ${majorVersion} = ${major})`,
    );
    found.push(sql<SqlBool>`(${sql.join(versions, sql` or `)})`);
  }
  if (query.search !== undefined && query.search.trim() !== '') {
    // The Managed Apple ID is in none of them: a search that finds it letter by letter would undo the masking.
    found.push(searchedIn('devices', 'e.id', query.search));
  }
  return found;
};

const columns = sql<{
  id: string;
  name: string;
  user_id: string | null;
  user_display_name: string | null;
  email: string | null;
  platform: Platform;
  os_version: string | null;
  model: string | null;
  state: EnrollmentState;
  ownership: Ownership;
  type: EnrollmentType;
  is_user_enrollment: number | null;
  supervised: number;
  managed_apple_id: string | null;
  serial_number: string | null;
  enrolled_at: number | null;
  last_seen_at: number | null;
  inventory_at: number | null;
  last_push_at: number | null;
  last_push_result: string | null;
}>`e.id, e.name, e.user_id, u.display_name as user_display_name, u.email, e.platform, e.os_version,
  coalesce(e.model_name, e.product_name) as model, e.state, e.ownership, e.type, e.is_user_enrollment, e.supervised,
  e.managed_apple_id, e.serial_number, e.enrolled_at, e.last_seen_at, e.inventory_at, e.last_push_at, e.last_push_result`;

type ListRow = typeof columns extends RawBuilder<infer R> ? R : never;

const rowOf = (row: ListRow, pendingCommands: number): DeviceRow => {
  const user = row.type === 'user';
  return {
    id: row.id,
    name: row.name,
    ...(row.user_id === null ? {} : { userId: row.user_id }),
    ...(row.user_display_name === null ? {} : { userDisplayName: row.user_display_name }),
    ...(row.email === null ? {} : { email: row.email }),
    platform: row.platform,
    ...(row.os_version === null ? {} : { osVersion: row.os_version }),
    ...(row.model === null ? {} : { model: row.model }),
    state: row.state,
    ownership: row.ownership,
    enrollmentType: row.type,
    userEnrollmentEnrolled: row.is_user_enrollment === null ? user : row.is_user_enrollment === 1,
    supervised: row.supervised === 1,
    ...(row.managed_apple_id === null ? {} : { managedAppleId: row.managed_apple_id }),
    ...(row.serial_number === null || user ? {} : { serialNumber: row.serial_number }),
    ...(row.enrolled_at === null ? {} : { enrolledAt: row.enrolled_at }),
    ...(row.last_seen_at === null ? {} : { lastSeenAt: row.last_seen_at }),
    ...(row.inventory_at === null ? {} : { inventoryAt: row.inventory_at }),
    ...(row.last_push_at === null ? {} : { lastPushAt: row.last_push_at }),
    ...(row.last_push_result === null ? {} : { lastPushResult: row.last_push_result }),
    pendingCommands,
  };
};

const json = (text: string | null): Readonly<Record<string, unknown>> =>
  text === null ? {} : (JSON.parse(text) as Record<string, unknown>);

export type DevicesStore = ReturnType<typeof createDevicesStore>;

export const createDevicesStore = (executor: Executor) => {
  const order = (query: Pick<DeviceQuery, 'sortBy' | 'sortDirection'>) =>
    sql`order by ${sortColumns[query.sortBy ?? 'name']} ${sql.raw(query.sortDirection === 'desc' ? 'desc' : 'asc')}, e.id`;

  const where = (query: Omit<DeviceQuery, 'page' | 'pageSize'>) => {
    const all = conditions(query);
    return all.length === 0 ? sql`` : sql`where ${sql.join(all, sql` and `)}`;
  };

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

  const count = async (query: Omit<DeviceQuery, 'page' | 'pageSize'>): Promise<number> => {
    const { rows } = await sql<{ total: number }>`select count(*) as total from enrollments e
      left join users u on u.id = e.user_id ${where(query)}`.execute(executor.read);
    return rows[0]?.total ?? 0;
  };

  return {
    async list(query: DeviceQuery): Promise<{ rows: DeviceRow[]; total: number }> {
      const offset = query.page * query.pageSize;
      // Only the ids are sorted: the rest is read for the rows of the page alone.
      const { rows } = await sql<{ id: string }>`select e.id from enrollments e left join users u on u.id = e.user_id
        ${where(query)} ${order(query)} limit ${query.pageSize} offset ${offset}`.execute(executor.read);
      const isLast = rows.length < query.pageSize && (rows.length > 0 || offset === 0);
      return { rows: await byIds(rows.map(({ id }) => id)), total: isLast ? offset + rows.length : await count(query) };
    },

    /** Ids of all devices that match, in the order of the query, whatever its page. */
    async ids(query: Omit<DeviceQuery, 'page' | 'pageSize'>): Promise<string[]> {
      const { rows } = await sql<{ id: string }>`select e.id from enrollments e left join users u on u.id = e.user_id
        ${where(query)} ${order(query)}`.execute(executor.read);
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
      } as const satisfies Readonly<Record<string, Omit<DeviceQuery, 'page' | 'pageSize'>>>;
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
