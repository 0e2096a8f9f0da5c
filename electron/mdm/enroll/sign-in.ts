// Signs people in on the enrollment pages: slow for guessers, equally slow for known and unknown names.
import type { Logger } from '../../core/ports.ts';
import { accountKey, addressKey, unknownKey, type Lockout } from './lockout.ts';
import type { EnrollAuthentication, EnrollUser, EnrollmentRules, EnrollUsers, SignInSecrets, Terms } from './ports.ts';
import { PersonError } from './texts.ts';

export interface SignInDeps {
  readonly users: Pick<EnrollUsers, 'byIdentifier'>;
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
export interface SignInAttempt extends SignInSecrets {
  /** Version of the terms of service that was ticked; empty if none was. */
  readonly terms: string;
}

export interface SignIn {
  /**
   * The person whose password and PIN these are; that they accepted the terms of service is kept. Throws
   * `input.invalid` if they did not accept those in force, `auth.failed`, also for unknown people, `auth.locked` while
   * there were too many failures, and `enrollment.refused` if they are right but the account is disabled, or if the
   * office cannot check them.
   */
  check(identifier: string, form: SignInAttempt, remoteAddress: string): Promise<EnrollUser>;
  /** What to ask for; undefined if that cannot be told before the person is named. */
  registrationType: EnrollAuthentication['registrationType'];
  /** Terms of service to show with the form. */
  terms(): Promise<Terms | undefined>;
}

export const createSignIn = ({ users, authentication, rules, lockout, logger, ended }: SignInDeps): SignIn => ({
  registrationType: (userId) => authentication.registrationType(userId),

  terms: () => rules.terms(),

  async check(identifier, form, remoteAddress) {
    const terms = await rules.terms();
    if (terms !== undefined && form.terms !== String(terms.version)) {
      throw new PersonError('input.invalid', form.terms === '' ? 'errors.termsMissing' : 'errors.termsChanged');
    }
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
    if (terms !== undefined) await rules.acceptTerms(user.id, terms.version);
    await ended?.(user, 'signed-in', remoteAddress);
    return user;
  },
});
