// Locks accounts and addresses after failed sign-ins: when, for how long, and what is kept of it.
import type { Clock } from '../core/ports.ts';
import { networkOf } from '../wire/client-network.ts';
import { sha256 } from './secrets.ts';
import { day, hour, minute } from '../core/durations.ts';

/** Failed sign-ins of one account or from one address. */
export interface SignInFailures {
  readonly count: number;
  readonly lastAt: number;
  readonly lockedUntil?: number | undefined;
}

export interface SignInFailureStore {
  find(key: string): Promise<SignInFailures | undefined>;
  /**
   * Hands the stored failures of the keys to `change` and stores what it returns, absent for none; nobody else can write
   * between. Resolves to the result.
   */
  change<T>(
    keys: readonly string[],
    change: (current: ReadonlyMap<string, SignInFailures>) => {
      readonly next: ReadonlyMap<string, SignInFailures | undefined>;
      readonly result: T;
    },
  ): Promise<T>;
}

/**
 * Failures of an address before its first lock; those of an account are a user setting. Addresses get more, because all
 * phones of an office come from one; they are locked against somebody who tries many accounts.
 */
export const addressFailureLimit = 20;
/** The first lock; each further failure doubles it, up to the longest. */
export const firstLockMs = 5 * minute;
export const longestLockMs = hour;
/** Failures are forgotten after a day without a new one. */
export const failuresKeptMs = day;

/** Key of a known person's failures. */
export const accountKey = (userId: string): string => `account:${userId}`;
/** Made-up names are locked like real ones, so that a lock does not tell who exists; they may be anything, hence hashed. */
export const unknownKey = (identifier: string): string => `unknown:${sha256(identifier.toLowerCase())}`;
export const addressKey = (address: string): string => `address:${networkOf(address)}`;

/** Who tries to sign in, as keys; `lockAfter` are the failures before the account's first lock. */
export interface SignInTry {
  readonly account: string;
  readonly address: string;
  readonly lockAfter: number;
}

const limitOf = (key: string, { address, lockAfter }: SignInTry): number =>
  key === address ? addressFailureLimit : lockAfter;

const lockMs = (count: number, limit: number): number =>
  count < limit ? 0 : Math.min(firstLockMs * 2 ** Math.min(count - limit, 10), longestLockMs);

const afterFailure = (before: SignInFailures | undefined, limit: number, now: number): SignInFailures => {
  const count = (before !== undefined && before.lastAt > now - failuresKeptMs ? before.count : 0) + 1;
  const lock = lockMs(count, limit);
  return { count, lastAt: now, lockedUntil: lock > 0 ? now + lock : undefined };
};

/** The clock was set back: a failure that lies ahead happened now, so that a lock lasts no longer than it should. */
const notAhead = (failures: SignInFailures, limit: number, now: number): SignInFailures => {
  if (failures.lastAt <= now) return failures;
  const lock = failures.lockedUntil === undefined ? 0 : lockMs(failures.count, limit);
  return { count: failures.count, lastAt: now, lockedUntil: lock > 0 ? now + lock : undefined };
};

/** Takes one failure back that was none. */
const takenBack = ({ count, lastAt }: SignInFailures, limit: number): SignInFailures | undefined =>
  count <= 1 ? undefined : { count: Math.min(count - 1, limit - 1), lastAt };

export const createLockout = ({
  store,
  clock,
}: {
  readonly store: SignInFailureStore;
  readonly clock: Pick<Clock, 'now'>;
}) => ({
  /**
   * Counts an attempt as failed before it is checked, so that parallel guesses cannot slip through. Resolves to the
   * milliseconds to wait, 0 if the attempt may go on; a locked attempt is not counted.
   */
  begin: (attempt: SignInTry): Promise<number> => {
    const keys = [attempt.account, attempt.address];
    return store.change(keys, (current) => {
      const now = clock.now();
      const before = new Map(
        [...current].map(([key, failures]) => [key, notAhead(failures, limitOf(key, attempt), now)]),
      );
      const waitMs = Math.max(0, ...[...before.values()].map(({ lockedUntil = 0 }) => lockedUntil - now));
      if (waitMs > 0) return { next: before, result: waitMs };
      const failed = (key: string) => afterFailure(before.get(key), limitOf(key, attempt), now);
      return { next: new Map(keys.map((key) => [key, failed(key)])), result: 0 };
    });
  },

  /** The attempt was right: its account is free again, an address only loses this one failure. */
  succeeded: ({ account, address }: SignInTry): Promise<void> =>
    store.change([address], (current) => {
      const failures = current.get(address);
      return {
        next: new Map([
          [account, undefined],
          ...(failures === undefined ? [] : [[address, takenBack(failures, addressFailureLimit)] as const]),
        ]),
        result: undefined,
      };
    }),

  /**
   * Nobody can be told now whether it was right: it counts for the account, known or not, so that an outage neither tells
   * who is known nor lets anybody guess on. The address, which a whole office may share, loses it again.
   */
  undecided: ({ address }: SignInTry): Promise<void> =>
    store.change([address], (current) => ({
      next: new Map([...current].map(([key, failures]) => [key, takenBack(failures, addressFailureLimit)])),
      result: undefined,
    })),

  /** The attempt could not be checked. */
  notChecked: (attempt: SignInTry): Promise<void> =>
    store.change([attempt.account, attempt.address], (current) => ({
      next: new Map([...current].map(([key, failures]) => [key, takenBack(failures, limitOf(key, attempt))])),
      result: undefined,
    })),
});

export type Lockout = ReturnType<typeof createLockout>;
