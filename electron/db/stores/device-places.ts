// How many devices a person has or is about to have, for the device limit.
import { sql, type SqlBool } from 'kysely';
import { reachableStates } from '../../../shared/model/enrollment.ts';
import type { Executor } from '../executor.ts';

/**
 * Devices of a user that take commands, or that are enrolling since the given time; the enrollment named aside does not
 * count.
 */
export const takenPlaces = async (
  executor: Executor,
  userId: string,
  aside: string | undefined,
  enrollingSince: number,
): Promise<number> => {
  const row = await executor.read
    .selectFrom('enrollments')
    .select(sql<number>`count(*)`.as('taken'))
    .where('user_id', '=', userId)
    .where('id', 'is not', aside ?? null)
    .where(
      sql<SqlBool>`(state in (${sql.join(reachableStates)})
        or (state = 'authenticated' and authenticated_at > ${enrollingSince}))`,
    )
    .executeTakeFirstOrThrow();
  return row.taken;
};
