// What enrollment needs from the rest of the core. The composition root supplies these; nothing here knows a database.
import type { AbmDeclaration } from '../../../shared/ipc/apple/business-manager.ts';
import type { EnrollmentType, Ownership, Platform } from '../../../shared/model/enrollment.ts';
import type { LogStatus } from '../../../shared/model/log.ts';
import type { AppError } from '../../core/errors.ts';
import type { SignInRules } from '../../sign-in/ports.ts';

/** A device that is about to enroll. */
export interface Admission {
  readonly userId: string;
  readonly type: EnrollmentType;
  /** Undefined while the device has not told it. */
  readonly serialNumber?: string | undefined;
  /** The account that the profile names; undefined where it names none. */
  readonly managedAppleId?: string | undefined;
  /** Known from Authenticate on, when the device has told all it tells; a record of it does not count against it. */
  readonly enrollmentId?: string | undefined;
}

/** Whether a person may enroll one more device: the one place that knows. */
export interface AdmissionRule {
  /** What speaks against it, to be thrown. Over a transaction the answer holds until its commit. */
  refusal(admission: Admission): Promise<AppError | undefined>;
}

/** What the office asks of a person who enrolls. */
export interface EnrollmentRules extends AdmissionRule, SignInRules {}

/** The Device Registration Setting that applies to a person. */
export interface EffectiveSetting {
  readonly name: string;
  readonly appleEnrollmentType: EnrollmentType;
  readonly includeMacos: boolean;
  readonly minimumVersions: {
    readonly iOS?: string | undefined;
    readonly iPadOS?: string | undefined;
    readonly macOS?: string | undefined;
  };
  readonly ownership: Ownership;
}

/** What is known of a device that is about to enroll, to find its earlier enrollment. */
export interface DeviceHint {
  readonly platform?: Platform | undefined;
  readonly udid?: string | undefined;
  readonly serialNumber?: string | undefined;
}

/** Signs the XML of a profile: DER SignedData with the XML inside. */
export type ProfileSigner = (xml: string) => Promise<Buffer>;

/** One row for the device log. There may be no enrollment yet; the ticket leads to it later. */
export interface EnrollLogEntry {
  readonly action: 'Enrollment Decision' | 'Enrollment Profile';
  readonly status: LogStatus;
  /** Absent while nobody is signed in. */
  readonly userId?: string | undefined;
  readonly ticketId?: string | undefined;
  readonly enrollmentId?: string | undefined;
  /** Of a stranger: such rows are limited. */
  readonly remoteAddress?: string | undefined;
  /** One line for the list. */
  readonly detail: string;
  readonly data?: unknown;
}

export type EnrollLog = (entry: EnrollLogEntry) => Promise<void> | void;

/** Questions about office and person that the decision needs. */
export interface DecisionSources {
  effectiveSetting(userId: string): Promise<EffectiveSetting>;
  businessManager(): Promise<AbmDeclaration>;
  /** Type under which this person's device was enrolled before; undefined if never or unknown. */
  previousType(userId: string, hint: DeviceHint): Promise<EnrollmentType | undefined>;
}
