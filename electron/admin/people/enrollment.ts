// Enrollment links and the discovery file of a mail domain in the contract.
import type { EventTopic } from '../../../shared/ipc/events.ts';
import type { Handlers, Output } from '../../../shared/ipc/method.ts';
import type { enrollmentApi } from '../../../shared/ipc/server/server.ts';
import type { MailStore } from '../../db/stores/mail.ts';
import type { DeviceOwner } from '../../../shared/model/enrollment.ts';
import type { ListedInvitation } from '../../invitations/invitations.ts';

type Api = typeof enrollmentApi;

export interface EnrollmentHandlerDeps {
  readonly invitations: {
    /** Throws `record.notFound` for an unknown user, `enrollment.refused` for a disabled one. */
    create(
      userId: string,
      validDays: number,
      ownership: DeviceOwner | undefined,
    ): Promise<Output<Api['enrollment.invite']>>;
    /** Newest first; of everybody without a user. */
    list(userId: string | undefined): Promise<readonly ListedInvitation[]>;
    withdraw(id: string): Promise<void>;
  };
  /** The newest mail with each of the invitations. */
  readonly latestMails: MailStore['latestOf'];
  readonly domainFile: (
    domain: string,
  ) => Output<Api['enrollment.domainFile']> | Promise<Output<Api['enrollment.domainFile']>>;
  readonly checkDomain: (domain: string) => Promise<Output<Api['enrollment.checkDomain']>>;
  readonly changed: (topic: EventTopic, ids?: readonly string[]) => void;
}

export const enrollmentHandlers = (deps: EnrollmentHandlerDeps): Handlers<Api> => {
  const { invitations, changed } = deps;
  return {
    async 'enrollment.invite'({ userId, validDays, ownership }) {
      const invitation = await invitations.create(userId, validDays, ownership);
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

    async 'enrollment.withdraw'({ id }) {
      await invitations.withdraw(id);
      changed('enrollment');
      changed('users');
      return {};
    },

    'enrollment.domainFile': ({ domain }) => deps.domainFile(domain),
    'enrollment.checkDomain': ({ domain }) => deps.checkDomain(domain),
  };
};
