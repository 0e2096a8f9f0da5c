// How the people of the office stand, counted: the start page shows it.
import { sql } from 'kysely';
import type { Overview } from '../../../../shared/ipc/office/home.ts';
import type { Executor } from '../../executor.ts';
import { inviteStatus, mailFailed } from '../../rules/user-expressions.ts';

/** Enabled people by the expressions that the user list filters by. `now` decides whether an invitation is still open. */
export const peopleFigures = async (executor: Executor, now: number): Promise<Overview['people']> => {
  const { rows } = await sql<Overview['people']>`
    select coalesce(sum(status = 'pending'), 0) as invited, coalesce(sum(status = 'expired'), 0) as "invitationExpired",
      coalesce(sum(status = 'not-invited'), 0) as "notInvited", coalesce(sum(failed), 0) as "mailFailed"
    from (select ${inviteStatus(now)} as status, ${mailFailed} as failed from users where enabled = 1)`.execute(
    executor.read,
  );
  return rows[0] ?? { invited: 0, invitationExpired: 0, notInvited: 0, mailFailed: 0 };
};
