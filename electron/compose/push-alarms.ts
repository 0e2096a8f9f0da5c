// Tells of what is wrong with pushing as a whole: each fault once, until it is over.
import { say } from '../../shared/locales/admin-texts.ts';
import type { PushEvent } from '../mdm/push/service.ts';
import type { Notifications } from '../office/notifications.ts';

const paused = 'push:paused';
const obstructed = 'push:obstructed';
const rejected = 'push:rejected:';

const common = {
  type: 'Server Authentication Error',
  componentType: 'Push Certificate',
  component: say('notices.pushCertificate'),
  page: '/server',
} as const;

/** What to do with the events of the push service. */
export const createPushAlarms = (deps: { readonly notifications: Notifications; readonly changed: () => void }) => {
  const { notifications } = deps;
  let told: Promise<unknown> = Promise.resolve();
  const tell = (event: PushEvent): Promise<void> | undefined => {
    switch (event.type) {
      case 'push.paused':
        return notifications.raise({
          ...common,
          key: paused,
          severity: 'Critical',
          title: say('notices.pushPaused'),
          detail: say('notices.pushPausedDetail', { reason: event.pause.reason }),
        });
      case 'push.rejected':
        return notifications.raise({
          ...common,
          key: `${rejected}${event.topic}`,
          severity: 'Critical',
          title: say('notices.pushRejected'),
          detail: say('notices.pushRejectedDetail', { topic: event.topic, reason: event.reason }),
        });
      case 'push.obstructed':
        return notifications.raise({
          ...common,
          key: obstructed,
          severity: 'Warning',
          title: say('notices.pushObstructed'),
          detail: say('notices.pushObstructedDetail', { reason: event.reason }),
        });
      case 'push.fits':
        return notifications.clear(`${rejected}${event.topic}`);
      case 'push.through':
        return notifications.clear(obstructed, paused);
      case 'push.resumed':
        return notifications.clear(paused);
      case 'push.finished':
      case 'push.tokenInvalid':
        return undefined;
    }
  };
  return {
    emit(event: PushEvent): void {
      // One after the other, so that what is over is not told after its end. It never rejects.
      told = told.then(() => tell(event));
      deps.changed();
    },
    /** Another certificate was imported: what the former one was to blame for is over until it happens again. */
    async forget(): Promise<void> {
      await notifications.clear(paused);
      await notifications.clearAll(rejected);
    },
    /** Resolves when everything so far is told. */
    settled: async (): Promise<void> => {
      await told;
    },
  };
};
