// Waking by push: listens for the device's tokens and starts a session when the magic is right.
import type { Channel } from './command-rules.ts';
import type { PushState } from './enrollment.ts';

/** What a fake APNs offers to simulated devices. Returns the unsubscriber. */
export interface PushSource {
  onPush(tokenHex: string, listener: (pushMagic: string) => void): () => void;
}

export interface PushWake {
  /** Follows the tokens the device has now; call it whenever they change. */
  follow(push: Readonly<Record<Channel, PushState>> | undefined): void;
  stop(): void;
}

/** Calls `wake` for each push whose magic matches; others are ignored, as a device does. */
export const createPushWake = (source: PushSource, wake: (channel: Channel) => void): PushWake => {
  let subscriptions: (() => void)[] = [];
  const stop = (): void => {
    for (const unsubscribe of subscriptions) unsubscribe();
    subscriptions = [];
  };
  return {
    stop,
    follow(push) {
      stop();
      if (push === undefined) return;
      subscriptions = (['device', 'user'] as const).map((channel) =>
        source.onPush(push[channel].token.toString('hex'), (magic) => {
          if (magic === push[channel].magic) wake(channel);
        }),
      );
    },
  };
};
