// The Entra ID slice of the contract.
import type { entraApi } from '../../../shared/ipc/directories/entra.ts';
import type { Handlers } from '../../../shared/ipc/method.ts';
import { csvFileName } from '../../core/csv.ts';
import type { Clock } from '../../core/ports.ts';
import type { EntraSourceService } from '../../directory/entra-source.ts';
import { syncProblemsCsv } from './sync-problems.ts';

/** As Graph calls the attributes. */
const graphName = { email: 'mail', username: 'userPrincipalName', displayName: 'displayName' } as const;

export const entraHandlers = ({
  source,
  clock,
}: {
  readonly source: EntraSourceService;
  readonly clock: Pick<Clock, 'now'>;
}): Handlers<typeof entraApi> => {
  return {
    'entra.get': () => source.get(),
    async 'entra.update'(input, { actor }) {
      await source.update(input, actor);
      return {};
    },
    async 'entra.remove'(_input, { actor }) {
      await source.remove(actor);
      return {};
    },
    'entra.test': (input) => source.test(input),
    'entra.searchGroups': async ({ search, ...connection }) => [...(await source.searchGroups(connection, search))],
    'entra.preview': (input) => source.preview(input),
    'entra.reportCsv': async () =>
      syncProblemsCsv(
        csvFileName('entra-sync-problems', clock.now()),
        (await source.skipped()).map(({ who, reason, attribute }) => ({
          who,
          problem: reason,
          ...(attribute && { attributes: [graphName[attribute]] }),
        })),
      ),
    'entra.sync': (how, { actor }) => source.sync(actor, how),
  };
};
