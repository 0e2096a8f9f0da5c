// Tells the administrator of a failure that nobody caught.
import { say } from '../../shared/locales/admin-texts.ts';
import type { TellOfFailure } from '../core/unexpected.ts';
import type { Notifications } from './notifications.ts';

/** The notification of such a failure: one at a time, with the newest reference. */
export const tellOfUnexpected =
  (notifications: Pick<Notifications, 'raise'>): TellOfFailure =>
  (ref) => {
    void notifications.raise({
      key: 'unexpected',
      severity: 'Warning',
      type: 'Program Error',
      componentType: 'Russet',
      component: 'Russet',
      title: say('notices.unexpectedFailure'),
      detail: say('notices.unexpectedFailureDetail', { ref }),
      page: '/notifications',
    });
  };
