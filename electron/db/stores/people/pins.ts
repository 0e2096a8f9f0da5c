// One-time PINs of people: one row per person, the newest PIN.
import type { Executor } from '../../executor.ts';

export interface StoredPin {
  readonly userId: string;
  readonly hash: string;
  /** The PIN itself, sealed; absent once it is of no use any more. */
  readonly sealed?: Uint8Array | undefined;
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
        sealed: row.sealed_pin ?? undefined,
        issuedAt: row.issued_at,
        expiresAt: row.expires_at,
        usedAt: row.used_at ?? undefined,
        failures: row.failures,
      }
    );
  },

  /** Removes the sealed PINs that cannot be used any more; what is told of them stays. */
  async forgetEnded(now: number): Promise<void> {
    await executor.write((query) =>
      query
        .updateTable('user_pins')
        .set({ sealed_pin: null })
        .where('sealed_pin', 'is not', null)
        .where('expires_at', '<=', now)
        .execute(),
    );
  },

  /** Replaces an earlier PIN of the person. */
  async put(pin: Pick<StoredPin, 'userId' | 'hash' | 'sealed' | 'issuedAt' | 'expiresAt'>): Promise<void> {
    const values = {
      pin_hash: pin.hash,
      sealed_pin: pin.sealed === undefined ? null : Buffer.from(pin.sealed),
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
        .set({ used_at: at, sealed_pin: null })
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
