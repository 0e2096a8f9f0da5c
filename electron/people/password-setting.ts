// Passwords under the effective Password Complexity of their person: whether one may be set, and until when it is good.
import type { Clock } from '../core/ports.ts';
import type { Executor } from '../db/executor.ts';
import { createPasswordHistoryStore } from '../db/stores/people/password-history.ts';
import { createUsersStore } from '../db/stores/people/users.ts';
import { brokenRules, passwordRefusal, reusedRefusal } from './password-rules.ts';
import type { Passwords } from './passwords.ts';
import { createUserSettingsService } from './user-settings.ts';
import { day } from '../core/durations.ts';

export const createPasswordSetting = (deps: {
  readonly executor: Executor;
  readonly clock: Pick<Clock, 'now'>;
  readonly passwords: Passwords;
}) => {
  const { executor, clock, passwords } = deps;

  const policyOf = (bound: Executor, userId: string) =>
    createUserSettingsService({ executor: bound, clock }).body('password-complexity', userId);

  return {
    policyOf: (userId: string) => policyOf(executor, userId),

    /** Hashes a password. Takes long, so not inside a transaction; `userId` is absent for a new person. Throws `input.invalid` for one that was used before. */
    async prepare(userId: string | undefined, password: string): Promise<string> {
      const { history } = userId === undefined ? { history: null } : await policyOf(executor, userId);
      if (userId !== undefined && history !== null) {
        const current = await createUsersStore(executor).passwordHash(userId);
        const before = await createPasswordHistoryStore(executor).newest(userId, history - 1);
        for (const hash of [...(current === undefined ? [] : [current]), ...before]) {
          if (await passwords.check(password, hash)) throw reusedRefusal(history);
        }
      }
      return passwords.hash(password);
    },

    /**
     * Asks the rules that apply to the person now, the groups of this very transaction included. Throws `input.invalid`,
     * naming what the password lacks.
     */
    async requireRules(bound: Executor, userId: string, password: string): Promise<void> {
      const broken = brokenRules(await policyOf(bound, userId), password);
      if (broken.length > 0) throw passwordRefusal(broken);
    },

    /** Keeps the password that is about to be replaced, as far as the policy asks for it. */
    async keepReplaced(bound: Executor, userId: string): Promise<void> {
      const { history } = await policyOf(bound, userId);
      const replaced = await createUsersStore(bound).passwordHash(userId);
      if (replaced === undefined || history === null) return;
      await createPasswordHistoryStore(bound).push(userId, replaced, history - 1, clock.now());
    },

    /** Until when the person's password is good; undefined for one that never expires or does not exist. */
    async expiresAt(userId: string): Promise<number | undefined> {
      const setAt = await createUsersStore(executor).passwordSetAt(userId);
      const { expiryDays } = await policyOf(executor, userId);
      return setAt === undefined || expiryDays === null ? undefined : setAt + expiryDays * day;
    },
  };
};

export type PasswordSetting = ReturnType<typeof createPasswordSetting>;
