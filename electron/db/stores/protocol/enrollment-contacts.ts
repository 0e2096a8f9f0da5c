// What contacts of devices append to their enrollments: one statement for all that come together, without a transaction
// of their own.
import type { TokenFacts } from '../../../mdm/checkin/store.ts';
import type { Executor } from '../../executor.ts';
import { appendedRows, bytesOf, lastAppended } from '../../sql/set-statement.ts';
import { maxRemembered, type EnrollmentMemory } from './enrollment-memory.ts';

const touchEnrollments = {
  sql: `update enrollments set last_seen_at = j.at
    from (select id, max(at) as at from ${appendedRows('id', 'at')} group by id) as j
    where enrollments.id = j.id and enrollments.last_seen_at < j.at`,
};
const touchChannels = {
  sql: `update channels set last_seen_at = j.at, not_now_since = null, not_now_pushes = 0
    from (select id, max(at) as at from ${appendedRows('id', 'at')} group by id) as j
    where channels.id = j.id`,
};
const updateTokens = {
  sql: `update channels set push_token = ${bytesOf('j.token')}, push_magic = j.magic, topic = j.topic,
      token_updated_at = j.at, token_dead_at = null, tally = tally + j.times, enabled = 1
    from ${lastAppended('id', 'token', 'magic', 'topic', 'at')} as j
    where channels.id = j.id`,
};
const updateUnlockTokens = {
  sql: `update enrollments set unlock_token = ${bytesOf('j.token')}
    from ${lastAppended('id', 'token')} as j
    where enrollments.id = j.id`,
};

/** The messages of one conversation count as one sign of life: each would write a page of its own. Milliseconds. */
const seenEveryMs = 1000;

export const enrollmentContacts = (executor: Executor, memory: EnrollmentMemory) => {
  const touch = async (enrollmentId: string, at: number): Promise<void> => {
    const since = at - (memory.seen.get(enrollmentId) ?? -Infinity);
    if (since >= 0 && since < seenEveryMs) return;
    if (memory.seen.size >= maxRemembered) memory.seen.clear();
    memory.seen.set(enrollmentId, at);
    await executor.append(touchEnrollments, [enrollmentId, at]);
  };

  return {
    /** A later TokenUpdate that changes push data only; many of them share one statement. */
    appendTokenUpdate: (channelId: string, record: TokenFacts): Promise<void> =>
      executor.append(updateTokens, [
        channelId,
        record.token.toString('hex'),
        record.pushMagic,
        record.topic,
        record.at,
      ]),

    /** The sealed UnlockToken that came with it. */
    appendUnlockToken: (enrollmentId: string, sealed: Uint8Array): Promise<void> =>
      executor.append(updateUnlockTokens, [enrollmentId, Buffer.from(sealed).toString('hex')]),

    /** Notes that a device was heard of by a check-in message; to the second. */
    appendSeen: touch,

    /** Notes that a channel asked for commands. Pushing relies on it: a check-in message is no such contact. */
    async appendContact(enrollmentId: string, channelId: string, at: number): Promise<void> {
      await Promise.all([touch(enrollmentId, at), executor.append(touchChannels, [channelId, at])]);
    },
  };
};
