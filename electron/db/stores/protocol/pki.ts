// Certificates that our authorities issued, and the sealed secrets and settings of the PKI.
import type { Selectable } from 'kysely';
import { endedStates } from '../../../../shared/model/enrollment.ts';
import { day } from '../../../core/durations.ts';
import type { IssuedCertificate, IssuedCertificates, PkiSecrets, PkiSettings } from '../../../pki/store.ts';
import type { Executor } from '../../executor.ts';
import type { IssuedCertificatesTable } from '../../tables/enrollments.ts';

/** JSON values in the settings table; keys of the PKI start with `pki.`. */
export const createPkiSettings = (executor: Executor): PkiSettings => ({
  async get(key) {
    const row = await executor.read.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirst();
    return row && (JSON.parse(row.value) as unknown);
  },
  async set(key, value) {
    const row = { key, value: JSON.stringify(value) };
    await executor.write((query) =>
      query
        .insertInto('settings')
        .values(row)
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: row.value }))
        .execute(),
    );
  },
  async remove(key) {
    await executor.write((query) => query.deleteFrom('settings').where('key', '=', key).execute());
  },
});

/** Sealed blobs in the secrets table. */
export const createPkiSecrets = (executor: Executor): PkiSecrets => ({
  async get(name) {
    const row = await executor.read.selectFrom('secrets').select('sealed').where('name', '=', name).executeTakeFirst();
    return row?.sealed;
  },
  async set(name, sealed) {
    await executor.write((query) =>
      query
        .insertInto('secrets')
        .values({ name, sealed: Buffer.from(sealed) })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ sealed: Buffer.from(sealed) }))
        .execute(),
    );
  },
  async remove(name) {
    await executor.write((query) => query.deleteFrom('secrets').where('name', '=', name).execute());
  },
});

interface IssuedRow extends Selectable<IssuedCertificatesTable> {
  readonly bound_to: string | null;
}

const toDomain = (row: IssuedRow): IssuedCertificate => ({
  sha256: row.sha256,
  serial: row.serial,
  ticketId: row.ticket_id,
  // Authenticate binds a certificate to its enrollment after it was issued.
  enrollmentId: row.bound_to ?? row.enrollment_id,
  purpose: row.purpose === 'listener' ? 'listener' : 'device',
  subject: row.subject,
  notBefore: row.not_before,
  notAfter: row.not_after,
  issuedAt: row.issued_at,
  der: row.der,
});

/** Issued certificates; one that renews a bound certificate speaks for the same enrollment from then on. */
export const createIssuedCertificates = (executor: Executor): IssuedCertificates => {
  const select = () =>
    executor.read
      .selectFrom('issued_certificates')
      .leftJoin('certificate_bindings', 'certificate_bindings.sha256', 'issued_certificates.sha256')
      .selectAll('issued_certificates')
      .select('certificate_bindings.enrollment_id as bound_to');

  return {
    async add(certificate) {
      await executor.write(async (query) => {
        await query
          .insertInto('issued_certificates')
          .values({
            sha256: certificate.sha256,
            serial: certificate.serial,
            ticket_id: certificate.ticketId,
            enrollment_id: certificate.enrollmentId,
            purpose: certificate.purpose,
            subject: certificate.subject,
            not_before: certificate.notBefore,
            not_after: certificate.notAfter,
            issued_at: certificate.issuedAt,
            der: Buffer.from(certificate.der),
          })
          .execute();
        if (certificate.enrollmentId === null) return;
        await query
          .insertInto('certificate_bindings')
          .values({
            sha256: certificate.sha256,
            enrollment_id: certificate.enrollmentId,
            ticket_id: certificate.ticketId,
            not_after: certificate.notAfter,
            bound_at: certificate.issuedAt,
          })
          .execute();
      });
    },
    async find(sha256) {
      const row = await select().where('issued_certificates.sha256', '=', sha256).executeTakeFirst();
      return row && toDomain(row);
    },
    async ofTicket(ticketId) {
      const rows = await select()
        .where('issued_certificates.ticket_id', '=', ticketId)
        .orderBy('issued_certificates.issued_at', 'desc')
        .execute();
      return rows.map(toDomain);
    },
    async inUse(now) {
      const row = await executor.read
        .selectFrom('issued_certificates as i')
        .leftJoin('certificate_bindings as b', 'b.sha256', 'i.sha256')
        .leftJoin('enrollments as e', 'e.id', 'b.enrollment_id')
        .select('i.sha256')
        .where('i.purpose', '=', 'device')
        .where('i.not_after', '>', now)
        .where((on) =>
          on.or([
            on('e.state', 'not in', [...endedStates]),
            on.and([on('b.sha256', 'is', null), on('i.issued_at', '>', now - day)]),
          ]),
        )
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
  };
};
