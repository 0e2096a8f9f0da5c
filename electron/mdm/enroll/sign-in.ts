// Signs people in on the enrollment pages: slow for guessers, equally slow for known and unknown names.
import type { Logger } from '../../core/ports.ts';
import { accountKey, addressKey, unknownKey, type Lockout } from './lockout.ts';
import type { EnrollAuthentication, EnrollUser, EnrollmentRules, EnrollUsers, SignInSecrets, Terms } from './ports.ts';
import { PersonError } from './texts.ts';

export interface SignInDeps {
  readonly users: Pick<EnrollUsers, 'byIdentifier' | 'byId'>;
  readonly authentication: EnrollAuthentication;
  readonly rules: Pick<EnrollmentRules, 'terms' | 'acceptTerms'>;
  readonly lockout: Lockout;
  readonly logger: Logger;
  /** Called for known people once an attempt was checked, and waited for. */
  readonly ended?: ((user: EnrollUser, outcome: SignInOutcome, remoteAddress: string) => Promise<void>) | undefined;
}

/** `disabled`: everything was right, but the account is disabled. */
export type SignInOutcome = 'signed-in' | 'wrong' | 'disabled';

/** A filled-in form. */
export type SignInAttempt = SignInSecrets & StepFields;

/** What somebody whose secrets were right still has to do before they are signed in. */
export interface RemainingSteps {
  /** To be accepted. */
  readonly terms?: Terms | undefined;
}

export interface SignInResult {
  readonly user: EnrollUser;
  /** Absent once the person is signed in. */
  readonly remaining?: RemainingSteps | undefined;
  /** What was wrong with the last try at the remaining steps. */
  readonly problem?: PersonError | undefined;
}

/** What the forms of the remaining steps carry. */
export interface StepFields {
  /** Id of the terms of service that were ticked; empty if none were. */
  readonly terms: string;
}

export interface SignIn {
  /**
   * The person whose password and PIN these are; that they accepted the terms of service is kept. Throws
   * `auth.failed`, also for unknown people, `auth.locked` while there were too many failures, and `enrollment.refused`
   * if they are right but the account is disabled, or if the office cannot check them.
   */
  check(identifier: string, form: SignInAttempt, remoteAddress: string): Promise<SignInResult>;
  /** Goes on for somebody whom `check` found right a moment ago. Throws `enrollment.refused` if they were disabled meanwhile. */
  goOn(userId: string, form: StepFields, remoteAddress: string): Promise<SignInResult>;
  /** What to ask for; undefined if that cannot be told before the person is named. */
  registrationType: EnrollAuthentication['registrationType'];
  /** Terms of service to show with the form; undefined for a person who is not named yet. */
  terms(userId: string | undefined): Promise<Terms | undefined>;
}

/** An id no user has: people who are unknown or not named see what most people see. */
export const nobody = 'nobody';

export const createSignIn = ({ users, authentication, rules, lockout, logger, ended }: SignInDeps): SignIn => {
  const finish = async (user: EnrollUser, form: StepFields, remoteAddress: string): Promise<SignInResult> => {
    const terms = await rules.terms(user.id);
    if (terms !== undefined && form.terms !== String(terms.id)) {
      const key = form.terms === '' ? 'errors.termsMissing' : 'errors.termsChanged';
      return { user, remaining: { terms }, problem: new PersonError('input.invalid', key) };
    }
    if (terms !== undefined) await rules.acceptTerms(user.id, terms.id);
    await ended?.(user, 'signed-in', remoteAddress);
    return { user };
  };

  return {
    registrationType: (userId) => authentication.registrationType(userId),

    terms: (userId = nobody) => rules.terms(userId),

    async goOn(userId, form, remoteAddress) {
      const user = await users.byId(userId);
      if (user?.enabled !== true) throw new PersonError('enrollment.refused', 'errors.disabled');
      return finish(user, form, remoteAddress);
    },

    async check(identifier, form, remoteAddress) {
      const user = await users.byIdentifier(identifier);
      const account = user === undefined ? unknownKey(identifier) : accountKey(user.id);
      const address = addressKey(remoteAddress);
      const waitMs = await lockout.begin([account, address]);
      if (waitMs > 0) {
        throw new PersonError('auth.locked', 'errors.locked', { count: Math.ceil(waitMs / 60_000) });
      }
      let right: boolean;
      try {
        right = await authentication.authenticate(user, {
          password: form.password,
          pin: form.pin,
          vouchedFor: form.vouchedFor,
        });
      } catch (error) {
        await lockout.notChecked([account, address]);
        throw error;
      }
      if (user === undefined || !right) {
        if (user !== undefined) await ended?.(user, 'wrong', remoteAddress);
        logger.info('enrollment sign-in failed', { known: user !== undefined, remoteAddress });
        const asked = await authentication.registrationType(user?.id);
        throw new PersonError('auth.failed', asked === 'password' ? 'errors.wrongPassword' : 'errors.wrongSecret');
      }
      await lockout.succeeded(account, address);
      if (!user.enabled) {
        await ended?.(user, 'disabled', remoteAddress);
        throw new PersonError('enrollment.refused', 'errors.disabled');
      }
      // Only now: what terms apply is nobody's business who cannot sign in.
      return finish(user, form, remoteAddress);
    },
  };
};
