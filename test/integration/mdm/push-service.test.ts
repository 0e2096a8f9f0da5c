import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../../electron/core/ports.ts';
import {
  createPushService,
  type PushEvent,
  type PushLogRow,
  type PushService,
} from '../../../electron/mdm/push/service.ts';
import { createPushTransport, type ReplaceablePushTransport } from '../../../electron/mdm/push/transport.ts';
import { createFakeApns, type FakeApns } from '../../support/fakes/apns.ts';
import { createManualClock, type ManualClock } from '../../support/fakes/manual-clock.ts';
import { createMemoryPushStore, type MemoryPushStore, type StoredChannel } from '../../support/memory-push-store.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('the push service', () => {
  let apns: FakeApns;
  let clock: ManualClock;
  let store: MemoryPushStore;
  let transport: ReplaceablePushTransport;
  let service: PushService;
  let rows: PushLogRow[];
  let events: PushEvent[];
  let finished: (() => void)[];

  beforeAll(async () => {
    apns = await createFakeApns();
  });
  afterAll(() => apns.stop());

  const makeService = (): PushService =>
    createPushService({
      clock,
      random: () => 0.5,
      transport,
      store,
      checkInIntervalMs: () => Promise.resolve(4 * HOUR),
      log: silentLogger,
      logDevice: (row) => {
        rows.push(row);
        return Promise.resolve();
      },
      emit: (event) => {
        events.push(event);
        if (event.type === 'push.finished') for (const wake of finished.splice(0)) wake();
      },
    });

  beforeEach(async () => {
    clock = createManualClock();
    store = createMemoryPushStore();
    transport = createPushTransport({
      endpoints: apns.endpoints,
      // The network is real, so its time-outs must not pass while a test moves hours.
      clock: createManualClock(),
      random: () => 0.5,
      log: silentLogger,
    });
    rows = [];
    events = [];
    finished = [];
    await transport.replace(apns.certificate);
    service = makeService();
  });
  afterEach(async () => {
    await service.stop();
    await transport.close();
  });

  const addChannel = (channelId: string, change: Partial<StoredChannel> = {}): StoredChannel => {
    const channel: StoredChannel = {
      token: randomBytes(32).toString('hex'),
      pushMagic: `magic-${channelId}`,
      topic: apns.certificate.topic,
      tokenUpdatedAt: clock.now() - HOUR,
      ...change,
    };
    store.channels.set(channelId, channel);
    return channel;
  };
  const pushesTo = ({ token }: StoredChannel): number => apns.received.filter((push) => push.token === token).length;
  const outcomes = (): string[] =>
    events.flatMap((event) =>
      event.type === 'push.finished' && !event.channelId.startsWith('witness') ? [event.result.outcome] : [],
    );

  /** Moves time forward and waits until the push that this sets off has ended. */
  const advanceToPush = async (ms: number): Promise<void> => {
    const ended = new Promise<void>((resolve) => finished.push(resolve));
    await clock.advance(ms);
    await ended;
    await clock.settle();
  };
  const push = async (channelId: string): Promise<void> => {
    service.request(channelId);
    await advanceToPush(0);
  };

  /** Pushes elsewhere on the same connection: a push to somebody else that was already under way has arrived then. */
  const expectNoOther = async (phone: StoredChannel, pushes: number): Promise<void> => {
    const witness = `witness-${String(store.channels.size)}`;
    // Nothing else is ever due for it.
    addChannel(witness, { lastContactAt: clock.now() + 365 * 24 * HOUR });
    await push(witness);
    expect(pushesTo(phone)).toBe(pushes);
  };

  it('stores the result and writes a device log row', async () => {
    const phone = addChannel('phone');
    await push('phone');
    expect(await apns.waitForPush(phone.token)).toMatchObject({ pushMagic: 'magic-phone' });
    expect(phone.lastPush).toEqual({
      outcome: 'accepted',
      reason: '',
      at: clock.now(),
      retryAt: undefined,
      failures: 0,
      unanswered: 1,
    });
    expect(rows).toEqual([
      {
        enrollmentId: 'enrollment-phone',
        channelId: 'phone',
        action: 'Push Sent',
        status: 'Accepted',
        detail: 'Apple accepted the push; that is not yet a delivery.',
      },
    ]);
  });

  it('scenario 39: makes one push of many requests in one turn, and one more of those during its flight', async () => {
    const phone = addChannel('phone');
    const release = apns.hold(phone.token);
    for (let n = 0; n < 10; n += 1) service.request('phone');
    await clock.advance(0);
    await apns.waitForHeld(phone.token);
    for (let n = 0; n < 10; n += 1) service.request('phone');
    await clock.advance(2000);
    expect(outcomes()).toEqual([]);
    const first = new Promise<void>((resolve) => finished.push(resolve));
    release();
    await first;
    await expectNoOther(phone, 1);
    await advanceToPush(3000);
    expect(pushesTo(phone)).toBe(2);
    await clock.advance(10_000);
    await expectNoOther(phone, 2);
    expect(outcomes()).toEqual(['accepted', 'accepted']);
  });

  it('does not push to one device more often than the interval allows, nor after it came by itself', async () => {
    const phone = addChannel('phone');
    await push('phone');
    service.request('phone');
    await clock.advance(2999);
    await expectNoOther(phone, 1);
    await advanceToPush(1);
    expect(pushesTo(phone)).toBe(2);
    service.request('phone');
    service.contacted('phone');
    await clock.advance(10_000);
    await expectNoOther(phone, 2);
    expect(outcomes()).toHaveLength(2);
  });

  it('scenario 38: marks the token dead on a 410 newer than the last TokenUpdate, and stops pushing', async () => {
    const phone = addChannel('phone');
    apns.answer(phone.token, { status: 410, reason: 'Unregistered', timestamp: phone.tokenUpdatedAt + 1 });
    await push('phone');
    expect(phone.invalidReason).toBe('Unregistered');
    expect(phone.lastPush).toMatchObject({ outcome: 'token-invalid', retryAt: undefined });
    expect(rows[0]).toMatchObject({ action: 'Push Failed', status: 'Failed', enrollmentId: 'enrollment-phone' });
    expect(events[0]).toEqual({ type: 'push.tokenInvalid', channelId: 'phone', reason: 'Unregistered' });
    service.request('phone');
    await clock.advance(2 * HOUR);
    expect(outcomes()).toHaveLength(1);
  });

  it('scenario 38: keeps the token on a 410 that is older than the last TokenUpdate, and tries again later', async () => {
    const phone = addChannel('phone');
    apns.answer(phone.token, { status: 410, reason: 'Unregistered', timestamp: phone.tokenUpdatedAt, times: 1 });
    await push('phone');
    expect(phone.invalidReason).toBeUndefined();
    await advanceToPush(MINUTE);
    expect(phone.lastPush).toMatchObject({ outcome: 'accepted', failures: 0 });
  });

  it.each(['BadDeviceToken', 'DeviceTokenNotForTopic'])(
    'scenario 86: keeps the tokens on a 400 %s, gives one alarm, and tries again after the certificate changed',
    async (reason) => {
      const phone = addChannel('phone', { work: { newestQueuedAt: clock.now() } });
      const mac = addChannel('mac', { work: { newestQueuedAt: clock.now() } });
      for (const { token } of [phone, mac]) apns.answer(token, { status: 400, reason });
      await push('phone');
      await push('mac');
      expect([phone.invalidReason, mac.invalidReason]).toEqual([undefined, undefined]);
      expect(phone.lastPush).toMatchObject({ outcome: 'rejected', reason });
      expect(phone.lastPush?.retryAt).toBeGreaterThan(clock.now() + 5 * MINUTE);
      const { topic } = apns.certificate;
      expect(events.filter(({ type }) => type === 'push.rejected')).toEqual([{ type: 'push.rejected', topic, reason }]);
      expect(service.status().pause).toBeUndefined();

      for (const { token } of [phone, mac]) apns.answer(token, undefined);
      await transport.replace(apns.certificate);
      service.credentialsChanged();
      await clock.advance(30_000);
      await Promise.all([apns.waitForPush(phone.token), apns.waitForPush(mac.token)]);
      await clock.settle();
    },
  );

  it('says that tokens fit again when the last one that did not was accepted', async () => {
    const phone = addChannel('phone');
    apns.answer(phone.token, { status: 400, reason: 'BadDeviceToken', times: 1 });
    await push('phone');
    await advanceToPush(15 * MINUTE);
    expect(phone.lastPush?.outcome).toBe('accepted');
    expect(events.map(({ type }) => type)).toEqual([
      'push.rejected',
      'push.finished',
      'push.through',
      'push.fits',
      'push.finished',
    ]);
  });

  it.each([403, 404, 405, 407, 421])(
    'retries after a %i that is not in Apple’s words, and tells of it once',
    async (status) => {
      const phone = addChannel('phone');
      apns.answer(phone.token, { status, times: 2 });
      await push('phone');
      expect(phone.lastPush).toMatchObject({ outcome: 'unexpected', reason: `status ${String(status)}` });
      expect(service.status().pause).toBeUndefined();
      await advanceToPush(MINUTE);
      await advanceToPush(2 * MINUTE);
      expect(phone.lastPush).toMatchObject({ outcome: 'accepted', failures: 0 });
      const told = events.map(({ type }) => type).filter((type) => type !== 'push.finished');
      expect(told).toEqual(['push.obstructed', 'push.through']);
    },
  );

  it('pushes a device that was not heard of for the check-in interval, and backs off while it stays silent', async () => {
    const phone = addChannel('phone', { lastContactAt: clock.now() });
    service.start();
    await clock.advance(4 * HOUR - 2 * MINUTE);
    await expectNoOther(phone, 0);
    await advanceToPush(4 * MINUTE);
    expect(pushesTo(phone)).toBe(1);
    phone.lastContactAt = clock.now() + 1;
    service.contacted('phone');
    await clock.advance(4 * HOUR - 2 * MINUTE);
    await expectNoOther(phone, 1);
    await advanceToPush(4 * MINUTE);
    await advanceToPush(2 * HOUR + 2 * MINUTE);
    expect(pushesTo(phone)).toBe(3);
    await clock.advance(23 * HOUR);
    await expectNoOther(phone, 3);
    await advanceToPush(2 * HOUR);
    expect(pushesTo(phone)).toBe(4);
    expect(await service.nextAt('phone')).toBe((phone.lastPush?.at ?? 0) + 24 * HOUR);
  });

  it('spreads thousands that are due after a night, and calls those first for whom a command waits', async () => {
    const seen = clock.now() - 12 * HOUR;
    const count = 3000;
    for (let n = 0; n < count; n += 1) addChannel(`quiet-${String(n)}`, { lastContactAt: seen });
    const busy = addChannel('busy', { lastContactAt: seen, work: { newestQueuedAt: clock.now() - 1000 } });
    const delays: number[] = [];
    const { schedule } = clock;
    clock = {
      ...clock,
      schedule: (delayMs, run) => {
        delays.push(delayMs);
        return schedule(delayMs, run);
      },
    };
    service = makeService();
    service.start();
    await clock.settle();
    await clock.settle();
    // One is the next sweep, and one is for whom a command waits: half of the spread of all work.
    expect(delays.splice(0, 2)).toEqual([60_000, 15_000]);
    expect(delays).toHaveLength(count);
    const perSecond = new Map<number, number>();
    for (const delay of delays) {
      const second = Math.floor(delay / 1000);
      perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
    }
    expect(Math.max(...perSecond.values())).toBeLessThanOrEqual(21);
    expect(Math.max(...perSecond.keys())).toBeLessThan(3 * 60);
    expect(pushesTo(busy)).toBe(0);
  });

  it('scenario 38: pauses all pushes on an expired certificate until it is replaced, then pushes what waited', async () => {
    const expired = await apns.authority.issuePush({
      topic: apns.certificate.topic,
      notAfter: new Date(Date.now() - 1000),
    });
    await transport.replace(expired);
    const phone = addChannel('phone', { work: { newestQueuedAt: clock.now() } });
    const mac = addChannel('mac', { work: { newestQueuedAt: clock.now() } });
    await push('phone');
    expect(phone.lastPush).toMatchObject({ outcome: 'certificate', reason: 'BadCertificate' });
    expect(service.status().pause).toMatchObject({ outcome: 'certificate', reason: 'BadCertificate' });
    expect(events).toContainEqual({
      type: 'push.paused',
      pause: { outcome: 'certificate', reason: 'BadCertificate', since: clock.now() },
    });
    const refusedBefore = apns.refused.length;
    await push('mac');
    expect(mac.lastPush?.outcome).toBe('paused');
    expect(rows.at(-1)?.detail).toContain('Replace the push certificate');
    expect(apns.refused).toHaveLength(refusedBefore);

    await transport.replace(apns.certificate);
    service.credentialsChanged();
    await clock.advance(30_000);
    await Promise.all([apns.waitForPush(phone.token), apns.waitForPush(mac.token)]);
    expect(service.status().pause).toBeUndefined();
    expect(events.map(({ type }) => type)).toContain('push.resumed');
  });

  it('scenario 38: pauses all pushes when the topic is disallowed', async () => {
    const phone = addChannel('phone');
    apns.answer(phone.token, { status: 400, reason: 'TopicDisallowed' });
    await push('phone');
    expect(service.status().pause).toMatchObject({ outcome: 'misconfigured', reason: 'TopicDisallowed' });
  });

  it('scenario 38: backs off one device on 429, even for new requests, and leaves others alone', async () => {
    const phone = addChannel('phone');
    const other = addChannel('other');
    apns.answer(phone.token, { status: 429, reason: 'TooManyRequests', retryAfterSeconds: 300, times: 1 });
    await push('phone');
    expect(phone.lastPush).toMatchObject({ outcome: 'back-off', retryAt: clock.now() + 300_000 });
    service.request('phone');
    await clock.advance(200_000);
    expect(pushesTo(phone)).toBe(0);
    await push('other');
    expect(pushesTo(other)).toBe(1);
    await advanceToPush(100_000);
    expect(pushesTo(phone)).toBe(1);
  });

  it('waits longer for a device that APNs calls too often than for APNs itself', async () => {
    const phone = addChannel('phone');
    apns.answer(phone.token, { status: 429, reason: 'TooManyRequests', times: 1 });
    await push('phone');
    expect(phone.lastPush).toMatchObject({ outcome: 'back-off', retryAt: clock.now() + 45_000 });
  });

  it('pushes at once to a device that came by itself since APNs asked for patience', async () => {
    const phone = addChannel('phone');
    apns.answer(phone.token, { status: 429, reason: 'TooManyRequests', retryAfterSeconds: 300, times: 1 });
    await push('phone');
    await clock.advance(10_000);
    phone.lastContactAt = clock.now();
    await push('phone');
    expect(pushesTo(phone)).toBe(1);
  });

  it('does not pause for what APNs says of a certificate that was replaced meanwhile', async () => {
    const phone = addChannel('phone');
    apns.answer(phone.token, { status: 403, reason: 'BadCertificate' });
    const release = apns.hold(phone.token);
    service.request('phone');
    await clock.advance(0);
    await apns.waitForHeld(phone.token);
    const replaced = transport.replace(await apns.authority.issuePush({ topic: apns.certificate.topic }));
    const ended = new Promise<void>((resolve) => finished.push(resolve));
    release();
    await Promise.all([ended, replaced]);
    expect(outcomes()).toEqual(['certificate']);
    expect(service.status().pause).toBeUndefined();
  });

  it('retries a 503 with growing delays and writes one log row for the row of equal failures', async () => {
    const phone = addChannel('phone');
    apns.answer(phone.token, { status: 503, reason: 'ServiceUnavailable', times: 3 });
    await push('phone');
    const start = clock.now();
    expect(phone.lastPush).toMatchObject({ failures: 1, retryAt: start + 3750 });
    await advanceToPush(3750);
    expect(phone.lastPush).toMatchObject({ failures: 2, retryAt: start + 3750 + 7500 });
    await advanceToPush(7500);
    await advanceToPush(15_000);
    expect(phone.lastPush).toMatchObject({ outcome: 'accepted', failures: 0 });
    expect(rows.map(({ action }) => action)).toEqual(['Push Failed', 'Push Sent']);
  });

  it('reports a refused request as our defect and repeats it seldom', async () => {
    const phone = addChannel('phone', { work: { newestQueuedAt: clock.now() - 1 } });
    apns.answer(phone.token, { status: 400, reason: 'BadPriority', times: 1 });
    service.start();
    await advanceToPush(30_000);
    await clock.advance(5 * MINUTE);
    expect(outcomes()).toEqual(['defect']);
    await advanceToPush(15 * MINUTE);
    expect(outcomes()).toEqual(['defect', 'accepted']);
  });

  it('stores that no push certificate is installed, and pushes once there is one', async () => {
    await transport.replace(undefined);
    const phone = addChannel('phone', { work: { newestQueuedAt: clock.now() } });
    service.start();
    await push('phone');
    expect(phone.lastPush?.outcome).toBe('push.notConfigured');
    expect(service.status()).toEqual({ configured: false, topic: undefined, pause: undefined });
    await clock.advance(HOUR);
    expect(outcomes()).toEqual(['push.notConfigured']);
    await transport.replace(apns.certificate);
    service.credentialsChanged();
    await advanceToPush(30_000);
    expect(phone.lastPush?.outcome).toBe('accepted');
  });

  it('does not push to a device that enrolled with another topic', async () => {
    const phone = addChannel('phone', { topic: 'com.apple.mgmt.External.old' });
    await push('phone');
    expect(phone.lastPush?.outcome).toBe('topic-mismatch');
    expect(rows[0]?.detail).toContain('must enroll again');
    expect(service.status().pause).toBeUndefined();
  });

  it('takes up after a restart what stored state says is due', async () => {
    const untold = addChannel('untold', { work: { newestQueuedAt: clock.now() - 1000 } });
    const retry = addChannel('retry', { work: { newestQueuedAt: clock.now() - 1000 } });
    const told = addChannel('told', { work: { newestQueuedAt: clock.now() - 1000 } });
    apns.answer(retry.token, { status: 500, reason: 'InternalServerError', times: 1 });
    await push('retry');
    await push('told');
    service.request('untold');
    await service.stop();

    service = makeService();
    service.start();
    await clock.advance(MINUTE);
    await Promise.all([apns.waitForPush(untold.token), apns.waitForPush(retry.token)]);
    expect(pushesTo(told)).toBe(1);
    expect(retry.lastPush).toBeDefined();
  });

  it('pushes again 5 and 30 minutes after NotNow, spread at random, and starts anew after contact', async () => {
    const phone = addChannel('phone', { work: { newestQueuedAt: clock.now() - 1000, hasNotNow: true } });
    service.start();
    await advanceToPush(30_000);
    const contact = (): void => {
      phone.lastContactAt = clock.now() + 1;
      service.contacted('phone');
    };
    contact();
    await clock.advance(5 * MINUTE - 2000);
    await expectNoOther(phone, 1);
    await advanceToPush(2 * MINUTE);
    expect(pushesTo(phone)).toBe(2);
    await clock.advance(28 * MINUTE);
    await expectNoOther(phone, 2);
    await advanceToPush(4 * MINUTE);
    expect(pushesTo(phone)).toBe(3);
    contact();
    await advanceToPush(7 * MINUTE);
    expect(pushesTo(phone)).toBe(4);
  });

  it('reports an unreachable push service and pushes when it is back', async () => {
    const phone = addChannel('phone');
    const offline = createPushTransport({
      endpoints: { ...apns.endpoints, pushOrigin: 'https://127.0.0.1:9' },
      clock: createManualClock(),
      random: () => 0.5,
      log: silentLogger,
    });
    await offline.replace(apns.certificate);
    const online = transport;
    let current = offline;
    transport = { ...online, client: () => current.client() };
    service = makeService();
    await push('phone');
    expect(phone.lastPush).toMatchObject({ outcome: 'unreachable', failures: 1 });
    current = online;
    await advanceToPush(5000);
    expect(phone.lastPush).toMatchObject({ outcome: 'accepted', failures: 0 });
    await offline.close();
    transport = online;
  });

  it('lets pushes in flight end when it stops, and starts no more', async () => {
    const phone = addChannel('phone');
    const release = apns.hold(phone.token);
    service.request('phone');
    await clock.advance(0);
    await apns.waitForHeld(phone.token);
    service.request('phone');
    const stopped = service.stop();
    release();
    await stopped;
    expect(outcomes()).toEqual(['accepted']);
    await clock.advance(HOUR);
    expect(pushesTo(phone)).toBe(1);
  });
});
