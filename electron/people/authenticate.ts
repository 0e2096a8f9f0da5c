// Whether somebody is who they say: applies the registration type of the person's effective setting and asks for the
// password where it is kept. As slow for people nobody knows as for everybody else.
import type { RegistrationType } from '../../shared/model/user-setting.ts';
import { isAppError } from '../core/errors.ts';
import { PersonError } from '../sign-in/texts.ts';
import type { User } from '../model/people.ts';
import type { Pins } from './pins.ts';

/** A directory that checks passwords itself. */
export interface DirectoryBind {
  /**
   * What the directory says of the password, which is not empty: `expired` and `blocked` are told only of a right one.
   * Throws an AppError if the directory cannot be asked.
   */
  bindAs(user: Pick<User, 'id'>, password: string): Promise<'right' | 'wrong' | 'expired' | 'blocked'>;
}

/** What a person typed; an empty text for a field that was not shown. */
export interface SignInSecrets {
  readonly password: string;
  readonly pin: string;
  /** Their identity provider vouched for the person just now, which stands for the password. */
  readonly vouchedFor?: boolean | undefined;
}

export interface Authentication {
  /**
   * What the sign-in form has to ask for: the registration type that applies to the person. `undefined` for somebody
   * who is not named yet, if not everybody signs in the same way. Unknown people get what everybody else gets.
   */
  registrationType(userId: string | undefined): Promise<RegistrationType | undefined>;
  /**
   * False for unknown people as well, after the same work. The PIN is not spent: that happens when a device enrolls,
   * so that a person can try again after a cancelled profile. Throws `directory.unreachable` instead of answering false
   * while any directory that checks passwords cannot be asked, whoever is named: otherwise the answer would tell whom
   * that directory knows. Throws `enrollment.refused` if a directory does not let in who knows the password.
   */
  authenticate(user: Pick<User, 'id' | 'source'> | undefined, secrets: SignInSecrets): Promise<boolean>;
  /** For somebody who has no password yet. */
  verifyPin(userId: string, pin: string): Promise<boolean>;
}

export interface AuthenticationDeps {
  readonly verifyPassword: (userId: string, password: string) => Promise<boolean>;
  readonly pins: Pick<Pins, 'verify'>;
  /** Of the person's effective setting, or what unknown people would get. */
  readonly registrationTypeOf: (userId: string) => Promise<RegistrationType>;
  readonly registrationTypes: () => Promise<readonly RegistrationType[]>;
  /** Absent while the office has no directory that can be asked. */
  readonly ldap?: DirectoryBind | undefined;
  /** Throws an AppError unless every directory that checks passwords can be asked now. */
  readonly requireAnswers?: (() => Promise<void>) | undefined;
}

/** An id no user has: checking it must take as long as checking a real one. */
const nobody = 'nobody';

/** A directory that cannot be asked is nobody's wrong password, and the person can do nothing about its cause. */
const directoryDown = (cause: unknown): never => {
  if (!isAppError(cause)) throw cause;
  throw new PersonError('directory.unreachable', 'errors.directoryDown', {}, { cause });
};

export const createAuthentication = (deps: AuthenticationDeps): Authentication => {
  const { verifyPassword, pins, ldap } = deps;

  const bind = async (user: Pick<User, 'id'>, password: string): Promise<boolean> => {
    if (ldap === undefined) throw new PersonError('enrollment.refused', 'errors.noDirectory');
    // A bind without password succeeds anonymously at many directories (RFC 4513 5.1.2).
    const [verdict] = await Promise.all([
      password === '' ? 'wrong' : ldap.bindAs(user, password).catch(directoryDown),
      verifyPassword(nobody, password),
    ]);
    if (verdict === 'expired') throw new PersonError('enrollment.refused', 'errors.passwordExpired');
    if (verdict === 'blocked') throw new PersonError('enrollment.refused', 'errors.accountBlocked');
    return verdict === 'right';
  };

  const isPassword = (
    user: Pick<User, 'id' | 'source'> | undefined,
    { password, vouchedFor }: SignInSecrets,
  ): Promise<boolean> => {
    if (user?.source === 'ldap') return bind(user, password);
    if (user?.source === 'entra' && vouchedFor === true) return Promise.resolve(true);
    // People of Entra ID have no password here; a guesser hears the same of them as of people nobody knows.
    return verifyPassword(user?.source === 'entra' ? nobody : (user?.id ?? nobody), password);
  };

  const checkPassword = async (
    user: Pick<User, 'id' | 'source'> | undefined,
    secrets: SignInSecrets,
  ): Promise<boolean> => {
    if (await isPassword(user, secrets)) return true;
    await deps.requireAnswers?.().catch(directoryDown);
    return false;
  };

  return {
    async registrationType(userId) {
      if (userId !== undefined) return deps.registrationTypeOf(userId);
      const [first, ...others] = new Set(await deps.registrationTypes());
      return others.length === 0 ? first : undefined;
    },

    verifyPin: (userId, pin) => pins.verify(userId, pin),

    async authenticate(user, secrets) {
      const { password, pin } = secrets;
      const type = await deps.registrationTypeOf(user?.id ?? nobody);
      if (type === 'pin') {
        await verifyPassword(nobody, password);
        return pins.verify(user?.id ?? nobody, pin);
      }
      const right = await checkPassword(user, secrets);
      if (type === 'password') return right;
      // Only who knows the password may try PINs: wrong tries would block the PIN.
      return pins.verify(right ? (user?.id ?? nobody) : nobody, pin);
    },
  };
};
