// What the office tells of itself, and what a queued inventory no longer asks: both are decided when the device comes.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../electron/db/open.ts';
import { allowUserEnrollment, startOffice, type Office } from '../../support/core.ts';
import { readCommand } from '../../support/device/session.ts';
import { enrollOwned, enrollPersonal, ownedDevicesGroup, settle, type EnrolledDevice } from '../../support/enrolled.ts';

const day = 86_400_000;

describe('the name of the office, and a queued inventory', { timeout: 120_000 }, () => {
  let office: Office;
  let groupId: string;
  let phone: EnrolledDevice;
  let mac: EnrolledDevice;

  beforeAll(async () => {
    office = await startOffice();
    groupId = await ownedDevicesGroup(office);
    await allowUserEnrollment(office);
    phone = await enrollPersonal(office, 'anna');
    mac = await enrollOwned(office, 'otto', groupId, { kind: 'Mac' });
  }, 120_000);
  afterAll(async () => {
    await office.stop();
    expect(office.problems).toEqual([]);
  });

  const rename = async (organizationName: string): Promise<void> => {
    const { settings } = await office.call('server.get', {});
    await office.call('server.update', { ...settings, organizationName });
  };
  const told = async ({ device }: EnrolledDevice) =>
    (await device.connect()).exchanges.flatMap(({ requestType, command }) =>
      requestType === 'Settings' ? [command.Settings] : [],
    );

  it('is told right after enrollment to personal and to office devices, once', async () => {
    expect(phone.device.organizationInfo).toEqual({ OrganizationName: 'My Office' });
    expect(mac.device.organizationInfo).toEqual({ OrganizationName: 'My Office' });
    expect([await told(phone), await told(mac)]).toEqual([[], []]);
  });

  it('is told anew when it changes, and only then', async () => {
    await rename('Café & Söhne');
    const settings = [{ Item: 'OrganizationInfo', OrganizationInfo: { OrganizationName: 'Café & Söhne' } }];
    expect([await told(phone), await told(mac)]).toEqual([[settings], [settings]]);
    expect([await told(phone), await told(mac)]).toEqual([[], []]);
    // Another change of the settings is none of the name.
    const current = await office.call('server.get', {});
    await office.call('server.update', { ...current.settings, logDays: 300 });
    expect(await told(phone)).toEqual([]);
  });

  it('that was stored with what no profile can carry is told and served without it', async () => {
    await rename('Stored');
    await office.restart(async () => {
      const { executor, close } = await openDatabase(office.dataDir);
      const value = JSON.stringify('Word\u000bOffice \ud83d');
      await executor.write((query) =>
        query.updateTable('settings').set({ value }).where('key', '=', 'organizationName').execute(),
      );
      await close();
    });
    expect((await office.call('server.get', {})).settings.organizationName).toBe('Word Office');
    const settings = [{ Item: 'OrganizationInfo', OrganizationInfo: { OrganizationName: 'Word Office' } }];
    expect(await told(phone)).toEqual([settings]);
    const other = await enrollOwned(office, 'olga', groupId, { kind: 'Mac' });
    expect(other.device.organizationInfo).toEqual({ OrganizationName: 'Word Office' });
  });

  it('is told in its last form alone to a device that was away for two changes', async () => {
    await rename('First');
    await rename('Second');
    expect(await told(phone)).toEqual([
      [{ Item: 'OrganizationInfo', OrganizationInfo: { OrganizationName: 'Second' } }],
    ]);
  });

  it('is not told again to a device that refuses it, and again after it expired unheard', async () => {
    await rename('Third');
    phone.device.manners.set('Settings', {
      error: [{ ErrorCode: 1, ErrorDomain: 'Test', LocalizedDescription: 'no' }],
    });
    mac.device.manners.set('Settings', { notNowFirst: 1000 });
    await mac.device.connect();
    expect(await told(phone)).toHaveLength(1);
    expect(await told(phone)).toEqual([]);
    phone.device.manners.clear();
    mac.device.manners.clear();
    office.clock.advance(31 * day);
    await expect
      .poll(async () => {
        office.clock.advance(60_000);
        return (await office.call('devices.upcoming', { id: mac.id })).filter((row) => row.requestType === 'Settings');
      })
      .toEqual([]);
    await settle(office, mac);
    expect(mac.device.organizationInfo).toEqual({ OrganizationName: 'Third' });
  });

  it('asks no query of a waiting inventory that the system of the device no longer has', async () => {
    const owned = await enrollOwned(office, 'paul', groupId, { kind: 'iPhone' });
    await office.call('devices.refresh', { id: owned.id });
    const onItsWay = readCommand((await owned.device.report({ Status: 'Idle' })).body);
    expect(onItsWay.requestType).toBe('DeviceInformation');
    expect(onItsWay.command.Queries).toContain('IMEI');
    await office.call('devices.refresh', { id: owned.id });
    const { body } = await owned.device.report({
      Status: 'Acknowledged',
      CommandUUID: onItsWay.commandUuid,
      QueryResponses: { OSVersion: '26.1' },
    });
    const next = readCommand(body);
    expect(next.requestType).toBe('DeviceInformation');
    expect(next.command.Queries).toContain('OSVersion');
    for (const gone of ['IMEI', 'MEID', 'ICCID', 'PhoneNumber']) expect(next.command.Queries).not.toContain(gone);
    // Handed out again, and shown in the log, it is the same.
    const again = readCommand((await owned.device.report({ Status: 'Idle' })).body);
    expect(again).toEqual(next);
    const { rows } = await office.call('logs.list', {
      enrollmentId: owned.id,
      actions: ['Device Information'],
      statuses: ['Sent'],
      pageSize: 200,
    });
    const sent = await Promise.all(rows.map(({ id }) => office.call('logs.get', { id })));
    const [, first] = sent.filter(({ commandUuid }) => commandUuid === next.commandUuid);
    expect(first?.detail).toContain('Not asked any more: ');
    expect(first?.detail).toContain('IMEI');
    expect(first?.request).not.toContain('IMEI');
  });
});
