// A write that waits for itself: inside a transaction somebody awaits the outer executor, whose turn comes only when that
// very transaction has ended. Nothing fails, everything stands still. In tests such a call throws and says who made it.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Executor } from '../../electron/db/executor.ts';

/**
 * The executor with a guard: `write` and `append` throw when they are called from inside one of its own writes. Only for
 * tests: keeping track costs more than a check-in may.
 */
export const guardWrites = (executor: Executor): Executor => {
  const inside = new AsyncLocalStorage<{ open: boolean }>();

  const refuseInside = (call: string): void => {
    if (inside.getStore()?.open !== true) return;
    throw new Error(
      `${call} was called inside a transaction on the outer executor: it would wait for itself for ever. Use the executor that the transaction hands out.`,
    );
  };

  return {
    ...executor,
    write: async (work) => {
      refuseInside('write');
      return executor.write(async (query, afterCommit) => {
        const transaction = { open: true };
        try {
          return await inside.run(transaction, () => work(query, afterCommit));
        } finally {
          transaction.open = false;
        }
      });
    },
    append: async (statement, row) => {
      refuseInside('append');
      await executor.append(statement, row);
    },
  };
};
