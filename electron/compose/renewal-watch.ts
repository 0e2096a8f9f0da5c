// Tells of devices that do not renew their identity: one notification for all of them, over when none is left.
import { say } from '../../shared/locales/admin-texts.ts';
import type { DevicesStore } from '../db/stores/protocol/devices.ts';
import type { Notifications } from '../office/notifications.ts';

const key = 'renewal:devices';

/** Looks at the devices, and raises or clears. */
export const createRenewalWatch =
  (deps: {
    readonly devices: Pick<DevicesStore, 'renewalsFailed'>;
    readonly notifications: Pick<Notifications, 'raise' | 'clear'>;
  }) =>
  async (): Promise<void> => {
    const count = await deps.devices.renewalsFailed();
    if (count === 0) {
      await deps.notifications.clear(key);
      return;
    }
    await deps.notifications.raise({
      key,
      severity: 'Warning',
      type: 'Expiration',
      componentType: 'CA',
      component: say('notices.enrolledDevices'),
      title: say('notices.renewalFailed'),
      detail: say('notices.renewalFailedDetail', { count }),
      page: '/devices?attention=renewal',
    });
  };
