// Named rule trees of the advanced search.
import type { RuleGroup } from '../../../../shared/rules/rules.ts';
import type { Executor } from '../../executor.ts';

export interface SavedQuery {
  readonly id: string;
  readonly name: string;
  readonly rules: RuleGroup;
}

export interface SavedQueriesStore {
  /** By name. */
  list(): Promise<readonly SavedQuery[]>;
  /** Replaces the query of the same name, whatever its case; resolves to its id. */
  save(query: SavedQuery, now: number): Promise<string>;
  /** False if there is none. */
  delete(id: string): Promise<boolean>;
}

export const createSavedQueriesStore = (executor: Executor): SavedQueriesStore => ({
  async list() {
    const rows = await executor.read
      .selectFrom('saved_queries')
      .select(['id', 'name', 'rules_json'])
      .where('subject', '=', 'users')
      .orderBy('name')
      .execute();
    return rows.map(({ id, name, rules_json }) => ({ id, name, rules: JSON.parse(rules_json) as RuleGroup }));
  },

  save: ({ id, name, rules }, now) =>
    executor.write(async (query) => {
      const saved = await query
        .insertInto('saved_queries')
        .values({
          id,
          subject: 'users',
          name,
          rules_json: JSON.stringify(rules),
          created_at: now,
          updated_at: now,
        })
        .onConflict((conflict) =>
          conflict
            .columns(['subject', 'name'])
            .doUpdateSet((row) => ({ name, rules_json: row.ref('excluded.rules_json'), updated_at: now })),
        )
        .returning('id')
        .executeTakeFirstOrThrow();
      return saved.id;
    }),

  delete: (id) =>
    executor.write(async (query) => {
      const gone = await query.deleteFrom('saved_queries').where('id', '=', id).returning('id').executeTakeFirst();
      return gone !== undefined;
    }),
});
