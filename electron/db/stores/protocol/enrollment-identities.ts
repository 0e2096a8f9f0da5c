// The certificates by which devices speak for their enrollments: bound, renewed, and what becomes of those that expire.
import type { Executor } from '../../executor.ts';
import { type ChangeEnrollment, maxRemembered, type EnrollmentMemory } from './enrollment-memory.ts';

export const enrollmentIdentities = (
  executor: Executor,
  memory: EnrollmentMemory,
  change: ChangeEnrollment,
  forget: (enrollmentId: string) => void,
) => ({
  /** The enrollment that a certificate speaks for, by the SHA-256 of its DER. Remembered. */
  async boundTo(sha256: string): Promise<string | undefined> {
    const known = memory.bindings.get(sha256);
    if (known !== undefined) return known;
    const { epoch } = memory;
    const row = await executor.read
      .selectFrom('certificate_bindings')
      .select('enrollment_id')
      .where('sha256', '=', sha256)
      .executeTakeFirst();
    if (row && epoch === memory.epoch) {
      if (memory.bindings.size >= maxRemembered) memory.bindings.clear();
      memory.bindings.set(sha256, row.enrollment_id);
    }
    return row?.enrollment_id;
  },

  /** Ties a certificate to an enrollment; an enrollment may hold several. Does nothing when it is tied already. */
  bind: (binding: { sha256: string; enrollmentId: string; ticketId?: string; notAfter: number; at: number }) =>
    change(binding.enrollmentId, async (query) => {
      await query
        .insertInto('certificate_bindings')
        .values({
          sha256: binding.sha256,
          enrollment_id: binding.enrollmentId,
          ticket_id: binding.ticketId ?? null,
          not_after: binding.notAfter,
          bound_at: binding.at,
        })
        .onConflict((conflict) => conflict.column('sha256').doNothing())
        .execute();
    }),

  /** No certificate speaks for the enrollment any more. */
  unbindAll: (id: string) =>
    executor.write(async (query, afterCommit) => {
      afterCommit(() => {
        forget(id);
        memory.bindings.clear();
      });
      await query.deleteFrom('certificate_bindings').where('enrollment_id', '=', id).execute();
    }),

  /** A renewed identity: the row, its owner and its queue stay. */
  saveRenewal: (
    id: string,
    renewal: { certificateSha256: string; certificateNotAfter: number; osVersion?: string; at: number },
  ) =>
    change(id, async (query) => {
      await query
        .updateTable('enrollments')
        .set({
          certificate_sha256: renewal.certificateSha256,
          certificate_not_after: renewal.certificateNotAfter,
          renewal_requested_at: null,
          renewal_failed_at: null,
          renewal_problem: null,
          last_seen_at: renewal.at,
          ...(renewal.osVersion === undefined ? {} : { os_version: renewal.osVersion }),
        })
        .where('id', '=', id)
        .execute();
      await query
        .updateTable('enrollments')
        .set({ state: 'enrolled' })
        .where('id', '=', id)
        .where('state', '=', 'expired')
        .execute();
    }),

  /** Enrollments whose identity ends before the given time although its renewal was asked for, as nobody has noted yet. */
  async notRenewed(before: number): Promise<string[]> {
    const rows = await executor.read
      .selectFrom('enrollments')
      .select('id')
      .where('state', 'in', ['enrolled', 'token-invalid', 'expired'])
      .where('certificate_not_after', '<', before)
      .where('renewal_requested_at', 'is not', null)
      .where('renewal_failed_at', 'is', null)
      .execute();
    return rows.map((row) => row.id);
  },

  /** Enrollments whose identity has expired without being renewed. */
  async expired(now: number): Promise<string[]> {
    const rows = await executor.read
      .selectFrom('enrollments')
      .select('id')
      .where('state', 'in', ['enrolled', 'token-invalid'])
      .where('certificate_not_after', '<', now)
      .execute();
    return rows.map((row) => row.id);
  },
});
