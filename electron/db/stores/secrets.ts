// Secret values by name (private keys, certificates with keys), sealed before they reach the file.
import type { SecretBox } from '../../core/ports.ts';
import type { Executor } from '../executor.ts';

export interface SecretsStore {
  /** Throws `secrets.unreadable` if the value was sealed by another key. */
  get(name: string): Promise<Uint8Array | undefined>;
  /** Stores or replaces the value. */
  set(name: string, value: Uint8Array): Promise<void>;
  delete(name: string): Promise<void>;
}

export const createSecretsStore = (executor: Executor, box: SecretBox): SecretsStore => ({
  async get(name) {
    const row = await executor.read.selectFrom('secrets').select('sealed').where('name', '=', name).executeTakeFirst();
    return row === undefined ? undefined : box.open(row.sealed);
  },

  async set(name, value) {
    const sealed = Buffer.from(box.seal(value));
    await executor.write(async (query) => {
      await query
        .insertInto('secrets')
        .values({ name, sealed })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ sealed }))
        .execute();
    });
  },

  async delete(name) {
    await executor.write(async (query) => {
      await query.deleteFrom('secrets').where('name', '=', name).execute();
    });
  },
});
