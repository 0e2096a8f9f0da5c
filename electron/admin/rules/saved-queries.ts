// Saved queries of the contract: rules of the advanced search under a name.
import { randomUUID } from 'node:crypto';
import type { EventTopic } from '../../../shared/ipc/events.ts';
import type { queriesApi } from '../../../shared/ipc/rules/saved-queries.ts';
import type { Handlers } from '../../../shared/ipc/method.ts';
import { say } from '../../../shared/locales/admin-texts.ts';
import { rulesToText } from '../../../shared/rules/text.ts';
import { AppError } from '../../core/errors.ts';
import { changesBetween, createAudit } from '../../office/audit.ts';
import type { Clock } from '../../core/ports.ts';
import { inTransaction, type Executor } from '../../db/executor.ts';
import { createSavedQueriesStore } from '../../db/stores/people/saved-queries.ts';
import { fullCatalogue, requireUsableRules } from '../../people/group-rules.ts';

export const queriesHandlers = (deps: {
  readonly executor: Executor;
  readonly clock: Clock;
  readonly changed: (topic: EventTopic) => void;
}): Handlers<typeof queriesApi> => {
  const { executor, clock, changed } = deps;

  const listed = async (within: Executor) => {
    const known = await fullCatalogue(within);
    const queries = await createSavedQueriesStore(within).list();
    return queries.map((query) => ({ ...query, text: rulesToText(query.rules, known) }));
  };

  const valuesOf = async (bound: Executor, id: string | undefined) => {
    const query = (await listed(bound)).find((other) => other.id === id);
    return query && { Name: query.name, Rules: query.text };
  };

  return {
    'queries.list': () => listed(executor),

    async 'queries.save'({ name, rules }, { actor }) {
      const id = await inTransaction(executor, async (bound) => {
        await requireUsableRules(bound, rules);
        const queries = createSavedQueriesStore(bound);
        const same = (await queries.list()).find((query) => query.name.toLowerCase() === name.toLowerCase());
        const before = await valuesOf(bound, same?.id);
        const saved = await queries.save({ id: randomUUID(), name, rules }, clock.now());
        await createAudit({ executor: bound, clock }).record({
          actor,
          category: 'Users',
          type: 'Saved Query',
          name,
          activity: before ? 'Changed' : 'Added',
          changes: changesBetween(before, await valuesOf(bound, saved)),
        });
        return saved;
      });
      changed('groups');
      return { id };
    },

    async 'queries.delete'({ id }, { actor }) {
      await inTransaction(executor, async (bound) => {
        const before = await valuesOf(bound, id);
        if (!before || !(await createSavedQueriesStore(bound).delete(id))) {
          throw new AppError('record.notFound', say('errors.queryGone'));
        }
        await createAudit({ executor: bound, clock }).record({
          actor,
          category: 'Users',
          type: 'Saved Query',
          name: before.Name,
          activity: 'Deleted',
          changes: changesBetween(before, undefined),
        });
      });
      changed('groups');
      return {};
    },
  };
};
