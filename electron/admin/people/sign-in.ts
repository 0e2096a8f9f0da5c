// Sign-in to the enrollment pages, as the contract shows and unlocks it.
import type { EventTopic } from '../../../shared/ipc/events.ts';
import type { Handlers } from '../../../shared/ipc/method.ts';
import type { signInApi } from '../../../shared/ipc/people/sign-in.ts';
import { say } from '../../../shared/locales/admin-texts.ts';
import { createAudit } from '../../office/audit.ts';
import { addressLockedKey, type Notifications } from '../../office/notifications.ts';
import { AppError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports.ts';
import { inTransaction, type Executor } from '../../db/executor.ts';
import { createSignInFailureStore } from '../../db/stores/people/sign-in-failures.ts';
import { createTermsStore } from '../../db/stores/people/terms.ts';
import { createUsersStore } from '../../db/stores/people/users.ts';
import { accountKey, addressOfKey, addressPrefix, failuresKeptMs } from '../../sign-in/lockout.ts';

export interface SignInHandlerDeps {
  readonly executor: Executor;
  readonly clock: Clock;
  readonly notifications: Pick<Notifications, 'clear'>;
  readonly changed: (topic: EventTopic, ids?: readonly string[]) => void;
}

export const signInHandlers = ({
  executor,
  clock,
  notifications,
  changed,
}: SignInHandlerDeps): Handlers<typeof signInApi> => {
  const requireUser = async (bound: Executor, id: string) => {
    const user = await createUsersStore(bound).find(id);
    if (user) return user;
    throw new AppError('record.notFound', say('errors.userGone'));
  };

  /** The lock of the address at which the account was turned away, while it lasts. */
  const addressLockOf = async (bound: Executor, key: string | undefined, now: number): Promise<number | undefined> => {
    const until = key === undefined ? undefined : (await createSignInFailureStore(bound).find(key))?.lockedUntil;
    return until !== undefined && until > now ? until : undefined;
  };

  return {
    async 'users.signIn'({ id }) {
      await requireUser(executor, id);
      const now = clock.now();
      const failures = await createSignInFailureStore(executor).find(accountKey(id));
      const acceptedTerms = await createTermsStore(executor).acceptedBy(id);
      if (failures === undefined || failures.lastAt <= now - failuresKeptMs)
        return { failedAttempts: 0, acceptedTerms };
      const { count, lastAt, lockedUntil = 0, turnedAwayAt } = failures;
      const addressUntil = await addressLockOf(executor, turnedAwayAt, now);
      return {
        failedAttempts: count,
        ...(count > 0 && { lastFailedAt: lastAt }),
        acceptedTerms,
        ...(lockedUntil > now && { lockedUntil }),
        ...(turnedAwayAt !== undefined &&
          addressUntil !== undefined && {
            lockedAddress: { address: addressOfKey(turnedAwayAt), until: addressUntil },
          }),
      };
    },

    async 'users.unlock'({ id }, { actor }) {
      const lifted = await inTransaction(executor, async (bound) => {
        const user = await requireUser(bound, id);
        const failures = createSignInFailureStore(bound);
        const before = await failures.find(accountKey(id));
        if (before === undefined) return undefined;
        await failures.remove(accountKey(id));
        const { turnedAwayAt } = before;
        const isAddressLocked = (await addressLockOf(bound, turnedAwayAt, clock.now())) !== undefined;
        const address = isAddressLocked && turnedAwayAt !== undefined ? addressOfKey(turnedAwayAt) : undefined;
        if (address !== undefined && turnedAwayAt !== undefined) await failures.remove(turnedAwayAt);
        await createAudit({ executor: bound, clock }).record({
          actor,
          category: 'Users',
          type: 'User',
          name: user.displayName,
          activity: 'Unlocked',
          changes: [
            { attribute: 'Failed Sign-Ins', before: String(before.count), after: '0' },
            ...(address === undefined ? [] : [{ attribute: 'Address', before: address }]),
          ],
        });
        return address;
      });
      if (lifted !== undefined) await notifications.clear(addressLockedKey(lifted));
      changed('users', [id]);
      return {};
    },

    async 'users.lockedAddresses'() {
      const locked = await createSignInFailureStore(executor).locked(addressPrefix, clock.now());
      return {
        addresses: locked.map(({ key, until, locks }) => ({ address: addressOfKey(key), until, times: locks })),
      };
    },

    async 'users.unlockAddress'({ address }, { actor }) {
      const key = addressPrefix + address;
      await inTransaction(executor, async (bound) => {
        const failures = createSignInFailureStore(bound);
        if ((await failures.find(key)) === undefined) return;
        await failures.remove(key);
        await createAudit({ executor: bound, clock }).record({
          actor,
          category: 'Users',
          type: 'Sign-In',
          name: address,
          activity: 'Unlocked',
          changes: [],
        });
      });
      await notifications.clear(addressLockedKey(address));
      changed('users', []);
      return {};
    },
  };
};
