// Sign-in to the enrollment pages, as the contract shows and unlocks it.
import type { EventTopic } from '../../../shared/ipc/events.ts';
import type { Handlers } from '../../../shared/ipc/method.ts';
import type { signInApi } from '../../../shared/ipc/people/sign-in.ts';
import { say } from '../../../shared/locales/admin-texts.ts';
import { createAudit } from '../../office/audit.ts';
import { AppError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports.ts';
import { inTransaction, type Executor } from '../../db/executor.ts';
import { createSignInFailureStore } from '../../db/stores/people/sign-in-failures.ts';
import { createTermsStore } from '../../db/stores/people/terms.ts';
import { createUsersStore } from '../../db/stores/people/users.ts';
import { accountKey, failuresKeptMs } from '../../sign-in/lockout.ts';

export interface SignInHandlerDeps {
  readonly executor: Executor;
  readonly clock: Clock;
  readonly changed: (topic: EventTopic, ids?: readonly string[]) => void;
}

export const signInHandlers = ({ executor, clock, changed }: SignInHandlerDeps): Handlers<typeof signInApi> => {
  const requireUser = async (bound: Executor, id: string) => {
    const user = await createUsersStore(bound).find(id);
    if (user) return user;
    throw new AppError('record.notFound', say('errors.userGone'));
  };

  return {
    async 'users.signIn'({ id }) {
      await requireUser(executor, id);
      const now = clock.now();
      const failures = await createSignInFailureStore(executor).find(accountKey(id));
      const acceptedTerms = await createTermsStore(executor).acceptedBy(id);
      if (failures === undefined || failures.lastAt <= now - failuresKeptMs)
        return { failedAttempts: 0, acceptedTerms };
      const { count, lastAt, lockedUntil = 0 } = failures;
      return { failedAttempts: count, lastFailedAt: lastAt, acceptedTerms, ...(lockedUntil > now && { lockedUntil }) };
    },

    async 'users.unlock'({ id }, { actor }) {
      await inTransaction(executor, async (bound) => {
        const user = await requireUser(bound, id);
        const failures = createSignInFailureStore(bound);
        const before = await failures.find(accountKey(id));
        if (before === undefined) return;
        await failures.remove(accountKey(id));
        await createAudit({ executor: bound, clock }).record({
          actor,
          category: 'Users',
          type: 'User',
          name: user.displayName,
          activity: 'Unlocked',
          changes: [{ attribute: 'Failed Sign-Ins', before: String(before.count), after: '0' }],
        });
      });
      changed('users', [id]);
      return {};
    },
  };
};
