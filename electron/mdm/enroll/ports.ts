// What enrollment needs from the rest of the core. The composition root supplies these; nothing here knows a database.
import type { AbmDeclaration } from '../../../shared/ipc/server.ts';
import type { RegistrationType } from '../../../shared/model/user-setting.ts';
import type { EnrollmentType, Ownership, Platform } from '../../../shared/model/enrollment.ts';
import type { LogStatus } from '../../../shared/model/log.ts';
import type { AppError } from '../../core/errors.ts';
import type { PersonText } from '../../sign-in/texts.ts';

/** A person who may enroll devices. */
export interface EnrollUser {
  readonly id: string;
  readonly username: string;
  readonly email: string;
  readonly displayName: string;
  readonly enabled: boolean;
  /** Where the person's password is kept. */
  readonly source: 'local' | 'ldap' | 'entra';
  readonly managedAppleId?: string | undefined;
}

export interface EnrollUsers {
  /** By user name, e-mail address or Managed Apple ID, without regard to case. */
  byIdentifier(identifier: string): Promise<EnrollUser | undefined>;
  byId(id: string): Promise<EnrollUser | undefined>;
}

/** What a person typed; an empty text for a field that was not shown. */
export interface SignInSecrets {
  readonly password: string;
  readonly pin: string;
  /** Their identity provider vouched for the person just now, which stands for the password. */
  readonly vouchedFor?: boolean | undefined;
}

/** Terms of service that apply to a person. */
export interface Terms {
  /** Names this very text. */
  readonly id: number;
  readonly title: string;
  /** Plain text with line breaks. */
  readonly text: string;
}

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

/** New PINs that people ask for themselves. */
export interface PinRequests {
  /** Some setting allows it; said of the office, not of a person. */
  isOffered(): Promise<boolean>;
  /** Mails a new PIN if everything allows it, and tells nobody whether it did. */
  request(identifier: string): Promise<void>;
}

/** Passwords that are kept here and that people may choose themselves. */
export interface OwnPasswords {
  /** `elsewhere`: a directory keeps it. */
  state(userId: string): Promise<'elsewhere' | 'none' | 'valid' | 'expired'>;
  /** What a password of the person has to be like. */
  rules(userId: string): Promise<readonly PersonText[]>;
  /** Throws `input.invalid`, naming what the password lacks. */
  set(userId: string, password: string): Promise<void>;
}

/** What the office asks of a person who enrolls; of people nobody knows what it asks of everybody. */
export interface EnrollmentRules extends AdmissionRule {
  /** Undefined while the person need not accept any. */
  terms(userId: string): Promise<Terms | undefined>;
  acceptTerms(userId: string, termsId: number): Promise<void>;
  /** Failed sign-ins in a row after which an account is locked: the same for everybody, known or not. */
  lockAfter(): Promise<number>;
}

/** Where people of a directory sign in themselves, such as Microsoft. */
export interface IdentityProvider {
  isEnabled(): Promise<boolean>;
  /** Where to send the browser. Throws `enrollment.refused` if it is not enabled. */
  authorizeUrl(request: {
    readonly redirectUri: string;
    readonly state: string;
    readonly nonce: string;
    /** S256 of the code verifier. */
    readonly codeChallenge: string;
    readonly loginHint: string | undefined;
  }): Promise<string>;
  /** Who came back; without `userId` if the office does not know them. Throws an AppError for an answer that does not hold. */
  redeem(answer: {
    readonly redirectUri: string;
    readonly code: string;
    readonly codeVerifier: string;
    readonly nonce: string;
  }): Promise<{ readonly userId: string | undefined; readonly name: string }>;
}

/** How people prove who they are. */
export interface EnrollAuthentication {
  /** What a person signs in with; undefined if that cannot be told before the person is named. */
  registrationType(userId: string | undefined): Promise<RegistrationType | undefined>;
  /**
   * False for nobody as well, after the same work. Throws `enrollment.refused` if the office cannot check the password,
   * `directory.unreachable` if it cannot at the moment.
   */
  authenticate(user: EnrollUser | undefined, secrets: SignInSecrets): Promise<boolean>;
  /** Whether it is the person's PIN; it is not spent. A wrong one counts. */
  verifyPin(userId: string, pin: string): Promise<boolean>;
}

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

/** Office-wide values enrollment reads at every request, so that a change counts at once. */
export interface EnrollSettings {
  readonly organizationName: string;
  /** `https://name:port`, what devices use. */
  readonly origin: string;
  readonly signInMethod: 'apple-as-web' | 'apple-oauth2';
  /** Whether devices that a link brings to Device Enrollment say first what they are. */
  readonly profileService: boolean;
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

export type RandomBytes = (length: number) => Buffer;

/** Questions about office and person that the decision needs. */
export interface DecisionSources {
  effectiveSetting(userId: string): Promise<EffectiveSetting>;
  businessManager(): Promise<AbmDeclaration>;
  /** Type under which this person's device was enrolled before; undefined if never or unknown. */
  previousType(userId: string, hint: DeviceHint): Promise<EnrollmentType | undefined>;
}
