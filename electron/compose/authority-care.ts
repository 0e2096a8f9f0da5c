// The daily look after the authorities: who comes near its end gets a successor in time, and the office hears of it.
import { say } from '../../shared/locales/admin-texts.ts';
import type { ServerState } from '../../shared/ipc/server/server.ts';
import { day } from '../core/durations.ts';
import type { Clock } from '../core/ports.ts';
import type { Notifications } from '../office/notifications.ts';
import type { Authority, AuthorityRole } from '../pki/authority.ts';
import { summarize, type CertificateSummary } from '../pki/certificate-summary.ts';

/** So long the office is told of a new authority. */
const toldMs = 30 * day;

const words = {
  deviceCa: { component: say('notices.deviceCa'), title: say('notices.newDeviceCa') },
  officeRoot: { component: say('notices.officeRoot'), title: say('notices.newOfficeRoot') },
} as const;
const roles: readonly AuthorityRole[] = ['officeRoot', 'deviceCa'];

/** Every generation of both authorities, the ones in use first of their kind, as the console shows them. */
export const authoritiesOf = (
  authority: Pick<Authority, 'generations'>,
  shown: (certificate: CertificateSummary) => ServerState['certificate']['leaf'],
): ServerState['authorities'] =>
  roles.flatMap((role) =>
    authority.generations(role).map(({ certificate }, index) => ({
      role,
      inUse: index === 0,
      certificate: shown(summarize(certificate)),
    })),
  );

/** Makes the successors that are due, takes them into use and tells of them. What a stop interrupts the next call does. */
export const createAuthorityCare =
  (deps: {
    readonly authority: Authority;
    readonly organizationName: () => Promise<string>;
    readonly notifications: Pick<Notifications, 'raise' | 'clear'>;
    readonly clock: Pick<Clock, 'now'>;
    /** Takes a listener certificate by the new root into use. */
    readonly renewListenerCertificate: () => Promise<void>;
    readonly changed: () => void;
  }) =>
  async (): Promise<void> => {
    const { authority, notifications } = deps;
    const made = await authority.succeed(await deps.organizationName());
    if (made.length > 0) {
      await deps.renewListenerCertificate();
      deps.changed();
    }
    for (const role of roles) {
      const [inUse, former] = authority.generations(role);
      const key = `successor:${role}`;
      // Told by what is there, not by what was just done: a stop in between loses no notification.
      if (!inUse || !former || deps.clock.now() - inUse.certificate.notBefore > toldMs) await notifications.clear(key);
      else {
        await notifications.raise({
          key,
          severity: 'Information',
          type: 'Expiration',
          componentType: 'CA',
          ...words[role],
          detail: say('notices.newAuthorityDetail', {
            former: former.certificate.notAfter,
            until: inUse.certificate.notAfter,
          }),
          page: '/server',
        });
      }
    }
  };
