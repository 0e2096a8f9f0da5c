// A database that cannot be read for a moment, as when another program holds its file.
import type { Executor } from '../../electron/db/executor.ts';

/** An executor on the same database; after `failNextRead` one read rejects and all later ones work. */
export const withFailingReads = (executor: Executor) => {
  let failing = false;
  const read = executor.read.withPlugin({
    transformQuery({ node }) {
      if (failing) {
        failing = false;
        throw new Error('SQLITE_BUSY: database is locked');
      }
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  });
  return {
    executor: { ...executor, read } satisfies Executor,
    failNextRead(): void {
      failing = true;
    },
  };
};
