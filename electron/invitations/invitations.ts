// Enrollment links as the admin makes, lists and withdraws them.
import { say } from '../../shared/locales/admin-texts.ts';
import type { DeviceOwner } from '../../shared/model/enrollment.ts';
import { AppError } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';
import type { EnrollSettings, EnrollUsers, RandomBytes } from '../sign-in/ports.ts';
import { randomHandle, randomToken, sha256 } from '../sign-in/secrets.ts';
import type { Invitation, InvitationStore } from '../mdm/enroll/store.ts';

const dayMs = 24 * 60 * 60_000;

export interface ListedInvitation {
  readonly id: string;
  readonly userId: string;
  readonly userDisplayName: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly status: 'open' | 'used' | 'expired' | 'withdrawn';
}

export interface InvitationsDeps {
  readonly store: InvitationStore;
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

export const createInvitations = ({ store, users, settings, clock, randomBytes }: InvitationsDeps) => ({
  /**
   * Makes a link for a user. The link is returned once and cannot be read again: only its hash is stored. Throws
   * `record.notFound` for an unknown user and `enrollment.refused` for a disabled one.
   */
  async invite(
    userId: string,
    validDays: number,
    ownership?: DeviceOwner,
  ): Promise<{ id: string; link: string; expiresAt: number }> {
    const user = await users.byId(userId);
    if (user === undefined) throw new AppError('record.notFound', say('errors.userGone'));
    if (!user.enabled) {
      throw new AppError('enrollment.refused', say('errors.userDisabled', { name: user.displayName }));
    }
    const now = clock.now();
    const token = randomToken(randomBytes);
    const expiresAt = now + validDays * dayMs;
    const invitation = { id: randomHandle(randomBytes), userId, createdAt: now, expiresAt, ownership };
    await store.insert(invitation, sha256(token));
    return {
      id: invitation.id,
      link: `${(await settings()).origin}/enroll/i/${token}`,
      expiresAt: invitation.expiresAt,
    };
  },

  /** Newest first; of one user or of all. */
  async list(userId?: string): Promise<ListedInvitation[]> {
    const now = clock.now();
    const invitations = await store.list(userId);
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
  async withdraw(id: string): Promise<void> {
    const invitation = await store.byId(id);
    if (invitation === undefined) throw new AppError('record.notFound', say('errors.linkGone'));
    if (statusOf(invitation, clock.now()) === 'open') await store.markWithdrawn(id, clock.now());
  },
});

export type Invitations = ReturnType<typeof createInvitations>;
