// Signs people in on the enrollment pages: slow for guessers, equally slow for known and unknown names.
import type { RegistrationType } from '../../shared/model/user-setting.ts';
import { isAppError } from '../core/errors.ts';
import type { Logger } from '../core/ports.ts';
import { accountKey, addressKey, unknownKey, type Lockout, type SignInTry } from './lockout.ts';
import type {
  EnrollAuthentication,
  EnrollUser,
  EnrollUsers,
  OwnPasswords,
  PinRequests,
  SignInRules,
  SignInSecrets,
  Terms,
} from './ports.ts';
import { PersonError, type PersonText, type TextKey } from './texts.ts';
import { minute } from '../core/durations.ts';

export interface SignInDeps {
  readonly users: Pick<EnrollUsers, 'byIdentifier' | 'byId'>;
  readonly authentication: EnrollAuthentication;
  readonly passwords: OwnPasswords;
  readonly pinRequests: Pick<PinRequests, 'isOffered'>;
  readonly rules: SignInRules;
  readonly lockout: Lockout;
  readonly logger: Logger;
  /** Called for known people once an attempt was checked, and waited for. */
  readonly ended?: ((user: EnrollUser, outcome: SignInOutcome, remoteAddress: string) => Promise<void>) | undefined;
}

/** `disabled`: everything was right, but the account is disabled. */
export type SignInOutcome = 'signed-in' | 'wrong' | 'disabled';

/** A filled-in form. */
export type SignInAttempt = SignInSecrets &
  StepFields & {
    /** What the form asked for; undefined for everything. Answers go by it, not by what the person really signs in with. */
    readonly asked: RegistrationType | undefined;
  };

/** What somebody whose secrets were right still has to do before they are signed in. */
export interface RemainingSteps {
  /** To be accepted. */
  readonly terms?: Terms | undefined;
  /** The password has expired: what a new one has to be like. */
  readonly newPassword?: readonly PersonText[] | undefined;
}

export interface SignInResult {
  readonly user: EnrollUser;
  /** Absent once the person is signed in. */
  readonly remaining?: RemainingSteps | undefined;
  /** What was wrong with the last try at the remaining steps. */
  readonly problem?: PersonError | undefined;
  /** Id of the terms that were accepted on the way; empty for none. */
  readonly accepted: string;
}

/** A password that somebody chooses. */
export interface ChosenPassword {
  readonly newPassword: string;
  readonly repeated: string;
}

/** What the forms of the remaining steps carry. */
export interface StepFields {
  /** Id of the terms of service that were ticked; empty if none were. */
  readonly terms: string;
  /** Absent where the form did not ask for one. */
  readonly chosen?: ChosenPassword | undefined;
}

/** The form of somebody who has no password yet. */
export interface FirstPassword {
  /** Empty if the form had no such field. */
  readonly pin: string;
  readonly terms: string;
  readonly chosen: ChosenPassword;
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
  /** The person signs in with a password that is kept here and has none yet. */
  choosesPassword(user: EnrollUser): Promise<boolean>;
  /** What a password of the person has to be like. */
  passwordRules: OwnPasswords['rules'];
  /**
   * Sets the first password of somebody whom a personal link names, and signs them in. Throws `auth.failed` for a wrong
   * PIN where one is asked for, `auth.locked`, `input.invalid` for a password that does not fit, and `access.denied` if
   * there is a password by now.
   */
  firstPassword(user: EnrollUser, form: FirstPassword, remoteAddress: string): Promise<SignInResult>;
  /** What to ask for; undefined if that cannot be told before the person is named. */
  registrationType: EnrollAuthentication['registrationType'];
  /** Some people may ask for a new PIN themselves. */
  offersPins: PinRequests['isOffered'];
  /** Terms of service to show with the form; undefined for a person who is not named yet. */
  terms(userId: string | undefined): Promise<Terms | undefined>;
}

/** What is said of wrong secrets, by what the form asked for. */
const wrongSecrets = {
  password: 'errors.wrongPassword',
  pin: 'errors.wrongUserPin',
  'password-and-pin': 'errors.wrongSecret',
} as const satisfies Record<RegistrationType, TextKey>;

/** An id no user has: people who are unknown or not named see what most people see. */
export const nobody = 'nobody';

export const createSignIn = (deps: SignInDeps): SignIn => {
  const { users, authentication, passwords, rules, lockout, logger, ended } = deps;

  /** What is wrong with the chosen password; undefined once it is set. */
  const choose = async (
    userId: string,
    { newPassword, repeated }: ChosenPassword,
  ): Promise<PersonError | undefined> => {
    if (newPassword !== repeated) return new PersonError('input.invalid', 'errors.passwordsDiffer');
    try {
      await passwords.set(userId, newPassword);
      return undefined;
    } catch (error) {
      if (error instanceof PersonError && error.code === 'input.invalid') return error;
      throw error;
    }
  };

  const finish = async (user: EnrollUser, form: StepFields, remoteAddress: string): Promise<SignInResult> => {
    const terms = await rules.terms(user.id);
    const isAccepted = terms === undefined || form.terms === String(terms.id);
    if (terms !== undefined && isAccepted) await rules.acceptTerms(user.id, terms.id);
    const accepted = isAccepted ? form.terms : '';
    const usesPassword = (await authentication.registrationType(user.id)) !== 'pin';
    const mustChoose = usesPassword && (await passwords.state(user.id)) === 'expired';
    const wrongChoice = mustChoose && form.chosen ? await choose(user.id, form.chosen) : undefined;
    const newPassword =
      mustChoose && (form.chosen === undefined || wrongChoice !== undefined)
        ? await passwords.rules(user.id)
        : undefined;
    if (isAccepted && newPassword === undefined) {
      await ended?.(user, 'signed-in', remoteAddress);
      return { user, accepted };
    }
    const termsKey = form.terms === '' ? 'errors.termsMissing' : 'errors.termsChanged';
    const wrongTerms = isAccepted ? undefined : new PersonError('input.invalid', termsKey);
    return {
      user,
      remaining: { ...(!isAccepted && { terms }), newPassword },
      problem: wrongChoice ?? wrongTerms,
      accepted,
    };
  };

  /** Throws `auth.locked` while there were too many failures. */
  const begin = async (user: EnrollUser | undefined, identifier: string, remoteAddress: string): Promise<SignInTry> => {
    const attempt = {
      account: user === undefined ? unknownKey(identifier) : accountKey(user.id),
      address: addressKey(remoteAddress),
      lockAfter: await rules.lockAfter(),
    };
    const waitMs = await lockout.begin(attempt);
    if (waitMs > 0) {
      throw new PersonError('auth.locked', 'errors.locked', { count: Math.ceil(waitMs / minute) });
    }
    return attempt;
  };

  const choosesPassword = async (user: EnrollUser): Promise<boolean> =>
    (await authentication.registrationType(user.id)) !== 'pin' && (await passwords.state(user.id)) === 'none';

  return {
    registrationType: (userId) => authentication.registrationType(userId),

    terms: (userId = nobody) => rules.terms(userId),

    offersPins: () => deps.pinRequests.isOffered(),

    choosesPassword,

    passwordRules: (userId) => passwords.rules(userId),

    async firstPassword(user, { pin, terms, chosen }, remoteAddress) {
      if (!(await choosesPassword(user))) throw new PersonError('access.denied', 'errors.pageTooOld');
      if ((await authentication.registrationType(user.id)) === 'password-and-pin') {
        const attempt = await begin(user, user.username, remoteAddress);
        if (!(await authentication.verifyPin(user.id, pin))) {
          await ended?.(user, 'wrong', remoteAddress);
          throw new PersonError('auth.failed', 'errors.wrongPin');
        }
        await lockout.succeeded(attempt);
      }
      const problem = await choose(user.id, chosen);
      if (problem !== undefined) throw problem;
      return finish(user, { terms }, remoteAddress);
    },

    async goOn(userId, form, remoteAddress) {
      const user = await users.byId(userId);
      if (user?.enabled !== true) throw new PersonError('enrollment.refused', 'errors.disabled');
      return finish(user, form, remoteAddress);
    },

    async check(identifier, form, remoteAddress) {
      const user = await users.byIdentifier(identifier);
      const attempt = await begin(user, identifier, remoteAddress);
      let right: boolean;
      try {
        right = await authentication.authenticate(user, {
          password: form.password,
          pin: form.pin,
          vouchedFor: form.vouchedFor,
        });
      } catch (error) {
        await (isAppError(error, 'directory.unreachable') ? lockout.undecided(attempt) : lockout.notChecked(attempt));
        throw error;
      }
      if (user === undefined || !right) {
        if (user !== undefined) await ended?.(user, 'wrong', remoteAddress);
        logger.info('enrollment sign-in failed', { known: user !== undefined, remoteAddress });
        // Not by the person's own registration type: it would tell who exists where people sign in differently.
        throw new PersonError('auth.failed', wrongSecrets[form.asked ?? 'password-and-pin']);
      }
      await lockout.succeeded(attempt);
      if (!user.enabled) {
        await ended?.(user, 'disabled', remoteAddress);
        throw new PersonError('enrollment.refused', 'errors.disabled');
      }
      // Only now: what terms apply is nobody's business who cannot sign in.
      return finish(user, form, remoteAddress);
    },
  };
};
