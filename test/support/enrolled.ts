// Devices that are enrolled and have answered their first inventory, for scenarios that begin there.
import { expect } from 'vitest';
import type { LogAction } from '../../shared/model/log.ts';
import type { DeviceCommand } from '../../shared/ipc/devices/devices.ts';
import { officePassword, type Office } from './core.ts';
import type { DeviceOptions } from './device/device-state.ts';
import type { SimulatedDevice } from './device/device.ts';
import type { Account } from './device/enrollment.ts';
import type { Identity } from './device/keys-and-csr.ts';
import { parseEnrollmentProfile, type EnrollmentProfile } from './device/profile.ts';
import { addSetting } from './user-settings.ts';

export interface EnrolledDevice {
  readonly device: SimulatedDevice;
  readonly id: string;
  readonly person: { readonly id: string; readonly username: string };
}

/** Runs sessions until nothing waits for the device any more. */
export const settle = async (office: Office, { device, id }: Pick<EnrolledDevice, 'device' | 'id'>): Promise<void> => {
  await device.connect('device');
  if (device.enrollment?.userChannelOpen === true) await device.connect('user');
  expect(await office.call('devices.upcoming', { id })).toEqual([]);
};

/** Account-driven User Enrollment; the office must allow it. */
export const enrollPersonal = async (
  office: Office,
  name: string,
  options: Partial<DeviceOptions> & Pick<DeviceOptions, 'kind'> = { kind: 'iPhone' },
): Promise<EnrolledDevice> => {
  const person = await office.addPerson(name);
  const device = office.device(options);
  const enrollment = await device.enrollAccountDriven({
    identifier: person.username,
    discoveryOrigin: office.origin,
    password: officePassword,
    managedAppleId: `${name}@appleid.office.example`,
  });
  const enrolled = { device, person, id: enrollment.enrollmentId ?? '' };
  await settle(office, enrolled);
  return enrolled;
};

/** A device at the point where it has an identity for a new enrollment of a person and has not sent Authenticate yet. */
export const readyToAuthenticate = async (
  office: Office,
  username: string,
  device = office.device({ kind: 'iPhone' }),
): Promise<{ device: SimulatedDevice; profile: EnrollmentProfile; identity: Identity; account: Account }> => {
  const person = { username, password: officePassword };
  const managedAppleId = username.replace('@', '@appleid.');
  const { baseUrl } = await device.discover(username, office.origin);
  const challenge = await device.requestChallenge(baseUrl, 'BYOD');
  const tokens = await device.signIn(challenge, username, person);
  const bytes = await device.fetchAccountProfile(baseUrl, 'BYOD', tokens.accessToken);
  const expectation = { flow: 'account-driven', mode: 'BYOD', signedInAccount: managedAppleId } as const;
  const profile = parseEnrollmentProfile(bytes, expectation, device.traits);
  const identity = await device.newIdentity(profile);
  return { device, profile, identity, account: { identifier: username, managedAppleId, person, challenge, tokens } };
};

/** Profile-based Device Enrollment by an enrollment link, for a person of a group whose setting says so. */
export const enrollOwned = async (
  office: Office,
  name: string,
  groupId: string,
  options: Partial<DeviceOptions> & Pick<DeviceOptions, 'kind'> = { kind: 'iPhone' },
): Promise<EnrolledDevice> => {
  const person = await office.addPerson(name, { groupIds: [groupId] });
  const device = office.device(options);
  const { link } = await office.call('enrollment.invite', { userId: person.id });
  await device.enrollByInvitation(link, { username: person.username, password: officePassword });
  const enrolled = { device, person, id: device.udid };
  await settle(office, enrolled);
  return enrolled;
};

/** A group whose devices come in by Device Enrollment. Returns its id. */
export const ownedDevicesGroup = async (office: Office): Promise<string> => {
  const { id } = await office.call('groups.create', { name: 'Office devices', memberIds: [] });
  await addSetting(office.call, 'registration', {
    name: 'Office devices',
    body: { appleEnrollmentType: 'device', ownership: 'company-owned' },
    groupIds: [id],
  });
  return id;
};

/** The log of a device, oldest first, as `Action: Status`. Under `-` are the messages of nobody known. */
export const logLines = async (office: Office, enrollmentId: string, actions?: LogAction[]): Promise<string[]> => {
  const { rows } = await office.call('logs.list', { enrollmentId, pageSize: 200, ...(actions ? { actions } : {}) });
  return rows.map((row) => `${row.action}: ${row.status}`).reverse();
};

/** The newest rows that were refused, as their details. */
export const rejections = async (office: Office, enrollmentId: string): Promise<string[]> => {
  const { rows } = await office.call('logs.list', { enrollmentId, pageSize: 200, statuses: ['Rejected'] });
  return rows.map((row) => row.detail);
};

/** Queues a command and returns its CommandUUID. */
export const send = async (
  office: Office,
  id: string,
  command: DeviceCommand,
  channel: 'device' | 'user' = 'device',
): Promise<string> => (await office.call('devices.sendCommand', { id, command, channel })).commandUuid;

/**
 * Runs something that must be refused and must change nothing: the device record and its queue are the same before and
 * after, and exactly `rows` refusals were logged under the enrollment (or under nobody).
 */
export const changesNothing = async <T>(
  office: Office,
  id: string,
  run: () => Promise<T>,
  { rows = 1, under = id }: { rows?: number; under?: string } = {},
): Promise<T> => {
  const look = async () => {
    // A push goes its own way and may end in the middle.
    const device = await office.call('devices.get', { id });
    return {
      device: { ...device, lastPushAt: 0, lastPushResult: '', nextContactAt: 0 },
      queue: await office.call('devices.upcoming', { id }),
    };
  };
  // Refusals come one after the other in tests; a minute lets each have its row in the log.
  office.clock.advance(60_000);
  const [before, refusedBefore] = [await look(), (await rejections(office, under)).length];
  const result = await run();
  expect(await look()).toEqual(before);
  expect((await rejections(office, under)).length - refusedBefore).toBe(rows);
  return result;
};

/** A small configuration profile. */
export const webClip = (identifier: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
<key>PayloadContent</key><array><dict>
<key>PayloadType</key><string>com.apple.webClip.managed</string><key>PayloadVersion</key><integer>1</integer>
<key>PayloadIdentifier</key><string>${identifier}.clip</string>
<key>PayloadUUID</key><string>1B0A6A6E-3C60-4B3D-9C3B-6E0D5A2D4C11</string>
<key>Label</key><string>Menu</string><key>URL</key><string>https://office.example/menu</string>
</dict></array>
<key>PayloadType</key><string>Configuration</string><key>PayloadVersion</key><integer>1</integer>
<key>PayloadIdentifier</key><string>${identifier}</string>
<key>PayloadUUID</key><string>7A9C2A54-1B52-4C49-8F59-1D1A5C7E2F60</string>
<key>PayloadDisplayName</key><string>Menu</string>
</dict></plist>`;
