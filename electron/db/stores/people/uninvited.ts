// People of a directory who came since a moment and were never invited.
import { sql, type SqlBool } from 'kysely';
import type { Executor } from '../../executor.ts';

/** Ids of the enabled ones; `since` in milliseconds since the epoch. */
export const uninvitedOf = async (executor: Executor, sourceId: string, since: number): Promise<readonly string[]> => {
  const rows = await executor.read
    .selectFrom('users')
    .select('id')
    .where('source_id', '=', sourceId)
    .where('enabled', '=', 1)
    .where('created_at', '>=', since)
    .where(sql<SqlBool>`not exists (select 1 from invitations i where i.user_id = users.id)`)
    .where(
      sql<SqlBool>`not exists (select 1 from mail_deliveries d where d.user_id = users.id and d.kind = 'invitation')`,
    )
    .execute();
  return rows.map((row) => row.id);
};
