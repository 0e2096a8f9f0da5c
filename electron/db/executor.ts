// What a store works with: reads on a connection of their own, writes through group commit.
import { CompiledQuery, type Kysely } from 'kysely';
import { say } from '../../shared/locales/admin-texts.ts';
import { AppError, isAppError } from '../core/errors.ts';
import type { SecretBox } from '../core/ports.ts';
import { toDatabaseError } from './database-error.ts';
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
  /** Seals the anchor of the audit trail. Absent where nobody has the key; then the trail is not anchored. */
  readonly box?: Pick<SecretBox, 'seal' | 'open'> | undefined;
}

const bindTo = (query: Query, afterCommit: AfterCommit, box: Executor['box']): Executor => ({
  box,
  read: query,
  write: (inner) => inner(query, afterCommit),
  async append(statement, row) {
    await query.executeQuery(CompiledQuery.raw(statement.sql, [JSON.stringify([row])]));
  },
});

/**
 * Runs `work` with an executor bound to one transaction. Inside, use only stores made from that executor: waiting for
 * the outer one would wait for this very transaction.
 */
export const inTransaction = <T>(executor: Executor, work: (bound: Executor) => Promise<T>): Promise<T> =>
  executor.write((query, afterCommit) => work(bindTo(query, afterCommit, executor.box)));

/**
 * A part of a transaction that may fail by itself: then it is undone as a whole, and the rest of the transaction may go
 * on. `bound` is the executor of the transaction. Rejects with what `work` failed with; `database.…` means that the
 * transaction itself is lost and must not go on.
 */
export const inSavepoint = <T>(bound: Executor, work: (inner: Executor) => Promise<T>): Promise<T> =>
  bound.write(async (query, afterCommit) => {
    const afterwards: (() => void)[] = [];
    await query.executeQuery(CompiledQuery.raw('savepoint part'));
    try {
      const value = await work(bindTo(query, (run) => afterwards.push(run), bound.box));
      await query.executeQuery(CompiledQuery.raw('release part'));
      for (const run of afterwards) afterCommit(run);
      return value;
    } catch (error) {
      try {
        await query.executeQuery(CompiledQuery.raw('rollback to part'));
        await query.executeQuery(CompiledQuery.raw('release part'));
      } catch (cause) {
        // Some failures (a full disk) have ended the whole transaction.
        const known = toDatabaseError(error);
        throw isAppError(known) ? known : new AppError('database.failed', say('errors.databaseFailed'), { cause });
      }
      throw toDatabaseError(error);
    }
  });
