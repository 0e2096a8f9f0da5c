// Passwords that people had before, as hashes, so that they cannot be used again.
import type { Executor } from '../../executor.ts';

export const createPasswordHistoryStore = (executor: Executor) => ({
  /** The newest first. */
  async newest(userId: string, count: number): Promise<string[]> {
    const rows = await executor.read
      .selectFrom('password_history')
      .select('password_hash')
      .where('user_id', '=', userId)
      .orderBy('id', 'desc')
      .limit(count)
      .execute();
    return rows.map((row) => row.password_hash);
  },

  /** Adds the password that was replaced and forgets all but the newest `keep`. */
  async push(userId: string, passwordHash: string, keep: number, at: number): Promise<void> {
    await executor.write(async (query) => {
      await query
        .insertInto('password_history')
        .values({ user_id: userId, password_hash: passwordHash, replaced_at: at })
        .execute();
      await query
        .deleteFrom('password_history')
        .where('user_id', '=', userId)
        .where('id', 'not in', (ids) =>
          ids
            .selectFrom('password_history')
            .select('id')
            .where('user_id', '=', userId)
            .orderBy('id', 'desc')
            .limit(keep),
        )
        .execute();
    });
  },
});
