// What the rule builder asks, in the contract.
import type { Handlers, Output } from '../../../shared/ipc/method.ts';
import type { rulesApi } from '../../../shared/ipc/rules/rules.ts';
import type { RuleCatalogue, RuleGroup, RuleSubject } from '../../../shared/rules/rules.ts';
import type { Clock } from '../../core/ports.ts';
import type { Executor } from '../../db/executor.ts';
import { createMembershipStore } from '../../db/stores/people/memberships.ts';
import { fullCatalogue } from '../../people/group-rules.ts';

/** What rules on one kind of record need to be built. */
interface Subject {
  readonly catalogue: () => Promise<RuleCatalogue>;
  readonly matching: (rules: RuleGroup, limit: number) => Promise<Output<(typeof rulesApi)['rules.preview']>>;
}

export const rulesHandlers = (deps: {
  readonly executor: Executor;
  readonly clock: Clock;
}): Handlers<typeof rulesApi> => {
  const { executor, clock } = deps;

  const subjects: Readonly<Record<RuleSubject, Subject>> = {
    users: {
      catalogue: () => fullCatalogue(executor),
      async matching(rules, limit) {
        const { rows, total } = await createMembershipStore(executor).matching(rules, clock.now(), limit);
        return { total, rows: rows.map(({ id, displayName, email }) => ({ id, name: displayName, detail: email })) };
      },
    },
  };

  return {
    async 'rules.attributes'({ subject }) {
      return (await subjects[subject].catalogue()).map(({ id, label, type, options, hint }) => ({
        id,
        label,
        type,
        ...(options && { options: [...options] }),
        ...(hint !== undefined && { hint }),
      }));
    },

    'rules.preview': ({ subject, rules, limit }) => subjects[subject].matching(rules, limit),
  };
};
