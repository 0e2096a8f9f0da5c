// A device that comes back after its identity ran out, and one that was never heard of although its token was marked dead.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowUserEnrollment, startOffice, type Office } from '../../support/core.ts';
import { readCommand } from '../../support/device/session.ts';
import { enrollPersonal, logLines, send, type EnrolledDevice } from '../../support/enrolled.ts';

const day = 86_400_000;
const soon = <T>(look: () => T) => expect.poll(look, { timeout: 8000 });

describe('a device that comes back late', () => {
  let office: Office;
  let late: EnrolledDevice;
  let left: EnrolledDevice;
  let lost: EnrolledDevice;

  beforeAll(async () => {
    office = await startOffice();
    await allowUserEnrollment(office);
    late = await enrollPersonal(office, 'anna');
    left = await enrollPersonal(office, 'ben');
    lost = await enrollPersonal(office, 'cleo');
  }, 180_000);
  afterAll(async () => {
    await office.stop();
    expect(office.problems).toEqual([]);
  });

  const stateOf = async ({ id }: EnrolledDevice) => (await office.call('devices.get', { id })).state;

  it('is served and pushed again when its push token was marked dead and it comes all the same', async () => {
    const token = late.device.requireEnrollment().push.device.token.toString('hex');
    office.apns.answer(token, { status: 410, reason: 'Unregistered', timestamp: office.clock.now(), times: 1 });
    office.clock.advance(5000);
    const uuid = await send(office, late.id, { type: 'SecurityInfo' });
    await soon(() => stateOf(late)).toBe('token-invalid');
    expect((await office.call('devices.get', { id: late.id })).nextContactAt).toBeUndefined();

    const { exchanges } = await late.device.connect();
    expect(exchanges.map(({ commandUuid }) => commandUuid)).toContain(uuid);
    expect(await stateOf(late)).toBe('enrolled');
    const { nextContactAt } = await office.call('devices.get', { id: late.id });
    expect(nextContactAt).toBeGreaterThan(office.clock.now() + 3 * 3_600_000);
    const before = office.apns.received.filter((push) => push.token === token).length;
    office.clock.advance(5000);
    await send(office, late.id, { type: 'SecurityInfo' });
    await soon(() => office.apns.received.filter((push) => push.token === token).length).toBe(before + 1);
    await late.device.connect();
  });

  it('gets its renewal and nothing else with the identity that ended, and then everything', async () => {
    const old = late.device.requireEnrollment().identity;
    office.clock.advance(400 * day);
    await soon(() => stateOf(late)).toBe('expired');
    const waiting = await send(office, late.id, { type: 'DeviceLock' });

    // Only the command channel listens to it.
    expect((await late.device.tokenUpdate()).status).toBe(400);
    const first = readCommand((await late.device.report({ Status: 'Idle' })).body);
    expect(first.requestType).toBe('InstallProfile');
    const { exchanges, httpStatus } = await late.device.connect();
    expect(httpStatus).toBe(200);
    expect(exchanges[0]).toMatchObject({ requestType: 'InstallProfile', status: 'Acknowledged' });
    expect(late.device.requireEnrollment().identity?.certificate).not.toEqual(old?.certificate);
    expect(await stateOf(late)).toBe('enrolled');
    const rest = await late.device.connect();
    expect([...exchanges, ...rest.exchanges].map(({ commandUuid }) => commandUuid)).toContain(waiting);
    expect(await logLines(office, late.id, ['Certificate Renewed'])).toHaveLength(1);

    // It has a newer one now: the old one is good for nothing any more.
    late.device.wire = { signAs: old };
    expect((await late.device.connect()).httpStatus).toBe(400);
    late.device.wire = {};
  });

  it('is refused when its enrollment was ended, and when a year has passed since', async () => {
    await office.call('devices.retire', { id: left.id });
    await office.call('devices.delete', { id: left.id });
    expect((await left.device.connect()).httpStatus).toBe(403);
    office.clock.advance(340 * day);
    expect((await lost.device.connect()).httpStatus).toBe(400);
  });
});
