// Sends single mails that wait in the database and notes what became of them. A mail is taken out of the queue before it
// is handed over: after a crash in between nobody knows whether it arrived, so it is never sent again by itself.
import { randomBytes } from 'node:crypto';
import type { EventTopic } from '../../shared/ipc/events.ts';
import { type AdminText, say, verbatim } from '../../shared/locales/admin-texts.ts';
import { isAppError, textOfFailure } from '../core/errors.ts';
import type { Clock, Logger, SecretBox } from '../core/ports.ts';
import { inTransaction, type Executor } from '../db/executor.ts';
import { createInvitationStore } from '../db/stores/people/invitations.ts';
import { createMailStore, type Delivery, type DeliveryChange, type MailStore } from '../db/stores/office/mail.ts';
import type { TemplateId } from '../../shared/model/mail.ts';
import type { Composer, Occasion } from '../mail/compose.ts';
import type { SendOutcome } from '../mail/mailer.ts';
import type { PostOffice } from '../mail/post-office.ts';
import type { RenderedMail } from '../mail/templates.ts';
import { randomHandle, randomToken, sha256 } from '../sign-in/secrets.ts';
import { mailObstacle, refusedTexts, type Invitee } from '../model/invite-people.ts';
import type { PinPolicy, Pins } from '../people/pins.ts';
import { day, minute } from '../core/durations.ts';

/** Waits before a mail is tried again that the server asked to send later. */
export const retryDelaysMs: readonly number[] = [5, 15, 60, 240, 720].map((minutes) => minutes * minute);

export interface DeliveriesDeps {
  readonly executor: Executor;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Logger;
  readonly secretBox: SecretBox;
  readonly store: MailStore;
  readonly composer: Composer;
  readonly postOffice: Pick<PostOffice, 'send'>;
  readonly pins: Pins;
  readonly person: (userId: string) => Promise<Invitee | undefined>;
  /** What the registration setting of the person says; undefined where it asks for no PIN. */
  readonly pinPolicyOf: (userId: string) => Promise<PinPolicy | undefined>;
  readonly origin: () => Promise<string>;
  readonly changed: (topic: EventTopic, ids?: readonly string[]) => void;
}

export interface Deliveries {
  /**
   * Sends one mail if it still waits. Gives the outcome only if the mail server as a whole failed, so that a caller with
   * many mails can stop. `patient`: then the mail is tried again later instead of failing.
   */
  deliver(id: string, patient: boolean): Promise<Extract<SendOutcome, { kind: 'server' }> | undefined>;
}

/** Why a mail is not sent after all. */
class Obstacle extends Error {
  readonly change: DeliveryChange;
  constructor(change: DeliveryChange) {
    super(change.detail?.english);
    this.change = change;
  }
}

export const createDeliveries = (deps: DeliveriesDeps): Deliveries => {
  const { executor, clock, store, composer, postOffice, pins, secretBox } = deps;

  const linkOf = async (token: string): Promise<string> => `${await deps.origin()}/enroll/i/${token}`;

  /** Makes the link of an invitation, ties it to the mail, and keeps its token sealed for later mails. */
  const newLink = async (delivery: Delivery): Promise<{ link: string; expiresAt: number }> => {
    const token = randomToken(randomBytes);
    const now = clock.now();
    const invitation = {
      id: randomHandle(randomBytes),
      userId: delivery.userId,
      createdAt: now,
      expiresAt: now + (delivery.validDays ?? 7) * day,
      ownership: delivery.ownership,
    };
    await inTransaction(executor, async (bound) => {
      await createInvitationStore(bound).insert(invitation, sha256(token));
      const mails = createMailStore(bound);
      await mails.keepToken(invitation.id, secretBox.seal(Buffer.from(token)));
      await mails.change(delivery.id, { status: 'sending', invitationId: invitation.id }, now);
    });
    return { link: await linkOf(token), expiresAt: invitation.expiresAt };
  };

  const knownLink = async (invitationId: string): Promise<{ link: string; expiresAt: number }> => {
    const invitation = await createInvitationStore(executor).byId(invitationId);
    const sealed = await store.sealedToken(invitationId);
    const open =
      invitation?.usedAt === undefined &&
      invitation?.withdrawnAt === undefined &&
      (invitation?.expiresAt ?? 0) > clock.now();
    if (invitation === undefined || sealed === undefined || !open) {
      throw new Obstacle({ status: 'cancelled', detail: say('mail.linkOver') });
    }
    const token = Buffer.from(secretBox.open(sealed)).toString('utf8');
    return { link: await linkOf(token), expiresAt: invitation.expiresAt };
  };

  const occasionOf = async (delivery: Delivery, kind: TemplateId): Promise<Occasion> => {
    if (kind === 'confirmation') return {};
    const { invitationId, userId } = delivery;
    if (kind === 'pin') {
      const wanted = await deps.pinPolicyOf(userId);
      if (wanted === undefined) {
        throw new Obstacle({ status: 'cancelled', detail: say('mail.pinNotAsked') });
      }
      return { pin: await pins.generate(userId, wanted) };
    }
    const link = invitationId === undefined ? await newLink(delivery) : await knownLink(invitationId);
    const policy = await deps.pinPolicyOf(userId);
    return policy === undefined ? link : { ...link, pin: await pins.generate(userId, policy) };
  };

  const mailOf = async (delivery: Delivery, person: Invitee): Promise<RenderedMail> => {
    if (delivery.kind !== 'message') {
      return composer.compose(delivery.kind, person, await occasionOf(delivery, delivery.kind));
    }
    const message = await store.message(delivery.batchId ?? '');
    if (message === undefined) throw new Obstacle({ status: 'cancelled', detail: say('mail.textGone') });
    return composer.message(message, person);
  };

  const changeOf = (delivery: Delivery, outcome: SendOutcome, patient: boolean): DeliveryChange => {
    const later = (text: AdminText): DeliveryChange => {
      const delay = retryDelaysMs[delivery.tries - 1];
      if (delay === undefined) {
        return { status: 'failed', detail: say('mail.givenUp', { count: delivery.tries, reason: text }) };
      }
      return { status: 'deferred', detail: text, nextTryAt: clock.now() + delay };
    };
    switch (outcome.kind) {
      case 'sent':
        return { status: 'sent', detail: verbatim(outcome.response) };
      case 'deferred':
        return later(outcome.text);
      case 'server':
        return patient ? later(outcome.text) : { status: 'failed', detail: outcome.text };
      case 'refused':
      case 'unknown':
        return { status: outcome.kind, detail: outcome.text };
    }
  };

  const send = async (delivery: Delivery, person: Invitee | undefined): Promise<SendOutcome> => {
    const obstacle = person && mailObstacle(person);
    if (person === undefined || obstacle !== undefined) {
      throw new Obstacle({ status: obstacle ?? 'cancelled', detail: refusedTexts[obstacle ?? 'unknown'] });
    }
    const mail = await mailOf(delivery, person);
    return postOffice.send({ ...mail, id: delivery.id, to: { name: person.displayName, address: person.email } });
  };

  return {
    async deliver(id, patient) {
      const delivery = await store.claim(id, clock.now());
      if (delivery === undefined) return undefined;
      const person = await deps.person(delivery.userId);
      const note = async (change: DeliveryChange): Promise<void> => {
        await store.change(id, { ...change, address: person?.email }, clock.now());
        deps.changed('enrollment');
        deps.changed('users', [delivery.userId]);
      };
      try {
        const outcome = await send(delivery, person);
        await note(changeOf(delivery, outcome, patient));
        return outcome.kind === 'server' ? outcome : undefined;
      } catch (error) {
        if (error instanceof Obstacle) {
          await note(error.change);
          return undefined;
        }
        // Nothing was handed over: the mail server's own failures do not come this way.
        const detail = textOfFailure(error);
        await note({ status: 'failed', detail });
        if (!isAppError(error)) deps.logger.error('a mail could not be made', { error });
        return undefined;
      }
    },
  };
};
