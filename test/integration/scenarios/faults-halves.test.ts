// What a device or an admin wants stands or falls as a whole when the database refuses a part of it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusing } from '../../support/behind-its-back.ts';
import { startOffice, type Office } from '../../support/core.ts';
import { enrollOwned, logLines, ownedDevicesGroup, send, type EnrolledDevice } from '../../support/enrolled.ts';

describe('nothing is done by halves', { timeout: 120_000 }, () => {
  let office: Office;
  let phone: EnrolledDevice;
  let other: EnrolledDevice;

  beforeAll(async () => {
    office = await startOffice();
    const groupId = await ownedDevicesGroup(office);
    phone = await enrollOwned(office, 'anna', groupId);
    other = await enrollOwned(office, 'ben', groupId);
  }, 120_000);
  afterAll(() => office.stop());

  const stateOf = async (id: string) => (await office.call('devices.get', { id })).state;
  const types = async () =>
    (await office.call('devices.upcoming', { id: phone.id })).map(({ requestType }) => requestType);

  it('a device is not to be retired if that cannot be recorded, and hears of nothing', async () => {
    const heard = office.apns.received.length;
    await expect(
      refusing(office.dataDir, 'insert on audit', () => office.call('devices.retire', { id: phone.id })),
    ).rejects.toThrow('internal');
    expect([await stateOf(phone.id), await types()]).toEqual(['enrolled', []]);
    expect(office.apns.received.length).toBe(heard);
  });

  it('a report is applied whole or not at all, and holds up nobody', async () => {
    await office.call('devices.retire', { id: phone.id });
    await send(office, phone.id, { type: 'SecurityInfo' });
    await refusing(office.dataDir, `update of status on commands when new.status = 'cancelled'`, () =>
      phone.device.connect('device'),
    );
    expect(await logLines(office, phone.id, ['Remove Profile'])).toContain('Remove Profile: Acknowledged');
    // Not retired with a command that still waits for it; what the removal touched is asked for after it.
    expect([await stateOf(phone.id), (await types())[0]]).toEqual(['retire-pending', 'SecurityInfo']);
    expect(office.problems.join()).toContain('a command result could not be applied');
  });

  it('a record is deleted together with its log, or stays', async () => {
    await other.device.checkOut();
    const rows = (await logLines(office, other.id)).length;
    await expect(
      refusing(office.dataDir, 'delete on device_log', () => office.call('devices.delete', { id: other.id })),
    ).rejects.toThrow('internal');
    expect(await stateOf(other.id)).toBe('checked-out');
    expect((await logLines(office, other.id)).length).toBe(rows);
    await office.call('devices.delete', { id: other.id });
    expect(await logLines(office, other.id)).toEqual([]);
  });
});
