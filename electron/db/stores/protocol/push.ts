// What pushing needs to know: where a push goes, how the last one ended, and which channels have work.
import { sql } from 'kysely';
import type { ChannelWork, PushStore, PushTarget, StoredPushResult } from '../../../mdm/push/store.ts';
import type { Executor } from '../../executor.ts';
import { fieldOf } from '../../sql/json.ts';
import { hexOf } from '../../sql/text.ts';

interface TargetRow {
  id: string;
  enrollment_id: string;
  token: string;
  push_magic: string;
  topic: string;
  token_updated_at: number;
  last_seen_at: number | null;
  last_push_result: string | null;
}

const lastPushOf = (text: string | null): StoredPushResult | undefined =>
  text === null ? undefined : (JSON.parse(text) as StoredPushResult);

const targetOf = (row: TargetRow): PushTarget => ({
  channelId: row.id,
  enrollmentId: row.enrollment_id,
  token: row.token,
  pushMagic: row.push_magic,
  topic: row.topic,
  tokenUpdatedAt: row.token_updated_at,
  lastContactAt: row.last_seen_at ?? undefined,
  lastPush: lastPushOf(row.last_push_result),
});

const pushable = sql`c.enabled = 1 and c.push_token is not null and c.token_dead_at is null`;

export const createPushStore = (executor: Executor, forget: (enrollmentId: string) => void): PushStore => {
  interface WorkRow {
    id: string;
    enrolled_at: number | null;
    newest: number | null;
    not_now: number | null;
    last_seen_at: number | null;
    last_push_result: string | null;
  }

  const workFrom = ({ rows }: { readonly rows: readonly WorkRow[] }): ChannelWork[] =>
    rows.map((row) => ({
      channelId: row.id,
      enrolledAt: row.enrolled_at ?? undefined,
      newestQueuedAt: row.newest ?? undefined,
      hasNotNow: row.not_now === 1,
      lastContactAt: row.last_seen_at ?? undefined,
      lastPush: lastPushOf(row.last_push_result),
    }));

  return {
    async target(channelId) {
      const { rows } =
        await sql<TargetRow>`select c.id, c.enrollment_id, ${hexOf('c.push_token')} as token, c.push_magic,
          c.topic, c.token_updated_at, c.last_seen_at, c.last_push_result
        from channels c where c.id = ${channelId} and ${pushable}`.execute(executor.read);
      const [row] = rows;
      return row && targetOf(row);
    },

    async channelsWithWork() {
      return workFrom(
        await sql<WorkRow>`select c.id, e.enrolled_at, max(q.created_at) as newest, max(q.status = 'not-now') as not_now,
            c.last_seen_at, c.last_push_result
          from commands q join channels c on c.id = q.channel_id join enrollments e on e.id = c.enrollment_id
          where q.status in ('queued', 'sent', 'not-now') and ${pushable}
          group by c.id`.execute(executor.read),
      );
    },

    async quietChannels(since) {
      return workFrom(
        await sql<WorkRow>`select c.id, e.enrolled_at, null as newest, null as not_now, c.last_seen_at, c.last_push_result
          from channels c join enrollments e on e.id = c.enrollment_id
          where ${pushable} and coalesce(c.last_seen_at, c.token_updated_at) <= ${since}
            and not exists (select 1 from commands q
              where q.channel_id = c.id and q.status in ('queued', 'sent', 'not-now'))`.execute(executor.read),
      );
    },

    async workOf(channelId) {
      const [work] = workFrom(
        await sql<WorkRow>`select c.id, e.enrolled_at, c.last_seen_at, c.last_push_result,
            (select max(q.created_at) from commands q
              where q.channel_id = c.id and q.status in ('queued', 'sent', 'not-now')) as newest,
            exists (select 1 from commands q where q.channel_id = c.id and q.status = 'not-now') as not_now
          from channels c join enrollments e on e.id = c.enrollment_id
          where c.id = ${channelId} and ${pushable}`.execute(executor.read),
      );
      return work;
    },

    async hasRejected(topic) {
      const { rows } = await sql<{ one: number }>`select 1 as one from channels c
        where ${pushable} and c.topic = ${topic} and ${fieldOf('c.last_push_result', 'outcome')} = 'rejected'
        limit 1`.execute(executor.read);
      return rows.length > 0;
    },

    saveResult: (channelId, result) =>
      executor.write(async (query) => {
        await query
          .updateTable('channels')
          .set({ last_push_at: result.at, last_push_result: JSON.stringify(result) })
          .where('id', '=', channelId)
          .execute();
        await sql`update enrollments set last_push_at = ${result.at},
            last_push_result = ${result.outcome === 'accepted' ? 'accepted' : `${result.outcome}: ${result.reason}`}
          where id = ${channelId}`.execute(query);
      }),

    markTokenInvalid: (channelId, mark) =>
      executor.write(async (query, afterCommit) => {
        const [row] = await query
          .updateTable('channels')
          .set({ token_dead_at: mark.at })
          .where('id', '=', channelId)
          .where(sql<boolean>`${hexOf('push_token')} = ${mark.token}`)
          .returning(['enrollment_id', 'kind'])
          .execute();
        if (row?.kind !== 'device') return;
        await query
          .updateTable('enrollments')
          .set({ state: 'token-invalid' })
          .where('id', '=', row.enrollment_id)
          .where('state', '=', 'enrolled')
          .execute();
        afterCommit(() => {
          forget(row.enrollment_id);
        });
      }),
  };
};
