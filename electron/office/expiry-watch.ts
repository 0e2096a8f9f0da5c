// Warns before something expires: certificates and credentials, at the days of one table.
import { type AdminText, say } from '../../shared/locales/admin-texts.ts';
import type { NotificationComponentType, NotificationSeverity } from '../../shared/model/notification.ts';
import type { Notifications } from './notifications.ts';
import type { Clock } from '../core/ports.ts';
import { day } from '../core/durations.ts';

export interface Expiring {
  readonly key: string;
  readonly componentType: NotificationComponentType;
  readonly component: AdminText;
  /** The component at the beginning of a sentence. */
  readonly part: AdminText;
  /** Milliseconds since the epoch; undefined if there is nothing that could expire. */
  readonly expiresAt: number | undefined;
  /** Renewed long before by itself, so that only the last days are worth telling. */
  readonly renewsItself?: boolean | undefined;
  /** What happens then, and what to do. */
  readonly remedy: AdminText;
  readonly page: string;
}

/** The first row that fits counts. */
const stages: readonly {
  readonly days: number;
  readonly severity: Exclude<NotificationSeverity, 'Cleared'>;
}[] = [
  { days: 0, severity: 'Critical' },
  { days: 1, severity: 'Critical' },
  { days: 7, severity: 'Warning' },
  { days: 14, severity: 'Warning' },
  { days: 30, severity: 'Information' },
];
const lastDays = 7;

/** Raises or clears for each of them. */
export const watchExpiries = async (
  expiring: readonly Expiring[],
  { notifications, clock }: { readonly notifications: Notifications; readonly clock: Pick<Clock, 'now'> },
): Promise<void> => {
  for (const { key, componentType, component, part, expiresAt, renewsItself, remedy, page } of expiring) {
    const left = expiresAt === undefined ? Infinity : expiresAt - clock.now();
    const stage = stages.find(({ days }) => left <= days * day && (renewsItself !== true || days <= lastDays));
    if (expiresAt === undefined || stage === undefined) await notifications.clear(key);
    else {
      await notifications.raise({
        key,
        severity: stage.severity,
        type: 'Expiration',
        componentType,
        component,
        title:
          stage.days === 0
            ? say('notices.hasExpired', { part })
            : say('notices.expiresWithin', { part, count: stage.days }),
        detail: say(left <= 0 ? 'notices.expired' : 'notices.validUntil', { at: expiresAt, remedy }),
        page,
      });
    }
  }
};
