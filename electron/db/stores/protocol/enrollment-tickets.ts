// Enrollment tickets: queries and row mapping.
import type { Selectable } from 'kysely';
import { enrollmentDecisionSchema, platformSchema } from '../../../../shared/model/enrollment.ts';
import type { Ticket, TicketStore } from '../../../mdm/enroll/store.ts';
import type { Executor } from '../../executor.ts';
import type { EnrollmentTicketsTable } from '../../tables/enrollments.ts';

const toTicket = (row: Selectable<EnrollmentTicketsTable>): Ticket => ({
  id: row.id,
  userId: row.user_id,
  flow: row.flow,
  enrollmentType: row.enrollment_type,
  managedAppleId: row.managed_apple_id ?? undefined,
  status: row.status,
  purpose: row.purpose,
  renewsEnrollmentId: row.renews_enrollment_id ?? undefined,
  invitationId: row.invitation_id ?? undefined,
  platform: platformSchema.safeParse(row.platform).data,
  osVersion: row.os_version ?? undefined,
  decision: enrollmentDecisionSchema.parse(JSON.parse(row.decision_json)),
  enrollmentId: row.enrollment_id ?? undefined,
  served:
    row.profile_identifier === null || row.server_origin === null
      ? undefined
      : { profileIdentifier: row.profile_identifier, serverOrigin: row.server_origin },
  challenge:
    row.challenge_expires_at === null
      ? undefined
      : {
          expiresAt: row.challenge_expires_at,
          redeemedBy:
            row.challenge_transaction === null || row.challenge_key_sha256 === null
              ? undefined
              : { transactionId: row.challenge_transaction, keySha256: row.challenge_key_sha256 },
        },
  createdAt: row.created_at,
  expiresAt: row.expires_at,
});

export const createEnrollmentTicketStore = (executor: Executor): TicketStore => ({
  async insert(ticket) {
    await executor.write((query) =>
      query
        .insertInto('enrollment_tickets')
        .values({
          id: ticket.id,
          user_id: ticket.userId,
          flow: ticket.flow,
          enrollment_type: ticket.enrollmentType,
          managed_apple_id: ticket.managedAppleId ?? null,
          status: 'issued',
          purpose: ticket.purpose,
          renews_enrollment_id: ticket.renewsEnrollmentId ?? null,
          invitation_id: ticket.invitationId ?? null,
          platform: ticket.platform ?? null,
          os_version: ticket.osVersion ?? null,
          decision_json: JSON.stringify(ticket.decision),
          created_at: ticket.createdAt,
          expires_at: ticket.expiresAt,
        })
        .execute(),
    );
  },

  async byId(id) {
    const row = await executor.read
      .selectFrom('enrollment_tickets')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row && toTicket(row);
  },

  async byChallengeHash(hash) {
    const row = await executor.read
      .selectFrom('enrollment_tickets')
      .selectAll()
      .where('challenge_hash', '=', hash)
      .executeTakeFirst();
    return row && toTicket(row);
  },

  async setChallenge(id, hash, expiresAt, served) {
    await executor.write((query) =>
      query
        .updateTable('enrollment_tickets')
        .set({
          challenge_hash: hash,
          challenge_expires_at: expiresAt,
          challenge_transaction: null,
          challenge_key_sha256: null,
          ...(served && { profile_identifier: served.profileIdentifier, server_origin: served.serverOrigin }),
          status: 'served',
        })
        .where('id', '=', id)
        .where('status', 'in', ['issued', 'served'])
        .execute(),
    );
  },

  async claimChallenge(hash, transactionId, keySha256) {
    const rows = await executor.write((query) =>
      query
        .updateTable('enrollment_tickets')
        .set({ challenge_transaction: transactionId, challenge_key_sha256: keySha256 })
        .where('challenge_hash', '=', hash)
        .where('challenge_transaction', 'is', null)
        .where('status', '=', 'served')
        .returning('id')
        .execute(),
    );
    return rows.length > 0;
  },

  async markAuthenticated(id, enrollmentId) {
    const rows = await executor.write((query) =>
      query
        .updateTable('enrollment_tickets')
        .set({ status: 'authenticated', enrollment_id: enrollmentId })
        .where('id', '=', id)
        .where('status', '!=', 'void')
        .where((where) => where.or([where('enrollment_id', 'is', null), where('enrollment_id', '=', enrollmentId)]))
        .returning('id')
        .execute(),
    );
    return rows.length > 0;
  },

  async markVoid(id) {
    await executor.write((query) =>
      query
        .updateTable('enrollment_tickets')
        .set({ status: 'void' })
        .where('id', '=', id)
        .where('enrollment_id', 'is', null)
        .execute(),
    );
  },

  async endEarlier(enrollmentId, but) {
    await executor.write((query) =>
      query
        .updateTable('enrollment_tickets')
        .set({ status: 'void' })
        .where((where) =>
          where.or([where('enrollment_id', '=', enrollmentId), where('renews_enrollment_id', '=', enrollmentId)]),
        )
        .where('id', '!=', but)
        .execute(),
    );
  },

  async voidUnfinished(userId) {
    await executor.write((query) =>
      query
        .updateTable('enrollment_tickets')
        .set({ status: 'void' })
        .where('user_id', '=', userId)
        .where('purpose', '=', 'enrollment')
        .where('enrollment_id', 'is', null)
        .execute(),
    );
  },
});
