// Certificates that admins change: what the PKI keeps of them and the entry in the audit trail are one transaction.
import type { Clock } from '../core/ports.ts';
import { inTransaction, type Executor } from '../db/executor.ts';
import { createPkiSecrets, createPkiSettings } from '../db/stores/protocol/pki.ts';
import type { CertificateFacts, PkiTransaction } from '../pki/store.ts';
import { changesBetween, createAudit, type AuditedValues } from './audit.ts';

const valuesOf = (certificate: CertificateFacts | undefined): AuditedValues | undefined =>
  certificate && {
    Subject: certificate.subject,
    Issuer: certificate.issuer,
    'Serial Number': certificate.serial,
    Expires: new Date(certificate.notAfter).toISOString(),
    Topic: certificate.topic,
  };

const words = {
  listener: { type: 'Listener Certificate', name: 'Listener certificate' },
  push: { type: 'Push Certificate', name: 'Push certificate' },
  deviceCa: { type: 'CA', name: 'Device CA' },
  officeRoot: { type: 'CA', name: 'Office root' },
} as const;

/** The transaction that the services of certificates ask for. */
export const createPkiTransaction =
  (deps: { readonly executor: Executor; readonly clock: Pick<Clock, 'now'> }): PkiTransaction =>
  (work) =>
    inTransaction(deps.executor, (bound) =>
      work({
        settings: createPkiSettings(bound),
        secrets: createPkiSecrets(bound),
        async record({ actor, kind, activity, before, after }) {
          const changes = changesBetween(valuesOf(before), valuesOf(after));
          if (changes.length === 0) return;
          await createAudit({ executor: bound, clock: deps.clock }).record({
            ...words[kind],
            actor,
            category: 'Admin',
            activity,
            changes,
          });
        },
      }),
    );
