// Terms of service: versions and acceptances.
import { sql } from 'kysely';
import type { Terms } from '../../mdm/enroll/ports.ts';
import type { Executor } from '../executor.ts';

export interface TermsVersion extends Terms {
  readonly createdAt: number;
  /** People who accepted it. */
  readonly accepted: number;
}

export interface AcceptedTerms {
  readonly version: number;
  readonly title: string;
  readonly acceptedAt: number;
}

export const createTermsStore = (executor: Executor) => ({
  /** Newest first. */
  async list(): Promise<TermsVersion[]> {
    const rows = await executor.read
      .selectFrom('terms_versions as t')
      .select([
        't.version',
        't.title',
        't.text',
        't.created_at',
        sql<number>`(select count(*) from terms_acceptances a where a.version = t.version)`.as('accepted'),
      ])
      .orderBy('t.version', 'desc')
      .execute();
    return rows.map(({ created_at: createdAt, ...row }) => ({ ...row, createdAt }));
  },

  async newest(): Promise<Terms | undefined> {
    return executor.read
      .selectFrom('terms_versions')
      .select(['version', 'title', 'text'])
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst();
  },

  async insert(title: string, text: string, now: number): Promise<number> {
    const row = await executor.write((query) =>
      query
        .insertInto('terms_versions')
        .values({ title, text, created_at: now })
        .returning('version')
        .executeTakeFirstOrThrow(),
    );
    return row.version;
  },

  /** The foreign key keeps what somebody accepted. */
  async delete(version: number): Promise<void> {
    await executor.write((query) => query.deleteFrom('terms_versions').where('version', '=', version).execute());
  },

  /** The first time counts. */
  async accept(userId: string, version: number, at: number): Promise<void> {
    await executor.write((query) =>
      query
        .insertInto('terms_acceptances')
        .values({ user_id: userId, version, accepted_at: at })
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    );
  },

  /** Newest version first. */
  async acceptedBy(userId: string): Promise<AcceptedTerms[]> {
    const rows = await executor.read
      .selectFrom('terms_acceptances as a')
      .innerJoin('terms_versions as t', 't.version', 'a.version')
      .select(['t.version', 't.title', 'a.accepted_at'])
      .where('a.user_id', '=', userId)
      .orderBy('t.version', 'desc')
      .execute();
    return rows.map((row) => ({ version: row.version, title: row.title, acceptedAt: row.accepted_at }));
  },
});
