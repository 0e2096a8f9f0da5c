import { randomBytes } from 'node:crypto';
import http2 from 'node:http2';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../../electron/core/ports.ts';
import { createApnsClient, type ApnsClient, type PushCredentials } from '../../../electron/mdm/push/apns-client.ts';
import { createFakeApns, type FakeApns } from '../../support/fakes/apns.ts';
import { createManualClock, type ManualClock } from '../../support/fakes/manual-clock.ts';

const newToken = () => randomBytes(32).toString('hex');

describe('the APNs client', () => {
  let apns: FakeApns;
  let clock: ManualClock;
  const clients: ApnsClient[] = [];
  const makeClient = (credentials: PushCredentials, limits = {}): ApnsClient => {
    const client = createApnsClient({
      endpoints: apns.endpoints,
      credentials,
      clock,
      random: () => 0.5,
      log: silentLogger,
      limits,
    });
    clients.push(client);
    return client;
  };

  beforeAll(async () => {
    apns = await createFakeApns();
  });
  afterAll(() => apns.stop());
  beforeEach(() => {
    clock = createManualClock();
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()));
  });

  it('sends exactly the push magic with the headers that MDM wants', async () => {
    const token = newToken();
    const result = await makeClient(apns.certificate).push({ token: token.toUpperCase(), pushMagic: 'magic "1"' });
    expect(result.outcome).toBe('accepted');
    expect(await apns.waitForPush(token)).toMatchObject({
      pushMagic: 'magic "1"',
      headers: {
        'apns-topic': apns.certificate.topic,
        'apns-push-type': 'mdm',
        'apns-priority': '10',
        'apns-expiration': String(clock.now() / 1000 + 7 * 24 * 3600),
        'apns-id': expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      },
    });
  });

  it('keeps one connection for many pushes, also for those that start together', async () => {
    const before = apns.connections;
    const client = makeClient(apns.certificate, { maxStreams: 3 });
    const results = await Promise.all(
      Array.from({ length: 20 }, () => client.push({ token: newToken(), pushMagic: 'm' })),
    );
    expect(results.map(({ outcome }) => outcome)).toEqual(Array(20).fill('accepted'));
    await client.push({ token: newToken(), pushMagic: 'm' });
    expect(apns.connections).toBe(before + 1);
  });

  it.each([
    [400, 'BadDeviceToken', 'rejected'],
    [400, 'DeviceTokenNotForTopic', 'rejected'],
    [400, 'TopicDisallowed', 'misconfigured'],
    [403, 'BadCertificate', 'certificate'],
    [410, 'Unregistered', 'token-invalid'],
    [413, 'PayloadTooLarge', 'defect'],
    [429, 'TooManyRequests', 'back-off'],
    [500, 'InternalServerError', 'back-off'],
    [503, 'Shutdown', 'back-off'],
  ] as const)('reports %s %s as %s', async (status, reason, outcome) => {
    const token = newToken();
    apns.answer(token, { status, reason, timestamp: 1_700_000_000_000 });
    const result = await makeClient(apns.certificate).push({ token, pushMagic: 'm' });
    expect(result).toMatchObject({ outcome, reason });
    if (status === 410) expect(result).toMatchObject({ timestamp: 1_700_000_000_000 });
  });

  it('hands on how long APNs wants to be left alone', async () => {
    const token = newToken();
    apns.answer(token, { status: 429, reason: 'TooManyRequests', retryAfterSeconds: 90 });
    expect(await makeClient(apns.certificate).push({ token, pushMagic: 'm' })).toMatchObject({ retryAfterMs: 90_000 });
  });

  it('reports an expired certificate, a foreign one, a wrong topic and an unusable key', async () => {
    const push = { token: newToken(), pushMagic: 'm' };
    const expired = await apns.authority.issuePush({ notAfter: new Date(Date.now() - 1000) });
    expect(await makeClient(expired).push(push)).toEqual({ outcome: 'certificate', reason: 'BadCertificate' });
    const wrongTopic = { ...apns.certificate, topic: 'com.apple.mgmt.External.other' };
    expect(await makeClient(wrongTopic).push(push)).toEqual({ outcome: 'misconfigured', reason: 'TopicDisallowed' });
    const wrongKey = { ...apns.certificate, privateKeyPem: expired.privateKeyPem };
    expect((await makeClient(wrongKey).push(push)).outcome).toBe('certificate');
    expect((await makeClient({ ...apns.certificate, certificatePem: 'x' }).push(push)).outcome).toBe('certificate');
  });

  it('does not trust a push server of another authority', async () => {
    const client = createApnsClient({
      endpoints: { ...apns.endpoints, pushTrustedCertificates: [] },
      credentials: apns.certificate,
      clock,
      random: () => 0,
      log: silentLogger,
    });
    clients.push(client);
    expect(await client.push({ token: newToken(), pushMagic: 'm' })).toMatchObject({ outcome: 'unreachable' });
  });

  it('takes a new connection after GOAWAY and lets what is in flight end on the old one', async () => {
    const client = makeClient(apns.certificate);
    const [slow, quick] = [newToken(), newToken()];
    await client.push({ token: quick, pushMagic: 'm' });
    const before = apns.connections;
    const release = apns.hold(slow);
    const pending = client.push({ token: slow, pushMagic: 'slow' });
    await apns.waitForHeld(slow);
    apns.goAway('Shutdown');
    release();
    expect((await pending).outcome).toBe('accepted');
    expect((await client.push({ token: quick, pushMagic: 'm' })).outcome).toBe('accepted');
    expect(apns.connections).toBe(before + 1);
    expect(apns.received.filter(({ token }) => token === slow)).toHaveLength(1);
  });

  it('sends a push once more when the kept connection breaks under it', async () => {
    const client = makeClient(apns.certificate);
    const token = newToken();
    await client.push({ token: newToken(), pushMagic: 'm' });
    const release = apns.hold(token);
    const pending = client.push({ token, pushMagic: 'm' });
    await apns.waitForHeld(token);
    apns.dropConnections();
    await apns.waitForHeld(token);
    release();
    expect((await pending).outcome).toBe('accepted');
  });

  it('gives up a push that gets no answer, and the connection with it', async () => {
    const client = makeClient(apns.certificate);
    const token = newToken();
    const before = apns.connections;
    const release = apns.hold(token);
    const pending = client.push({ token, pushMagic: 'm' });
    await apns.waitForHeld(token);
    await clock.advance(15_000);
    expect(await pending).toEqual({ outcome: 'unreachable', reason: 'request timeout' });
    release();
    expect((await client.push({ token: newToken(), pushMagic: 'm' })).outcome).toBe('accepted');
    expect(apns.connections).toBe(before + 2);
  });

  it('notices by a ping that an idle connection is dead', async () => {
    const client = makeClient(apns.certificate);
    await client.push({ token: newToken(), pushMagic: 'm' });
    const before = apns.connections;
    apns.freezeConnections();
    await clock.advance(10 * 60_000 + 10_000);
    expect((await client.push({ token: newToken(), pushMagic: 'm' })).outcome).toBe('accepted');
    expect(apns.connections).toBe(before + 1);
  });

  it('waits longer after each failed connection attempt, and says so', async () => {
    const other = await createFakeApns();
    const client = createApnsClient({
      endpoints: other.endpoints,
      credentials: other.certificate,
      clock,
      random: () => 1,
      log: silentLogger,
    });
    clients.push(client);
    await other.stop();
    const push = () => client.push({ token: newToken(), pushMagic: 'm' });
    const refused = { outcome: 'unreachable', reason: expect.stringContaining('ECONNREFUSED') as string };
    expect(await push()).toEqual(refused);
    expect(await push()).toEqual({ ...refused, retryAfterMs: 1000 });
    await clock.advance(1000);
    expect(await push()).toEqual(refused);
    expect(await push()).toEqual({ ...refused, retryAfterMs: 2000 });
  });

  it('refuses pushes after it was closed', async () => {
    const client = makeClient(apns.certificate);
    await client.push({ token: newToken(), pushMagic: 'm' });
    await client.close();
    expect(await client.push({ token: newToken(), pushMagic: 'm' })).toMatchObject({ outcome: 'unreachable' });
  });

  it('checks the connection afresh, whatever it waits for, and keeps it', async () => {
    const client = createApnsClient({
      endpoints: { ...apns.endpoints, pushOrigin: 'https://localhost:9' },
      credentials: apns.certificate,
      clock,
      random: () => 0.5,
      log: silentLogger,
    });
    clients.push(client);
    expect(await client.check()).toMatchObject({
      outcome: 'unreachable',
      reason: expect.stringContaining('REFUSED') as string,
    });

    const reachable = makeClient(apns.certificate);
    const before = apns.connections;
    expect(await reachable.check()).toMatchObject({ outcome: 'accepted' });
    expect([reachable.state(), apns.connections]).toEqual(['connected', before + 1]);
    await reachable.push({ token: newToken(), pushMagic: 'm' });
    expect(apns.connections).toBe(before + 1);
    expect(await reachable.check()).toMatchObject({ outcome: 'accepted' });
    expect([reachable.state(), apns.connections]).toEqual(['connected', before + 2]);
    await reachable.close();
    expect(await reachable.check()).toMatchObject({ outcome: 'unreachable' });
  });
});

describe('the fake push service', () => {
  let apns: FakeApns;
  beforeAll(async () => {
    apns = await createFakeApns();
  });
  afterAll(() => apns.stop());

  const ask = async (headers: Record<string, string>, body: string, certificate?: PushCredentials) => {
    const session = http2.connect(apns.endpoints.pushOrigin, {
      ca: [...apns.endpoints.pushTrustedCertificates],
      ...(certificate && { cert: certificate.certificatePem, key: certificate.privateKeyPem }),
    });
    try {
      const stream = session.request(headers);
      stream.end(body);
      let status = 0;
      stream.on('response', (received) => (status = received[':status'] ?? 0));
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      const text = Buffer.concat(chunks).toString();
      return [status, text === '' ? undefined : (JSON.parse(text) as { reason: string }).reason];
    } finally {
      session.close();
    }
  };

  it('refuses what Apple would refuse, with status and reason', async () => {
    const token = newToken();
    const good = {
      ':method': 'POST',
      ':path': `/3/device/${token}`,
      'apns-topic': apns.certificate.topic,
      'apns-push-type': 'mdm',
      'apns-priority': '10',
      'apns-expiration': '0',
    };
    const noTopic = Object.fromEntries(Object.entries(good).filter(([name]) => name !== 'apns-topic'));
    const body = '{"mdm":"m"}';
    const mine = apns.certificate;
    expect(await ask(good, body, mine)).toEqual([200, undefined]);
    expect(await ask(good, body)).toEqual([403, 'MissingProviderToken']);
    expect(await ask({ ...good, ':method': 'PUT' }, body, mine)).toEqual([405, 'MethodNotAllowed']);
    expect(await ask({ ...good, ':path': '/2/device/x' }, body, mine)).toEqual([404, 'BadPath']);
    expect(await ask({ ...good, ':path': '/3/device/xyz' }, body, mine)).toEqual([400, 'BadDeviceToken']);
    expect(await ask(noTopic, body, mine)).toEqual([400, 'MissingTopic']);
    expect(await ask({ ...good, 'apns-topic': 'a.b' }, body, mine)).toEqual([400, 'TopicDisallowed']);
    expect(await ask({ ...good, 'apns-push-type': 'alert' }, body, mine)).toEqual([400, 'InvalidPushType']);
    expect(await ask({ ...good, 'apns-priority': '7' }, body, mine)).toEqual([400, 'BadPriority']);
    expect(await ask({ ...good, 'apns-expiration': 'soon' }, body, mine)).toEqual([400, 'BadExpirationDate']);
    expect(await ask({ ...good, 'apns-id': '1' }, body, mine)).toEqual([400, 'BadMessageId']);
    expect(await ask(good, '', mine)).toEqual([400, 'PayloadEmpty']);
    expect(await ask(good, 'x'.repeat(4097), mine)).toEqual([413, 'PayloadTooLarge']);
    expect(await ask(good, '{"mdm":"m","aps":{}}', mine)).toEqual([400, 'InvalidPushType']);
    expect(apns.received).toHaveLength(1);
    expect(apns.refused).toHaveLength(13);
  });

  it('wakes a listening device, and keeps the latest push for one that is away', async () => {
    const token = newToken();
    const client = createApnsClient({
      endpoints: apns.endpoints,
      credentials: apns.certificate,
      clock: createManualClock(),
      random: () => 0,
      log: silentLogger,
    });
    await client.push({ token, pushMagic: 'first' });
    await client.push({ token, pushMagic: 'second' });
    const heard: string[] = [];
    const off = apns.onPush(token, (magic) => heard.push(magic));
    await client.push({ token, pushMagic: 'third' });
    off();
    await client.push({ token, pushMagic: 'fourth' });
    expect(heard).toEqual(['second', 'third']);
    await client.close();
  });

  it('issues push certificates as PKCS#12 too', () => {
    expect(apns.certificate.topic).toMatch(/^com\.apple\.mgmt\.External\.[0-9a-f-]{36}$/);
    expect(apns.certificate.pkcs12('secret').length).toBeGreaterThan(1000);
  });
});
