// One row of a list of devices, as it is read from `enrollments e` with their people `u`.
import { sql, type RawBuilder } from 'kysely';
import type { EnrollmentState, EnrollmentType, Ownership, Platform } from '../../../../shared/model/enrollment.ts';

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

export const columns = sql<{
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

export type ListRow = typeof columns extends RawBuilder<infer R> ? R : never;

export const rowOf = (row: ListRow, pendingCommands: number): DeviceRow => {
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
