// People of a directory who may be here already: who was found, what an administrator chose, and what is done unasked.
import { sql, type SqlBool } from 'kysely';
import type { DirectoryPerson } from '../../../model/directory-person.ts';
import type { Executor } from '../../executor.ts';
import { isOneOf } from '../../sql/one-of.ts';

/** What a directory's syncs do by themselves. */
export interface DirectoryPolicy {
  /** With somebody who may be a person here already: ask, or make the record here the directory's. */
  readonly existing: 'ask' | 'adopt';
  /** With people the directory does not tell of any more. */
  readonly gone: 'keep' | 'disable' | 'retire';
  /** How many people one sync may disable for being gone without asking. */
  readonly goneLimit: number;
}

/** Of a directory that was here before there was a choice. */
export const usualPolicy: DirectoryPolicy = { existing: 'ask', gone: 'keep', goneLimit: 10 };

/** Of one that is set up now. */
export const newPolicy: DirectoryPolicy = { ...usualPolicy, gone: 'disable' };

/** Somebody here with the user name or e-mail address of a newcomer. */
export interface Namesake {
  readonly id: string;
  readonly username: string;
  readonly email: string;
  readonly displayName: string;
  readonly sourceId: string | null;
  readonly externalId: string | null;
  readonly syncState: 'direct' | 'indirect' | 'no-sync' | null;
}

export interface NewMatch {
  readonly userId: string;
  readonly person: DirectoryPerson;
}

export interface DirectoryMatch extends NewMatch {
  readonly sourceId: string;
  readonly apart: boolean;
  readonly noticedAt: number;
}

export interface DirectoryMatchesStore {
  policy(sourceId: string): Promise<DirectoryPolicy>;
  setPolicy(sourceId: string, policy: DirectoryPolicy): Promise<void>;
  namesakes(usernames: readonly string[], emails: readonly string[]): Promise<readonly Namesake[]>;
  /** All, the undecided first. */
  list(): Promise<readonly DirectoryMatch[]>;
  find(sourceId: string, externalId: string): Promise<DirectoryMatch | undefined>;
  /** Adds them, or renews who it is; a choice stays while it is the same person here. */
  note(sourceId: string, matches: readonly NewMatch[], now: number): Promise<void>;
  /** The same for people whom another directory here still has: no question, but they are not gone when it loses them. */
  noteElsewhere(sourceId: string, matches: readonly NewMatch[], now: number): Promise<void>;
  keepApart(sourceId: string, externalId: string): Promise<void>;
  /** These are no question any more. */
  settle(sourceId: string, externalIds: readonly string[]): Promise<void>;
  /** Forgets open questions that a full sync did not meet. */
  dropUnseen(sourceId: string, since: number): Promise<void>;
  /** The directory is deleted here. */
  forget(sourceId: string): Promise<void>;
}

export const createDirectoryMatchesStore = (executor: Executor): DirectoryMatchesStore => {
  const select = () =>
    executor.read
      .selectFrom('directory_matches')
      .selectAll()
      .where(sql<SqlBool>`decision is not 'elsewhere'`);
  const toMatch = (row: Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>): DirectoryMatch => ({
    sourceId: row.source_id,
    userId: row.user_id,
    person: JSON.parse(row.person_json) as DirectoryPerson,
    apart: row.decision === 'apart',
    noticedAt: row.noticed_at,
  });

  const write = (
    sourceId: string,
    matches: readonly NewMatch[],
    now: number,
    decision: 'elsewhere' | null,
  ): Promise<void> =>
    executor.write(async (query) => {
      for (const { userId, person } of matches) {
        const row = { user_id: userId, person_json: JSON.stringify(person), seen_at: now };
        await query
          .insertInto('directory_matches')
          .values({ source_id: sourceId, external_id: person.externalId, decision, noticed_at: now, ...row })
          .onConflict((conflict) =>
            conflict.columns(['source_id', 'external_id']).doUpdateSet({
              ...row,
              decision: sql`case when user_id = ${userId} and decision = 'apart' then decision else ${decision} end`,
            }),
          )
          .execute();
      }
    });

  return {
    async policy(sourceId) {
      const row = await executor.read
        .selectFrom('directory_policies')
        .selectAll()
        .where('source_id', '=', sourceId)
        .executeTakeFirst();
      return row ? { existing: row.existing, gone: row.gone, goneLimit: row.gone_limit } : usualPolicy;
    },

    async setPolicy(sourceId, { existing, gone, goneLimit }) {
      const row = { existing, gone, gone_limit: goneLimit };
      await executor.write((query) =>
        query
          .insertInto('directory_policies')
          .values({ source_id: sourceId, ...row })
          .onConflict((conflict) => conflict.column('source_id').doUpdateSet(row))
          .execute(),
      );
    },

    async namesakes(usernames, emails) {
      const columns = sql`id, username, email, display_name as displayName, source_id as sourceId,
        external_id as externalId, sync_state as syncState`;
      const { rows } = await sql<Namesake>`select ${columns} from users where ${isOneOf('username', usernames)}
        union select ${columns} from users where ${isOneOf('email', emails)}`.execute(executor.read);
      return rows;
    },

    list: async () =>
      (
        await select()
          .orderBy(sql`decision is not null`)
          .orderBy('noticed_at')
          .orderBy('external_id')
          .execute()
      ).map(toMatch),

    async find(sourceId, externalId) {
      const row = await select()
        .where('source_id', '=', sourceId)
        .where('external_id', '=', externalId)
        .executeTakeFirst();
      return row && toMatch(row);
    },

    note: (sourceId, matches, now) => write(sourceId, matches, now, null),
    noteElsewhere: (sourceId, matches, now) => write(sourceId, matches, now, 'elsewhere'),

    async keepApart(sourceId, externalId) {
      await executor.write((query) =>
        query
          .updateTable('directory_matches')
          .set({ decision: 'apart' })
          .where('source_id', '=', sourceId)
          .where('external_id', '=', externalId)
          .execute(),
      );
    },

    async settle(sourceId, externalIds) {
      await executor.write((query) =>
        query
          .deleteFrom('directory_matches')
          .where('source_id', '=', sourceId)
          .where(sql<SqlBool>`${isOneOf('external_id', externalIds)}`)
          .execute(),
      );
    },

    async dropUnseen(sourceId, since) {
      await executor.write((query) =>
        query
          .deleteFrom('directory_matches')
          .where('source_id', '=', sourceId)
          .where(sql<SqlBool>`decision is not 'apart'`)
          .where('seen_at', '!=', since)
          .execute(),
      );
    },

    async forget(sourceId) {
      await executor.write(async (query) => {
        await query.deleteFrom('directory_matches').where('source_id', '=', sourceId).execute();
        await query.deleteFrom('directory_policies').where('source_id', '=', sourceId).execute();
      });
    },
  };
};
