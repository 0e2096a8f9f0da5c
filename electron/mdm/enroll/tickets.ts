// Tickets: one per attempt to enroll. A ticket ties user, Managed Apple ID, SCEP challenge and, from Authenticate on,
// the enrollment together, so that no certificate can be used for anything else.
import type { EnrollmentDecision, EnrollmentFlow, EnrollmentType, Platform } from '../../../shared/model/enrollment.ts';
import type { Clock } from '../../core/ports.ts';
import type { ServedProfile, TicketFacts } from '../../model/enrollment.ts';
import type { RandomBytes } from '../../sign-in/ports.ts';
import { randomHandle, sha256 } from '../../sign-in/secrets.ts';
import type { Invitation, InvitationStore, PinStore, Ticket, TicketStore } from './store.ts';
import type { Tokens } from './tokens.ts';
import { day, minute } from '../../core/durations.ts';

/** Long enough to read the consent and to sign in at Apple with a second factor. */
export const challengeLifetimeMs = 30 * minute;
/** From the first profile to Authenticate, over several fetches of the profile. */
export const ticketLifetimeMs = day;
/** A renewal waits in the command queue until the device comes by. */
export const renewalLifetimeMs = 7 * day;

export interface TicketRequest {
  readonly userId: string;
  readonly flow: EnrollmentFlow;
  readonly decision: EnrollmentDecision;
  readonly managedAppleId?: string | undefined;
  readonly platform?: Platform | undefined;
  readonly osVersion?: string | undefined;
  readonly invitationId?: string | undefined;
}

/** What a renewal takes over from the enrollment. */
export interface RenewableEnrollment {
  readonly id: string;
  readonly userId: string;
  readonly flow: EnrollmentFlow;
  readonly type: EnrollmentType;
  readonly managedAppleId?: string | undefined;
  readonly platform: Platform;
  readonly osVersion?: string | undefined;
  /** PayloadIdentifier of the profile on the device. */
  readonly profileIdentifier: string;
  /** Origin of the server URLs on the device. */
  readonly serverOrigin: string;
  readonly decision?: EnrollmentDecision | undefined;
}

export interface RedeemedChallenge {
  readonly ticketId: string;
  /** Common name the certificate must carry. */
  readonly commonName: string;
}

export interface Tickets {
  issue(request: TicketRequest): Promise<Ticket>;
  /** A ticket that may only authenticate the enrollment it renews. */
  renewal(enrollment: RenewableEnrollment): Promise<Ticket>;
  /**
   * Makes a new one-time challenge; an earlier one of the ticket stops working. Only its hash is kept, and with it what
   * the profile around it says for good.
   */
  newChallenge(ticketId: string, served?: ServedProfile): Promise<string>;
  /**
   * Spends a challenge. Undefined if it is unknown, expired, void or spent by another key; the same key gets the same
   * answer again until the challenge expires or the device authenticated.
   */
  redeem(challenge: string, csrPublicKeySha256: string, transactionId: string): Promise<RedeemedChallenge | undefined>;
  /** Undefined if unknown or void, or expired without having been used. */
  ticketById(ticketId: string): Promise<Ticket | undefined>;
  /** The same for check-in: the ticket that a certificate names. */
  ticketForCertificate(ticketId: string): Promise<TicketFacts | undefined>;
  /**
   * Ties the ticket to the enrollment at Authenticate: its token, its invitation and the person's one-time PIN are used
   * from now on. False if the ticket is void, expired or belongs to another enrollment, or if another device used up its
   * invitation or the PIN meanwhile.
   * Repeating it for the same enrollment is harmless.
   */
  markAuthenticated(ticketId: string, enrollmentId: string): Promise<boolean>;
  discard(ticketId: string): Promise<void>;
  /** Voids every other ticket that the enrollment came of or was to be renewed with: a fresh one has begun. */
  endEarlier(enrollmentId: string, but: string): Promise<void>;
}

export interface TicketDeps {
  readonly store: TicketStore;
  readonly invitations: InvitationStore;
  readonly pins: PinStore;
  readonly tokens: Pick<Tokens, 'bindTicket' | 'endSessions'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly randomBytes: RandomBytes;
}

const factsOf = (ticket: Ticket): TicketFacts => ({
  id: ticket.id,
  userId: ticket.userId,
  flow: ticket.flow,
  enrollmentType: ticket.enrollmentType,
  status: ticket.status,
  purpose: ticket.purpose,
  decision: ticket.decision,
  ...(ticket.managedAppleId !== undefined && { managedAppleId: ticket.managedAppleId }),
  ...(ticket.renewsEnrollmentId !== undefined && { renewsEnrollmentId: ticket.renewsEnrollmentId }),
  ...(ticket.enrollmentId !== undefined && { enrollmentId: ticket.enrollmentId }),
  ...(ticket.platform !== undefined && { platform: ticket.platform }),
  ...(ticket.served !== undefined && { served: ticket.served }),
});

export const createTickets = (deps: TicketDeps): Tickets => {
  const { store, invitations, clock, randomBytes } = deps;

  const insert = async (ticket: Omit<Ticket, 'id' | 'createdAt' | 'expiresAt' | 'status'>, lifetimeMs: number) => {
    const now = clock.now();
    const fresh = { ...ticket, id: randomHandle(randomBytes), createdAt: now, expiresAt: now + lifetimeMs };
    await store.insert(fresh);
    return { ...fresh, status: 'issued' as const };
  };

  const usable = (ticket: Ticket | undefined): Ticket | undefined => {
    if (ticket === undefined || ticket.status === 'void') return undefined;
    return ticket.enrollmentId === undefined && ticket.expiresAt <= clock.now() ? undefined : ticket;
  };

  const ticketById = async (id: string): Promise<Ticket | undefined> => usable(await store.byId(id));

  /** An account-driven enrollment names no invitation: it completes the oldest one the person still has. */
  const oldestInvitation = async (userId: string): Promise<Invitation | undefined> => {
    const now = clock.now();
    return (await invitations.list(userId))
      .filter(
        ({ usedAt, withdrawnAt, expiresAt }) => usedAt === undefined && withdrawnAt === undefined && expiresAt > now,
      )
      .at(-1);
  };

  const invitationOf = async (ticket: Ticket): Promise<Invitation | undefined> => {
    if (ticket.invitationId !== undefined) return invitations.byId(ticket.invitationId);
    return ticket.flow.startsWith('account-') ? oldestInvitation(ticket.userId) : undefined;
  };

  /** A PIN enrolls one device: whoever signed in with it elsewhere has to sign in again. */
  const spendPin = async ({ userId, createdAt }: Ticket): Promise<void> => {
    if (!(await deps.pins.spend(userId, createdAt, clock.now()))) return;
    await deps.tokens.endSessions([userId]);
    await store.voidUnfinished(userId);
  };

  return {
    issue: (request) =>
      insert({ ...request, enrollmentType: request.decision.type, purpose: 'enrollment' }, ticketLifetimeMs),

    renewal: (enrollment) =>
      insert(
        {
          userId: enrollment.userId,
          flow: enrollment.flow,
          enrollmentType: enrollment.type,
          managedAppleId: enrollment.managedAppleId,
          platform: enrollment.platform,
          osVersion: enrollment.osVersion,
          decision: enrollment.decision ?? { type: enrollment.type, reasons: [] },
          purpose: 'renewal',
          renewsEnrollmentId: enrollment.id,
        },
        renewalLifetimeMs,
      ),

    async newChallenge(ticketId, served) {
      const ticket = await store.byId(ticketId);
      // Hex, because SCEP clients write the challenge as a PrintableString, which has no underscore.
      const challenge = randomBytes(32).toString('hex');
      const lifetimeMs = ticket?.purpose === 'renewal' ? renewalLifetimeMs : challengeLifetimeMs;
      await store.setChallenge(ticketId, sha256(challenge), clock.now() + lifetimeMs, served);
      return challenge;
    },

    async redeem(challenge, csrPublicKeySha256, transactionId) {
      const hash = sha256(challenge);
      const find = async (): Promise<Ticket | undefined> => {
        const ticket = usable(await store.byChallengeHash(hash));
        if (ticket?.status !== 'served' || ticket.challenge === undefined) return undefined;
        return ticket.challenge.expiresAt > clock.now() ? ticket : undefined;
      };
      const ticket = await find();
      if (ticket === undefined) return undefined;
      const claimed =
        ticket.challenge?.redeemedBy === undefined &&
        (await store.claimChallenge(hash, transactionId, csrPublicKeySha256));
      // Lost to a parallel copy of the same message, or spent before: only the same key may have it again.
      const owner = claimed ? undefined : (await find())?.challenge?.redeemedBy;
      const same = owner?.keySha256 === csrPublicKeySha256;
      return claimed || same ? { ticketId: ticket.id, commonName: ticket.id } : undefined;
    },

    ticketById,

    async ticketForCertificate(ticketId) {
      const ticket = await ticketById(ticketId);
      if (ticket === undefined) return undefined;
      const { ownership } = (await invitationOf(ticket)) ?? {};
      return { ...factsOf(ticket), ...(ownership !== undefined && { ownership }) };
    },

    async markAuthenticated(ticketId, enrollmentId) {
      const ticket = usable(await store.byId(ticketId));
      if (ticket === undefined) return false;
      if (ticket.purpose === 'renewal' && ticket.renewsEnrollmentId !== enrollmentId) return false;
      if (ticket.enrollmentId === enrollmentId) return true;
      if (ticket.enrollmentId !== undefined) return false;
      if (ticket.invitationId !== undefined && !(await invitations.markUsed(ticket.invitationId, clock.now()))) {
        await store.markVoid(ticketId);
        return false;
      }
      if (!(await store.markAuthenticated(ticketId, enrollmentId))) return false;
      if (ticket.purpose === 'enrollment') {
        await deps.tokens.bindTicket(ticketId, enrollmentId);
        await spendPin(ticket);
        const completed = ticket.invitationId === undefined ? await invitationOf(ticket) : undefined;
        if (completed !== undefined) await invitations.markUsed(completed.id, clock.now());
      }
      return true;
    },

    discard: (ticketId) => store.markVoid(ticketId),
    endEarlier: (enrollmentId, but) => store.endEarlier(enrollmentId, but),
  };
};
