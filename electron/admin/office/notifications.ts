// Notifications of the contract. Clearing one and choosing recipients leave an entry in the audit trail.
import type { z } from 'zod';
import type {
  NotificationMail,
  notificationFilter,
  notificationsApi,
} from '../../../shared/ipc/office/notifications.ts';
import type { Handlers } from '../../../shared/ipc/method.ts';
import { renderText } from '../../../shared/locales/admin-texts.ts';
import { changesBetween, createAudit, type AuditedValues } from '../../office/audit.ts';
import type { Clock } from '../../core/ports.ts';
import { inTransaction, type Executor } from '../../db/executor.ts';
import { createNotificationsStore, type NotificationQuery } from '../../db/stores/office/notifications.ts';
import { createSettingsStore } from '../../db/stores/office/settings.ts';

export interface NotificationsHandlerDeps {
  readonly executor: Executor;
  readonly clock: Clock;
  readonly changed: () => void;
}

/** The filter as the store asks it. */
export const toNotificationQuery = (filter: z.output<typeof notificationFilter>): NotificationQuery => filter;

const auditedMail = ({ enabled, recipients }: NotificationMail): AuditedValues => ({
  Enabled: enabled,
  Recipients: recipients.map(({ address, critical, warning, information }) => {
    const severities = [critical && 'Critical', warning && 'Warning', information && 'Information'];
    return `${address} (${severities.filter((one) => one !== false).join(', ')})`;
  }),
});

export const notificationsHandlers = ({
  executor,
  clock,
  changed,
}: NotificationsHandlerDeps): Handlers<typeof notificationsApi> => {
  const store = createNotificationsStore(executor);
  const settings = createSettingsStore(executor);
  return {
    'notifications.list': (filter) =>
      store.list(toNotificationQuery(filter), filter.pageSize, filter.page * filter.pageSize),

    'notifications.summary': () => store.counts(),

    async 'notifications.clear'({ ids }, { actor }) {
      const cleared = await inTransaction(executor, async (bound) => {
        const rows = await createNotificationsStore(bound).clear(ids, actor);
        await createAudit({ executor: bound, clock }).record(
          ...rows.map(({ component, title }) => ({
            actor,
            category: 'Admin' as const,
            type: 'Notification' as const,
            name: `${renderText(component, 'en')}: ${renderText(title, 'en')}`,
            activity: 'Cleared' as const,
          })),
        );
        return rows.length;
      });
      if (cleared > 0) changed();
      return { cleared };
    },

    'notificationMail.get': () => settings.get('notificationMail'),

    async 'notificationMail.update'(input, { actor }) {
      await inTransaction(executor, async (bound) => {
        const store = createSettingsStore(bound);
        const before = await store.get('notificationMail');
        await store.set({ notificationMail: input });
        const changes = changesBetween(auditedMail(before), auditedMail(input));
        if (changes.length === 0) return;
        await createAudit({ executor: bound, clock }).record({
          actor,
          category: 'Admin',
          type: 'Notification',
          name: 'Notification Emails',
          activity: 'Changed',
          changes,
        });
      });
      changed();
      return {};
    },
  };
};
