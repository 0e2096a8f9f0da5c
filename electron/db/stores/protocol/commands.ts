// The command queue. One row per command for all of its life; the rows stay as history after they are done.
import { sql, type Selectable } from 'kysely';
import {
  answerPatienceMs,
  lastAfterTries,
  type CommandRecord,
  type NewCommand,
  type OpenStatus,
} from '../../../mdm/command/store.ts';
import type { Executor, Query } from '../../executor.ts';
import type { CommandsTable } from '../../tables/commands.ts';

const openStatuses = ['queued', 'sent', 'not-now'] as const satisfies readonly OpenStatus[];

/** How long a command that was handed out waits for its answer, by its tries. */
const patience = sql`case tries ${sql.join(
  answerPatienceMs.map((ms, tries) => sql`when ${tries} then ${ms}`),
  sql` `,
)} else ${answerPatienceMs.at(-1)} end`;

const recordOf = (row: Selectable<CommandsTable>): CommandRecord => ({
  uuid: row.uuid,
  channelId: row.channel_id,
  enrollmentId: row.enrollment_id,
  requestType: row.request_type,
  logAction: row.log_action,
  kind: row.kind,
  status: row.status,
  sealedPayload: row.payload,
  redacted: row.redacted,
  requestedBy: row.requested_by,
  createdAt: row.created_at,
  ...(row.sent_at === null ? {} : { sentAt: row.sent_at }),
  ...(row.done_at === null ? {} : { doneAt: row.done_at }),
  expiresAt: row.expires_at,
  tries: row.tries,
});

/** Channels with open commands: a device that says Idle and is not among them costs no query. */
export interface CommandMemory {
  readonly busyChannels: Set<string>;
}

/** Reads which channels have work; once, at start. */
export const loadCommandMemory = async (executor: Executor): Promise<CommandMemory> => {
  const rows = await executor.read
    .selectFrom('commands')
    .select('channel_id')
    .distinct()
    .where(sql<boolean>`status in ('queued', 'sent', 'not-now')`)
    .execute();
  return { busyChannels: new Set(rows.map((row) => row.channel_id)) };
};

export type CommandStore = ReturnType<typeof createCommandStore>;

export const createCommandStore = (executor: Executor, memory: CommandMemory) => {
  const open = (query: Query) =>
    query.selectFrom('commands').where(sql<boolean>`status in ('queued', 'sent', 'not-now')`);

  return {
    /** False means for certain that nothing waits for the channel. */
    mayHaveWork: (channelId: string): boolean => memory.busyChannels.has(channelId),

    /**
     * Adds commands; those of the same kind on the same channel that are not done are cancelled and returned, also one
     * that is on its way: it must not go out again after the newer one.
     */
    add: (commands: readonly NewCommand[]): Promise<CommandRecord[]> =>
      executor.write(async (query, afterCommit) => {
        const replaced: CommandRecord[] = [];
        for (const command of commands) {
          const rows = await query
            .updateTable('commands')
            .set({ status: 'cancelled', done_at: command.createdAt })
            .where('channel_id', '=', command.channelId)
            .where('kind', '=', command.kind)
            .where(sql<boolean>`status in ('queued', 'sent', 'not-now')`)
            .returningAll()
            .execute();
          replaced.push(...rows.map(recordOf));
          await query
            .insertInto('commands')
            .values({
              uuid: command.uuid,
              channel_id: command.channelId,
              enrollment_id: command.enrollmentId,
              request_type: command.requestType,
              log_action: command.logAction,
              kind: command.kind,
              priority: command.priority,
              status: 'queued',
              payload: command.sealedPayload,
              redacted: command.redacted,
              requested_by: command.requestedBy,
              created_at: command.createdAt,
              sent_at: null,
              done_at: null,
              not_now_at: null,
              expires_at: command.expiresAt,
              tries: 0,
            })
            .execute();
        }
        afterCommit(() => {
          for (const command of commands) memory.busyChannels.add(command.channelId);
        });
        return replaced;
      }),

    async find(uuid: string): Promise<CommandRecord | undefined> {
      const row = await executor.read.selectFrom('commands').selectAll().where('uuid', '=', uuid).executeTakeFirst();
      return row && recordOf(row);
    },

    /**
     * Takes the next command of a channel and marks it sent: highest priority first, then oldest, and last what was handed
     * out before without an answer; that also waits its time. Without `includeNotNow`, commands the device has put off are
     * passed over. With `kind` only a command of that kind is taken.
     */
    takeNext: (
      channelId: string,
      options: { includeNotNow: boolean; now: number; kind?: string },
    ): Promise<CommandRecord | undefined> =>
      executor.write(async (query, afterCommit) => {
        const row = await open(query)
          .selectAll()
          .where('channel_id', '=', channelId)
          .where('expires_at', '>', options.now)
          .$if(options.kind !== undefined, (rows) => rows.where('kind', '=', options.kind ?? ''))
          .where(sql<boolean>`(status != 'sent' or sent_at <= ${options.now} - ${patience})`)
          .$if(!options.includeNotNow, (rows) => rows.where('status', '!=', 'not-now'))
          .orderBy(sql`(status = 'sent' and tries >= ${lastAfterTries})`)
          .orderBy('priority', 'desc')
          .orderBy('seq')
          .limit(1)
          .executeTakeFirst();
        if (!row) {
          const left = await open(query).select('uuid').where('channel_id', '=', channelId).limit(1).executeTakeFirst();
          if (!left) afterCommit(() => memory.busyChannels.delete(channelId));
          return undefined;
        }
        const [sent] = await query
          .updateTable('commands')
          .set({ status: 'sent', sent_at: options.now, tries: row.tries + 1 })
          .where('uuid', '=', row.uuid)
          .returningAll()
          .execute();
        return sent && recordOf(sent);
      }),

    /** The command that was sent last on the channel and has not been answered. */
    async inFlight(channelId: string): Promise<CommandRecord | undefined> {
      const row = await executor.read
        .selectFrom('commands')
        .selectAll()
        .where('channel_id', '=', channelId)
        .where('status', '=', 'sent')
        .orderBy('sent_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row && recordOf(row);
    },

    /** Ends a command that was sent; false when it had ended before. */
    retire: (uuid: string, status: 'acknowledged' | 'error', at: number): Promise<boolean> =>
      executor.write(async (query) => {
        const rows = await query
          .updateTable('commands')
          .set({ status, done_at: at })
          .where('uuid', '=', uuid)
          .where(sql<boolean>`status in ('queued', 'sent', 'not-now')`)
          .returning('uuid')
          .execute();
        return rows.length > 0;
      }),

    /** Replaces what goes out of a command that is not done. */
    rewrite: (uuid: string, { sealedPayload, redacted }: Pick<NewCommand, 'sealedPayload' | 'redacted'>) =>
      executor.write(async (query) => {
        await query
          .updateTable('commands')
          .set({ payload: sealedPayload, redacted })
          .where('uuid', '=', uuid)
          .where(sql<boolean>`status in ('queued', 'sent', 'not-now')`)
          .execute();
      }),

    putOff: (uuid: string, at: number): Promise<void> =>
      executor.write(async (query) => {
        await query
          .updateTable('commands')
          // It was answered: only what stays without an answer is given up some day.
          .set({ status: 'not-now', not_now_at: at, tries: 0 })
          .where('uuid', '=', uuid)
          .where('status', '=', 'sent')
          .execute();
        await sql`update channels set not_now_since = coalesce(not_now_since, ${at})
          where id = (select channel_id from commands where uuid = ${uuid})`.execute(query);
      }),

    /** Cancels a command that is not on its way; undefined when it is, or when it has ended. */
    cancel: (uuid: string, at: number): Promise<CommandRecord | undefined> =>
      executor.write(async (query) => {
        const [row] = await query
          .updateTable('commands')
          .set({ status: 'cancelled', done_at: at })
          .where('uuid', '=', uuid)
          .where(sql<boolean>`status in ('queued', 'not-now')`)
          .returningAll()
          .execute();
        return row && recordOf(row);
      }),

    /** Cancels everything open for an enrollment and its users, such as before it enrolls afresh, or for one channel. */
    cancelAll: (enrollmentId: string, at: number, channelId?: string): Promise<CommandRecord[]> =>
      executor.write(async (query) => {
        const rows = await query
          .updateTable('commands')
          .set({ status: 'cancelled', done_at: at })
          .where('enrollment_id', '=', enrollmentId)
          .$if(channelId !== undefined, (open) => open.where('channel_id', '=', channelId ?? ''))
          .where(sql<boolean>`status in ('queued', 'sent', 'not-now')`)
          .returningAll()
          .execute();
        return rows.map(recordOf);
      }),

    /** Ends commands whose time has passed, at most `limit` of them. */
    expire: (now: number, limit: number): Promise<CommandRecord[]> =>
      executor.write(async (query) => {
        const due = await open(query).select('uuid').where('expires_at', '<=', now).limit(limit).execute();
        if (due.length === 0) return [];
        const rows = await query
          .updateTable('commands')
          .set({ status: 'expired', done_at: now })
          .where(
            'uuid',
            'in',
            due.map((row) => row.uuid),
          )
          .returningAll()
          .execute();
        return rows.map(recordOf);
      }),

    async openOf(enrollmentId: string): Promise<CommandRecord[]> {
      const rows = await executor.read
        .selectFrom('commands')
        .selectAll()
        .where('enrollment_id', '=', enrollmentId)
        .where('status', 'in', openStatuses)
        .orderBy('priority', 'desc')
        .orderBy('seq')
        .execute();
      return rows.map(recordOf);
    },
  };
};
