// What lists of devices ask for, as conditions and an order over `enrollments e` with their people `u`.
import { sql, type Expression, type RawBuilder, type SqlBool } from 'kysely';
import {
  endedStates,
  reachableStates,
  type EnrollmentState,
  type EnrollmentType,
  type Ownership,
  type Platform,
} from '../../../../shared/model/enrollment.ts';
import type { deviceSortKeys, OsMajorVersion } from '../../../../shared/ipc/devices/devices.ts';
import { searchedIn } from '../../sql/like.ts';
import { ignoringCase } from '../../sql/text.ts';
import { majorVersionSql, versionOrderSql } from '../../sql/version.ts';

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

/** Which devices, whatever the page. */
export type DeviceFilter = Omit<DeviceQuery, 'page' | 'pageSize'>;

/** Of the operating system, as a number. */
export const majorVersion = majorVersionSql(sql`e.os_version`);

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

const conditions = (query: DeviceFilter): Expression<SqlBool>[] => {
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

/** ORDER BY; always by the id at last, so that pages do not overlap. */
export const orderOf = (query: Pick<DeviceQuery, 'sortBy' | 'sortDirection'>): RawBuilder<unknown> =>
  sql`order by ${sortColumns[query.sortBy ?? 'name']} ${sql.raw(query.sortDirection === 'desc' ? 'desc' : 'asc')}, e.id`;

/** WHERE, or nothing for all devices. */
export const whereOf = (query: DeviceFilter): RawBuilder<unknown> => {
  const all = conditions(query);
  return all.length === 0 ? sql`` : sql`where ${sql.join(all, sql` and `)}`;
};
