// A PushStore in memory, for tests of pushing alone. It lives on when a service is "restarted" around it.
import type { ChannelWork, PushStore, PushTarget, StoredPushResult } from '../../electron/mdm/push/store.ts';

export interface StoredChannel {
  readonly token: string;
  readonly pushMagic: string;
  readonly topic: string;
  tokenUpdatedAt: number;
  enrolledAt?: number;
  lastContactAt?: number;
  invalidReason?: string;
  /** Present while commands wait. */
  work?: { newestQueuedAt: number; hasNotNow?: boolean };
  lastPush?: StoredPushResult;
}

export interface MemoryPushStore extends PushStore {
  readonly channels: Map<string, StoredChannel>;
}

export const createMemoryPushStore = (): MemoryPushStore => {
  const channels = new Map<string, StoredChannel>();
  const targetOf = (channelId: string): PushTarget | undefined => {
    const channel = channels.get(channelId);
    if (channel === undefined || channel.invalidReason !== undefined) return undefined;
    const { token, pushMagic, topic, tokenUpdatedAt, lastContactAt, lastPush } = channel;
    const enrollmentId = `enrollment-${channelId}`;
    return { channelId, enrollmentId, token, pushMagic, topic, tokenUpdatedAt, lastContactAt, lastPush };
  };
  const works = (): ChannelWork[] =>
    [...channels].flatMap(([channelId, { work, enrolledAt, lastContactAt, lastPush, invalidReason }]) =>
      invalidReason === undefined
        ? [
            {
              channelId,
              enrolledAt,
              newestQueuedAt: work?.newestQueuedAt,
              hasNotNow: work?.hasNotNow ?? false,
              lastContactAt,
              lastPush,
            },
          ]
        : [],
    );
  return {
    channels,
    target: (channelId) => Promise.resolve(targetOf(channelId)),
    channelsWithWork: () => Promise.resolve(works().filter(({ newestQueuedAt }) => newestQueuedAt !== undefined)),
    quietChannels: (since) =>
      Promise.resolve(
        works().filter(
          ({ channelId, newestQueuedAt, lastContactAt }) =>
            newestQueuedAt === undefined && (lastContactAt ?? channels.get(channelId)?.tokenUpdatedAt ?? 0) <= since,
        ),
      ),
    workOf: (channelId) => Promise.resolve(works().find((work) => work.channelId === channelId)),
    hasRejected: (topic) =>
      Promise.resolve(
        [...channels.values()].some(
          (channel) =>
            channel.topic === topic && channel.invalidReason === undefined && channel.lastPush?.outcome === 'rejected',
        ),
      ),
    saveResult(channelId, result) {
      const channel = channels.get(channelId);
      if (channel !== undefined) channel.lastPush = result;
      return Promise.resolve();
    },
    markTokenInvalid(channelId, { token, reason }) {
      const channel = channels.get(channelId);
      if (channel?.token === token) channel.invalidReason = reason;
      return Promise.resolve();
    },
  };
};
