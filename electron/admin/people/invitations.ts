// Enrollment links, invitations to many people, PINs and printed sheets in the contract.
import type { z } from 'zod';
import type { EventTopic } from '../../../shared/ipc/events.ts';
import type { Handlers } from '../../../shared/ipc/method.ts';
import type { invitationsApi, linksApi } from '../../../shared/ipc/people/invitations.ts';
import type { userFilter } from '../../../shared/ipc/people/users.ts';
import type { Executor } from '../../db/executor.ts';
import { createMailStore, type MailStore } from '../../db/stores/office/mail.ts';
import type { Handouts } from '../../invitations/handouts.ts';
import type { InviteService } from '../../invitations/invite.ts';
import type { Pins } from '../../people/pins.ts';
import type { Invitations } from '../../invitations/invitations.ts';

export interface LinksHandlerDeps {
  readonly invitations: Pick<Invitations, 'inviteBy' | 'list' | 'withdraw'>;
  /** The newest mail with each of the invitations. */
  readonly latestMails: MailStore['latestOf'];
  readonly changed: (topic: EventTopic, ids?: readonly string[]) => void;
}

export const linksHandlers = (deps: LinksHandlerDeps): Handlers<typeof linksApi> => {
  const { invitations, changed } = deps;
  return {
    async 'enrollment.invite'({ userId, validDays, ownership }, { actor }) {
      const invitation = await invitations.inviteBy(actor, userId, validDays, ownership);
      changed('enrollment');
      changed('users', [userId]);
      return invitation;
    },

    async 'enrollment.invitations'({ userId }) {
      const listed = await invitations.list(userId);
      const mails = await deps.latestMails(listed.map(({ id }) => id));
      return listed.map((invitation) => {
        const mail = mails.get(invitation.id);
        if (mail === undefined) return invitation;
        const { kind, status, detail, address, updatedAt: at, batchId } = mail.delivery;
        return {
          ...invitation,
          mail: {
            kind,
            status,
            detail,
            address,
            at,
            reminders: mail.reminders,
            ...(batchId !== undefined && { batchId }),
          },
        };
      });
    },

    async 'enrollment.withdraw'({ id }, { actor }) {
      await invitations.withdraw(id, actor);
      changed('enrollment');
      changed('users');
      return {};
    },
  };
};

export interface InvitationsHandlerDeps {
  readonly executor: Executor;
  readonly invite: InviteService;
  readonly handouts: Handouts;
  readonly pins: Pick<Pins, 'state'>;
  readonly idsOf: (filter: z.output<typeof userFilter>) => Promise<readonly string[]>;
  readonly changed: (topic: EventTopic, ids?: readonly string[]) => void;
}

export const invitationsHandlers = (deps: InvitationsHandlerDeps): Handlers<typeof invitationsApi> => {
  const { executor, invite, handouts, changed } = deps;
  const store = createMailStore(executor);

  const peopleOf = async ({
    ids,
    filter,
  }: {
    ids?: string[] | undefined;
    filter?: z.output<typeof userFilter> | undefined;
  }) => ids ?? (filter === undefined ? [] : await deps.idsOf(filter));

  return {
    'invitations.check': async (people) => invite.check(await peopleOf(people)),

    'invitations.send': async ({ validDays, ownership, ...people }, { actor }) =>
      invite.inviteMany(await peopleOf(people), { actor, validDays, ownership }),

    'messages.send': async ({ subject, text, ...people }, { actor }) =>
      invite.messageMany(await peopleOf(people), { subject, text }, { actor }),

    async 'invitations.outcomes'({ batchId }) {
      const [counts, rows] = await Promise.all([store.counts(batchId), store.outcomes(batchId, 1000)]);
      return {
        counts,
        rows: rows.map(({ id, userId, userDisplayName, address, status, detail, updatedAt }) => ({
          id,
          userId,
          userDisplayName,
          address,
          status,
          detail,
          updatedAt,
        })),
      };
    },

    'invitations.retry': ({ batchId }, { actor }) => invite.retry(batchId, actor),

    async 'invitations.sheets'({ ids, validDays, ownership }, { actor }) {
      const made = await handouts.sheets(ids, { actor, validDays, ownership });
      changed('enrollment');
      changed('users', ids);
      return made;
    },

    async 'pins.generate'({ ids }, { actor }) {
      const made = await handouts.generatePins(ids, actor);
      changed('enrollment');
      changed('users', ids);
      return made;
    },

    'pins.reveal': ({ userId }, { actor }) => handouts.viewPin(userId, actor),

    async 'pins.status'({ userId }) {
      return { wanted: (await handouts.pinPolicyOf(userId)) !== undefined, ...(await deps.pins.state(userId)) };
    },
  };
};
