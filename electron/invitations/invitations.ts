// Enrollment links as the admin makes, lists and withdraws them.
import { say } from '../../shared/locales/admin-texts.ts';
import { ownershipLabel, type DeviceOwner } from '../../shared/model/enrollment.ts';
import { AppError } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';
import type { EnrollSettings, EnrollUsers, RandomBytes } from '../sign-in/ports.ts';
import { randomHandle, randomToken, sha256 } from '../sign-in/secrets.ts';
import type { Invitation } from '../mdm/enroll/store.ts';
import { inTransaction, type Executor } from '../db/executor.ts';
import { createInvitationStore } from '../db/stores/people/invitations.ts';
import { changesBetween, createAudit } from '../office/audit.ts';
import { day } from '../core/durations.ts';

export interface ListedInvitation {
  readonly id: string;
  readonly userId: string;
  readonly userDisplayName: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly status: 'open' | 'used' | 'expired' | 'withdrawn';
}

export interface InvitationsDeps {
  readonly executor: Executor;
  readonly users: Pick<EnrollUsers, 'byId'>;
  readonly settings: () => Promise<Pick<EnrollSettings, 'origin'>>;
  readonly clock: Pick<Clock, 'now'>;
  readonly randomBytes: RandomBytes;
}

const statusOf = (invitation: Invitation, now: number): ListedInvitation['status'] => {
  if (invitation.usedAt !== undefined) return 'used';
  if (invitation.withdrawnAt !== undefined) return 'withdrawn';
  return invitation.expiresAt <= now ? 'expired' : 'open';
};

const entry = (actor: string, name: string) => ({ actor, category: 'Users', type: 'Invitation', name }) as const;

export interface MadeLink {
  readonly id: string;
  readonly link: string;
  readonly expiresAt: number;
}

/** Over the executor of a transaction, what is made and withdrawn is part of it. */
export const createInvitations = ({ executor, users, settings, clock, randomBytes }: InvitationsDeps) => {
  const make = async (
    bound: Executor,
    userId: string,
    validDays: number,
    ownership: DeviceOwner | undefined,
  ): Promise<MadeLink & { displayName: string }> => {
    const user = await users.byId(userId);
    if (user === undefined) throw new AppError('record.notFound', say('errors.userGone'));
    if (!user.enabled) {
      throw new AppError('enrollment.refused', say('errors.userDisabled', { name: user.displayName }));
    }
    const now = clock.now();
    const token = randomToken(randomBytes);
    const expiresAt = now + validDays * day;
    const invitation = { id: randomHandle(randomBytes), userId, createdAt: now, expiresAt, ownership };
    await createInvitationStore(bound).insert(invitation, sha256(token));
    const link = `${(await settings()).origin}/enroll/i/${token}`;
    return { id: invitation.id, link, expiresAt, displayName: user.displayName };
  };

  return {
    /**
     * Makes a link for a user, for somebody who records it: on a sheet, in a mail. The link is returned once and cannot be
     * read again: only its hash is stored. Throws `record.notFound` for an unknown user and `enrollment.refused` for a
     * disabled one.
     */
    async invite(userId: string, validDays: number, ownership?: DeviceOwner): Promise<MadeLink> {
      const { id, link, expiresAt } = await make(executor, userId, validDays, ownership);
      return { id, link, expiresAt };
    },

    /** The same, recorded in the audit trail. */
    async inviteBy(actor: string, userId: string, validDays: number, ownership?: DeviceOwner): Promise<MadeLink> {
      return inTransaction(executor, async (bound) => {
        const { id, link, expiresAt, displayName } = await make(bound, userId, validDays, ownership);
        await createAudit({ executor: bound, clock }).record({
          ...entry(actor, displayName),
          activity: 'Invited',
          changes: changesBetween(undefined, {
            Expires: new Date(expiresAt).toISOString(),
            'Device Owner': ownership && ownershipLabel[ownership],
          }),
        });
        return { id, link, expiresAt };
      });
    },

    /** Newest first; of one user or of all. */
    async list(userId?: string): Promise<ListedInvitation[]> {
      const now = clock.now();
      const invitations = await createInvitationStore(executor).list(userId);
      const names = new Map<string, string>();
      for (const id of new Set(invitations.map((invitation) => invitation.userId))) {
        names.set(id, (await users.byId(id))?.displayName ?? '');
      }
      return invitations.map((invitation) => ({
        id: invitation.id,
        userId: invitation.userId,
        userDisplayName: names.get(invitation.userId) ?? '',
        createdAt: invitation.createdAt,
        expiresAt: invitation.expiresAt,
        status: statusOf(invitation, now),
      }));
    },

    /** Throws `record.notFound`. A link that was used or has expired stays what it is. */
    async withdraw(id: string, actor: string): Promise<void> {
      await inTransaction(executor, async (bound) => {
        const store = createInvitationStore(bound);
        const invitation = await store.byId(id);
        if (invitation === undefined) throw new AppError('record.notFound', say('errors.linkGone'));
        if (statusOf(invitation, clock.now()) !== 'open') return;
        await store.markWithdrawn(id, clock.now());
        const person = await users.byId(invitation.userId);
        await createAudit({ executor: bound, clock }).record({
          ...entry(actor, person?.displayName ?? ''),
          activity: 'Withdrawn',
        });
      });
    },
  };
};

export type Invitations = ReturnType<typeof createInvitations>;
