// When the office must be warned of a certificate that ends.
import type { ServerState } from '../../../../../shared/ipc/server.ts';
import { daysUntil } from '../../../lib/format.ts';

const warnDays = 30;

export interface ExpiryWarning {
  /** Which certificate; names its texts. */
  readonly what: 'push' | 'certificate';
  readonly at: number;
  /** Whole days that are left; negative once it is past. */
  readonly days: number;
}

/** Warnings from 30 days before the end of the push and the listener certificate. */
export const expiryWarnings = (
  { push, certificate }: Pick<ServerState, 'push' | 'certificate'>,
  now: number,
): readonly ExpiryWarning[] =>
  (
    [
      { what: 'push', at: push.certificate?.notAfter },
      { what: 'certificate', at: certificate.leaf.notAfter },
    ] as const
  ).flatMap(({ what, at }) => {
    if (at === undefined) return [];
    const days = daysUntil(at, now);
    return days < warnDays ? [{ what, at, days }] : [];
  });
