// Decides when to push to which channel and what each answer means for it. Wakes devices; never carries commands itself.
import { assertNever } from '../../core/errors.ts';
import type { Clock, Logger } from '../../core/ports.ts';
import type { ApnsClient } from './apns-client.ts';
import { backOffMs } from '../../net/retry.ts';
import { describePushResult } from './describe.ts';
import type { PushResult } from './result.ts';
import { nextPushAt, unansweredPushes } from './schedule.ts';
import type { ChannelWork, PushOutcome, PushStore, PushTarget, StoredPushResult } from './store.ts';
import type { PushTransport } from './transport.ts';
import { day, hour, minute } from '../../core/durations.ts';

/** A row of the device log. */
export interface PushLogRow {
  readonly enrollmentId: string;
  readonly channelId: string;
  readonly action: 'Push Sent' | 'Push Failed';
  readonly status: 'Accepted' | 'Failed';
  readonly detail: string;
}

export interface PushPause {
  readonly outcome: 'certificate' | 'misconfigured';
  readonly reason: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

export type PushEvent =
  | { readonly type: 'push.finished'; readonly channelId: string; readonly result: StoredPushResult }
  /** An alarm: nothing is pushed until the push certificate is replaced. */
  | { readonly type: 'push.paused'; readonly pause: PushPause }
  | { readonly type: 'push.resumed' }
  | { readonly type: 'push.tokenInvalid'; readonly channelId: string; readonly reason: string }
  /** An alarm, once for a topic: Apple says that tokens do not fit our certificate. */
  | { readonly type: 'push.rejected'; readonly topic: string; readonly reason: string }
  /** No push under the topic is refused so any more. */
  | { readonly type: 'push.fits'; readonly topic: string }
  /** Something that is not Apple answers, such as a proxy. Told once until a push gets through again. */
  | { readonly type: 'push.obstructed'; readonly reason: string }
  /** A push got through: the first one since the start, or since one did not. */
  | { readonly type: 'push.through' };

export interface PushService {
  /**
   * Asks for a push to the channel. Call after enqueuing, as often as is convenient: requests in one turn, while a push is in
   * flight or too soon after the last push become one.
   */
  request(channelId: string): void;
  /** Call when the channel connects for commands, before it is served: a push still waiting has become needless. */
  contacted(channelId: string): void;
  /** Call after another push certificate (or none) was taken into use: ends a pause and pushes what waited. */
  credentialsChanged(): void;
  /**
   * From when on the channel is pushed next if nothing happens meanwhile; undefined if it cannot be pushed to. In the past
   * if it is one of many that are called one after the other.
   */
  nextAt(channelId: string): Promise<number | undefined>;
  status(): { readonly configured: boolean; readonly topic: string | undefined; readonly pause: PushPause | undefined };
  /** Takes up the pushes that stored state says are due, and goes on looking for such. */
  start(): void;
  /** Drops what waits (stored state keeps it) and lets pushes in flight end. */
  stop(): Promise<void>;
}

export interface PushServiceDeps {
  readonly clock: Clock;
  /** 0 (included) to 1 (excluded). */
  readonly random: () => number;
  readonly transport: PushTransport;
  readonly store: PushStore;
  /** After how much silence a channel is pushed although nothing waits for it. */
  readonly checkInIntervalMs: () => Promise<number>;
  readonly logDevice: (row: PushLogRow) => Promise<void>;
  readonly emit: (event: PushEvent) => void;
  readonly log: Logger;
  readonly timing?: Partial<PushTiming>;
}

export interface PushTiming {
  /** Least time between two pushes to one channel. */
  readonly minIntervalMs: number;
  readonly sweepEveryMs: number;
  /** Pushes that a sweep finds due are spread at random over this time, so that offline devices do not starve others. */
  readonly sweepSpreadMs: number;
  /** After a night all devices are due at once: they are called one after the other, so far apart. */
  readonly contactEveryMs: number;
}

const defaultTiming: PushTiming = {
  minIntervalMs: 3000,
  sweepEveryMs: minute,
  sweepSpreadMs: 30_000,
  contactEveryMs: 50,
};

const deviceBackOff = { baseMs: minute, maxMs: hour };
/** For what another attempt mends only after somebody did something. */
const faultBackOff = { baseMs: 15 * minute, maxMs: day };
const serverBackOff = { baseMs: 5000, maxMs: 30 * minute };

interface ChannelState {
  dueAt: number | undefined;
  cancel: () => void;
  inFlight: boolean;
  /** Requested again while in flight. */
  again: boolean;
  lastStartedAt: number;
}

interface Verdict {
  readonly outcome: PushOutcome;
  readonly reason: string;
  readonly retryAt?: number;
}

export const createPushService = (deps: PushServiceDeps): PushService => {
  const { clock, random, transport, store, emit, log } = deps;
  const timing = { ...defaultTiming, ...deps.timing };
  const channels = new Map<string, ChannelState>();
  const running = new Set<Promise<void>>();
  let pause: PushPause | undefined;
  /** Topics whose alarm was given. */
  const rejectedTopics = new Set<string>();
  /** Whether the last push came through to Apple; undefined before the first one. */
  let through: boolean | undefined;
  let stopped = false;
  let stopSweep = (): void => undefined;

  const track = (work: Promise<void>, what: string): void => {
    const guarded = work
      .catch((error: unknown) => {
        log.error(what, { error });
      })
      .finally(() => running.delete(guarded));
    running.add(guarded);
  };

  const stateOf = (channelId: string): ChannelState => {
    const known = channels.get(channelId);
    if (known !== undefined) return known;
    const fresh: ChannelState = {
      dueAt: undefined,
      cancel: () => undefined,
      inFlight: false,
      again: false,
      lastStartedAt: Number.NEGATIVE_INFINITY,
    };
    channels.set(channelId, fresh);
    return fresh;
  };

  const schedule = (channelId: string, at: number): void => {
    if (stopped) return;
    const state = stateOf(channelId);
    if (state.inFlight) {
      state.again = true;
      return;
    }
    const dueAt = Math.max(at, clock.now(), state.lastStartedAt + timing.minIntervalMs);
    if (state.dueAt !== undefined && state.dueAt <= dueAt) return;
    state.cancel();
    state.dueAt = dueAt;
    state.cancel = clock.schedule(dueAt - clock.now(), () => {
      state.dueAt = undefined;
      state.inFlight = true;
      state.again = false;
      state.lastStartedAt = clock.now();
      track(run(channelId, state), 'a push could not be handled');
    });
  };

  const run = async (channelId: string, state: ChannelState): Promise<void> => {
    let retryAt: number | undefined;
    try {
      retryAt = await pushTo(channelId);
    } finally {
      state.inFlight = false;
      if (state.again) schedule(channelId, clock.now());
      else if (retryAt !== undefined) schedule(channelId, retryAt);
    }
  };

  /** Pushes once and stores what came of it; returns when to try again, if ever. */
  const pushTo = async (channelId: string): Promise<number | undefined> => {
    const target = await store.target(channelId);
    if (target === undefined) return undefined;
    const { lastPush } = target;
    const contactSince = (target.lastContactAt ?? 0) > (lastPush?.at ?? 0);
    // APNs asked for patience; a new command is no reason to lose it.
    if (lastPush?.outcome === 'back-off' && !contactSince && (lastPush.retryAt ?? 0) > clock.now()) {
      return lastPush.retryAt;
    }
    const verdict = await decide(target);
    const accepted = verdict.outcome === 'accepted';
    const result: StoredPushResult = {
      outcome: verdict.outcome,
      reason: verdict.reason,
      at: clock.now(),
      retryAt: verdict.retryAt,
      failures: accepted ? 0 : failuresOf(target) + 1,
      unanswered: unansweredPushes(target) + (accepted ? 1 : 0),
    };
    await store.saveResult(channelId, result);
    await tell(target, result);
    // A network that is down for a day would otherwise fill the log with the same line.
    const repeated = !accepted && lastPush?.outcome === result.outcome && lastPush.reason === result.reason;
    if (!repeated) {
      await deps.logDevice({
        enrollmentId: target.enrollmentId,
        channelId,
        action: accepted ? 'Push Sent' : 'Push Failed',
        status: accepted ? 'Accepted' : 'Failed',
        detail: accepted ? 'Apple accepted the push; that is not yet a delivery.' : describePushResult(result),
      });
    }
    emit({ type: 'push.finished', channelId, result });
    return verdict.retryAt;
  };

  /** Gives and ends the alarms. */
  const tell = async ({ topic, lastPush }: PushTarget, { outcome, reason }: StoredPushResult): Promise<void> => {
    if (outcome === 'rejected' && !rejectedTopics.has(topic)) {
      rejectedTopics.add(topic);
      log.error('APNs says that push tokens do not fit the push certificate', { topic, reason });
      emit({ type: 'push.rejected', topic, reason });
    }
    if (outcome === 'unexpected' && through !== false) {
      through = false;
      log.warn('something that is not APNs answers pushes', { reason });
      emit({ type: 'push.obstructed', reason });
    }
    if (outcome !== 'accepted') return;
    if (through !== true) {
      through = true;
      emit({ type: 'push.through' });
    }
    if (lastPush?.outcome === 'rejected' && !(await store.hasRejected(topic))) {
      rejectedTopics.delete(topic);
      emit({ type: 'push.fits', topic });
    }
  };

  const decide = async (target: PushTarget): Promise<Verdict> => {
    const client = transport.client();
    if (client === undefined) return { outcome: 'push.notConfigured', reason: 'No push certificate is installed.' };
    if (pause !== undefined) return { outcome: 'paused', reason: pause.reason };
    if (client.topic !== target.topic) {
      return { outcome: 'topic-mismatch', reason: `enrolled for ${target.topic}, certificate is for ${client.topic}` };
    }
    return judge(target, await client.push({ token: target.token, pushMagic: target.pushMagic }), client);
  };

  const judge = async (target: PushTarget, result: PushResult, client: ApnsClient): Promise<Verdict> => {
    const retryIn = (ranges: { baseMs: number; maxMs: number }, atLeastMs = 0): number =>
      clock.now() + Math.max(atLeastMs, backOffMs(failuresOf(target) + 1, ranges, random));
    switch (result.outcome) {
      case 'accepted':
        return { outcome: 'accepted', reason: '' };
      case 'token-invalid': {
        const { reason, timestamp } = result;
        // A 410 can be older than the token: the device may have sent the same token anew since.
        if (timestamp === undefined || timestamp <= target.tokenUpdatedAt) {
          return { outcome: 'token-invalid', reason, retryAt: retryIn(deviceBackOff) };
        }
        await store.markTokenInvalid(target.channelId, { token: target.token, reason, at: clock.now() });
        emit({ type: 'push.tokenInvalid', channelId: target.channelId, reason });
        return { outcome: 'token-invalid', reason };
      }
      case 'misconfigured':
      case 'certificate':
        // An answer to a certificate that was replaced meanwhile says nothing about the new one.
        if (transport.client() === client) pauseAll({ ...result, since: clock.now() });
        return { outcome: result.outcome, reason: result.reason };
      case 'defect':
        log.error('APNs refuses a push as malformed', { reason: result.reason });
        return { outcome: 'defect', reason: result.reason, retryAt: retryIn(faultBackOff) };
      case 'rejected':
        return { outcome: 'rejected', reason: result.reason, retryAt: retryIn(faultBackOff) };
      case 'unexpected':
        return { outcome: 'unexpected', reason: result.reason, retryAt: retryIn(deviceBackOff, result.retryAfterMs) };
      case 'back-off': {
        const ranges = result.scope === 'device' ? deviceBackOff : serverBackOff;
        return { outcome: 'back-off', reason: result.reason, retryAt: retryIn(ranges, result.retryAfterMs) };
      }
      case 'unreachable':
        return { outcome: 'unreachable', reason: result.reason, retryAt: retryIn(serverBackOff, result.retryAfterMs) };
      default:
        return assertNever(result);
    }
  };

  const pauseAll = (next: PushPause): void => {
    if (pause !== undefined) return;
    pause = next;
    log.error('pushing is paused until the push certificate is replaced', { ...next });
    emit({ type: 'push.paused', pause: next });
  };

  /** Plans the pushes to these channels that are due before the next sweep, one after the other over `overMs`. */
  const plan = (due: readonly { channelId: string; at: number }[], overMs: number): void => {
    const now = clock.now();
    const free = due.filter(({ channelId, at }) => {
      const state = channels.get(channelId);
      return state?.inFlight !== true && (state?.dueAt ?? Infinity) > Math.max(at, now) + overMs;
    });
    for (const [index, { channelId, at }] of free.entries()) {
      schedule(channelId, Math.round(Math.max(at, now) + ((index + random()) / free.length) * overMs));
    }
  };

  /** `afresh`: the certificate may be another one, so that what it was to blame for is tried again. */
  const sweep = async (afresh: boolean): Promise<void> => {
    if (stopped || pause !== undefined || transport.client() === undefined) return;
    const checkInMs = await deps.checkInIntervalMs();
    const now = clock.now();
    for (const [channelId, state] of channels) {
      const recent = now - state.lastStartedAt < timing.minIntervalMs;
      if (state.dueAt === undefined && !state.inFlight && !recent) channels.delete(channelId);
    }
    const dueOf = (all: readonly ChannelWork[]) =>
      all.flatMap((work) => {
        const outcome = work.lastPush?.outcome;
        if (outcome === 'topic-mismatch' && !afresh) return [];
        const at = afresh && outcome === 'rejected' ? now : nextPushAt(work, checkInMs);
        return at > now + timing.sweepEveryMs ? [] : [{ channelId: work.channelId, at }];
      });
    plan(dueOf(await store.channelsWithWork()), timing.sweepSpreadMs);
    const quiet = dueOf(await store.quietChannels(now + timing.sweepEveryMs - checkInMs));
    plan(quiet, Math.max(timing.sweepSpreadMs, quiet.length * timing.contactEveryMs));
  };

  const sweepLater = (): void => {
    stopSweep = clock.schedule(timing.sweepEveryMs * (0.75 + random() / 2), () => {
      track(sweep(false), 'looking for due pushes failed');
      sweepLater();
    });
  };

  return {
    request(channelId) {
      schedule(channelId, clock.now());
    },
    contacted(channelId) {
      const state = channels.get(channelId);
      if (state === undefined) return;
      state.cancel();
      state.dueAt = undefined;
      state.again = false;
    },
    credentialsChanged() {
      rejectedTopics.clear();
      if (pause !== undefined) {
        pause = undefined;
        emit({ type: 'push.resumed' });
      }
      track(sweep(true), 'looking for due pushes failed');
    },
    async nextAt(channelId) {
      const work = await store.workOf(channelId);
      return work && nextPushAt(work, await deps.checkInIntervalMs());
    },
    status() {
      const client = transport.client();
      return { configured: client !== undefined, topic: client?.topic, pause };
    },
    start() {
      track(sweep(true), 'looking for due pushes failed');
      sweepLater();
    },
    async stop() {
      stopped = true;
      stopSweep();
      for (const state of channels.values()) state.cancel();
      await Promise.all(running);
    },
  };
};

/** Failed attempts in a row before this one; a contact forgives them. */
const failuresOf = ({ lastPush, lastContactAt }: PushTarget): number =>
  lastPush === undefined || (lastContactAt ?? 0) > lastPush.at ? 0 : lastPush.failures;
