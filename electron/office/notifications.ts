// The one place where notifications are raised and end. What lasts is told once, and again when it grows worse.
import { randomUUID } from 'node:crypto';
import type { NotificationRow } from '../../shared/ipc/office/notifications.ts';
import type { NotificationSeverity } from '../../shared/model/notification.ts';
import { renderText, say, type ShownText } from '../../shared/locales/admin-texts.ts';
import { inTransaction, type Executor } from '../db/executor.ts';
import { createNotificationsStore } from '../db/stores/office/notifications.ts';
import { createSettingsStore } from '../db/stores/office/settings.ts';
import type { Clock, DesktopNotifier, Logger } from '../core/ports.ts';

export interface NotificationCause extends Pick<
  NotificationRow,
  'type' | 'componentType' | 'component' | 'title' | 'detail' | 'page'
> {
  /** Names the cause: raised again under the same key, it is the same notification. */
  readonly key: string;
  readonly severity: Exclude<NotificationSeverity, 'Cleared'>;
}

export interface Notifications {
  /**
   * Tells of a cause that lasts. Raised again it changes nothing but the detail, unless severity or title changed: a
   * title must not hold what changes from one time to the next. What an administrator cleared comes back only with a
   * greater severity, or with another title of the same. Never rejects: whatever raises must not fail because of it.
   */
  raise(cause: NotificationCause): Promise<void>;
  /** The causes are over; those that were not raised do not matter. Never rejects. */
  clear(...keys: readonly string[]): Promise<void>;
  /** Everything whose key begins so is over. Never rejects. */
  clearAll(prefix: string): Promise<void>;
}

/** Key of the cause that sign-ins from an address are locked. */
export const addressLockedKey = (address: string): string => `address-locked:${address}`;

const rank: Readonly<Record<NotificationSeverity, number>> = { Cleared: 0, Information: 1, Warning: 2, Critical: 3 };

const maxDetail = 2000;

const english = (text: ShownText): string => renderText(text, 'en');

/** A detail as long as it may be; one that is longer is kept in English. */
const cut = (detail: ShownText): ShownText =>
  english(detail).length <= maxDetail ? detail : english(detail).slice(0, maxDetail);

export const createNotifications = (deps: {
  readonly executor: Executor;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Logger;
  /** Absent: nothing is shown outside the console. */
  readonly desktop?: DesktopNotifier | undefined;
  readonly changed: () => void;
}): Notifications => {
  const { executor, clock, logger, desktop, changed } = deps;

  /** The notification if it is to be told (anew), undefined if everything about it was told. */
  const store = ({ key, ...cause }: NotificationCause): Promise<NotificationRow | undefined> =>
    inTransaction(executor, async (bound) => {
      const rows = createNotificationsStore(bound);
      const now = clock.now();
      const known = await rows.lasting(key);
      const detail = cut(cause.detail);
      const fresh = { ...cause, detail, at: now, status: 'Open' as const };
      const worse = known === undefined ? 1 : rank[cause.severity] - rank[known.severity];
      const told = worse > 0 || (worse === 0 && known !== undefined && english(known.title) !== english(cause.title));
      if (known && !told) {
        const { at, status } = worse < 0 && known.status === 'Open' ? fresh : known;
        await rows.update({ ...known, ...cause, detail, at, status });
        return undefined;
      }
      const row = { ...fresh, id: known?.id ?? randomUUID() };
      if (known) await rows.update(row);
      else await rows.insert(key, row);
      const { enabled, recipients } = await createSettingsStore(bound).get('notificationMail');
      const tick = cause.severity.toLowerCase() as 'critical' | 'warning' | 'information';
      const addresses = enabled ? recipients.filter((one) => one[tick]).map(({ address }) => address) : [];
      await rows.queueMails(row.id, addresses, now);
      return row;
    });

  const failed = (key: string) => (error: unknown) => {
    logger.error('a notification could not be stored', {
      key,
      error,
    });
  };

  const clear: Notifications['clear'] = async (...keys) => {
    for (const key of keys) {
      const was = await createNotificationsStore(executor).end(key, clock.now()).catch(failed(key));
      if (was === true) changed();
    }
  };

  return {
    async raise(cause) {
      try {
        const told = await store(cause);
        changed();
        if (told?.severity === 'Critical')
          desktop?.show({
            title: say('notices.titled', { component: told.component, title: told.title }),
            text: told.detail,
          });
      } catch (error) {
        failed(cause.key)(error);
      }
    },
    clear,
    async clearAll(prefix) {
      const keys = await createNotificationsStore(executor).lastingKeys(prefix).catch(failed(prefix));
      await clear(...(keys ?? []));
    },
  };
};
