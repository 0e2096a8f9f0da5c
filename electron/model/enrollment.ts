// What the protocol code knows of an enrollment and its channels.
import type {
  DeviceOwner,
  EnrollmentDecision,
  EnrollmentFlow,
  EnrollmentState,
  EnrollmentType,
  Ownership,
  Platform,
} from '../../shared/model/enrollment.ts';
import { unknownDevice, type LogAction, type LogStatus } from '../../shared/model/log.ts';

/** A device as enrolled. Times are milliseconds since the epoch. */
export interface Enrollment {
  /** UDID under Device Enrollment, EnrollmentID under User Enrollment. */
  readonly id: string;
  readonly type: EnrollmentType;
  readonly flow: EnrollmentFlow;
  readonly state: EnrollmentState;
  readonly platform: Platform;
  readonly userId?: string;
  readonly ticketId?: string;
  readonly managedAppleId?: string;
  readonly ownership: Ownership;
  readonly profileIdentifier: string;
  /** `https://name:port` of the URLs in the profile on the device, where they cannot be changed. */
  readonly serverOrigin: string;
  readonly name: string;
  readonly topic: string;
  readonly osVersion?: string;
  readonly supervised: boolean;
  /** In Setup Assistant, as the last message that spoke of it said. */
  readonly awaitingConfiguration: boolean;
  readonly enrolledViaDep?: boolean;
  readonly declarativeManagement: boolean;
  readonly certificateNotAfter?: number;
  readonly renewalRequestedAt?: number;
  /** When it turned out last that the device does not renew its identity. */
  readonly renewalFailedAt?: number;
  readonly inventoryRequestedAt?: number;
  /** The name of the office that the device was last asked to take. */
  readonly organizationTold?: string;
}

/** One of the conversations of an enrollment: the device channel or, on a Mac, a user channel. */
export interface Channel {
  /** `ENROLLMENT` or `ENROLLMENT:USER`. */
  readonly id: string;
  readonly enrollmentId: string;
  readonly kind: 'device' | 'user';
  readonly userShortName?: string;
  readonly enabled: boolean;
  /** TokenUpdates since the last Authenticate. */
  readonly tally: number;
}

/** Who is talking, resolved from the identifiers of a message. */
export interface Speaker {
  readonly enrollmentId: string;
  readonly channelId: string;
  readonly kind: 'device' | 'user';
  /** Which of the two identifiers the message carried. */
  readonly type: EnrollmentType;
  readonly userShortName?: string;
  readonly userLongName?: string;
}

export interface Contact {
  readonly enrollment: Enrollment;
  /** Absent until the channel's first TokenUpdate. */
  readonly channel?: Channel;
}

/** One row for the device log. */
export interface LogEntry {
  readonly enrollmentId: string;
  readonly channelId: string;
  readonly at: number;
  readonly action: LogAction;
  readonly status: LogStatus;
  readonly detail: string;
  readonly commandUuid?: string;
  /** Redacted property lists. */
  readonly request?: string;
  readonly response?: string;
  readonly errors?: readonly { domain: string; code: number; text: string }[];
}

/** Where a message that belongs to no known enrollment is logged. */
export const nobody = unknownDevice;

/** Where rows of an attempt are logged until Authenticate tells which enrollment it becomes. */
export const ticketLogId = (ticketId: string): string => `ticket:${ticketId}`;

/** The decision that a ticket carries to Authenticate. */
export interface TicketFacts {
  readonly id: string;
  readonly userId: string;
  readonly flow: EnrollmentFlow;
  readonly enrollmentType: EnrollmentType;
  readonly managedAppleId?: string;
  readonly status: 'issued' | 'served' | 'authenticated' | 'used' | 'void';
  readonly purpose: 'enrollment' | 'renewal';
  readonly renewsEnrollmentId?: string;
  readonly enrollmentId?: string;
  readonly platform?: Platform;
  /** What the invitation says of the owner. */
  readonly ownership?: DeviceOwner;
  readonly decision: EnrollmentDecision;
  /** What the profile says that was handed out last: the device cannot change it. */
  readonly served?: ServedProfile;
}

export interface ServedProfile {
  readonly profileIdentifier: string;
  /** `https://name:port` of the server URLs. */
  readonly serverOrigin: string;
}
