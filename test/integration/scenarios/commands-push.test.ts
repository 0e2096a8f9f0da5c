// Pushing from the office's side: what APNs answers, and what the admin sees of it. The service itself is tested in mdm/.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowUserEnrollment, startOffice, type Office } from '../../support/core.ts';
import { enrollPersonal, logLines, send, type EnrolledDevice } from '../../support/enrolled.ts';

const minute = 60_000;

const soon = <T>(look: () => T) => expect.poll(look);

describe('pushing', () => {
  let office: Office;
  let phone: EnrolledDevice;
  let other: EnrolledDevice;

  beforeAll(async () => {
    office = await startOffice();
    await allowUserEnrollment(office);
    [phone, other] = await Promise.all([enrollPersonal(office, 'anna'), enrollPersonal(office, 'ben')]);
  });
  afterAll(async () => {
    await office.stop();
    expect(office.problems.filter((problem) => !problem.startsWith('pushing is paused'))).toEqual([]);
  });

  const tokenOf = ({ device }: EnrolledDevice) => device.requireEnrollment().push.device.token.toString('hex');
  const pushesTo = (enrolled: EnrolledDevice) =>
    office.apns.received.filter(({ token }) => token === tokenOf(enrolled)).length;
  const details = (id: string) => office.call('devices.get', { id });
  const resultOf = async (id: string) => (await details(id)).lastPushResult;
  /** Lets the least time between two pushes pass. */
  const rest = () => {
    office.clock.advance(5000);
  };

  it('scenario 39: many commands make one push', async () => {
    rest();
    const before = pushesTo(phone);
    for (let n = 0; n < 5; n += 1) await send(office, phone.id, { type: 'DeviceLock', message: String(n) });
    await Promise.all([
      send(office, phone.id, { type: 'SecurityInfo' }),
      send(office, phone.id, { type: 'ProfileList' }),
      office.call('devices.push', { id: phone.id }),
    ]);
    await soon(() => pushesTo(phone)).toBe(before + 1);
    await phone.device.connect();
    // What was still planned has become needless with the contact.
    rest();
    await send(office, other.id, { type: 'SecurityInfo' });
    await soon(() => resultOf(other.id)).toBe('accepted');
    expect(pushesTo(phone)).toBe(before + 1);
    await other.device.connect();
  });

  it('push now wakes the device although nothing waits', async () => {
    rest();
    const wake = phone.device.nextWake();
    const stop = phone.device.subscribeToPush(office.apns);
    await office.call('devices.push', { id: phone.id });
    expect(await wake).toMatchObject({ httpStatus: 200, exchanges: [] });
    stop();
  });

  it.each([{ status: 410, reason: 'Unregistered' }])(
    'scenario 38: $status $reason marks the token dead until the next TokenUpdate',
    async ({ status, reason }) => {
      rest();
      const token = tokenOf(phone);
      office.apns.answer(token, { status, reason, timestamp: office.clock.now() });
      await send(office, phone.id, { type: 'SecurityInfo' });
      await soon(() => resultOf(phone.id)).toContain(reason);
      expect((await details(phone.id)).state).toBe('token-invalid');
      expect((await logLines(office, phone.id)).at(-1)).toBe('Push Failed: Failed');

      const before = pushesTo(phone);
      rest();
      await office.call('devices.push', { id: phone.id });
      phone.device.renewPushToken();
      expect((await phone.device.tokenUpdate()).status).toBe(200);
      expect((await details(phone.id)).state).toBe('enrolled');
      rest();
      await office.call('devices.push', { id: phone.id });
      await soon(() => pushesTo(phone)).toBe(1);
      expect(before).toBe(office.apns.received.filter((push) => push.token === token).length);
      await phone.device.connect();
      office.apns.answer(token, undefined);
    },
  );

  it('scenario 38: 429 makes this device wait, and the push is repeated later', async () => {
    rest();
    office.apns.answer(tokenOf(phone), { status: 429, reason: 'TooManyRequests' });
    const before = pushesTo(phone);
    await send(office, phone.id, { type: 'SecurityInfo' });
    await soon(() => resultOf(phone.id)).toContain('TooManyRequests');
    expect((await details(phone.id)).state).toBe('enrolled');
    office.apns.answer(tokenOf(phone), undefined);
    // The patience concerns this device alone.
    const reached = pushesTo(other);
    await send(office, other.id, { type: 'SecurityInfo' });
    await soon(() => pushesTo(other)).toBe(reached + 1);
    expect(pushesTo(phone)).toBe(before);
    office.clock.advance(2 * minute);
    await soon(() => pushesTo(phone)).toBe(before + 1);
    await soon(() => resultOf(phone.id)).toBe('accepted');
    await phone.device.connect();
    await other.device.connect();
  });

  it('scenario 38: 403 pauses all pushes with an alarm until the certificate is replaced', async () => {
    rest();
    office.apns.answer(tokenOf(phone), { status: 403, reason: 'BadCertificate' });
    await send(office, phone.id, { type: 'SecurityInfo' });
    await soon(async () => (await office.call('server.get', {})).push.alarm).toContain('BadCertificate');
    expect((await details(phone.id)).state).toBe('enrolled');
    office.apns.answer(tokenOf(phone), undefined);

    const before = pushesTo(other);
    await send(office, other.id, { type: 'SecurityInfo' });
    await soon(() => resultOf(other.id)).toContain('paused');
    expect(pushesTo(other)).toBe(before);

    const { certificatePem, privateKeyPem } = office.apns.certificate;
    await office.call('push.import', { pem: `${certificatePem}\n${privateKeyPem}` });
    expect((await office.call('server.get', {})).push.alarm).toBeUndefined();
    office.clock.advance(minute);
    await soon(() => pushesTo(other)).toBe(before + 1);
    await soon(() => resultOf(phone.id)).toBe('accepted');
  });

  describe('the check of the connection', () => {
    const nobody = '0'.repeat(64);
    const check = () => office.call('push.check', {});

    it('opens a connection of its own and says that Apple knows the certificate', async () => {
      const before = office.apns.connections;
      expect(await check()).toEqual({
        ok: true,
        outcome: 'Apple’s push service was reached and accepts the push certificate.',
      });
      expect(office.apns.connections).toBe(before + 1);
      // What Apple says of a token that is nobody's.
      office.apns.answer(nobody, { status: 400, reason: 'BadDeviceToken', times: 1 });
      expect(await check()).toMatchObject({ ok: true });
      expect((await office.call('server.get', {})).push.connection).toBe('connected');
    });

    it.each([
      [{ status: 403, reason: 'BadCertificate' }, 'refuses the push certificate (BadCertificate)'],
      [{ status: 400, reason: 'TopicDisallowed' }, 'refuses the topic of the push certificate (TopicDisallowed)'],
      [{ status: 403 }, 'Something that is not Apple’s push service answered (status 403)'],
      [{ status: 405, reason: 'MethodNotAllowed' }, 'calls the request malformed (MethodNotAllowed)'],
      [{ status: 503, reason: 'ServiceUnavailable' }, 'asks to wait (ServiceUnavailable)'],
    ])('tells %j in words and changes nothing', async (answer, words) => {
      office.apns.answer(nobody, { ...answer, times: 1 });
      expect(await check()).toEqual({ ok: false, outcome: expect.stringContaining(words) as string });
      expect((await office.call('server.get', {})).push.alarm).toBeUndefined();
    });

    it('ends a pause once Apple accepts the certificate again', async () => {
      rest();
      office.apns.answer(tokenOf(phone), { status: 403, reason: 'BadCertificate', times: 1 });
      await send(office, phone.id, { type: 'SecurityInfo' });
      await soon(async () => (await office.call('server.get', {})).push.alarm).toContain('BadCertificate');
      office.apns.answer(nobody, { status: 403, reason: 'BadCertificate', times: 1 });
      expect(await check()).toMatchObject({ ok: false });
      expect((await office.call('server.get', {})).push.alarm).toContain('BadCertificate');
      expect(await check()).toMatchObject({ ok: true });
      expect((await office.call('server.get', {})).push.alarm).toBeUndefined();
      office.clock.advance(minute);
      await soon(() => resultOf(phone.id)).toBe('accepted');
    });
  });
});
