// What enrollment keeps: tickets, invitations and tokens, and the stores it needs for them.
import type {
  DeviceOwner,
  EnrollmentDecision,
  EnrollmentFlow,
  EnrollmentType,
  Platform,
} from '../../../shared/model/enrollment.ts';
import type { ServedProfile } from '../../model/enrollment.ts';

/** One attempt to enroll, or to renew an identity. `used` follows `authenticated` once the device is enrolled. */
export const ticketStatuses = ['issued', 'served', 'authenticated', 'used', 'void'] as const;
export type TicketStatus = (typeof ticketStatuses)[number];

export interface NewTicket {
  /** Random handle; also the common name of the certificate issued for it. */
  readonly id: string;
  readonly userId: string;
  readonly flow: EnrollmentFlow;
  readonly enrollmentType: EnrollmentType;
  readonly managedAppleId?: string | undefined;
  readonly purpose: 'enrollment' | 'renewal';
  readonly renewsEnrollmentId?: string | undefined;
  readonly invitationId?: string | undefined;
  readonly platform?: Platform | undefined;
  readonly osVersion?: string | undefined;
  readonly decision: EnrollmentDecision;
  readonly createdAt: number;
  readonly expiresAt: number;
}

export interface Ticket extends NewTicket {
  readonly status: TicketStatus;
  readonly enrollmentId?: string | undefined;
  /** Absent until a profile was handed out. */
  readonly served?: ServedProfile | undefined;
  readonly challenge?:
    | {
        readonly expiresAt: number;
        /** Present once redeemed. */
        readonly redeemedBy?: { readonly transactionId: string; readonly keySha256: string } | undefined;
      }
    | undefined;
}

export interface TicketStore {
  insert(ticket: NewTicket): Promise<void>;
  byId(id: string): Promise<Ticket | undefined>;
  byChallengeHash(hash: string): Promise<Ticket | undefined>;
  /** Replaces the challenge, forgetting an earlier redemption, and marks an issued ticket served. */
  setChallenge(id: string, hash: string, expiresAt: number, served?: ServedProfile): Promise<void>;
  /** False if somebody redeemed the challenge meanwhile. */
  claimChallenge(hash: string, transactionId: string, keySha256: string): Promise<boolean>;
  /** False if another enrollment has the ticket, or it is void or unknown; true again for the same enrollment. */
  markAuthenticated(id: string, enrollmentId: string): Promise<boolean>;
  markVoid(id: string): Promise<void>;
  /** Voids the tickets of an enrollment, finished ones and its renewals, but one. */
  endEarlier(enrollmentId: string, but: string): Promise<void>;
  /** Ends the person's attempts to enroll that no device has finished. */
  voidUnfinished(userId: string): Promise<void>;
}

export interface PinStore {
  /** Spends the person's PIN if it was made before the given time; false if there is none left to spend. */
  spend(userId: string, madeBefore: number, at: number): Promise<boolean>;
}

export interface Invitation {
  readonly id: string;
  readonly userId: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly usedAt?: number | undefined;
  readonly withdrawnAt?: number | undefined;
  /** Who owns the device that enrolls with it; absent: what the registration setting says. */
  readonly ownership?: DeviceOwner | undefined;
}

export interface InvitationStore {
  insert(invitation: Invitation, tokenHash: string): Promise<void>;
  byId(id: string): Promise<Invitation | undefined>;
  byTokenHash(hash: string): Promise<Invitation | undefined>;
  /** Newest first. */
  list(userId?: string): Promise<readonly Invitation[]>;
  /** False if the invitation was used or withdrawn before. */
  markUsed(id: string, at: number): Promise<boolean>;
  markWithdrawn(id: string, at: number): Promise<void>;
}

export const tokenKinds = ['access', 'refresh', 'code', 'session'] as const;
export type TokenKind = (typeof tokenKinds)[number];

export interface Token {
  readonly hash: string;
  /** Tokens that descend from one sign-in. */
  readonly familyId: string;
  readonly kind: TokenKind;
  readonly userId: string;
  /** The attempt this token fetched a profile for. */
  readonly ticketId?: string | undefined;
  /** Set once the device enrolled: from then on the token only authenticates that enrollment. */
  readonly enrollmentId?: string | undefined;
  readonly client?: unknown;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly usedAt?: number | undefined;
  readonly revokedAt?: number | undefined;
}

export interface TokenStore {
  insert(token: Token): Promise<void>;
  byHash(hash: string): Promise<Token | undefined>;
  /** Marks a one-time token (code, refresh) spent; false if it was already. */
  spend(hash: string, at: number): Promise<boolean>;
  /** Ties every token of a family to an attempt. */
  setTicket(familyId: string, ticketId: string): Promise<void>;
  byTicket(ticketId: string): Promise<readonly Token[]>;
  /** Ties the tokens of a family to an enrollment. */
  bindFamily(familyId: string, enrollmentId: string): Promise<void>;
  setExpiry(hash: string, expiresAt: number): Promise<void>;
  /** Ends every token of a family now, without marking the person revoked. */
  endFamily(familyId: string, at: number): Promise<void>;
  /** Ends a person's tokens that no enrollment uses. */
  endUnbound(userId: string, at: number): Promise<void>;
  revokeUser(userId: string, at: number): Promise<void>;
  /** Ends the tokens of an enrollment that is over. */
  endEnrollment(enrollmentId: string, at: number): Promise<void>;
  /** Removes tokens that expired before the given time. */
  removeExpired(before: number): Promise<number>;
}
