// Inviting people by mail: many at once as a task, reminders, the mail after the first device, and what replaces a mail.
import { randomUUID } from 'node:crypto';
import type { EventTopic } from '../../shared/ipc/events.ts';
import type { RefusedPeople } from '../../shared/ipc/people/invitations.ts';
import type { SettingBody } from '../../shared/ipc/people/setting-bodies.ts';
import { type AdminText, say } from '../../shared/locales/admin-texts.ts';
import { type DeviceOwner, ownershipLabel } from '../../shared/model/enrollment.ts';
import type { DeliveryStatus } from '../../shared/model/mail.ts';
import { retryableDeliveries } from '../../shared/model/mail.ts';
import type { Audit, AuditEntry } from '../office/audit.ts';
import { AppError } from '../core/errors.ts';
import type { Clock, Logger } from '../core/ports.ts';
import type { Tasks } from '../core/tasks.ts';
import type { MailStore, MessageText, NewDelivery, OpenInvitation } from '../db/stores/office/mail.ts';
import { mailConnections, type SendOutcome } from '../mail/mailer.ts';
import type { PostOffice } from '../mail/post-office.ts';
import { checkMessage } from '../mail/templates.ts';
import type { Deliveries } from './deliveries.ts';
import { gatherRefused, mailObstacle, refusedTexts, type Invitee } from '../model/invite-people.ts';
import { day, hour } from '../core/durations.ts';

/** Both over one transaction. */
export interface RecordedChange {
  readonly store: Pick<MailStore, 'add' | 'keepMessage' | 'move'>;
  readonly audit: Audit;
}

export interface InviteDeps {
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Logger;
  readonly store: MailStore;
  /** Runs a change of the mails together with what the audit trail tells of it: both or neither are kept. */
  readonly recorded: <T>(work: (bound: RecordedChange) => Promise<T>) => Promise<T>;
  readonly tasks: Pick<Tasks, 'run'>;
  readonly deliveries: Deliveries;
  readonly postOffice: Pick<PostOffice, 'server'>;
  readonly people: (userIds: readonly string[]) => Promise<readonly Invitee[]>;
  /** The effective invite reminder of each. */
  readonly reminders: (userIds: readonly string[]) => Promise<ReadonlyMap<string, SettingBody<'invite-reminder'>>>;
  /** Whether the person hears of an enrollment. */
  readonly confirms: (userId: string) => Promise<boolean>;
  /** Names of people's attributes that a message may use as variables. */
  readonly attributes: () => Promise<readonly string[]>;
  readonly changed: (topic: EventTopic, ids?: readonly string[]) => void;
}

export interface InviteOptions {
  readonly actor: string;
  /** How long the links are valid, in days; 7 unless said otherwise. */
  readonly validDays?: number;
  /** Who owns the device that enrolls; absent: what the registration setting says. */
  readonly ownership?: DeviceOwner | undefined;
}

export interface InviteService {
  /** Who would get a mail and who not. */
  check(userIds: readonly string[]): Promise<{ allowed: number; refused: RefusedPeople[]; mailReady: boolean }>;
  /**
   * Sends an invitation to everybody who can get one, in the background; also the way in for directory imports. Throws
   * `mail.notConfigured`, and `input.invalid` if nobody can be invited.
   */
  inviteMany(userIds: readonly string[], options: InviteOptions): Promise<{ batchId: string; taskId: string }>;
  /** The same for a message that an admin wrote. Throws `input.invalid` also for unknown variables in it. */
  messageMany(
    userIds: readonly string[],
    message: MessageText,
    options: Pick<InviteOptions, 'actor'>,
  ): Promise<{ batchId: string; taskId: string }>;
  /** Tries again what did not go out. Throws `record.notFound` if there is nothing of the kind. */
  retry(batchId: string, actor: string): Promise<{ taskId: string }>;
  /** A device enrolled for the first time: mails the person if the setting says so, once per enrollment. */
  confirm(enrollmentId: string, userId: string): Promise<void>;
  /** Mails a person a new PIN that they asked for. */
  mailPin(userId: string): Promise<void>;
  /** Queues the reminders that are due and sends them. */
  remind(): Promise<void>;
  /** Sends what had to wait. */
  sendDue(): Promise<void>;
  /** After a start: says of mails that were being handed over that their fate is unknown, and goes on with the rest. */
  resume(): Promise<void>;
  /** Leaves mails that still wait for the next start; resolves when no mail is under way outside of a task. */
  stop(): Promise<void>;
}

/** Whether a reminder is due. Days count from the invitation. */
export const reminderDue = (
  invitation: OpenInvitation,
  reminder: SettingBody<'invite-reminder'>,
  now: number,
): boolean => {
  if (!reminder.enabled || invitation.reminders >= reminder.maximum) return false;
  const age = now - invitation.createdAt;
  if (age < reminder.startDay * day || age > (reminder.endDay + 1) * day) return false;
  // An hour of grace, because the job runs hourly and would otherwise slip a little every time.
  return invitation.lastReminderAt === undefined || now - invitation.lastReminderAt >= reminder.everyDays * day - hour;
};

const countTexts: Readonly<Record<DeliveryStatus, (mails: number) => AdminText>> = {
  waiting: (mails) => say('tasks.mailsWaiting', { mails }),
  sending: (mails) => say('tasks.mailsSending', { mails }),
  sent: (mails) => say('tasks.mailsSent', { mails }),
  deferred: (mails) => say('tasks.mailsDeferred', { mails }),
  refused: (mails) => say('tasks.mailsRefused', { mails }),
  failed: (mails) => say('tasks.mailsFailed', { mails }),
  unknown: (mails) => say('tasks.mailsUnknown', { mails }),
  'no-address': (mails) => say('tasks.mailsNoAddress', { mails }),
  disabled: (mails) => say('tasks.mailsDisabled', { mails }),
  cancelled: (mails) => say('tasks.mailsCancelled', { mails }),
};

const summary = (counts: Partial<Record<DeliveryStatus, number>>): AdminText =>
  say('tasks.mails', {
    outcomes: Object.entries(counts).map(([status, mails]) => countTexts[status as DeliveryStatus](mails)),
  });

const mails = (count: number): string => `${String(count)} ${count === 1 ? 'mail' : 'mails'}`;

export const createInviteService = (deps: InviteDeps): InviteService => {
  const { clock, store, tasks, deliveries } = deps;
  let stopping = false;
  let pump: Promise<void> | undefined;

  const mailReady = async (): Promise<boolean> => (await deps.postOffice.server()) !== undefined;

  const sendAll = async (
    ids: readonly string[],
    patient: boolean,
    goOn: () => boolean,
    sent: () => void,
  ): Promise<Extract<SendOutcome, { kind: 'server' }> | undefined> => {
    const left = [...ids];
    const failures: Extract<SendOutcome, { kind: 'server' }>[] = [];
    const worker = async (): Promise<void> => {
      for (let id = left.shift(); id !== undefined; id = left.shift()) {
        if (!goOn() || failures.length > 0) return;
        const failure = await deliveries.deliver(id, patient);
        if (failure) failures.push(failure);
        sent();
      }
    };
    await Promise.all(Array.from({ length: mailConnections }, worker));
    return failures[0];
  };

  const runBatch = (batchId: string, title: AdminText): { id: string } =>
    tasks.run('invitations', title, async ({ progress, signal }) => {
      const ids = await store.waitingOf(batchId);
      let done = 0;
      const failure = await sendAll(
        ids,
        false,
        () => !signal.aborted,
        () => {
          done += 1;
          progress(done, ids.length);
        },
      );
      // A cancel gives the rest up; quitting does not, the next start goes on.
      if (signal.aborted && !stopping) {
        const detail = say('mail.cancelledBefore');
        await store.move(batchId, ['waiting'], { status: 'cancelled', detail }, clock.now());
      }
      if (failure) {
        await store.move(batchId, ['waiting'], { status: 'failed', detail: failure.text }, clock.now());
      }
      deps.changed('enrollment');
      if (failure) {
        throw new AppError(failure.code, say('mail.retryRest', { problem: failure.text }));
      }
      return {
        text: summary(await store.counts(batchId)),
        page: { path: `/users/mails/${batchId}`, label: say('tasks.pageOutcome') },
      };
    });

  const sendDue = async (): Promise<void> => {
    if (!(await mailReady())) return;
    await sendAll(
      await store.due(clock.now()),
      true,
      () => !stopping,
      () => undefined,
    );
  };

  /** One run at a time; a call while one lasts waits for it, then runs again. */
  const startPump = (): Promise<void> => {
    const next = (pump ?? Promise.resolve())
      .then(() => (stopping ? undefined : sendDue()))
      .catch((error: unknown) => {
        deps.logger.error('mails that wait could not be sent', { error });
      });
    pump = next;
    return next;
  };

  const classified = async (userIds: readonly string[]) => {
    const wanted = [...new Set(userIds)];
    const found = await deps.people(wanted);
    const rows = found.map((person) => ({ person, obstacle: mailObstacle(person) }));
    const refused = rows.flatMap(({ person, obstacle }) =>
      obstacle === undefined ? [] : [{ reason: obstacle, displayName: person.displayName }],
    );
    const unknown = Array.from({ length: wanted.length - found.length }, () => ({
      reason: 'unknown' as const,
      displayName: '',
    }));
    return { rows, refused: gatherRefused([...refused, ...unknown]), allowed: found.length - refused.length };
  };

  type Classified = Awaited<ReturnType<typeof classified>>;

  /** Throws `mail.notConfigured`, and `input.invalid` if nobody can get a mail. */
  const requireReachable = async (userIds: readonly string[]): Promise<Classified> => {
    if (!(await mailReady())) {
      throw new AppError('mail.notConfigured', say('mail.notConfiguredYet'));
    }
    const people = await classified(userIds);
    if (people.allowed === 0) {
      const why = people.refused.map(({ text }) => text);
      throw new AppError('input.invalid', say('mail.nobody', { why }));
    }
    return people;
  };

  const deliveriesOf = (
    rows: Classified['rows'],
    common: Pick<NewDelivery, 'kind' | 'batchId' | 'validDays' | 'ownership' | 'requestedBy'>,
  ): NewDelivery[] => {
    const createdAt = clock.now();
    return rows.map(({ person, obstacle }) => ({
      ...common,
      id: randomUUID(),
      userId: person.id,
      address: person.email,
      status: obstacle ?? 'waiting',
      detail: obstacle === undefined ? '' : refusedTexts[obstacle],
      createdAt,
    }));
  };

  /** An entry for everybody who gets the mail. */
  const entriesOf = (rows: Classified['rows'], entryOf: (person: Invitee) => AuditEntry): AuditEntry[] =>
    rows.flatMap(({ person, obstacle }) => (obstacle === undefined ? [entryOf(person)] : []));

  /** One mail to one person, if there can be one. */
  const mailOne = async (
    userId: string,
    mail: Pick<NewDelivery, 'kind' | 'enrollmentId' | 'requestedBy'>,
  ): Promise<void> => {
    if (!(await mailReady())) return;
    const [person] = await deps.people([userId]);
    if (person === undefined || mailObstacle(person) !== undefined) return;
    const address = person.email;
    await store.add([
      { ...mail, id: randomUUID(), userId, address, status: 'waiting', detail: '', createdAt: clock.now() },
    ]);
    void startPump();
  };

  return {
    async check(userIds) {
      const { allowed, refused } = await classified(userIds);
      return { allowed, refused, mailReady: await mailReady() };
    },

    async inviteMany(userIds, { actor, validDays = 7, ownership }) {
      const { rows, allowed } = await requireReachable(userIds);
      const batchId = randomUUID();
      const queued = deliveriesOf(rows, { kind: 'invitation', batchId, validDays, ownership, requestedBy: actor });
      const entries = entriesOf(rows, (person) => ({
        actor,
        category: 'Users',
        type: 'Invitation',
        name: person.displayName,
        activity: 'Invited',
        changes: [
          { attribute: 'By Mail To', after: person.email },
          { attribute: 'Valid For (Days)', after: String(validDays) },
          ...(ownership === undefined ? [] : [{ attribute: 'Device Owner', after: ownershipLabel[ownership] }]),
        ],
      }));
      await deps.recorded(async (bound) => {
        await bound.store.add(queued);
        await bound.audit.record(...entries);
      });
      deps.changed('enrollment');
      return { batchId, taskId: runBatch(batchId, say('tasks.sendInvite', { count: allowed })).id };
    },

    async messageMany(userIds, message, { actor }) {
      checkMessage(message, await deps.attributes());
      const { rows, allowed } = await requireReachable(userIds);
      const batchId = randomUUID();
      const queued = deliveriesOf(rows, { kind: 'message', batchId, requestedBy: actor });
      const entries = entriesOf(rows, (person) => ({
        actor,
        category: 'Users',
        type: 'Message',
        name: person.displayName,
        activity: 'Message Sent',
        changes: [
          { attribute: 'By Mail To', after: person.email },
          { attribute: 'Subject', after: message.subject },
        ],
      }));
      await deps.recorded(async (bound) => {
        await bound.store.keepMessage(batchId, message, clock.now());
        await bound.store.add(queued);
        await bound.audit.record(...entries);
      });
      return { batchId, taskId: runBatch(batchId, say('tasks.sendMessage', { count: allowed })).id };
    },

    async retry(batchId, actor) {
      const count = await deps.recorded(async (bound) => {
        const moved = await bound.store.move(batchId, retryableDeliveries, { status: 'waiting' }, clock.now());
        if (moved === 0) throw new AppError('record.notFound', say('mail.nothingToRetry'));
        await bound.audit.record({
          actor,
          category: 'Users',
          type: 'Invitation',
          name: mails(moved),
          activity: 'Invited',
          changes: [{ attribute: 'Tried Again', after: mails(moved) }],
        });
        return moved;
      });
      deps.changed('enrollment');
      return { taskId: runBatch(batchId, say('tasks.tryAgain', { count })).id };
    },

    async confirm(enrollmentId, userId) {
      if (await deps.confirms(userId))
        await mailOne(userId, { kind: 'confirmation', enrollmentId, requestedBy: 'Russet' });
    },

    mailPin: (userId) => mailOne(userId, { kind: 'pin', requestedBy: 'Enrollment page' }),

    async remind() {
      if (!(await mailReady())) return;
      const now = clock.now();
      const open = await store.remindable(now);
      const reminders = await deps.reminders(open.map(({ userId }) => userId));
      const due = open.filter((invitation) => {
        const reminder = reminders.get(invitation.userId);
        return reminder !== undefined && reminderDue(invitation, reminder, now);
      });
      const people = new Map((await deps.people(due.map(({ userId }) => userId))).map((one) => [one.id, one]));
      await store.add(
        due.flatMap((invitation): NewDelivery[] => {
          const person = people.get(invitation.userId);
          if (person === undefined || mailObstacle(person) !== undefined) return [];
          return [
            {
              id: randomUUID(),
              kind: 'reminder',
              userId: person.id,
              invitationId: invitation.id,
              requestedBy: 'Russet',
              address: person.email,
              status: 'waiting',
              detail: '',
              createdAt: now,
            },
          ];
        }),
      );
      await startPump();
    },

    sendDue: startPump,

    async resume() {
      const detail = say('mail.handedOver');
      await store.move(undefined, ['sending'], { status: 'unknown', detail }, clock.now());
      for (const batchId of await store.openBatches()) {
        runBatch(batchId, say('tasks.goOnSending', { count: (await store.waitingOf(batchId)).length }));
      }
    },

    async stop() {
      stopping = true;
      await pump;
    },
  };
};
