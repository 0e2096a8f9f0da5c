// Passwords that people choose themselves on the enrollment pages.
import { say } from '../../shared/locales/admin-texts.ts';
import { changesBetween, createAudit } from '../office/audit.ts';
import { AppError } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';
import { inTransaction, type Executor } from '../db/executor.ts';
import { createUsersStore } from '../db/stores/people/users.ts';
import type { OwnPasswords } from '../sign-in/ports.ts';
import { passwordRuleTexts } from './password-rules.ts';
import { createPasswordSetting } from './password-setting.ts';
import type { Passwords } from './passwords.ts';

/** Who did it, in the audit trail: the person, on a page that only they can open. */
const actor = 'Enrollment page';

export const createOwnPasswords = (deps: {
  readonly executor: Executor;
  readonly clock: Pick<Clock, 'now'>;
  readonly passwords: Passwords;
}): OwnPasswords => {
  const { executor, clock } = deps;
  const setting = createPasswordSetting(deps);

  return {
    async state(userId) {
      const user = await createUsersStore(executor).find(userId);
      if (user?.source !== 'local') return 'elsewhere';
      if (!user.hasPassword) return 'none';
      const expiresAt = await setting.expiresAt(userId);
      return expiresAt !== undefined && expiresAt <= clock.now() ? 'expired' : 'valid';
    },

    rules: async (userId) => passwordRuleTexts(await setting.policyOf(userId)),

    async set(userId, password) {
      const passwordHash = await setting.prepare(userId, password);
      await inTransaction(executor, async (bound) => {
        const store = createUsersStore(bound);
        const user = await store.find(userId);
        if (user?.source !== 'local') throw new AppError('record.notFound', say('errors.localUserGone'));
        await setting.requireRules(bound, userId, password);
        await setting.keepReplaced(bound, userId);
        await store.update(userId, { passwordHash }, clock.now());
        await createAudit({ executor: bound, clock }).record({
          actor,
          category: 'Users',
          type: 'User',
          name: user.displayName,
          activity: 'Changed',
          changes: changesBetween(
            { Password: { secret: user.hasPassword ? 'before' : undefined } },
            { Password: { secret: passwordHash } },
          ),
        });
      });
    },
  };
};
