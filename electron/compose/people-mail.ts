// Joins mail, invitations and PINs: the part of the core that writes to people.
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { EventTopic } from '../../shared/ipc/events.ts';
import type { userFilter } from '../../shared/ipc/people/users.ts';
import { say } from '../../shared/locales/admin-texts.ts';
import { mailHandlers } from '../admin/office/mail.ts';
import { invitationsHandlers } from '../admin/people/invitations.ts';
import { inviteeStore } from '../db/stores/people/invitees.ts';
import { inTransaction, type Executor } from '../db/executor.ts';
import { createMailStore } from '../db/stores/office/mail.ts';
import { createMembershipStore } from '../db/stores/people/memberships.ts';
import { createSettingsStore } from '../db/stores/office/settings.ts';
import { createComposer } from '../mail/compose.ts';
import type { SendOutcome } from '../mail/mailer.ts';
import { createPostOffice } from '../mail/post-office.ts';
import type { Invitations } from '../invitations/invitations.ts';
import { createDeliveries } from '../invitations/deliveries.ts';
import { createHandouts } from '../invitations/handouts.ts';
import { createInviteService } from '../invitations/invite.ts';
import type { PinPolicy, Pins } from '../people/pins.ts';
import type { UserSettingsService } from '../people/user-settings.ts';
import { createAudit } from '../office/audit.ts';
import type { Notifications } from '../office/notifications.ts';
import type { Clock, Logger, SecretBox } from '../core/ports.ts';
import type { Tasks } from '../core/tasks.ts';
import { hour, minute } from '../core/durations.ts';

export interface PeopleMailDeps {
  readonly executor: Executor;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly secretBox: SecretBox;
  readonly tasks: Tasks;
  readonly notifications: Notifications;
  readonly pins: Pins;
  readonly invitations: (bound: Executor) => Pick<Invitations, 'invite'>;
  readonly userSettings: Pick<UserSettingsService, 'registration' | 'body' | 'bodies'>;
  readonly office: () => Promise<{ readonly organizationName: string; readonly origin: string }>;
  /** Ids of the users that a filter of the user list finds. */
  readonly idsOf: (filter: z.output<typeof userFilter>) => Promise<readonly string[]>;
  readonly changed: (topic: EventTopic, ids?: readonly string[]) => void;
}

const mailServerKey = 'mail:server';

/** Tells when the mail server takes no mail at all; a refused recipient is no matter of the server. */
const mailServerNotices = (notifications: Notifications) => ({
  outcome: async (outcome: SendOutcome): Promise<void> => {
    if (outcome.kind === 'sent') await notifications.clear(mailServerKey);
    if (outcome.kind !== 'server') return;
    const refused = outcome.code === 'mail.authentication' || outcome.code === 'mail.untrusted';
    await notifications.raise({
      key: mailServerKey,
      severity: refused ? 'Critical' : 'Warning',
      type: 'Server Authentication Error',
      componentType: 'Mail Server',
      component: say('notices.mailServer'),
      title: refused
        ? outcome.code === 'mail.untrusted'
          ? say('notices.mailUntrusted')
          : say('notices.mailSignIn')
        : say('notices.mailDown'),
      detail: outcome.text,
      page: '/mail',
    });
  },
  changed: () => notifications.clear(mailServerKey),
});

/** Creates the mail side of the core; nothing is sent before `resume()` or a call. */
export const createPeopleMail = (deps: PeopleMailDeps) => {
  const { executor, clock, logger, secretBox, pins, changed } = deps;
  const store = createMailStore(executor);
  const invitees = inviteeStore(executor);
  const settings = createSettingsStore(executor);
  const postOffice = createPostOffice({ executor, secretBox, logger, ...mailServerNotices(deps.notifications) });
  const composer = createComposer({
    store,
    office: deps.office,
    officeLanguage: () => settings.get('mailLanguage'),
    attributes: createMembershipStore(executor).customAttributes,
    now: clock.now,
  });
  const person = async (userId: string) => (await invitees([userId]))[0];
  const pinPoliciesOf = async (userIds: readonly string[]): Promise<ReadonlyMap<string, PinPolicy>> => {
    const bodies = await deps.userSettings.bodies('registration', userIds);
    return new Map(
      [...bodies].flatMap(([userId, { registrationType, pin }]) =>
        registrationType === 'password' ? [] : [[userId, pin] as const],
      ),
    );
  };
  const deliveries = createDeliveries({
    executor,
    clock,
    logger,
    secretBox,
    store,
    composer,
    postOffice,
    pins,
    person,
    pinPolicyOf: async (userId) => (await pinPoliciesOf([userId])).get(userId),
    origin: async () => (await deps.office()).origin,
    changed,
  });
  const invite = createInviteService({
    clock,
    logger,
    store,
    recorded: (work) =>
      inTransaction(executor, (bound) =>
        work({ store: createMailStore(bound), audit: createAudit({ executor: bound, clock }) }),
      ),
    tasks: deps.tasks,
    deliveries,
    postOffice,
    people: invitees,
    reminders: (userIds) => deps.userSettings.bodies('invite-reminder', userIds),
    confirms: async (userId) => (await deps.userSettings.body('registration-confirmation', userId)).enabled,
    attributes: composer.attributes,
    changed,
  });
  const handouts = createHandouts({
    executor,
    clock,
    people: invitees,
    invitations: deps.invitations,
    pins,
    pinPoliciesOf,
  });

  return {
    /** For directory imports: `inviteMany(userIds, { actor })`. */
    invite,
    handouts,
    postOffice,
    /** The newest mail with each of the invitations. */
    latestMails: store.latestOf,
    handlers: {
      ...mailHandlers({ executor, clock, postOffice, composer, person, randomId: randomUUID, changed }),
      ...invitationsHandlers({ executor, invite, handouts, pins, idsOf: deps.idsOf, changed }),
    },
    jobs: [
      { name: 'send mails that had to wait', everyMs: minute, run: () => invite.sendDue() },
      { name: 'remind people of invitations', everyMs: hour, run: () => invite.remind() },
    ],
    /** Before the tasks are stopped, so that they know that it is no cancel. */
    async stop(): Promise<void> {
      await invite.stop();
      await postOffice.close();
    },
  };
};
