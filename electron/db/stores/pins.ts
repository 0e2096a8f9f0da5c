// One-time PINs of people: one row per person, the newest PIN.
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

  /** False if the PIN was spent or replaced meanwhile. */
  async spend(userId: string, hash: string, at: number): Promise<boolean> {
    const rows = await executor.write((query) =>
      query
        .updateTable('user_pins')
        .set({ used_at: at })
        .where('user_id', '=', userId)
        .where('pin_hash', '=', hash)
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
