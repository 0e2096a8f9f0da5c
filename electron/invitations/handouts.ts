// What is handed over without a mail: PINs, and printed sheets with link and PIN. Links are shown only once.
import type { DeviceOwner } from '../../shared/model/enrollment.ts';
import type { RefusedPeople } from '../../shared/ipc/people/invitations.ts';
import { say } from '../../shared/locales/admin-texts.ts';
import type { Clock } from '../core/ports.ts';
import { inTransaction, type Executor } from '../db/executor.ts';
import { createAudit, type Audit, type AuditEntry } from '../office/audit.ts';
import { AppError } from '../core/errors.ts';
import type { Invitations } from './invitations.ts';
import { gatherRefused, type Invitee, type RefusedReason } from '../model/invite-people.ts';
import type { PinPolicy, Pins } from '../people/pins.ts';

interface MadePin {
  readonly pin: string;
  readonly expiresAt: number;
}

export interface Sheet {
  readonly userId: string;
  readonly displayName: string;
  readonly username: string;
  readonly link: string;
  readonly expiresAt: number;
  readonly pin?: MadePin;
}

export interface Handouts {
  /** People who are disabled or whose setting asks for no PIN get none. */
  generatePins(
    userIds: readonly string[],
    actor: string,
  ): Promise<{ pins: (MadePin & { userId: string; displayName: string })[]; refused: RefusedPeople[] }>;
  /** A link for everybody who is enabled, and a PIN where the setting asks for one. */
  sheets(
    userIds: readonly string[],
    options: { readonly actor: string; readonly validDays: number; readonly ownership?: DeviceOwner | undefined },
  ): Promise<{ sheets: Sheet[]; refused: RefusedPeople[] }>;
  /** View PIN. Throws `record.notFound` for an unknown person and where there is no PIN that could be used. */
  viewPin(userId: string, actor: string): Promise<MadePin>;
  /** Undefined where the registration setting of the person asks for no PIN. */
  pinPolicyOf(userId: string): Promise<PinPolicy | undefined>;
  /** The same for many; people without are left out. */
  pinPoliciesOf(userIds: readonly string[]): Promise<ReadonlyMap<string, PinPolicy>>;
}

/** What is made for people in one transaction. */
interface Within {
  readonly audit: Audit;
  readonly invitations: Pick<Invitations, 'invite'>;
  readonly pins: Pick<Pins, 'generate'>;
}

export const createHandouts = (deps: {
  readonly people: (userIds: readonly string[]) => Promise<readonly Invitee[]>;
  readonly executor: Executor;
  readonly clock: Pick<Clock, 'now'>;
  /** Links that are part of the transaction with this executor. */
  readonly invitations: (bound: Executor) => Pick<Invitations, 'invite'>;
  readonly pins: Pick<Pins, 'within' | 'reveal'>;
  readonly pinPoliciesOf: (userIds: readonly string[]) => Promise<ReadonlyMap<string, PinPolicy>>;
}): Handouts => {
  const { executor, clock, invitations, pins, pinPoliciesOf } = deps;
  const pinPolicyOf = async (userId: string): Promise<PinPolicy | undefined> =>
    (await pinPoliciesOf([userId])).get(userId);

  const entry = (actor: string, person: Invitee, attribute: string, expiresAt: number): AuditEntry => ({
    actor,
    category: 'Users',
    type: 'Invitation',
    name: person.displayName,
    activity: 'Invited',
    changes: [{ attribute, after: new Date(expiresAt).toISOString() }],
  });

  /** All in one transaction with their entries; `make` gives the reason why somebody gets nothing. */
  const forEach = async <T extends object>(
    userIds: readonly string[],
    make: (person: Invitee, within: Within) => Promise<T | RefusedReason>,
  ): Promise<{ made: T[]; refused: RefusedPeople[] }> => {
    const wanted = [...new Set(userIds)];
    const found = await deps.people(wanted);
    const made: T[] = [];
    const refused: { reason: RefusedReason; displayName: string }[] = Array.from(
      { length: wanted.length - found.length },
      () => ({ reason: 'unknown' as const, displayName: '' }),
    );
    const pinsWithin = await pins.within();
    await inTransaction(executor, async (bound) => {
      const within: Within = {
        audit: createAudit({ executor: bound, clock }),
        invitations: invitations(bound),
        pins: pinsWithin(bound),
      };
      for (const person of found) {
        const result = person.enabled ? await make(person, within) : 'disabled';
        if (typeof result === 'string') refused.push({ reason: result, displayName: person.displayName });
        else made.push(result);
      }
    });
    return { made, refused: gatherRefused(refused) };
  };

  return {
    pinPolicyOf,
    pinPoliciesOf,

    async viewPin(userId, actor) {
      const [person] = await deps.people([userId]);
      if (person === undefined) throw new AppError('record.notFound', say('errors.userGone'));
      const pin = await pins.reveal(userId);
      // Recorded before it is shown: nobody sees a PIN without a trace.
      await createAudit({ executor, clock }).record({
        actor,
        category: 'Users',
        type: 'Registration PIN',
        name: person.displayName,
        activity: 'Viewed',
        changes: [{ attribute: 'PIN Expires', after: new Date(pin.expiresAt).toISOString() }],
      });
      return pin;
    },

    async generatePins(userIds, actor) {
      const { made, refused } = await forEach(userIds, async (person, within) => {
        const policy = await pinPolicyOf(person.id);
        if (policy === undefined) return 'no-pin';
        const pin = await within.pins.generate(person.id, policy);
        await within.audit.record(entry(actor, person, 'PIN Expires', pin.expiresAt));
        return { ...pin, userId: person.id, displayName: person.displayName };
      });
      return { pins: made, refused };
    },

    async sheets(userIds, { actor, validDays, ownership }) {
      const { made, refused } = await forEach(userIds, async (person, within): Promise<Sheet> => {
        const { link, expiresAt } = await within.invitations.invite(person.id, validDays, ownership);
        const policy = await pinPolicyOf(person.id);
        const pin = policy && (await within.pins.generate(person.id, policy));
        await within.audit.record(entry(actor, person, 'Printed Link Expires', expiresAt));
        const { id: userId, displayName, username } = person;
        return { userId, displayName, username, link, expiresAt, ...(pin && { pin }) };
      });
      return { sheets: made, refused };
    },
  };
};
