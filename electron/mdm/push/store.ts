// The stored state that pushing needs. Implemented by the database layer.

/** Where a push to a channel goes. */
export interface PushTarget {
  readonly channelId: string;
  readonly enrollmentId: string;
  /** Hexadecimal push token of the last TokenUpdate. */
  readonly token: string;
  readonly pushMagic: string;
  readonly topic: string;
  /** When the last TokenUpdate came, in ms since the epoch. */
  readonly tokenUpdatedAt: number;
  /** When the channel last asked for commands (connect), in ms since the epoch; undefined if never. */
  readonly lastContactAt: number | undefined;
  readonly lastPush: StoredPushResult | undefined;
}

/** How the last push to a channel ended; what the console shows and what decides when to try again. */
export type PushOutcome =
  | 'accepted'
  | 'push.notConfigured'
  | 'paused'
  | 'token-invalid'
  | 'topic-mismatch'
  | 'rejected'
  | 'unexpected'
  | 'misconfigured'
  | 'certificate'
  | 'defect'
  | 'back-off'
  | 'unreachable';

export interface StoredPushResult {
  readonly outcome: PushOutcome;
  /** APNs' reason or ours, for the admin; empty if accepted. */
  readonly reason: string;
  /** When the attempt ended, in ms since the epoch. */
  readonly at: number;
  /** Not earlier than this should it be tried again, in ms since the epoch; undefined if a retry would not help. */
  readonly retryAt: number | undefined;
  /** Failed attempts in a row, this one included; 0 if accepted. */
  readonly failures: number;
  /** Accepted pushes since the channel last connected, this one included. */
  readonly unanswered: number;
}

/** What decides when to push to a channel. Times are in ms since the epoch. */
export interface ChannelWork {
  readonly channelId: string;
  /** When the device enrolled last; undefined if that is not known. */
  readonly enrolledAt: number | undefined;
  /** When the youngest waiting command was queued; undefined if none waits. */
  readonly newestQueuedAt: number | undefined;
  /** True if the device answered NotNow to one of the waiting commands. */
  readonly hasNotNow: boolean;
  /** When the channel last asked for commands (connect), undefined if never. */
  readonly lastContactAt: number | undefined;
  readonly lastPush: StoredPushResult | undefined;
}

export interface PushStore {
  /**
   * Undefined if the channel is unknown, no longer enrolled, sent no TokenUpdate yet, or its token is marked invalid.
   */
  target(channelId: string): Promise<PushTarget | undefined>;
  /** Every channel that could be pushed to (see `target`) and has commands waiting. */
  channelsWithWork(): Promise<readonly ChannelWork[]>;
  /** Every channel that could be pushed to, has nothing waiting, and was not heard of since the given time. */
  quietChannels(since: number): Promise<readonly ChannelWork[]>;
  /** The same of one channel, whatever waits for it; undefined if it could not be pushed to. */
  workOf(channelId: string): Promise<ChannelWork | undefined>;
  /** Of the channels that could be pushed to: whether for one of them the last push was `rejected` under this topic. */
  hasRejected(topic: string): Promise<boolean>;
  /** Keeps the result as lastPushAt and lastPushResult of the channel. Does nothing if the channel is gone. */
  saveResult(channelId: string, result: StoredPushResult): Promise<void>;
  /**
   * Marks the channel's token as dead until its next TokenUpdate; the enrollment's row stays. Does nothing if the channel
   * meanwhile has another token than `token`.
   */
  markTokenInvalid(channelId: string, mark: { token: string; reason: string; at: number }): Promise<void>;
}
