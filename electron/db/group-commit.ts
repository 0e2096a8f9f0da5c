// Group commit: whatever waits to be written shares one transaction, and nobody hears "done" before it is on the disk.
//
// `synchronous=FULL` makes every commit wait for the disk. A thousand devices that check in at once must not wait one
// after the other, so writers queue here and each round commits all of them together. Two ways in:
// - `write(work)` runs a function over the transaction, in a savepoint of its own: its failure undoes only itself.
// - `append(statement, row)` adds a row to a statement that takes all its rows at once through json_each. Every hop to
//   the database thread costs more than a statement, so a round of appended rows only goes there once, as one script.
//   Under load such rounds keep a distance: a commit takes less time than two requests, and a hop for each of them
//   would cost the main thread more than the requests do.
import type sqlite3 from 'sqlite3';
import type { Kysely } from 'kysely';
import type { Database } from './schema.ts';
import { execSqlite } from './dialects/sqlite3.ts';
import { toDatabaseError } from './database-error.ts';

/** A statement whose only `?` is a JSON array of rows, each an array of scalars. */
export interface SetStatement {
  readonly sql: string;
}

export type Scalar = string | number | null;

export interface GroupCommit {
  write<T>(work: (query: Kysely<Database>) => Promise<T>): Promise<T>;
  append(statement: SetStatement, row: readonly Scalar[]): Promise<void>;
  /** Counts the rounds in which somebody wrote by `write`. */
  revision(): number;
  /** Resolves when nothing waits any more. */
  drain(): Promise<void>;
}

interface Job {
  readonly run: () => Promise<void>;
  readonly settle: () => void;
  readonly fail: (error: unknown) => void;
}

interface Round {
  readonly jobs: Job[];
  readonly sets: Map<
    SetStatement,
    { rows: (readonly Scalar[])[]; waiting: { resolve(): void; reject(e: unknown): void }[] }
  >;
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** The statement with its rows as a literal. JSON writes control characters as escapes, so only quotes are special. */
const withRows = ({ sql }: SetStatement, rows: readonly (readonly Scalar[])[]): string =>
  sql.replace('?', () => `'${JSON.stringify(rows).replaceAll("'", "''")}'`);

/** From the start of one round to the start of a next one that nobody waits for but appended rows. Milliseconds. */
const paceMs = 2;

/** After everything that the operating system has already reported, such as further requests. */
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const newRound = (): Round => ({ jobs: [], sets: new Map() });

/** `query` must use `connection`, which nobody else writes to. */
export const createGroupCommit = (connection: sqlite3.Database, query: Kysely<Database>): GroupCommit => {
  let waiting = newRound();
  let running: Promise<void> | undefined;
  let revision = 0;
  /** Ends the wait of a round of appended rows. */
  let hurry: (() => void) | undefined;
  let paced: Promise<void> = Promise.resolve();

  const keepDistance = (): void => {
    paced = new Promise((resolve) => {
      const timer = setTimeout(resolve, paceMs);
      hurry = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  };

  const runRound = async (round: Round): Promise<void> => {
    const appended = [...round.sets].map(([statement, { rows }]) => withRows(statement, rows));
    if (round.jobs.length > 0) await execSqlite(connection, 'begin immediate');
    else appended.unshift('begin immediate');
    for (const job of round.jobs) await job.run();
    await execSqlite(connection, [...appended, 'commit'].join(';\n'));
  };

  const loop = async (): Promise<void> => {
    while (waiting.jobs.length > 0 || waiting.sets.size > 0) {
      // Requests that came in together are written together.
      await nextTurn();
      if (waiting.jobs.length === 0) await paced;
      const round = waiting;
      waiting = newRound();
      keepDistance();
      try {
        await runRound(round);
        if (round.jobs.length > 0) revision += 1;
        for (const job of round.jobs) job.settle();
        for (const set of round.sets.values()) for (const one of set.waiting) one.resolve();
      } catch (error) {
        // Some failures (a full disk) have already ended the transaction.
        await execSqlite(connection, 'rollback').catch(() => undefined);
        const cause = toDatabaseError(error);
        for (const job of round.jobs) job.fail(cause);
        for (const set of round.sets.values()) for (const one of set.waiting) one.reject(cause);
      }
    }
    running = undefined;
  };

  const start = (): void => {
    running ??= Promise.resolve().then(loop);
  };

  return {
    write<T>(work: (query: Kysely<Database>) => Promise<T>): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        let outcome: { value: T } | { error: unknown } | undefined;
        waiting.jobs.push({
          async run() {
            await execSqlite(connection, 'savepoint job');
            try {
              outcome = { value: await work(query) };
              await execSqlite(connection, 'release job');
            } catch (error) {
              outcome = { error };
              await execSqlite(connection, 'rollback to job; release job').catch(() => {
                // A failure such as a full disk has ended the whole transaction: nobody of this round is served.
                throw error;
              });
            }
          },
          settle() {
            if (outcome === undefined) reject(new Error('the write did not run'));
            else if ('value' in outcome) resolve(outcome.value);
            else reject(asError(toDatabaseError(outcome.error)));
          },
          fail(error) {
            reject(asError(error));
          },
        });
        hurry?.();
        start();
      });
    },

    append(statement, row) {
      return new Promise<void>((resolve, reject) => {
        let set = waiting.sets.get(statement);
        if (!set) {
          set = { rows: [], waiting: [] };
          waiting.sets.set(statement, set);
        }
        set.rows.push(row);
        set.waiting.push({ resolve, reject });
        start();
      });
    },

    revision: () => revision,

    async drain() {
      while (running) await running;
    },
  };
};
