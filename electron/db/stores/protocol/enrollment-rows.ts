// Rows of enrollments and channels, to and from what the protocol code knows.
import type { Selectable } from 'kysely';
import type { FreshEnrollment } from '../../../mdm/checkin/store.ts';
import type { Channel, Enrollment } from '../../../model/enrollment.ts';
import type { Query } from '../../executor.ts';
import { bit } from '../../tables/bit.ts';
import type { EnrollmentsTable } from '../../tables/enrollments.ts';

const enrollmentOf = (row: Selectable<EnrollmentsTable>): Enrollment => ({
  id: row.id,
  type: row.type,
  flow: row.flow,
  state: row.state,
  platform: row.platform,
  ...(row.user_id === null ? {} : { userId: row.user_id }),
  ...(row.ticket_id === null ? {} : { ticketId: row.ticket_id }),
  ...(row.managed_apple_id === null ? {} : { managedAppleId: row.managed_apple_id }),
  ownership: row.ownership,
  profileIdentifier: row.profile_identifier,
  serverOrigin: row.server_origin,
  name: row.name,
  topic: row.topic,
  ...(row.os_version === null || row.os_version === '' ? {} : { osVersion: row.os_version }),
  supervised: row.supervised === 1,
  awaitingConfiguration: row.awaiting_configuration === 1,
  ...(row.enrolled_via_dep === null ? {} : { enrolledViaDep: row.enrolled_via_dep === 1 }),
  declarativeManagement: row.declarative_management === 1,
  ...(row.certificate_not_after === null ? {} : { certificateNotAfter: row.certificate_not_after }),
  ...(row.renewal_requested_at === null ? {} : { renewalRequestedAt: row.renewal_requested_at }),
  ...(row.renewal_failed_at === null ? {} : { renewalFailedAt: row.renewal_failed_at }),
  ...(row.organization_told === null ? {} : { organizationTold: row.organization_told }),
  ...(row.inventory_requested_at === null ? {} : { inventoryRequestedAt: row.inventory_requested_at }),
});

export const readChannel = async (query: Query, channelId: string): Promise<Channel | undefined> => {
  const row = await query.selectFrom('channels').selectAll().where('id', '=', channelId).executeTakeFirst();
  if (!row) return undefined;
  return {
    id: row.id,
    enrollmentId: row.enrollment_id,
    kind: row.kind,
    ...(row.user_short_name === null ? {} : { userShortName: row.user_short_name }),
    enabled: row.enabled === 1,
    tally: row.tally,
  };
};

export const readEnrollment = async (query: Query, id: string): Promise<Enrollment | undefined> => {
  const row = await query.selectFrom('enrollments').selectAll().where('id', '=', id).executeTakeFirst();
  return row && enrollmentOf(row);
};

/** All columns but the id of an enrollment that begins anew. */
export const freshRow = (record: FreshEnrollment) => {
  const { enrollment } = record;
  return {
    type: enrollment.type,
    flow: enrollment.flow,
    state: enrollment.state,
    platform: enrollment.platform,
    user_id: enrollment.userId ?? null,
    ticket_id: enrollment.ticketId ?? null,
    managed_apple_id: enrollment.managedAppleId ?? null,
    ownership: enrollment.ownership,
    profile_identifier: enrollment.profileIdentifier,
    server_origin: enrollment.serverOrigin,
    name: enrollment.name,
    topic: enrollment.topic,
    udid: record.udid ?? null,
    serial_number: record.serialNumber ?? null,
    imei: record.imei ?? null,
    product_name: record.productName ?? null,
    model: record.model ?? null,
    model_name: record.modelName ?? null,
    os_version: enrollment.osVersion ?? null,
    build_version: record.buildVersion ?? null,
    supervised: bit(enrollment.supervised),
    is_user_enrollment: null,
    enrolled_via_dep: null,
    awaiting_configuration: bit(enrollment.awaitingConfiguration),
    declarative_management: 0,
    unlock_token: null,
    bootstrap_token: null,
    decision_json: JSON.stringify(record.decision),
    info_json: null,
    security_json: null,
    inventory_at: null,
    inventory_requested_at: null,
    certificate_sha256: record.certificateSha256,
    certificate_not_after: enrollment.certificateNotAfter ?? null,
    renewal_requested_at: null,
    renewal_failed_at: null,
    renewal_problem: null,
    organization_told: null,
    authenticated_at: record.at,
    enrolled_at: null,
    last_seen_at: record.at,
    last_push_at: null,
    last_push_result: null,
  } as const;
};
