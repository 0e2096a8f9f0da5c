import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EnrollmentStopped, parseChallenge } from '../../../support/device/account-driven.ts';
import { createAppleDeviceCa } from '../../../support/device/apple-device-ca.ts';
import type { AppleDeviceCa } from '../../../support/device/apple-device-ca.ts';
import { createSimulatedDevice } from '../../../support/device/device.ts';
import type { SimulatedDevice } from '../../../support/device/device.ts';
import type { DeviceOptions } from '../../../support/device/device-state.ts';
import { ProfileRefused } from '../../../support/device/profile.ts';
import { startStandIn } from './stand-in-server.ts';
import type { StandIn } from './stand-in-server.ts';

let server: StandIn;
let appleCa: AppleDeviceCa;
let devices: SimulatedDevice[] = [];

beforeAll(async () => {
  const ca = await createAppleDeviceCa();
  const identity = await ca.issueDeviceIdentity();
  appleCa = { ...ca, issueDeviceIdentity: () => Promise.resolve(identity) };
});

beforeEach(async () => {
  server = await startStandIn();
});

afterEach(async () => {
  for (const device of devices) device.close();
  devices = [];
  await server.close();
});

const newDevice = (kind: DeviceOptions['kind'], options: Partial<DeviceOptions> = {}): SimulatedDevice => {
  const target = { address: '127.0.0.1', port: server.port };
  const hosts = { 'office.example': target, 'other.example': target };
  const device = createSimulatedDevice({ kind, trusted: [server.caPem], hosts, appleCa, ...options });
  devices.push(device);
  return device;
};

const sent = (): unknown[] => server.messages.map(({ plist }) => plist.MessageType ?? plist.Status);
const ann = { identifier: 'ann@office.example', password: 'secret' };
const deviceRights = { AccessRights: 8191 };

describe('profile enrollment', () => {
  it('enrolls an iPhone as a device with UDID and serial', async () => {
    const device = newDevice('iPhone');
    const enrollment = await device.enrollWithProfile(server.profile(deviceRights));
    expect(enrollment.enrolled).toBe(true);
    expect(sent()).toEqual(['Authenticate', 'TokenUpdate']);
    const [authenticate, tokenUpdate] = server.messages;
    expect(authenticate?.plist).toMatchObject({
      UDID: device.udid,
      SerialNumber: device.serial,
      ProductName: 'iPhone15,2',
    });
    expect(tokenUpdate?.plist.UnlockToken).toBeInstanceOf(Uint8Array);
    expect(authenticate?.headers.authorization).toBeUndefined();
  });

  it('enrolls an iPhone of iOS 17 by invitation as a User Enrollment without identifiers', async () => {
    const device = newDevice('iPhone', { osVersion: '17.5' });
    await device.enrollByInvitation('https://office.example/invite', {
      username: 'ann',
      password: 'secret',
      managedAppleId: 'ann@office.example',
    });
    expect(Object.keys(server.messages[0]?.plist ?? {}).sort()).toEqual([
      'BuildVersion',
      'EnrollmentID',
      'MessageType',
      'OSVersion',
      'ProductName',
      'Topic',
    ]);
    expect(Object.keys(server.messages[1]?.plist ?? {}).sort()).toEqual([
      'AwaitingConfiguration',
      'EnrollmentID',
      'MessageType',
      'PushMagic',
      'Token',
      'Topic',
    ]);
  });

  it('gets a new EnrollmentID at every User Enrollment', async () => {
    const device = newDevice('iPad', { osVersion: '16.1' });
    const first = await device.enrollWithProfile(
      server.profile({ ManagedAppleID: 'ann@office.example' }),
      ann.identifier,
    );
    await device.leave();
    expect(sent().at(-1)).toBe('CheckOut');
    const second = await device.enrollWithProfile(
      server.profile({ ManagedAppleID: 'ann@office.example' }),
      ann.identifier,
    );
    expect(second.enrollmentId).not.toBe(first.enrollmentId);
  });

  it.each([
    ['iOS 18 with ManagedAppleID', { ManagedAppleID: 'ann@office.example' }, {}, '18.0', 'ended with iOS 17'],
    ['another account', { ManagedAppleID: 'bob@office.example' }, {}, '17.0', 'not the account'],
    ['no AccessRights', {}, {}, '17.0', 'AccessRights is required'],
    ['AccessRights 2 without 1', { AccessRights: 2 }, {}, '17.0', '2 needs 1'],
    ['a foreign topic', { ...deviceRights, Topic: 'com.example' }, {}, '17.0', 'Topic'],
    ['plain http', { ...deviceRights, ServerURL: 'http://office.example/mdm' }, {}, '17.0', 'ServerURL'],
    [
      'a dangling identity',
      { ...deviceRights, IdentityCertificateUUID: 'nowhere' },
      {},
      '17.0',
      'IdentityCertificateUUID',
    ],
    ['a mode outside account-driven', { ...deviceRights, EnrollmentMode: 'BYOD' }, {}, '17.0', 'account-driven'],
    [
      'a locked profile',
      { ManagedAppleID: 'ann@office.example' },
      { PayloadRemovalDisallowed: false },
      '17.0',
      'PayloadRemovalDisallowed',
    ],
  ])('refuses a profile with %s', (_name, mdm, top, osVersion, why) => {
    const device = newDevice('iPhone', { osVersion });
    const install = () =>
      device.installProfile(server.profile(mdm, top), { flow: 'profile', signedInAccount: ann.identifier });
    expect(install).toThrow(ProfileRefused);
    expect(install).toThrow(why);
    expect(device.enrollment).toBeUndefined();
  });

  it('trusts nothing but what it was told', async () => {
    const device = newDevice('iPhone', { trusted: [] });
    await expect(device.discover(ann.identifier)).rejects.toThrow(/self-signed|unable to verify/);
    await device.enrollWithProfile(server.profile(deviceRights));
    expect(device.enrollment?.enrolled).toBe(true);
  });
});

describe('account-driven enrollment', () => {
  it('enrolls an iPhone through the web sign-in and sends the bearer with everything', async () => {
    server.settings.requireBearer = true;
    const device = newDevice('iPhone');
    const enrollment = await device.enrollAccountDriven(ann);
    expect(enrollment.userEnrollment).toBe(true);
    expect(sent()).toEqual(['Authenticate', 'TokenUpdate']);
    const token = device.account?.tokens.accessToken ?? '';
    expect(server.messages.every(({ headers }) => headers.authorization === `Bearer ${token}`)).toBe(true);
    const posts = server.requests.filter(({ path }) => path.startsWith('/enroll'));
    expect(posts).toHaveLength(2);
    expect(posts[0]?.body.includes(device.serial)).toBe(false);
    const discovery = server.requests[0]?.path;
    expect(discovery).toBe(
      '/.well-known/com.apple.remotemanagement?user-identifier=ann%40office.example&model-family=iPhone',
    );
  });

  it.each([false, true])('enrolls a Mac through OAuth as a device with its user channel (PKCE %s)', async (pkce) => {
    Object.assign(server.settings, { version: 'mdm-adde', challenge: 'apple-oauth2', separator: ' ' });
    const device = newDevice('Mac');
    const enrollment = await device.enrollAccountDriven({ ...ann, pkce });
    expect(enrollment.userEnrollment).toBe(false);
    expect(sent()).toEqual(['Authenticate', 'TokenUpdate', 'TokenUpdate']);
    expect(server.messages[2]?.plist).toMatchObject({
      UDID: device.udid,
      UserID: enrollment.userId,
      UserShortName: 'ann',
    });
    const bearers = server.messages.map(({ headers }) => headers.authorization !== undefined);
    expect(bearers).toEqual([false, false, true]);
  });

  it('stops at a wrong password, and at another account than the assigned one', async () => {
    const device = newDevice('iPhone');
    await expect(device.enrollAccountDriven({ ...ann, password: 'wrong' })).rejects.toThrow(EnrollmentStopped);
    await expect(device.enrollAccountDriven({ ...ann, managedAppleId: 'bob@office.example' })).rejects.toThrow(
      'AssignedManagedAppleID',
    );
    expect(server.messages).toEqual([]);
  });

  it('follows a redirected discovery without adding the query again', async () => {
    const device = newDevice('iPhone');
    await expect(device.discover(ann.identifier, 'https://other.example')).resolves.toMatchObject({
      version: 'mdm-byod',
    });
    const dropped = await device.http.send({
      method: 'GET',
      url: 'https://other.example/.well-known/com.apple.remotemanagement?user-identifier=a&drop=1',
      followRedirects: true,
    });
    expect(dropped.status).toBe(404);
  });

  it('refreshes an OAuth token silently and signs in again on the web', async () => {
    for (const challenge of ['apple-oauth2', 'apple-as-web'] as const) {
      Object.assign(server.settings, { challenge, requireBearer: true });
      const device = newDevice('iPhone');
      await device.enrollAccountDriven(ann);
      const before = server.requests.filter(({ path }) => path.startsWith('/sign-in')).length;
      server.tokens.clear();
      expect((await device.connect()).httpStatus).toBe(200);
      const signIns = server.requests.filter(({ path }) => path.startsWith('/sign-in')).length - before;
      expect(signIns).toBe(challenge === 'apple-oauth2' ? 0 : 2);
    }
  });

  it('reads challenges with commas or spaces, and no other', () => {
    const web = { method: 'apple-as-web', url: 'https://a/b' };
    expect(parseChallenge('Bearer method="apple-as-web", url="https://a/b"')).toEqual(web);
    expect(parseChallenge('Bearer method="apple-as-web" url="https://a/b"')).toEqual(web);
    expect(parseChallenge('Bearer method="apple-as-web", url="http://a/b"')).toBeUndefined();
    expect(parseChallenge('Basic realm="x"')).toBeUndefined();
    expect(parseChallenge(undefined)).toBeUndefined();
  });
});

describe('refusals by the server', () => {
  it('forgets the enrollment on 401 without a challenge and on com.apple.unrecognized.device', async () => {
    const gone = {
      status: 403,
      headers: { 'content-type': 'application/json' },
      body: '{"code":"com.apple.unrecognized.device"}',
    };
    for (const reply of [{ status: 401 }, gone]) {
      server.settings.mdmReply = undefined;
      const device = newDevice('iPhone');
      await device.enrollWithProfile(server.profile(deviceRights));
      server.settings.mdmReply = reply;
      await device.connect();
      expect(device.enrollment).toBeUndefined();
      expect(device.unenrolledBecause).toBeDefined();
    }
  });

  it('stays enrolled on 400 and 500', async () => {
    const device = newDevice('iPhone');
    await device.enrollWithProfile(server.profile(deviceRights));
    for (const status of [400, 500]) {
      server.settings.mdmReply = { status };
      expect((await device.connect()).httpStatus).toBe(status);
      expect(device.enrollment).toBeDefined();
    }
  });
});
