// Ongoing authentication of account-driven enrollments, and how an enrollment ends when its person may not go on.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowUserEnrollment, startOffice, type Office } from '../../support/core.ts';
import { refreshTokens } from '../../support/device/account-driven.ts';
import type { SimulatedDevice } from '../../support/device/device.ts';
import {
  accountOf,
  addPerson,
  devicesOf,
  invite,
  logOf,
  onlyDeviceOf,
  useSignIn,
  type OfficePerson,
} from '../../support/enrollment-scenarios.ts';

const minute = 60_000;

describe('an account-driven enrollment that goes on', () => {
  let office: Office;
  beforeAll(async () => {
    office = await startOffice();
    await allowUserEnrollment(office);
  });
  afterAll(async () => {
    await office.stop();
    expect(office.problems).toEqual([]);
  });

  const enroll = async (name: string, kind: 'iPhone' | 'Mac' = 'iPhone') => {
    const person = await addPerson(office, name);
    const device = office.device({ kind });
    await device.enrollAccountDriven(accountOf(office, person));
    await device.connect();
    device.journal.length = 0;
    return { person, device };
  };
  const statuses = (device: SimulatedDevice) => device.journal.splice(0).map(({ status }) => status);
  const spoilToken = (device: SimulatedDevice, accessToken = 'spoiled'): void => {
    if (device.account) device.account.tokens = { ...device.account.tokens, accessToken };
  };
  const setEnabled = ({ id }: OfficePerson, enabled: boolean) =>
    office.call('users.setEnabled', { ids: [id], enabled });

  it('scenario 29: an expired OAuth token is refreshed silently, again and again', async () => {
    await useSignIn(office, 'apple-oauth2');
    const { person, device } = await enroll('olga');
    if (device.account) device.account.person = undefined;
    for (let hours = 0; hours < 2; hours += 1) {
      const { accessToken, refreshToken } = { ...device.account?.tokens };
      office.clock.advance(61 * minute);
      expect((await device.connect()).httpStatus).toBe(200);
      expect(statuses(device).slice(0, 2)).toEqual([401, 200]);
      expect(device.account?.tokens.accessToken).not.toBe(accessToken);
      expect(device.account?.tokens.refreshToken).not.toBe(refreshToken);
      expect((await device.connect()).httpStatus).toBe(200);
      expect(statuses(device)).not.toContain(401);
    }
    expect(await onlyDeviceOf(office, person)).toMatchObject({ state: 'enrolled' });
    await useSignIn(office, 'apple-as-web');
  });

  it('CheckOut ends the tokens of the enrollment: nothing more is to be had for its refresh token', async () => {
    await useSignIn(office, 'apple-oauth2');
    const { device } = await enroll('odin');
    const { challenge, tokens } = device.account ?? {};
    if (challenge?.method !== 'apple-oauth2') throw new Error('not signed in with OAuth');
    const refresh = (token = tokens?.refreshToken ?? '') =>
      refreshTokens(device.http, challenge.tokenUrl, challenge.clientId, token);
    const { refreshToken } = await refresh();
    expect((await device.checkOut()).status).toBe(200);
    await expect(refresh(refreshToken)).rejects.toThrow('invalid_grant');
    await useSignIn(office, 'apple-as-web');
  });

  it('scenario 29: without a usable token the person signs in again; other messages than CheckOut wait for that', async () => {
    const { person, device } = await enroll('walt');
    spoilToken(device);
    expect((await device.tokenUpdate()).status).toBe(200);
    expect(statuses(device)).toEqual([401, 200]);
    expect((await device.connect()).httpStatus).toBe(200);

    // Nobody is there to sign in: the device keeps the enrollment and goes on asking.
    if (device.account) device.account.person = undefined;
    const right = device.account?.tokens.accessToken ?? '';
    spoilToken(device);
    expect((await device.connect()).httpStatus).toBe(401);
    expect(await onlyDeviceOf(office, person)).toMatchObject({ state: 'enrolled' });
    spoilToken(device, right);
    expect((await device.connect()).httpStatus).toBe(200);
    spoilToken(device);
    await device.leave();
    expect(statuses(device).at(-1)).toBe(200);
    expect(await onlyDeviceOf(office, person)).toMatchObject({ state: 'checked-out' });
  });

  it('scenario 29: the token of one device does not serve another', async () => {
    const first = await enroll('finn');
    const second = await enroll('gwen');
    if (second.device.account) second.device.account.person = undefined;
    spoilToken(second.device, first.device.account?.tokens.accessToken);
    expect((await second.device.connect()).httpStatus).toBe(401);
    expect((await first.device.connect()).httpStatus).toBe(200);
  });

  it('scenario 29: a Mac shows the token on its user channel only', async () => {
    const { device } = await enroll('mary', 'Mac');
    spoilToken(device);
    expect((await device.connect('device')).httpStatus).toBe(200);
    expect(statuses(device)).not.toContain(401);
    expect((await device.connect('user')).httpStatus).toBe(200);
    expect(statuses(device).slice(0, 2)).toEqual([401, 200]);
  });

  it('scenario 29: a disabled person’s device is asked to sign in, gets nothing, and goes on when enabled', async () => {
    const { person, device } = await enroll('dina');
    await office.call('devices.sendCommand', {
      id: (await onlyDeviceOf(office, person)).id,
      command: { type: 'DeviceLock' },
    });
    await setEnabled(person, false);
    const session = await device.connect();
    expect([session.httpStatus, session.exchanges]).toEqual([401, []]);
    expect(device.enrollment).toBeDefined();
    await setEnabled(person, true);
    const resumed = await device.connect();
    expect(resumed.httpStatus).toBe(200);
    expect(resumed.exchanges.map(({ requestType }) => requestType)).toContain('DeviceLock');
  });

  it('retires the device of a disabled person, who cannot sign in any more', async () => {
    const { person, device } = await enroll('udo');
    const { id } = await onlyDeviceOf(office, person);
    await setEnabled(person, false);
    expect((await device.connect()).httpStatus).toBe(401);
    const { notes } = await office.call('users.checkBulk', { ids: [person.id], action: { kind: 'disable' } });
    expect(notes).toEqual([]);
    await office.call('devices.retire', { id });
    const session = await device.connect();
    expect(session.exchanges.map(({ requestType }) => requestType)).toEqual(['RemoveProfile']);
    expect(device.enrollment).toBeUndefined();
    expect((await onlyDeviceOf(office, person)).state).toBe('removed-by-admin');
  });

  it('scenario 23: when the office revokes an enrollment for good the device hears 403 and unenrolls', async () => {
    const { person, device } = await enroll('rolf');
    const { id } = await onlyDeviceOf(office, person);
    await setEnabled(person, false);
    await office.call('devices.retire', { id });
    await office.call('devices.delete', { id });
    await office.call('users.delete', { ids: [person.id] });
    expect((await device.connect()).httpStatus).toBe(403);
    expect(device.enrollment).toBeUndefined();
    expect(device.unenrolledBecause).toBe('com.apple.unrecognized.device');
    expect(await devicesOf(office, person)).toEqual([]);
    expect((await logOf(office, '-')).join('\n')).toContain(`claims to be ${id}`);
  });

  it('scenario 29: a device without bearer token is never asked for one', async () => {
    const person = await addPerson(office, 'pia');
    const device = office.device({ kind: 'iPhone', osVersion: '17.5' });
    await device.enrollByInvitation(await invite(office, person), person);
    await setEnabled(person, false);
    expect((await device.connect()).httpStatus).toBe(200);
    expect(statuses(device)).not.toContain(401);
    expect(device.enrollment).toBeDefined();
  });
});
