// Terms of service: what their settings said in versions, and who accepted which of them.
import { sql } from 'kysely';
import type { TermsVersion } from '../../../../shared/ipc/people/user-settings.ts';
import type { Executor } from '../../executor.ts';

export interface AcceptedTerms {
  readonly version: number;
  readonly title: string;
  readonly acceptedAt: number;
}

export const createTermsStore = (executor: Executor) => {
  const versions = () =>
    executor.read
      .selectFrom('terms_versions as t')
      .select([
        't.id',
        't.setting_id',
        't.version',
        't.title',
        't.text',
        't.created_at',
        sql<number>`(select count(*) from terms_acceptances a where a.terms_id = t.id)`.as('accepted'),
      ])
      .orderBy('t.version', 'desc');

  return {
    /** Of a setting, newest first. */
    async list(settingId: string): Promise<TermsVersion[]> {
      const rows = await versions().where('t.setting_id', '=', settingId).execute();
      return rows.map(({ id, version, title, text, created_at: createdAt, accepted }) => ({
        id,
        version,
        title,
        text,
        createdAt,
        accepted,
      }));
    },

    async newest(settingId: string): Promise<Pick<TermsVersion, 'id' | 'version' | 'title' | 'text'> | undefined> {
      return executor.read
        .selectFrom('terms_versions')
        .select(['id', 'version', 'title', 'text'])
        .where('setting_id', '=', settingId)
        .orderBy('version', 'desc')
        .limit(1)
        .executeTakeFirst();
    },

    /** With the setting it belongs to. */
    async find(id: number): Promise<(TermsVersion & { readonly settingId: string }) | undefined> {
      const row = await versions().where('t.id', '=', id).executeTakeFirst();
      if (row === undefined) return undefined;
      const { setting_id: settingId, created_at: createdAt, ...rest } = row;
      return { ...rest, settingId, createdAt };
    },

    async insert(settingId: string, version: number, title: string, text: string, now: number): Promise<void> {
      await executor.write((query) =>
        query
          .insertInto('terms_versions')
          .values({ setting_id: settingId, version, title, text, created_at: now })
          .execute(),
      );
    },

    /** The foreign key keeps what somebody accepted. */
    async delete(id: number): Promise<void> {
      await executor.write((query) => query.deleteFrom('terms_versions').where('id', '=', id).execute());
    },

    /** The first time counts. */
    async accept(userId: string, id: number, at: number): Promise<void> {
      await executor.write((query) =>
        query
          .insertInto('terms_acceptances')
          .values({ user_id: userId, terms_id: id, accepted_at: at })
          .onConflict((conflict) => conflict.doNothing())
          .execute(),
      );
    },

    /** Newest first. */
    async acceptedBy(userId: string): Promise<AcceptedTerms[]> {
      const rows = await executor.read
        .selectFrom('terms_acceptances as a')
        .innerJoin('terms_versions as t', 't.id', 'a.terms_id')
        .select(['t.version', 't.title', 'a.accepted_at'])
        .where('a.user_id', '=', userId)
        .orderBy('t.id', 'desc')
        .execute();
      return rows.map((row) => ({ version: row.version, title: row.title, acceptedAt: row.accepted_at }));
    },
  };
};

export type TermsStore = ReturnType<typeof createTermsStore>;
