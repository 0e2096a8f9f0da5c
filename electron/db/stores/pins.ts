// One-time PINs of people: one row per person, the newest PIN.
import { sql } from 'kysely';
import type { Executor } from '../executor.ts';

export interface StoredPin {
  readonly userId: string;
  readonly hash: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly usedAt?: number | undefined;
  readonly failures: number;
}

export const createPinsStore = (executor: Executor) => ({
  async find(userId: string): Promise<StoredPin | undefined> {
    const row = await executor.read
      .selectFrom('user_pins')
      .selectAll()
      .where('user_id', '=', userId)
      .executeTakeFirst();
    return (
      row && {
        userId: row.user_id,
        hash: row.pin_hash,
        issuedAt: row.issued_at,
        expiresAt: row.expires_at,
        usedAt: row.used_at ?? undefined,
        failures: row.failures,
      }
    );
  },

  /** Which of the people have a PIN that waits for use. */
  async holders(userIds: readonly string[], now: number): Promise<Set<string>> {
    const rows = await executor.read
      .selectFrom('user_pins')
      .select('user_id')
      .where('user_id', 'in', (ids) =>
        ids.selectFrom(sql<{ value: string }>`json_each(${JSON.stringify(userIds)})`.as('id')).select('id.value'),
      )
      .where('used_at', 'is', null)
      .where('expires_at', '>', now)
      .execute();
    return new Set(rows.map((row) => row.user_id));
  },

  /** Replaces an earlier PIN of the person. */
  async put(pin: Pick<StoredPin, 'userId' | 'hash' | 'issuedAt' | 'expiresAt'>): Promise<void> {
    const values = {
      pin_hash: pin.hash,
      issued_at: pin.issuedAt,
      expires_at: pin.expiresAt,
      used_at: null,
      failures: 0,
    };
    await executor.write((query) =>
      query
        .insertInto('user_pins')
        .values({ user_id: pin.userId, ...values })
        .onConflict((conflict) => conflict.column('user_id').doUpdateSet(values))
        .execute(),
    );
  },

  /** Spends the person's PIN if it was made before the given time; false if there is none left to spend. */
  async spend(userId: string, madeBefore: number, at: number): Promise<boolean> {
    const rows = await executor.write((query) =>
      query
        .updateTable('user_pins')
        .set({ used_at: at })
        .where('user_id', '=', userId)
        .where('issued_at', '<=', madeBefore)
        .where('used_at', 'is', null)
        .returning('user_id')
        .execute(),
    );
    return rows.length > 0;
  },

  async countFailure(userId: string): Promise<void> {
    await executor.write((query) =>
      query
        .updateTable('user_pins')
        .set((eb) => ({ failures: eb('failures', '+', 1) }))
        .where('user_id', '=', userId)
        .execute(),
    );
  },
});
