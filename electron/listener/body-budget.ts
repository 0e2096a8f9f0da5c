// How much of requests is held in memory at any moment, for all connections together and for each network. A body that
// never ends must not keep others out: where the bounds are reached, the largest unfinished body of whoever holds most
// gives way, not the one that happens to come next.

/** Bytes. */
export interface BodyLimits {
  readonly total: number;
  readonly perNetwork: number;
}

/** One request's part of the budget. */
export interface BodyShare {
  /** Bytes arrived. May make this or another body give way. */
  take(bytes: number): void;
  /** The body is complete: it no longer gives way. */
  complete(): void;
  /** The request is over, one way or another. */
  release(): void;
}

export interface BodyBudget {
  /** `giveUp` is called at most once, when this body has to make room; what it held counts as free from then on. */
  open(network: string, giveUp: () => void): BodyShare;
  /** Bytes held at the moment. */
  held(): number;
}

/** The largest report is 16 MB: one network can always send one, and two networks never wait for each other. */
const bodyLimits: BodyLimits = { total: 64 * 1024 * 1024, perNetwork: 32 * 1024 * 1024 };

interface Held {
  readonly network: string;
  bytes: number;
  readonly giveUp: () => void;
}

interface Network {
  bytes: number;
  readonly unfinished: Set<Held>;
}

export const createBodyBudget = ({ total, perNetwork }: BodyLimits = bodyLimits): BodyBudget => {
  const networks = new Map<string, Network>();
  let held = 0;

  const subtract = (share: Held, network: Network): void => {
    network.unfinished.delete(share);
    network.bytes -= share.bytes;
    held -= share.bytes;
    share.bytes = 0;
    if (network.bytes === 0 && network.unfinished.size === 0) networks.delete(share.network);
  };

  const giveWay = (network: Network): boolean => {
    let largest: Held | undefined;
    for (const share of network.unfinished) if (!largest || share.bytes > largest.bytes) largest = share;
    if (!largest) return false;
    subtract(largest, network);
    largest.giveUp();
    return true;
  };

  const greediest = (): Network | undefined => {
    let found: Network | undefined;
    for (const network of networks.values()) {
      if (network.unfinished.size > 0 && (!found || network.bytes > found.bytes)) found = network;
    }
    return found;
  };

  return {
    held: () => held,
    open(name, giveUp) {
      const network = networks.get(name) ?? { bytes: 0, unfinished: new Set<Held>() };
      networks.set(name, network);
      const share: Held = { network: name, bytes: 0, giveUp };
      network.unfinished.add(share);
      let released = false;
      return {
        take(bytes) {
          if (!network.unfinished.has(share)) return;
          share.bytes += bytes;
          network.bytes += bytes;
          held += bytes;
          while (network.bytes > perNetwork && giveWay(network));
          for (let next = greediest(); held > total && next && giveWay(next); next = greediest());
        },
        complete() {
          network.unfinished.delete(share);
        },
        release() {
          if (released) return;
          released = true;
          subtract(share, network);
        },
      };
    },
  };
};
