// What a store works with: reads on a connection of their own, writes through group commit.
import type { Kysely } from 'kysely';
import type { Scalar, SetStatement } from './group-commit.ts';
import type { Database } from './schema.ts';

export type Query = Kysely<Database>;

/** Registers work for after the commit, such as forgetting a cached row. */
export type AfterCommit = (run: () => void) => void;

export interface Executor {
  /** Sees committed data only; inside a transaction, its own writes as well. */
  readonly read: Query;
  /** Runs `work` in a transaction that may be shared with others; its failure undoes only itself. */
  write<T>(work: (query: Query, afterCommit: AfterCommit) => Promise<T>): Promise<T>;
  /** Adds one row to a set statement of the next commit; resolves when it is durable. */
  append(statement: SetStatement, row: readonly Scalar[]): Promise<void>;
  /** Changes with every commit of a `write`, not with appended rows. Absent where nothing may be remembered. */
  revision?(): number;
}

/**
 * Runs `work` with an executor bound to one transaction. Inside, use only stores made from that executor: waiting for
 * the outer one would wait for this very transaction.
 */
export const inTransaction = <T>(executor: Executor, work: (bound: Executor) => Promise<T>): Promise<T> =>
  executor.write((query, afterCommit) =>
    work({
      read: query,
      write: (inner) => inner(query, afterCommit),
      async append(statement, row) {
        await query.executeQuery({
          sql: statement.sql,
          parameters: [JSON.stringify([row])],
          query: { kind: 'RawNode', sqlFragments: [statement.sql], parameters: [] },
          queryId: { queryId: 'append' },
        });
      },
    }),
  );
