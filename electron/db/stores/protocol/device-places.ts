// Devices that a person has or is about to have: for the device limit, and for what must not change under them.
import { sql, type SqlBool } from 'kysely';
import { reachableStates } from '../../../../shared/model/enrollment.ts';
import type { Executor } from '../../executor.ts';
import { isOneOf } from '../../sql/one-of.ts';

/** Takes commands, or is enrolling since the given time. */
const takesPlace = (enrollingSince: number) =>
  sql<SqlBool>`(state in (${sql.join(reachableStates)})
    or (state = 'authenticated' and authenticated_at > ${enrollingSince}))`;

/** Those of the users who have such a device under User Enrollment. */
export const underUserEnrollment = async (
  executor: Executor,
  userIds: readonly string[],
  enrollingSince: number,
): Promise<readonly string[]> => {
  const rows = await executor.read
    .selectFrom('enrollments')
    .select('user_id')
    .distinct()
    .where(isOneOf('user_id', userIds))
    .where('type', '=', 'user')
    .where(takesPlace(enrollingSince))
    .execute();
  return rows.flatMap((row) => row.user_id ?? []);
};

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
    .where(takesPlace(enrollingSince))
    .executeTakeFirstOrThrow();
  return row.taken;
};
