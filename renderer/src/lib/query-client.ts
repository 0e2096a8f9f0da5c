// Server data of the console. Nothing polls: events of the core make queries stale.
import { QueryClient } from '@tanstack/react-query';
import type { CoreEvent } from '@shared/ipc/events.ts';
import { type ContractKey, isStaleAfter } from './event-keys.ts';

/** Calls go to the own process, so being offline does not matter and a failed call fails again. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: { networkMode: 'always', retry: false, staleTime: Infinity, refetchOnWindowFocus: false },
      mutations: { networkMode: 'always', retry: false },
    },
  });

/**
 * Makes what events changed load again. Events that arrive while a reload runs wait for its end and are
 * answered together: under load a list is always on its way to the latest state and never starved.
 */
export const createInvalidator = (client: QueryClient): ((event: CoreEvent) => void) => {
  let waiting: CoreEvent[] = [];
  let running = false;
  const run = async (): Promise<void> => {
    running = true;
    while (waiting.length > 0) {
      const events = waiting;
      waiting = [];
      await client.invalidateQueries({
        predicate: ({ queryKey }) => events.some((event) => isStaleAfter(event, queryKey as ContractKey)),
      });
    }
    running = false;
  };
  return (event) => {
    waiting.push(event);
    if (!running) void run();
  };
};
