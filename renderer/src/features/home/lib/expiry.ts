// When the office must be warned of a certificate that ends.
import type { ServerState } from '../../../../../shared/ipc/server.ts';
import { daysUntil, plural } from '../../../lib/format.ts';

const warnDays = 30;

export interface ExpiryWarning {
  readonly what: string;
  readonly at: number;
  readonly severity: 'warning' | 'error';
  readonly text: string;
}

/** Warnings from 30 days before the end of the push and the listener certificate; an error once it is past. */
export const expiryWarnings = (
  { push, certificate }: Pick<ServerState, 'push' | 'certificate'>,
  now: number,
): readonly ExpiryWarning[] => {
  const watched = [
    { what: 'The push certificate', at: push.certificate?.notAfter, loss: 'devices cannot be reached' },
    { what: 'The listener certificate', at: certificate.leaf.notAfter, loss: 'devices refuse to connect' },
  ];
  return watched.flatMap(({ what, at, loss }): ExpiryWarning[] => {
    if (at === undefined) return [];
    const days = daysUntil(at, now);
    if (days < 0) return [{ what, at, severity: 'error', text: `${what} has expired: ${loss}. Renew it now.` }];
    if (days >= warnDays) return [];
    const when = days === 0 ? 'expires today' : `expires in ${plural(days, 'day')}`;
    return [{ what, at, severity: 'warning', text: `${what} ${when}; after that ${loss}.` }];
  });
};
