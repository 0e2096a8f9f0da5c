// What signing in needs from the rest of the core. The composition root supplies these; nothing here knows a database.
import type { RegistrationType } from '../../shared/model/user-setting.ts';
import type { PersonText } from './texts.ts';

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

/** Office-wide values enrollment reads at every request, so that a change counts at once. */
export interface EnrollSettings {
  readonly organizationName: string;
  /** `https://name:port`, what devices use. */
  readonly origin: string;
  readonly signInMethod: 'apple-as-web' | 'apple-oauth2';
  /** Whether devices that a link brings to Device Enrollment say first what they are. */
  readonly profileService: boolean;
}

export type RandomBytes = (length: number) => Buffer;

/** What signing in asks of a person; of people nobody knows what it asks of everybody. */
export interface SignInRules {
  /** Undefined while the person need not accept any. */
  terms(userId: string): Promise<Terms | undefined>;
  acceptTerms(userId: string, termsId: number): Promise<void>;
  /** Failed sign-ins in a row after which an account is locked: the same for everybody, known or not. */
  lockAfter(): Promise<number>;
}
