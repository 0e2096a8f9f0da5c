// Checks a person's password for the enrollment pages: slow for guessers, equally slow for known and unknown names.
import { AppError } from '../../core/errors.ts';
import type { Clock, Logger } from '../../core/ports.ts';
import type { EnrollUser, EnrollUsers } from './ports.ts';
import { createRateLimit } from './rate-limit.ts';

const windowMs = 15 * 60_000;

/** Failed attempts within 15 minutes before the next one has to wait. */
export const signInLimits = { perAccountAndAddress: 5, perAccount: 20, perAddress: 40 } as const;

export interface SignInDeps {
  readonly users: EnrollUsers;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Logger;
}

export interface SignIn {
  /**
   * The person whose password it is. Throws `auth.failed`, also for unknown people, `auth.locked` while there were too
   * many failures, and `enrollment.refused` if the password is right but the account is disabled.
   */
  check(identifier: string, password: string, remoteAddress: string): Promise<EnrollUser>;
}

/** An id no user has: verifying it must take as long as verifying a real one. */
const nobody = 'nobody';

export const createSignIn = ({ users, clock, logger }: SignInDeps): SignIn => {
  const limit = (count: number) => createRateLimit({ clock, limit: count, windowMs });
  const pairs = limit(signInLimits.perAccountAndAddress);
  const accounts = limit(signInLimits.perAccount);
  const addresses = limit(signInLimits.perAddress);

  return {
    async check(identifier, password, remoteAddress) {
      const user = await users.byIdentifier(identifier);
      const account = user?.id ?? `?${identifier.toLowerCase()}`;
      const pair = `${account} ${remoteAddress}`;
      const waitMs = Math.max(pairs.waitMs(pair), accounts.waitMs(account), addresses.waitMs(remoteAddress));
      if (waitMs > 0) {
        throw new AppError(
          'auth.locked',
          `Too many failed attempts. Wait ${String(Math.ceil(waitMs / 60_000))} minutes, then try again.`,
        );
      }
      // Counted before the slow check, so that parallel guesses cannot slip through.
      pairs.count(pair);
      accounts.count(account);
      addresses.count(remoteAddress);
      const right = await users.verifyPassword(user?.id ?? nobody, password);
      if (user === undefined || !right) {
        logger.info('enrollment sign-in failed', { known: user !== undefined, remoteAddress });
        throw new AppError('auth.failed', 'User name or password is wrong.');
      }
      pairs.clear(pair);
      accounts.clear(account);
      addresses.clear(remoteAddress);
      if (!user.enabled) {
        throw new AppError('enrollment.refused', 'Your account is disabled. Ask your office to enable it.');
      }
      return user;
    },
  };
};
