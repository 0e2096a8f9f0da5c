// Locks accounts and addresses after failed sign-ins: when, for how long, and what is kept of it.
import type { Clock } from '../core/ports.ts';
import { networkOf } from '../wire/client-network.ts';
import { sha256 } from './secrets.ts';
import { day, hour, minute } from '../core/durations.ts';

/** Failed sign-ins of one account, or accounts that failed from one address. */
export interface SignInFailures {
  /** Of an address it goes down with time, and so has fractions. */
  readonly count: number;
  readonly lastAt: number;
  readonly lockedUntil?: number | undefined;
  /** How often an address was locked; absent for an account. */
  readonly locks?: number | undefined;
  /** The key of the locked address from which a known account tried last. */
  readonly turnedAwayAt?: string | undefined;
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
 * Accounts that fail from an address before its first lock; the failures of one account before its own are a user setting.
 * Accounts are what is protected: whoever mistypes locks himself, not the office behind the same address. An address is
 * locked against somebody who tries many accounts, so each counts once.
 */
export const addressFailureLimit = 20;
/** An address forgets one of them in this time. */
export const addressForgetsOneMs = 3 * minute;
/** What a right sign-in takes off its address besides its own failure, once an hour for each account. */
const creditOfRightSignIn = 2;
/** The first lock; each further failure doubles it, up to the longest. */
export const firstLockMs = 5 * minute;
export const longestLockMs = hour;
/** Failures are forgotten after a day without a new one. */
export const failuresKeptMs = day;

export const addressPrefix = 'address:';
/** Key of a known person's failures. */
export const accountKey = (userId: string): string => `account:${userId}`;
/** Made-up names are locked like real ones, so that a lock does not tell who exists; they may be anything, hence hashed. */
export const unknownKey = (identifier: string): string => `unknown:${sha256(identifier.toLowerCase())}`;
export const addressKey = (address: string): string => `${addressPrefix}${networkOf(address)}`;
/** The address or network of a key that `addressKey` made. */
export const addressOfKey = (key: string): string => key.slice(addressPrefix.length);

/** Who tries to sign in, as keys; `lockAfter` are the failures before the account's first lock. */
export interface SignInTry {
  readonly account: string;
  readonly address: string;
  readonly lockAfter: number;
}

const lockMs = (over: number): number =>
  over < 0 ? 0 : Math.min(firstLockMs * 2 ** Math.min(over, 10), longestLockMs);

const isForgotten = (failures: SignInFailures, now: number): boolean => failures.lastAt <= now - failuresKeptMs;

const ofAccount = (before: SignInFailures | undefined, { lockAfter }: SignInTry, now: number): SignInFailures => {
  const count = (before !== undefined && !isForgotten(before, now) ? before.count : 0) + 1;
  const lock = lockMs(count - lockAfter);
  return { count, lastAt: now, lockedUntil: lock > 0 ? now + lock : undefined };
};

/** What is left of an address's failures by now. */
const decayed = (before: SignInFailures, now: number): number =>
  Math.max(0, before.count - (now - before.lastAt) / addressForgetsOneMs);

/** Once locked, it takes half as many to lock it again, not the next one who mistypes. */
const ofAddress = (before: SignInFailures | undefined, now: number): SignInFailures => {
  const known = before !== undefined && !isForgotten(before, now) ? before : undefined;
  const count = (known === undefined ? 0 : decayed(known, now)) + 1;
  const locks = known?.locks ?? 0;
  if (Math.ceil(count) < addressFailureLimit) return { count, lastAt: now, locks };
  return { count: addressFailureLimit / 2, lastAt: now, locks: locks + 1, lockedUntil: now + lockMs(locks) };
};

/** The clock was set back: a failure that lies ahead happened now, so that a lock lasts no longer than it should. */
const notAhead = (failures: SignInFailures, now: number): SignInFailures => {
  const { lastAt, lockedUntil } = failures;
  return lastAt <= now
    ? failures
    : { ...failures, lastAt: now, lockedUntil: lockedUntil === undefined ? undefined : lockedUntil - (lastAt - now) };
};

/** Takes failures back that were none. Where one of them made the lock, there is none, and the next one makes it. */
const takenBack = (failures: SignInFailures, now: number, by: number): SignInFailures | undefined => {
  const isLocked = (failures.lockedUntil ?? 0) > now;
  const count = Math.max(0, (isLocked ? addressFailureLimit : decayed(failures, now)) - by);
  const locks = Math.max(0, (failures.locks ?? 0) - (isLocked ? 1 : 0));
  return count > 0 || locks > 0 ? { count, locks, lastAt: Math.max(now, failures.lastAt) } : undefined;
};

/** That an account signed in from an address; looked at for an hour. */
const creditKey = ({ account, address }: SignInTry): string => `right:${sha256(`${account} ${address}`)}`;

export const isAccountKey = (key: string): boolean => key.startsWith('account:');

export const createLockout = ({
  store,
  clock,
  addressLocked = () => Promise.resolve(),
}: {
  readonly store: SignInFailureStore;
  readonly clock: Pick<Clock, 'now'>;
  /** Told once for each lock of an address, with its key and length. Must not reject. */
  readonly addressLocked?: ((key: string, lockMs: number) => Promise<void>) | undefined;
}) => ({
  /**
   * Counts an attempt as failed before it is checked, so that parallel guesses cannot slip through. Resolves to the
   * milliseconds to wait, 0 if the attempt may go on; a locked attempt is not counted.
   */
  begin: async (attempt: SignInTry): Promise<number> => {
    const { account, address } = attempt;
    const { waitMs, lockedMs } = await store.change([account, address], (current) => {
      const now = clock.now();
      const before = new Map([...current].map(([key, failures]) => [key, notAhead(failures, now)]));
      const waitOf = (key: string): number => Math.max(0, (before.get(key)?.lockedUntil ?? 0) - now);
      const waitMs = Math.max(waitOf(account), waitOf(address));
      const mine = before.get(account);
      if (waitMs > 0) {
        // Remembered, so that whoever unlocks the account lets its person in.
        if (waitOf(address) > 0 && isAccountKey(account)) {
          before.set(account, { ...(mine ?? { count: 0, lastAt: now }), turnedAwayAt: address });
        }
        return { next: before, result: { waitMs, lockedMs: 0 } };
      }
      const next = new Map([[account, ofAccount(mine, attempt, now)]]);
      if (mine === undefined || mine.count === 0 || isForgotten(mine, now)) {
        next.set(address, ofAddress(before.get(address), now));
      }
      return { next, result: { waitMs: 0, lockedMs: (next.get(address)?.lockedUntil ?? now) - now } };
    });
    if (lockedMs > 0) await addressLocked(address, lockedMs);
    return waitMs;
  },

  /**
   * The attempt was right: its account is free again, and its address loses this failure and, as often as right sign-ins
   * come, those of others: where most people get in, nobody tries out accounts.
   */
  succeeded: (attempt: SignInTry): Promise<void> => {
    const { account, address } = attempt;
    const credit = creditKey(attempt);
    return store.change([address, credit], (current) => {
      const now = clock.now();
      const failures = current.get(address);
      const credited = current.get(credit);
      const isFresh = credited === undefined || Math.abs(now - credited.lastAt) >= hour;
      const next = new Map<string, SignInFailures | undefined>([[account, undefined]]);
      if (isFresh) next.set(credit, { count: 1, lastAt: now });
      if (failures !== undefined) {
        next.set(address, takenBack(notAhead(failures, now), now, 1 + (isFresh ? creditOfRightSignIn : 0)));
      }
      return { next, result: undefined };
    });
  },

  /**
   * Nobody can be told now whether it was right: it counts for the account, known or not, so that an outage neither tells
   * who is known nor lets anybody guess on. The address, which a whole office may share, loses it again.
   */
  undecided: ({ account, address }: SignInTry): Promise<void> =>
    store.change([account, address], (current) => {
      const now = clock.now();
      const [mine, ofAll] = [current.get(account), current.get(address)];
      const isFirst = ofAll !== undefined && mine?.count === 1;
      return {
        next: isFirst ? new Map([[address, takenBack(notAhead(ofAll, now), now, 1)]]) : new Map(),
        result: undefined,
      };
    }),

  /** The attempt could not be checked. */
  notChecked: ({ account, address, lockAfter }: SignInTry): Promise<void> =>
    store.change([account, address], (current) => {
      const now = clock.now();
      const next = new Map<string, SignInFailures | undefined>();
      const [mine, ofAll] = [current.get(account), current.get(address)];
      if (mine !== undefined) {
        const { count, lastAt } = mine;
        next.set(account, count <= 1 ? undefined : { count: Math.min(count - 1, lockAfter - 1), lastAt });
      }
      // It counted for the address if it was the first of the account.
      if (ofAll !== undefined && mine?.count === 1) next.set(address, takenBack(notAhead(ofAll, now), now, 1));
      return { next, result: undefined };
    }),
});

export type Lockout = ReturnType<typeof createLockout>;
