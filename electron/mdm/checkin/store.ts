// What check-in needs to remember. electron/db/stores satisfies it; `transaction` gives the same set bound to one commit.
import type { EnrollmentDecision, EnrollmentState } from '../../../shared/model/enrollment.ts';
import type { CommandRecord } from '../command/store.ts';
import type { AdmissionRule } from '../enroll/ports.ts';
import type { Contact, Enrollment, LogEntry, Speaker, TicketFacts } from '../../model/enrollment.ts';

export interface TokenFacts {
  readonly token: Buffer;
  readonly pushMagic: string;
  readonly topic: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface FreshEnrollment {
  readonly enrollment: Omit<
    Enrollment,
    'declarativeManagement' | 'inventoryRequestedAt' | 'renewalRequestedAt' | 'renewalFailedAt' | 'organizationTold'
  >;
  readonly udid?: string;
  readonly serialNumber?: string;
  readonly imei?: string;
  readonly productName?: string;
  readonly model?: string;
  readonly modelName?: string;
  readonly buildVersion?: string;
  readonly decision: EnrollmentDecision;
  readonly certificateSha256: string;
  readonly at: number;
}

export interface EnrollmentWrites {
  find(id: string): Promise<Enrollment | undefined>;
  contact(speaker: Speaker): Promise<Contact | undefined>;
  bind(binding: {
    sha256: string;
    enrollmentId: string;
    ticketId?: string;
    notAfter: number;
    at: number;
  }): Promise<void>;
  /** The enrollment that a certificate speaks for, by the SHA-256 of its DER. */
  boundTo(sha256: string): Promise<string | undefined>;
  /** No certificate speaks for the enrollment any more. */
  unbindAll(id: string): Promise<void>;
  saveAuthenticate(record: FreshEnrollment): Promise<void>;
  saveRenewal(
    id: string,
    renewal: { certificateSha256: string; certificateNotAfter: number; osVersion?: string; at: number },
  ): Promise<void>;
  saveTokenUpdate(
    speaker: Speaker,
    record: TokenFacts,
    extra: { unlockToken?: Uint8Array; awaitingConfiguration?: boolean },
  ): Promise<number>;
  appendTokenUpdate(channelId: string, record: TokenFacts): Promise<void>;
  appendUnlockToken(enrollmentId: string, sealed: Uint8Array): Promise<void>;
  appendSeen(enrollmentId: string, at: number): Promise<void>;
  disable(id: string, state: EnrollmentState, at: number): Promise<void>;
  /** Removes the most silent user channel if there are `max`; false if all were heard since the given time. */
  makeRoomForUser(enrollmentId: string, max: number, silentSince: number): Promise<boolean>;
  /** Ends one user channel alone. */
  disableChannel(channelId: string, enrollmentId: string): Promise<void>;
  update(id: string, values: { bootstrapToken?: Uint8Array | null }): Promise<void>;
  sealedTokens(id: string): Promise<{ unlockToken?: Uint8Array; bootstrapToken?: Uint8Array }>;
}

export interface CheckinStores {
  readonly enrollments: EnrollmentWrites;
  readonly log: {
    append(entry: LogEntry): Promise<void>;
    /** Gives the rows written for a ticket to the enrollment that came of it. */
    adopt(ticketId: string, enrollmentId: string): Promise<void>;
  };
  readonly queue: { cancelAll(enrollmentId: string, at: number, channelId?: string): Promise<CommandRecord[]> };
  readonly tickets: {
    ticketForCertificate(ticketId: string): Promise<TicketFacts | undefined>;
    /** False if the ticket may not be used by this enrollment. */
    markAuthenticated(ticketId: string, enrollmentId: string): Promise<boolean>;
    /** Voids every other ticket that this enrollment came of or was to be renewed with. */
    endEarlier(enrollmentId: string, but: string): Promise<void>;
  };
  /** Whether the person may have the device that enrolls. */
  readonly admission: AdmissionRule;
  /** Which ticket a certificate was issued for, by the SHA-256 of its DER. */
  readonly certificates: { find(sha256: string): Promise<{ readonly ticketId: string | null } | undefined> };
  /** Ends the bearer tokens of an enrollment. */
  readonly tokens: { endEnrollment(enrollmentId: string, at: number): Promise<void> };
}

export interface CheckinDatabase extends CheckinStores {
  transaction<T>(work: (stores: CheckinStores) => Promise<T>): Promise<T>;
}
