// What lists and rules ask of a user beside its columns, as expressions over a row of `users`.
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { reachableStates } from '../../../shared/model/enrollment.ts';

export type InviteStatus = 'not-invited' | 'pending' | 'completed' | 'expired';

/** Enrollments that still take commands. */
export const deviceCount = sql<number>`(select count(*) from enrollments e
  where e.user_id = users.id and e.state in (${sql.join(reachableStates)}))`;

/** Those of them under User Enrollment. */
export const userEnrollmentCount = sql<number>`(select count(*) from enrollments e
  where e.user_id = users.id and e.type = 'user' and e.state in (${sql.join(reachableStates)}))`;

/** The newest mail to the user did not arrive and will not be tried again by itself. */
export const mailFailed = sql<SqlBool>`exists (select 1 from mail_deliveries m
  where m.user_id = users.id and m.status in ('refused', 'failed', 'no-address')
  and not exists (select 1 from mail_deliveries newer
    where newer.user_id = users.id and newer.created_at > m.created_at))`;

/** Completed once a device enrolled; a link that was used without an enrollment has to be sent again, like an expired one. */
export const inviteStatus = (now: number): RawBuilder<InviteStatus> => sql<InviteStatus>`case
  when exists (select 1 from enrollments e where e.user_id = users.id and e.enrolled_at is not null) then 'completed'
  when exists (select 1 from invitations i where i.user_id = users.id and i.withdrawn_at is null
    and i.used_at is null and i.expires_at > ${now}) then 'pending'
  when exists (select 1 from invitations i where i.user_id = users.id and i.withdrawn_at is null) then 'expired'
  else 'not-invited' end`;
