// Saved queries of the contract: rules of the advanced search under a name.
import { randomUUID } from 'node:crypto';
import type { EventTopic } from '../../../shared/ipc/events.ts';
import type { queriesApi } from '../../../shared/ipc/rules/saved-queries.ts';
import type { Handlers } from '../../../shared/ipc/method.ts';
import { say } from '../../../shared/locales/admin-texts.ts';
import { rulesToText } from '../../../shared/rules/text.ts';
import { AppError } from '../../core/errors.ts';
import { type Audit, changesBetween } from '../../office/audit.ts';
import type { Clock } from '../../core/ports.ts';
import type { Executor } from '../../db/executor.ts';
import { createSavedQueriesStore } from '../../db/stores/people/saved-queries.ts';
import { fullCatalogue, requireUsableRules } from '../../people/group-rules.ts';

export const queriesHandlers = (deps: {
  readonly executor: Executor;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly changed: (topic: EventTopic) => void;
}): Handlers<typeof queriesApi> => {
  const { executor, audit, clock, changed } = deps;
  const queries = createSavedQueriesStore(executor);

  const listed = async () => {
    const known = await fullCatalogue(executor);
    return (await queries.list()).map((query) => ({ ...query, text: rulesToText(query.rules, known) }));
  };

  const valuesOf = async (id: string | undefined) => {
    const query = (await listed()).find((other) => other.id === id);
    return query && { Name: query.name, Rules: query.text };
  };

  return {
    'queries.list': listed,

    async 'queries.save'({ name, rules }, { actor }) {
      await requireUsableRules(executor, rules);
      const same = (await queries.list()).find((query) => query.name.toLowerCase() === name.toLowerCase());
      const before = await valuesOf(same?.id);
      const id = await queries.save({ id: randomUUID(), name, rules }, clock.now());
      await audit.record({
        actor,
        category: 'Users',
        type: 'Saved Query',
        name,
        activity: before ? 'Changed' : 'Added',
        changes: changesBetween(before, await valuesOf(id)),
      });
      changed('groups');
      return { id };
    },

    async 'queries.delete'({ id }, { actor }) {
      const before = await valuesOf(id);
      if (!before || !(await queries.delete(id))) {
        throw new AppError('record.notFound', say('errors.queryGone'));
      }
      await audit.record({
        actor,
        category: 'Users',
        type: 'Saved Query',
        name: before.Name,
        activity: 'Deleted',
        changes: changesBetween(before, undefined),
      });
      changed('groups');
      return {};
    },
  };
};
