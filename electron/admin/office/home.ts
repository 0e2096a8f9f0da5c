// The start page in the contract.
import type { homeApi } from '../../../shared/ipc/office/home.ts';
import type { Handlers } from '../../../shared/ipc/method.ts';
import { attentionLimits } from '../../../shared/model/attention.ts';
import type { Clock } from '../../core/ports.ts';
import type { Executor } from '../../db/executor.ts';
import type { DevicesStore } from '../../db/stores/protocol/devices.ts';
import { createNotificationsStore } from '../../db/stores/office/notifications.ts';
import { peopleFigures } from '../../db/stores/people/people-figures.ts';
import type { SettingsStore } from '../../db/stores/office/settings.ts';
import { hour } from '../../core/durations.ts';

export interface HomeHandlerDeps {
  readonly executor: Executor;
  readonly devices: DevicesStore;
  readonly settings: Pick<SettingsStore, 'all'>;
  readonly clock: Pick<Clock, 'now'>;
}

const shownNotifications = 5;

export const homeHandlers = ({ executor, devices, settings, clock }: HomeHandlerDeps): Handlers<typeof homeApi> => {
  const notifications = createNotificationsStore(executor);
  return {
    async 'home.overview'() {
      const now = clock.now();
      const { outOfContactDays, checkInHours } = await settings.all();
      const [counts, contacts, versions, people, open] = await Promise.all([
        devices.counts(attentionLimits(now, outOfContactDays)),
        devices.contacts(now, checkInHours * hour),
        devices.majorVersions(),
        peopleFigures(executor, now),
        notifications.list({ statuses: ['Open'], sortBy: 'severity', sortDirection: 'desc' }, shownNotifications, 0),
      ]);
      return {
        devices: counts,
        outOfContactDays,
        contacts,
        versions,
        people,
        notifications: { open: open.total, gravest: open.rows },
      };
    },
  };
};
