// When a channel with waiting commands should be pushed to next. Pure, and derived from stored state only, so that a restart
// loses nothing.
import type { ChannelWork, StoredPushResult } from './store.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

// A device that said NotNow usually can soon; one that stays silent after an accepted push is off or without network, and
// APNs keeps the last push for it. Both end at one push a day.
const afterNotNow = [5 * MINUTE, 30 * MINUTE, 2 * HOUR, 24 * HOUR] as const;
const afterSilence = [2 * HOUR, 24 * HOUR] as const;

const step = (delays: readonly number[], index: number): number =>
  delays[Math.max(0, Math.min(index, delays.length - 1))] ?? 24 * HOUR;

/** Accepted pushes since the last contact: a contact starts the count anew. */
export const unansweredPushes = (state: {
  readonly lastPush: StoredPushResult | undefined;
  readonly lastContactAt: number | undefined;
}): number => {
  const { lastPush, lastContactAt } = state;
  return lastPush === undefined || (lastContactAt ?? 0) > lastPush.at ? 0 : lastPush.unanswered;
};

/** Time of the next push in ms since the epoch, which may lie in the past; undefined if a push would not help. */
export const nextPushAt = (work: ChannelWork): number | undefined => {
  const { lastPush, newestQueuedAt, hasNotNow } = work;
  const lastContactAt = work.lastContactAt ?? 0;
  if (lastPush === undefined) return newestQueuedAt;
  const since = Math.max(lastPush.at, lastContactAt);
  // Queued after both the last push and the last contact: nobody told the device yet.
  const untold = newestQueuedAt > since ? newestQueuedAt : undefined;
  const unanswered = unansweredPushes(work);
  const patient = since + (hasNotNow ? step(afterNotNow, unanswered) : step(afterSilence, unanswered - 1));
  // The device came by itself after the push; whatever became of that push no longer matters.
  if (lastContactAt > lastPush.at) return untold ?? patient;
  switch (lastPush.outcome) {
    case 'accepted':
      return untold ?? patient;
    // The service itself knows what ends these, and does not ask before.
    case 'push.notConfigured':
    case 'paused':
    case 'certificate':
    case 'misconfigured':
    case 'topic-mismatch':
      return lastPush.at;
    case 'back-off':
    case 'unreachable':
    case 'token-invalid':
    case 'defect':
      return lastPush.retryAt ?? untold;
  }
};
