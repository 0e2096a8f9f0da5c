// What may be sent, what ends a command, and what the server asks of its own accord.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowUserEnrollment, startOffice, type Office } from '../../support/core.ts';
import { errorItem } from '../../support/device/command-rules.ts';
import { tokenUpdateMessage } from '../../support/device/enrollment.ts';
import {
  changesNothing,
  enrollOwned,
  enrollPersonal,
  logLines,
  ownedDevicesGroup,
  send,
  webClip,
  type EnrolledDevice,
} from '../../support/enrolled.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe('commands from the first to the last', () => {
  let office: Office;
  let groupId: string;
  let phone: EnrolledDevice;
  let mac: EnrolledDevice;

  beforeAll(async () => {
    office = await startOffice();
    await allowUserEnrollment(office);
    groupId = await ownedDevicesGroup(office);
    [phone, mac] = await Promise.all([enrollPersonal(office, 'anna'), enrollPersonal(office, 'mia', { kind: 'Mac' })]);
  });
  afterAll(async () => {
    await office.stop();
    expect(office.problems).toEqual([]);
  });

  const stateOf = async (id: string) => (await office.call('devices.get', { id })).state;
  const types = async (id: string) => (await office.call('devices.upcoming', { id })).map((row) => row.requestType);

  it('scenario 35: refuses what User Enrollment forbids before it is queued, with the reason', async () => {
    const invalid = 'The MDM request is invalid.';
    for (const [enrolled, command, reason] of [
      [phone, { type: 'ClearPasscode' }, invalid],
      [phone, { type: 'EraseDevice' }, invalid],
      [phone, { type: 'DeviceName', name: 'Mine' }, invalid],
      [phone, { type: 'RestartDevice' }, invalid],
      [mac, { type: 'DeviceLock', pin: '123456' }, invalid],
      [mac, { type: 'EraseDevice', pin: '123456' }, invalid],
      [mac, { type: 'InstalledApplicationList' }, invalid],
      [mac, { type: 'ClearPasscode' }, '12021'],
    ] as const) {
      const refusal = await changesNothing(
        office,
        enrolled.id,
        () => send(office, enrolled.id, command).catch((error: unknown) => String(error)),
        { rows: 0 },
      );
      expect(refusal).toContain('command.forbidden');
      expect(refusal, command.type).toContain(reason);
    }
    const { actions } = await office.call('devices.get', { id: phone.id });
    for (const action of ['erase', 'clear-passcode', 'set-name'] as const) {
      const verdict = actions.find((candidate) => candidate.action === action);
      expect(verdict?.allowed).toBe(false);
      expect(verdict?.reason).toContain('User Enrollment');
      expect(verdict?.reason).not.toContain('would answer');
    }
  });

  it('scenario 36: shows a macOS refusal with 12021 as the device words it', async () => {
    const text = '“Restrictions” is not a valid request type.';
    mac.device.manners.set('SecurityInfo', { error: [errorItem('MCMDMErrorDomain', 12021, text)] });
    await send(office, mac.id, { type: 'SecurityInfo' });
    await mac.device.connect();
    mac.device.manners.clear();
    const { rows } = await office.call('logs.list', { enrollmentId: mac.id, statuses: ['Error'], pageSize: 1 });
    expect(rows[0]?.detail).toContain(text);
    const { errors } = await office.call('logs.get', { id: rows[0]?.id ?? 0 });
    expect(errors).toMatchObject([
      { domain: 'MCMDMErrorDomain', code: 12021, text, meaning: expect.any(String) as string },
    ]);
  });

  it('scenario 37: cancels what was not sent, and says so when it is too late', async () => {
    const uuid = await send(office, phone.id, { type: 'SecurityInfo' });
    await office.call('devices.cancelCommand', { commandUuid: uuid });
    expect((await phone.device.connect()).exchanges).toEqual([]);
    // The answer of the push service may come before or after it.
    expect(await logLines(office, phone.id)).toContain('Security Information: Cancelled');

    const sent = await send(office, phone.id, { type: 'SecurityInfo' });
    phone.device.manners.set('*', { silent: true });
    await phone.device.connect();
    phone.device.manners.clear();
    await expect(office.call('devices.cancelCommand', { commandUuid: sent })).rejects.toThrow('command.notCancellable');
    await phone.device.connect();
    await expect(office.call('devices.cancelCommand', { commandUuid: sent })).rejects.toThrow('command.notCancellable');
    await expect(office.call('devices.cancelCommand', { commandUuid: 'NONE' })).rejects.toThrow('record.notFound');
  });

  it('asks for the inventory again at the first contact after six hours, and not before', async () => {
    office.clock.advance(350 * minute);
    expect((await phone.device.connect()).exchanges).toEqual([]);
    office.clock.advance(11 * minute);
    expect(await types(phone.id)).toEqual([]);
    const { exchanges } = await phone.device.connect();
    expect(exchanges.map(({ requestType }) => requestType)).toEqual([
      'DeviceInformation',
      'SecurityInfo',
      'ProfileList',
      'CertificateList',
      'InstalledApplicationList',
      'ManagedApplicationList',
    ]);
    expect((await phone.device.connect()).exchanges).toEqual([]);
  });

  it('retire: RemoveProfile, then Retired; what still waited is cancelled', async () => {
    const leaver = await enrollPersonal(office, 'lena');
    await send(office, leaver.id, { type: 'SecurityInfo' });
    await office.call('devices.retire', { id: leaver.id });
    expect(await stateOf(leaver.id)).toBe('retire-pending');
    expect(await types(leaver.id)).toEqual(['RemoveProfile', 'SecurityInfo']);
    await leaver.device.connect();
    expect(leaver.device.enrollment).toBeUndefined();
    expect(await stateOf(leaver.id)).toBe('removed-by-admin');
    expect(await types(leaver.id)).toEqual([]);
    expect(await logLines(office, leaver.id, ['Checkout', 'Security Information'])).toEqual(
      expect.arrayContaining(['Security Information: Cancelled', 'Checkout: Received']),
    );
    const { actions, identifiersHidden, serialNumber } = await office.call('devices.get', { id: leaver.id });
    expect(actions.find(({ action }) => action === 'erase')?.reason).toBe('The device is not enrolled any more.');
    expect(identifiersHidden).toContain('User Enrollment');
    expect(serialNumber).toBeUndefined();
    await office.call('devices.delete', { id: leaver.id });
    await expect(office.call('devices.get', { id: leaver.id })).rejects.toThrow('record.notFound');
  });

  it('retire: cancelling restores Active, and an error of the device as well', async () => {
    await office.call('devices.retire', { id: phone.id });
    await expect(office.call('devices.delete', { id: 'nobody' })).rejects.toThrow('record.notFound');
    const [waiting] = await office.call('devices.upcoming', { id: phone.id });
    await office.call('devices.cancelCommand', { commandUuid: waiting?.uuid ?? '' });
    expect(await stateOf(phone.id)).toBe('enrolled');

    phone.device.manners.set('RemoveProfile', { error: [errorItem('MCMDMErrorDomain', 12013, 'Not managed.')] });
    await office.call('devices.retire', { id: phone.id });
    await phone.device.connect();
    phone.device.manners.clear();
    expect(await stateOf(phone.id)).toBe('enrolled');
  });

  it('erase: Wiped; cancelling restores Active', async () => {
    const owned = await enrollOwned(office, 'otto', groupId);
    await send(office, owned.id, { type: 'EraseDevice' });
    expect(await stateOf(owned.id)).toBe('wipe-pending');
    const [waiting] = await office.call('devices.upcoming', { id: owned.id });
    await office.call('devices.cancelCommand', { commandUuid: waiting?.uuid ?? '' });
    expect(await stateOf(owned.id)).toBe('enrolled');

    await send(office, owned.id, { type: 'EraseDevice' });
    const { rows } = await office.call('devices.list', { states: ['wipe-pending'] });
    expect(rows.map(({ id }) => id)).toEqual([owned.id]);
    await owned.device.connect();
    expect(owned.device.erased).toBe(true);
    expect(await stateOf(owned.id)).toBe('wiped');
    expect(await types(owned.id)).toEqual([]);
  });

  it('erase: a device that checks out on its way is Wiped, and one that was to be retired is Retired by the office', async () => {
    const wiped = await enrollOwned(office, 'wim', groupId);
    await send(office, wiped.id, { type: 'EraseDevice' });
    expect((await wiped.device.checkOut()).status).toBe(200);
    expect(await stateOf(wiped.id)).toBe('wiped');

    const retired = await enrollOwned(office, 'rita', groupId);
    await office.call('devices.retire', { id: retired.id });
    expect((await retired.device.checkOut()).status).toBe(200);
    expect(await stateOf(retired.id)).toBe('removed-by-admin');
  });

  it('clears the passcode with the UnlockToken that the device sent last', async () => {
    const { device, id } = await enrollOwned(office, 'ulla', groupId);
    const enrollment = device.requireEnrollment();
    const clear = async () => {
      await send(office, id, { type: 'ClearPasscode' });
      return (await device.connect()).exchanges.map(({ requestType, status }) => `${requestType}: ${status}`);
    };
    // The state that it changes is asked for anew.
    const cleared = ['ClearPasscode: Acknowledged', 'SecurityInfo: Acknowledged'];
    const message = { ...tokenUpdateMessage(enrollment, 'device', device), UnlockToken: randomBytes(512) };
    Object.assign(enrollment, { unlockToken: message.UnlockToken });
    expect((await device.checkIn(message)).status).toBe(200);
    expect(await clear()).toEqual(cleared);
    // Apple: an UnlockToken that is missing leaves the one before in force.
    expect((await device.checkIn({ ...message, UnlockToken: undefined })).status).toBe(200);
    expect(await clear()).toEqual(cleared);
  });

  it('scenario 37: a command that waited too long expires; a retirement that did is undone', async () => {
    await send(office, phone.id, { type: 'SecurityInfo' });
    await office.call('devices.retire', { id: phone.id });
    office.clock.advance(29 * day);
    expect(await types(phone.id)).toContain('SecurityInfo');
    office.clock.advance(day + minute);
    const minuteLater = () => {
      // The job that expires commands may just have begun a run: it looks again a minute later.
      office.clock.advance(minute);
      return types(phone.id);
    };
    await expect.poll(minuteLater).toEqual([]);
    expect(await logLines(office, phone.id, ['Security Information', 'Remove Profile'])).toEqual(
      expect.arrayContaining(['Security Information: Expired', 'Remove Profile: Expired']),
    );
    expect(await stateOf(phone.id)).toBe('enrolled');
  });

  it('renews the identity from the half of its life on, at most once a day, tells of failures, and keeps everything', async () => {
    const owned = await enrollOwned(office, 'rosa', groupId);
    const before = await office.call('devices.get', { id: owned.id });
    const identity = owned.device.requireEnrollment().identity;
    const end = before.identityCertificateExpiresAt ?? 0;
    office.clock.advance(end - office.clock.now() - 182.5 * day - hour);
    expect((await owned.device.connect()).exchanges.map((one) => one.requestType)).not.toContain('InstallProfile');
    office.clock.advance(2 * hour);
    owned.device.manners.set('InstallProfile', { error: [errorItem('MCSCEPErrorDomain', 22005, 'No network')] });
    expect((await owned.device.connect()).exchanges[0]?.requestType).toBe('InstallProfile');
    owned.device.manners.clear();
    const renewal = {
      problem: expect.stringContaining('No network') as string,
      failedAt: expect.any(Number) as number,
    };
    expect((await office.call('devices.get', { id: owned.id })).renewal).toMatchObject(renewal);
    expect((await office.call('home.overview', {})).devices.renewalFailed).toBe(1);
    const found = await office.call('devices.list', { renewalFailed: true });
    expect(found.rows.map(({ id }) => id)).toEqual([owned.id]);
    const notices = async () => (await office.call('notifications.list', { statuses: ['Open'] })).rows;
    const title = 'Devices do not renew their identity';
    expect((await notices()).map((row) => row.title)).toContain(title);
    const { rows: trail } = await office.call('audit.list', { activities: ['Renewal Failed'] });
    expect(trail[0]).toMatchObject({ activity: 'Renewal Failed', category: 'Devices' });
    office.clock.advance(22 * hour);
    expect((await owned.device.connect()).exchanges.map((one) => one.requestType)).not.toContain('InstallProfile');
    office.clock.advance(2 * hour);

    const waiting = await send(office, owned.id, { type: 'InstallProfile', profile: webClip('example.menu') });
    const { exchanges } = await owned.device.connect();
    expect(exchanges[0]).toMatchObject({ requestType: 'InstallProfile', status: 'Acknowledged' });
    expect(exchanges.map(({ commandUuid }) => commandUuid)).toContain(waiting);
    expect(owned.device.requireEnrollment().identity?.certificate).not.toEqual(identity?.certificate);
    const after = await office.call('devices.get', { id: owned.id });
    expect(after).toMatchObject({ state: 'enrolled', userId: owned.person.id, enrolledAt: before.enrolledAt });
    expect(after.identityCertificateExpiresAt).toBeGreaterThan(end);
    expect(await logLines(office, owned.id, ['Certificate Renewed'])).toHaveLength(1);
    expect((await owned.device.connect()).exchanges).toEqual([]);
    expect(after.renewal).toBeUndefined();
    const hourLater = async () => {
      office.clock.advance(hour);
      return (await notices()).map((row) => row.title);
    };
    await expect.poll(hourLater, { timeout: 10_000 }).not.toContain(title);
  });
});
