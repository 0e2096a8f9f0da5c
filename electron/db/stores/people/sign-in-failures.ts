// Failed sign-ins by account and address.
import type { SignInFailures, SignInFailureStore } from '../../../sign-in/lockout.ts';
import type { Executor, Query } from '../../executor.ts';

export interface StoredSignInFailures extends SignInFailureStore {
  remove(key: string): Promise<void>;
  /** Keys with that beginning that are locked at the given time, until when and how often; the longest lock first. */
  locked(
    prefix: string,
    now: number,
  ): Promise<readonly { readonly key: string; readonly until: number; readonly locks: number }[]>;
  /** Removes what had no failure since the given time. */
  removeOlder(than: number): Promise<void>;
}

const readKeys = async (query: Query, keys: readonly string[]): Promise<Map<string, SignInFailures>> => {
  const rows = await query.selectFrom('sign_in_failures').selectAll().where('key', 'in', keys).execute();
  return new Map(
    rows.map((row) => [
      row.key,
      {
        count: row.count,
        lastAt: row.last_at,
        lockedUntil: row.locked_until ?? undefined,
        ...(row.locks > 0 && { locks: row.locks }),
        turnedAwayAt: row.turned_away_at ?? undefined,
      },
    ]),
  );
};

export const createSignInFailureStore = (executor: Executor): StoredSignInFailures => ({
  find: async (key) => (await readKeys(executor.read, [key])).get(key),

  change: (keys, change) =>
    executor.write(async (query) => {
      const { next, result } = change(await readKeys(query, keys));
      for (const [key, failures] of next) {
        if (failures === undefined) {
          await query.deleteFrom('sign_in_failures').where('key', '=', key).execute();
          continue;
        }
        const values = {
          count: failures.count,
          last_at: failures.lastAt,
          locked_until: failures.lockedUntil ?? null,
          locks: failures.locks ?? 0,
          turned_away_at: failures.turnedAwayAt ?? null,
        };
        await query
          .insertInto('sign_in_failures')
          .values({ key, ...values })
          .onConflict((conflict) => conflict.column('key').doUpdateSet(values))
          .execute();
      }
      return result;
    }),

  async remove(key) {
    await executor.write((query) => query.deleteFrom('sign_in_failures').where('key', '=', key).execute());
  },

  async locked(prefix, now) {
    const rows = await executor.read
      .selectFrom('sign_in_failures')
      .select(['key', 'locked_until', 'locks'])
      .where('locked_until', '>', now)
      .orderBy('locked_until', 'desc')
      .orderBy('key')
      .execute();
    return rows.flatMap(({ key, locked_until: until, locks }) =>
      until !== null && key.startsWith(prefix) ? [{ key, until, locks }] : [],
    );
  },

  async removeOlder(than) {
    await executor.write((query) => query.deleteFrom('sign_in_failures').where('last_at', '<', than).execute());
  },
});
