// What keeps notifications going: the watch over what expires, their mails, and the end of old ones. Wired for create-core.
import type { CoreEvent } from '../../shared/ipc/events.ts';
import { notificationsHandlers } from '../admin/office/notifications.ts';
import type { Executor } from '../db/executor.ts';
import { createNotificationsStore } from '../db/stores/office/notifications.ts';
import { createSettingsStore } from '../db/stores/office/settings.ts';
import { createUsersStore } from '../db/stores/people/users.ts';
import type { Language } from '../../shared/locales/text-keys.ts';
import { mailLanguage } from '../mail/default-templates.ts';
import type { PostOffice } from '../mail/post-office.ts';
import type { CoreEvents } from '../core/events.ts';
import { watchExpiries, type Expiring } from '../office/expiry-watch.ts';
import type { Job } from '../core/jobs.ts';
import { sendNotificationMails } from '../office/notification-mails.ts';
import { addressLockedKey, type Notifications } from '../office/notifications.ts';
import { addressOfKey, addressPrefix } from '../sign-in/lockout.ts';
import { createSignInFailureStore } from '../db/stores/people/sign-in-failures.ts';
import type { Clock, Logger } from '../core/ports.ts';
import { hour, minute } from '../core/durations.ts';

/** What is over stays so long for reading. */
const historyMs = 180 * 24 * hour;

/** Certificates and credentials change with these. */
const expiryTopics: readonly CoreEvent['topic'][] = ['server', 'entra'];

export const createNotificationCentre = (deps: {
  readonly executor: Executor;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly events: CoreEvents;
  readonly notifications: Notifications;
  readonly postOffice: Pick<PostOffice, 'send'>;
  readonly expiring: () => Promise<readonly Expiring[]>;
}) => {
  const { executor, clock, logger, events, notifications } = deps;
  const store = createNotificationsStore(executor);
  const users = createUsersStore(executor);
  const settings = createSettingsStore(executor);
  let watching: Promise<void> = Promise.resolve();
  let unsubscribe: (() => void) | undefined;

  /** One after the other: two at once could raise and clear in any order. */
  const watch = (): Promise<void> => {
    watching = watching
      .then(async () => watchExpiries(await deps.expiring(), { notifications, clock }))
      .catch((error: unknown) => {
        logger.error('what expires could not be looked at', { error });
      });
    return watching;
  };

  /** A lock that ran out is over; the next one is told anew. */
  const endLocks = async (): Promise<void> => {
    const locked = await createSignInFailureStore(executor).locked(addressPrefix, clock.now());
    const lasting = new Set(locked.map(({ key }) => addressLockedKey(addressOfKey(key))));
    const told = await store.lastingKeys(addressLockedKey(''));
    await notifications.clear(...told.filter((key) => !lasting.has(key)));
  };

  /** Of somebody in the list of people their own, otherwise the one that mails of the office have. */
  const languageOf = async (address: string): Promise<Language> => {
    const [person] = await users.byEmail(address.toLowerCase());
    return mailLanguage(person?.locale, await settings.get('mailLanguage'));
  };

  const jobs: readonly Job[] = [
    { name: 'watch what expires', everyMs: hour, run: watch },
    {
      name: 'mail notifications',
      everyMs: minute,
      run: () => sendNotificationMails({ store, postOffice: deps.postOffice, clock, languageOf }),
    },
    { name: 'end notifications of locks', everyMs: 5 * minute, run: endLocks },
    { name: 'forget old notifications', everyMs: 24 * hour, run: () => store.prune(clock.now() - historyMs) },
  ];

  return {
    handlers: notificationsHandlers({ executor, clock, changed: () => events.changed('notifications') }),
    jobs,
    /** Looks at once at what expires, and again whenever it changes. */
    async start(): Promise<void> {
      unsubscribe = events.subscribe(({ topic }) => {
        if (expiryTopics.includes(topic)) void watch();
      });
      await watch();
    },
    async stop(): Promise<void> {
      unsubscribe?.();
      await watching;
    },
  };
};
