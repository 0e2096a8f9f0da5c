// Secret values by name (private keys and the like). They arrive sealed by the SecretBox: nothing readable lies on disk.
import type { Executor } from '../executor.ts';

export interface SecretsStore {
  /** The sealed bytes. */
  get(name: string): Promise<Uint8Array | undefined>;
  /** Stores or replaces the sealed bytes. */
  set(name: string, sealed: Uint8Array): Promise<void>;
  /** Does nothing when there is no such secret. */
  remove(name: string): Promise<void>;
}

export const createSecretsStore = (executor: Executor): SecretsStore => ({
  async get(name) {
    const row = await executor.read.selectFrom('secrets').select('sealed').where('name', '=', name).executeTakeFirst();
    return row?.sealed;
  },

  async set(name, bytes) {
    // The driver stores a Buffer as a blob, but a plain Uint8Array as text.
    const sealed = Buffer.from(bytes);
    await executor.write(async (query) => {
      await query
        .insertInto('secrets')
        .values({ name, sealed })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ sealed }))
        .execute();
    });
  },

  async remove(name) {
    await executor.write(async (query) => {
      await query.deleteFrom('secrets').where('name', '=', name).execute();
    });
  },
});
