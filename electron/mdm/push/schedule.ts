// When a channel should be pushed to next: because commands wait for it, and because it was not heard of for the check-in
// interval. Pure, and derived from stored state only, so that a restart loses nothing.
import type { ChannelWork, StoredPushResult } from './store.ts';
import { day, hour, minute } from '../../core/durations.ts';

// A device that said NotNow usually can soon; one that stays silent after an accepted push is off or without network, and
// APNs keeps the last push for it. Both end at one push a day.
const afterNotNow = [5 * minute, 30 * minute, 2 * hour, day] as const;
const afterSilence = [2 * hour, day] as const;
// A device that has just enrolled is awake, but its token may be newer than what APNs knows: 1, 5, 15 and 60 minutes after
// the first push, and only then as after any silence.
const afterEnrollment = [minute, 4 * minute, 10 * minute, 45 * minute, ...afterSilence] as const;

const step = (delays: readonly number[], index: number): number =>
  delays[Math.max(0, Math.min(index, delays.length - 1))] ?? day;

/** Accepted pushes since the last contact: a contact starts the count anew. */
export const unansweredPushes = (state: {
  readonly lastPush: StoredPushResult | undefined;
  readonly lastContactAt: number | undefined;
}): number => {
  const { lastPush, lastContactAt } = state;
  return lastPush === undefined || (lastContactAt ?? 0) > lastPush.at ? 0 : lastPush.unanswered;
};

/** When the channel has been silent for the check-in interval. */
const contactDueAt = ({ lastContactAt, enrolledAt }: ChannelWork, checkInMs: number): number =>
  Math.max(lastContactAt ?? 0, enrolledAt ?? 0) + checkInMs;

/** Time of the next push in ms since the epoch, which may lie in the past. `checkInMs` is the check-in interval. */
export const nextPushAt = (work: ChannelWork, checkInMs: number): number => {
  const { lastPush, newestQueuedAt, hasNotNow, enrolledAt } = work;
  const lastContactAt = work.lastContactAt ?? 0;
  const contactAt = contactDueAt(work, checkInMs);
  if (lastPush === undefined) return Math.min(newestQueuedAt ?? contactAt, contactAt);
  const waiting = newestQueuedAt !== undefined;
  const since = Math.max(lastPush.at, lastContactAt);
  // Queued after both the last push and the last contact: nobody told the device yet.
  const untold = waiting && newestQueuedAt > since ? newestQueuedAt : undefined;
  const unanswered = unansweredPushes(work);
  const isNew = enrolledAt !== undefined && lastContactAt <= enrolledAt;
  const patient =
    since + (hasNotNow ? step(afterNotNow, unanswered) : step(isNew ? afterEnrollment : afterSilence, unanswered - 1));
  // The device came by itself after the push; whatever became of that push no longer matters.
  if (lastContactAt > lastPush.at) return untold ?? (waiting ? Math.min(patient, contactAt) : contactAt);
  switch (lastPush.outcome) {
    case 'accepted':
      return untold ?? (waiting || isNew ? patient : Math.max(patient, contactAt));
    // The service itself knows what ends these, and does not ask before.
    case 'push.notConfigured':
    case 'paused':
    case 'certificate':
    case 'misconfigured':
    case 'topic-mismatch':
      return lastPush.at;
    case 'back-off':
    case 'unreachable':
    case 'rejected':
    case 'unexpected':
    case 'token-invalid':
    case 'defect':
      return lastPush.retryAt ?? untold ?? lastPush.at + checkInMs;
  }
};
