import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createSimulatedDevice } from '../../../support/device/device.ts';
import type { SimulatedDevice } from '../../../support/device/device.ts';
import type { DeviceOptions } from '../../../support/device/device-state.ts';
import { createLoadDevice, runLoad } from '../../../support/device/load.ts';
import { encodePlist } from '../../../support/device/plist.ts';
import type { PlistInputDict } from '../../../support/device/plist.ts';
import type { Exchange } from '../../../support/device/session.ts';
import { startStandIn } from './stand-in-server.ts';
import type { StandIn } from './stand-in-server.ts';

let server: StandIn;
let devices: SimulatedDevice[] = [];

beforeAll(async () => {
  server = await startStandIn();
});

afterEach(() => {
  for (const device of devices) device.close();
  devices = [];
  server.queue.length = 0;
  server.messages.length = 0;
});

afterAll(() => server.close());

const userMdm = { ManagedAppleID: 'ann@office.example', ServerCapabilities: ['com.apple.mdm.per-user-connections'] };
const deviceMdm = { AccessRights: 8191 };

const enrolled = async (
  kind: DeviceOptions['kind'],
  mdm: PlistInputDict,
  options: Partial<DeviceOptions> = {},
): Promise<SimulatedDevice> => {
  const hosts = { 'office.example': { address: '127.0.0.1', port: server.port } };
  const osVersion = kind === 'Mac' ? '14.5' : '17.5';
  const device = createSimulatedDevice({ kind, osVersion, trusted: [server.caPem], hosts, ...options });
  devices.push(device);
  await device.enrollWithProfile(server.profile(mdm), 'ann@office.example');
  return device;
};

const ask = async (device: SimulatedDevice, command: PlistInputDict): Promise<Exchange> => {
  server.add(command);
  const [exchange] = (await device.connect()).exchanges;
  if (exchange === undefined) throw new Error('the device received no command');
  return exchange;
};

const allQueries = [
  'UDID',
  'SerialNumber',
  'DeviceName',
  'OSVersion',
  'DeviceCapacity',
  'IMEI',
  'WiFiMAC',
  'IsSupervised',
  'IsAppleSilicon',
];

describe('answers', () => {
  it('leaves out what a User Enrollment may not say, and what was not asked', async () => {
    const phone = await enrolled('iPhone', userMdm);
    const { report } = await ask(phone, { RequestType: 'DeviceInformation', Queries: allQueries });
    expect(Object.keys(report?.QueryResponses ?? {})).toEqual([
      'DeviceName',
      'OSVersion',
      'DeviceCapacity',
      'IsSupervised',
    ]);
    const wire = server.requests.at(-1)?.body.toString() ?? '';
    expect(wire).toContain('<key>DeviceCapacity</key><real>128</real>');
    expect(wire).not.toContain('UDID');
  });

  it('says everything asked in a device enrollment', async () => {
    const mac = await enrolled('Mac', deviceMdm);
    const { report } = await ask(mac, { RequestType: 'DeviceInformation', Queries: allQueries });
    expect(Object.keys(report?.QueryResponses ?? {})).toEqual(allQueries.filter((name) => name !== 'IMEI'));
  });

  it.each([
    ['iPhone', userMdm, ['HardwareEncryptionCaps', 'PasscodeCompliant', 'ManagementStatus'], true],
    ['Mac', deviceMdm, ['FDE_Enabled', 'RemoteDesktopEnabled'], false],
  ] as const)('tells in SecurityInfo whether an %s is a User Enrollment', async (kind, mdm, keys, isUser) => {
    const { report } = await ask(await enrolled(kind, mdm), { RequestType: 'SecurityInfo' });
    expect(Object.keys(report?.SecurityInfo ?? {})).toEqual(expect.arrayContaining([...keys]));
    expect(report).toHaveProperty('SecurityInfo.ManagementStatus.IsUserEnrollment', isUser);
  });

  it.each([
    ['iPhone', userMdm, { RequestType: 'EraseDevice' }],
    ['iPhone', userMdm, { RequestType: 'ClearPasscode', UnlockToken: Buffer.from('x') }],
    ['Mac', userMdm, { RequestType: 'DeviceLock', PIN: '123456' }],
    ['Mac', deviceMdm, { RequestType: 'Restrictions' }],
    ['Mac', userMdm, { RequestType: 'InstalledApplicationList' }],
  ] as const)('an %s refuses a forbidden command with 12021: %#', async (kind, mdm, command) => {
    const device = await enrolled(kind, mdm);
    const { status, report } = await ask(device, command);
    expect(status).toBe('Error');
    expect(report).toHaveProperty('ErrorChain[0].ErrorCode', 12021);
    expect(report).toHaveProperty('ErrorChain[0].ErrorDomain', 'MCMDMErrorDomain');
    expect(device.enrollment).toBeDefined();
  });

  it('installs, lists and removes a profile', async () => {
    const phone = await enrolled('iPhone', userMdm);
    const payload = (type: string) =>
      encodePlist({
        ...{ PayloadType: 'Configuration', PayloadVersion: 1, PayloadIdentifier: 'example.clip', PayloadUUID: 'A' },
        PayloadContent: [
          { PayloadType: type, PayloadVersion: 1, PayloadIdentifier: 'example.clip.1', PayloadUUID: 'B' },
        ],
      });
    const refused = await ask(phone, { RequestType: 'InstallProfile', Payload: payload('com.apple.vpn.managed') });
    expect(refused.report).toHaveProperty('ErrorChain[1].ErrorCode', 4023);
    expect(
      (await ask(phone, { RequestType: 'InstallProfile', Payload: payload('com.apple.webClip.managed') })).status,
    ).toBe('Acknowledged');
    const list = await ask(phone, { RequestType: 'ProfileList' });
    expect(list.report).toHaveProperty('ProfileList[1].PayloadIdentifier', 'example.clip');
    expect((await ask(phone, { RequestType: 'RemoveProfile', Identifier: 'example.clip' })).status).toBe(
      'Acknowledged',
    );
    expect((await ask(phone, { RequestType: 'RemoveProfile', Identifier: 'example.clip' })).report).toHaveProperty(
      'ErrorChain[0].ErrorCode',
      12075,
    );
  });

  it('reports each setting by itself', async () => {
    const settings = [
      { Item: 'DeviceName', DeviceName: 'New' },
      { Item: 'OrganizationInfo', OrganizationInfo: { OrganizationName: 'Office' } },
    ];
    const phone = await enrolled('iPhone', userMdm);
    const { status, report } = await ask(phone, { RequestType: 'Settings', Settings: settings });
    expect(status).toBe('Acknowledged');
    expect(report).toMatchObject({
      Settings: [
        { Item: 'DeviceName', Status: 'Error' },
        { Item: 'OrganizationInfo', Status: 'Acknowledged' },
      ],
    });
    expect(phone.organizationInfo).toEqual({ OrganizationName: 'Office' });
  });

  it('clears the passcode only with its own UnlockToken, and erases', async () => {
    const phone = await enrolled('iPhone', deviceMdm);
    expect((await ask(phone, { RequestType: 'ClearPasscode', UnlockToken: Buffer.from('x') })).status).toBe('Error');
    const UnlockToken = phone.enrollment?.unlockToken;
    expect((await ask(phone, { RequestType: 'ClearPasscode', UnlockToken })).status).toBe('Acknowledged');
    expect(phone.passcodePresent).toBe(false);
    await ask(phone, { RequestType: 'EraseDevice' });
    expect([phone.erased, phone.enrollment]).toEqual([true, undefined]);
  });

  it('renews its identity by a new enrollment profile and keeps the EnrollmentID', async () => {
    const mac = await enrolled('Mac', userMdm);
    const { enrollmentId, identity } = mac.requireEnrollment();
    server.messages.length = 0;
    const { status } = await ask(mac, { RequestType: 'InstallProfile', Payload: server.profile(userMdm) });
    expect(status).toBe('Acknowledged');
    expect(server.messages.map(({ plist }) => plist.MessageType ?? plist.Status)).toEqual([
      'Idle',
      'Authenticate',
      'TokenUpdate',
      'TokenUpdate',
      'Acknowledged',
    ]);
    expect(new Set(server.messages.map(({ plist }) => plist.EnrollmentID))).toEqual(new Set([enrollmentId]));
    expect(server.messages.at(-1)?.signer.equals(identity?.certificate ?? Buffer.alloc(0))).toBe(false);
    const moved = server.profile({ ...userMdm, Topic: 'com.apple.mgmt.other' });
    expect((await ask(mac, { RequestType: 'InstallProfile', Payload: moved })).report).toHaveProperty(
      'ErrorChain[1].ErrorCode',
      12012,
    );
  });

  it('leaves with CheckOut when its enrollment profile is removed', async () => {
    const phone = await enrolled('iPhone', userMdm);
    await ask(phone, { RequestType: 'RemoveProfile', Identifier: 'example.office.enroll' });
    expect(server.messages.slice(-2).map(({ plist }) => plist.MessageType ?? plist.Status)).toEqual([
      'Acknowledged',
      'CheckOut',
    ]);
    expect(phone.enrollment).toBeUndefined();
  });
});

describe('check-in', () => {
  it('fetches the declarations that the server lists and reports on them', async () => {
    const phone = await enrolled('iPhone', userMdm);
    await ask(phone, { RequestType: 'DeclarativeManagement' });
    const messages = server.messages.filter(({ plist }) => plist.MessageType === 'DeclarativeManagement');
    expect(messages.map(({ plist }) => plist.Endpoint)).toEqual([
      'tokens',
      'declaration-items',
      'declaration/configuration/office.passcode',
      'status',
    ]);
    const status: unknown = JSON.parse(Buffer.from(messages[3]?.plist.Data as Uint8Array).toString());
    expect(status).toHaveProperty('StatusItems.management.declarations.configurations[0].active', true);
  });

  it('sends every other message with its keys', async () => {
    const mac = await enrolled('Mac', deviceMdm);
    server.messages.length = 0;
    await mac.setBootstrapToken(Buffer.from('boot'));
    await mac.getBootstrapToken();
    await mac.userAuthenticate('digest');
    await mac.getToken('com.apple.maid');
    await mac.checkOut();
    const { userId } = mac.requireEnrollment();
    expect(server.messages.map(({ plist }) => plist)).toMatchObject([
      { MessageType: 'SetBootstrapToken', UDID: mac.udid },
      { MessageType: 'GetBootstrapToken', UDID: mac.udid },
      { MessageType: 'UserAuthenticate', UDID: mac.udid, UserID: userId, DigestResponse: 'digest' },
      { MessageType: 'GetToken', TokenServiceType: 'com.apple.maid' },
      { MessageType: 'CheckOut', Topic: 'com.apple.mgmt.External.1b2c' },
    ]);
    expect(server.messages[0]?.plist.BootstrapToken).toEqual(new Uint8Array(Buffer.from('boot')));
  });
});

describe('manners', () => {
  const query = { RequestType: 'SecurityInfo' };
  const statuses = (): unknown[] =>
    server.messages.map(({ plist }) => plist.Status).filter((status) => status !== undefined);

  it('says NotNow a number of times first', async () => {
    const phone = await enrolled('iPhone', deviceMdm);
    phone.manners.set('SecurityInfo', { notNowFirst: 2 });
    server.add(query);
    for (let session = 0; session < 3; session += 1) await phone.connect();
    expect(statuses()).toEqual(['Idle', 'NotNow', 'Idle', 'NotNow', 'Idle', 'Acknowledged']);
  });

  it('stays silent, repeats itself, fails and garbles', async () => {
    const phone = await enrolled('iPhone', deviceMdm);
    phone.manners.set('*', { silent: true });
    server.add(query);
    expect((await phone.connect()).exchanges[0]?.status).toBeUndefined();
    phone.manners.set('*', {
      duplicateReport: true,
      error: [{ ErrorCode: 1, ErrorDomain: 'X', LocalizedDescription: 'no' }],
    });
    await phone.connect();
    expect(statuses()).toEqual(['Idle', 'Idle', 'Error', 'Error']);
    phone.manners.set('*', { commandFormatError: true });
    expect((await ask(phone, query)).status).toBe('CommandFormatError');
    phone.manners.set('*', { undecodableReport: 'truncated' });
    server.add(query);
    expect((await phone.connect()).httpStatus).toBe(400);
    phone.manners.set('*', { undecodableReport: 'wrong-types' });
    await phone.connect();
    expect(server.messages.at(-1)?.plist.QueryResponses).toBe('nonsense');
  });

  it('breaks its signatures as told', async () => {
    const phone = await enrolled('iPhone', deviceMdm);
    const other = await enrolled('iPhone', deviceMdm);
    const idle = async (wire: SimulatedDevice['wire']): Promise<number> => {
      phone.wire = wire;
      return (await phone.report({ Status: 'Idle' })).status;
    };
    expect(await idle({ signature: 'wrong' })).toBe(400);
    expect(await idle({ signature: 'missing' })).toBe(400);
    expect(await idle({ bodyTamperedAfterSigning: true })).toBe(400);
    expect(await idle({ clockSkewMs: 90 * 86_400_000, digest: 'sha1' })).toBe(200);
    expect(await idle({ binaryPlist: true })).toBe(200);
    expect(server.requests.at(-1)?.body.subarray(0, 8).toString()).toBe('bplist00');
    expect(await idle({ signAs: other.enrollment?.identity })).toBe(200);
    expect(server.messages.at(-1)?.signer).toEqual(other.enrollment?.identity?.certificate);
    expect(await idle({ extraKeys: { UDID: 'X' } })).toBe(200);
    expect(server.messages.at(-1)?.plist.UDID).toBe('X');
  });

  it('wakes by a push with its own magic only', async () => {
    const phone = await enrolled('iPhone', deviceMdm);
    const listeners = new Map<string, (magic: string) => void>();
    phone.subscribeToPush({
      onPush(token, listener) {
        listeners.set(token, listener);
        return () => listeners.delete(token);
      },
    });
    const { token, magic } = phone.requireEnrollment().push.device;
    const push = (text: string) => listeners.get(token.toString('hex'))?.(text);
    server.add(query);
    push('not the magic');
    const wake = phone.nextWake();
    push(magic);
    expect((await wake).exchanges.map(({ requestType }) => requestType)).toEqual(['SecurityInfo']);
    expect(statuses()).toEqual(['Idle', 'Acknowledged']);
    phone.forget('test');
    expect(listeners.size).toBe(0);
  });
});

describe('the load generator', () => {
  it.each([false, true])(
    'sends prepared requests that the server accepts (fresh handshakes %s)',
    async (freshHandshake) => {
      const phone = await enrolled('iPhone', deviceMdm);
      const prepared = createLoadDevice(phone);
      const result = await runLoad({
        ...{ host: '127.0.0.1', servername: 'office.example', port: server.port, ca: [server.caPem] },
        ...{ connections: 2, freshHandshake, requests: [prepared.idle(), prepared.tokenUpdate()], count: 20 },
      });
      expect(result).toMatchObject({ requests: 20, errors: 0, errorSamples: [] });
      expect(result.perSecond).toBeGreaterThan(0);
    },
  );

  it('counts refusals as errors', async () => {
    const phone = await enrolled('iPhone', deviceMdm);
    const requests = [Buffer.concat([createLoadDevice(phone).idle().subarray(0, -1), Buffer.from('!')])];
    const result = await runLoad({
      ...{ host: '127.0.0.1', servername: 'office.example', port: server.port, ca: [server.caPem] },
      ...{ connections: 1, requests, count: 3 },
    });
    expect(result).toMatchObject({ requests: 0, errors: 3 });
  });
});
