// The devices of the demo: who has which, how it came in, and what became of it.
import type { MethodInput } from '../../../shared/ipc/contract.ts';
import { createSimulatedDevice, type SimulatedDevice } from '../device/device.ts';
import type { DeviceKind } from '../device/traits.ts';
import type { AppleStandIns } from '../running/apple-stand-ins.ts';
import type { Call } from '../running/bridge-client.ts';
import { accountOf, demoPassword, officeHost, officeName } from './office.ts';

type Command = MethodInput<'devices.sendCommand'>['command'];

interface FleetDevice {
  readonly owner: string;
  readonly kind: DeviceKind;
  readonly osVersion: string;
  /** Account-driven, or by an invitation link; the settings of the owner decide the type. */
  readonly way: 'account' | 'invitation';
  readonly name?: string;
  /** What happens after the enrollment, before the device starts to answer pushes. */
  readonly prepare?: (device: SimulatedDevice) => void;
  readonly commands?: readonly Command[];
  /** How it ends; absent for devices that live on. */
  readonly fate?: 'half-way' | 'left' | 'retired' | 'erased' | 'retire-unheard' | 'token-dead';
}

const profile = (identifier: string, name: string, payload: string): Command => ({
  type: 'InstallProfile',
  profile: `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
<key>PayloadType</key><string>Configuration</string>
<key>PayloadVersion</key><integer>1</integer>
<key>PayloadIdentifier</key><string>${identifier}</string>
<key>PayloadUUID</key><string>6f1f0f6e-90a1-4f53-8a3e-9f6d3a1b2c41</string>
<key>PayloadDisplayName</key><string>${name}</string>
<key>PayloadOrganization</key><string>${officeName.replace('&', '&amp;')}</string>
<key>PayloadContent</key><array><dict>
<key>PayloadVersion</key><integer>1</integer>
<key>PayloadIdentifier</key><string>${identifier}.1</string>
<key>PayloadUUID</key><string>2b1d8f0a-0f39-4e0e-8a5e-5f8f6d1c7e02</string>
${payload}
</dict></array>
</dict></plist>`,
});

const wifi = profile(
  'example.lindner-park.wifi',
  'Office Wi-Fi',
  '<key>PayloadType</key><string>com.apple.wifi.managed</string><key>SSID_STR</key><string>Lindner Park</string><key>EncryptionType</key><string>WPA2</string>',
);
const mail = profile(
  'example.lindner-park.mail',
  'Office Mail',
  '<key>PayloadType</key><string>com.apple.mail.managed</string><key>EmailAccountName</key><string>Office</string>',
);

const app = (identifier: string, name: string, version: string, bundleSize: number) => ({
  identifier,
  name,
  version,
  bundleSize,
});

const managed =
  (...apps: ReturnType<typeof app>[]) =>
  (device: SimulatedDevice) => {
    for (const one of apps) device.managedApps.set(one.identifier, { ...one, status: 'Managed', managementFlags: 1 });
  };

const drawings = app('example.lindner-park.drawings', 'Drawings', '4.1', 84_000_000);
const timesheet = app('example.lindner-park.timesheet', 'Timesheet', '2.0.3', 21_500_000);
const scanner = app('example.lindner-park.scanner', 'Document Scanner', '1.8', 35_200_000);

const fleet: readonly FleetDevice[] = [
  {
    owner: 'Anna Lindner',
    kind: 'iPhone',
    osVersion: '18.2',
    way: 'account',
    prepare: managed(drawings, timesheet),
    commands: [wifi, mail],
  },
  { owner: 'James Park', kind: 'Mac', osVersion: '15.2', way: 'account', commands: [wifi] },
  {
    owner: 'Lukas Schneider',
    kind: 'iPhone',
    osVersion: '18.1',
    way: 'account',
    prepare: managed(drawings),
    commands: [wifi, { type: 'DeviceLock', message: 'Found? Please call the office.' }],
  },
  { owner: 'Emily Carter', kind: 'iPad', osVersion: '18.1', way: 'account', prepare: managed(drawings, scanner) },
  { owner: 'Jürgen Groß', kind: 'iPhone', osVersion: '17.6', way: 'invitation', commands: [wifi] },
  { owner: 'Sophie Weber', kind: 'iPhone', osVersion: '17.5', way: 'invitation', prepare: managed(timesheet) },
  { owner: 'Oliver Hughes', kind: 'Mac', osVersion: '14.7', way: 'invitation', commands: [wifi] },
  {
    // Its person keeps it locked: it puts off what needs an unlocked device.
    owner: 'Katharina Vogel',
    kind: 'iPhone',
    osVersion: '18.1',
    way: 'account',
    prepare: (device) => {
      for (const type of ['CertificateList', 'InstallProfile']) device.manners.set(type, { notNowFirst: 100_000 });
    },
    commands: [mail],
  },
  {
    owner: 'Thomas Baker',
    kind: 'iPhone',
    osVersion: '17.6',
    way: 'invitation',
    prepare: (device) => {
      device.manners.set('InstallProfile', {
        error: [
          {
            ErrorDomain: 'MCInstallationErrorDomain',
            ErrorCode: 4001,
            LocalizedDescription: 'Das Profil konnte nicht installiert werden.',
            USEnglishDescription: 'Profile Failed to Install',
          },
          {
            ErrorDomain: 'MCWiFiErrorDomain',
            ErrorCode: 15_000,
            LocalizedDescription: 'Das WLAN konnte nicht konfiguriert werden.',
            USEnglishDescription: 'The Wi-Fi network could not be configured.',
          },
        ],
      });
    },
    commands: [wifi],
  },
  {
    // Takes a command and falls silent, as a phone that leaves the network.
    owner: 'Mia Schröder',
    kind: 'iPhone',
    osVersion: '26.1',
    way: 'account',
    prepare: (device) => device.manners.set('InstallProfile', { silent: true }),
    commands: [wifi],
  },
  { owner: 'Daniel Wright', kind: 'iPhone', osVersion: '18.0', way: 'account', fate: 'left' },
  { owner: 'Hannah Krüger', kind: 'iPad', osVersion: '17.4', way: 'invitation', fate: 'half-way' },
  {
    owner: 'George Mitchell',
    kind: 'iPad',
    osVersion: '17.2',
    way: 'invitation',
    name: 'Workshop iPad',
    fate: 'erased',
  },
  { owner: 'Leonie Maier', kind: 'Mac', osVersion: '15.1', way: 'account', fate: 'retired' },
  { owner: 'Charlotte Evans', kind: 'iPhone', osVersion: '18.1', way: 'account', fate: 'retire-unheard' },
  { owner: 'Jonas Hartmann', kind: 'iPhone', osVersion: '16.7', way: 'invitation', fate: 'token-dead' },
];

/** Everybody who enrolls a device, by full name. */
export const deviceOwners: ReadonlySet<string> = new Set(fleet.map(({ owner }) => owner));

export interface FleetDeps {
  readonly call: Call;
  readonly standIns: AppleStandIns;
  /** PEM root of the listener. */
  readonly rootPem: string;
  readonly port: number;
  /** User ids by full name. */
  readonly userIds: ReadonlyMap<string, string>;
  readonly say: (line: string) => void;
}

export interface Fleet {
  /** Resolves when every device has enrolled and met its fate; those that live on keep answering. */
  readonly settled: Promise<void>;
  close(): void;
}

const between = (low: number, high: number): number => low + Math.random() * (high - low);

/** Enrolls the devices one after the other and lets them live. A device in trouble is reported and left behind. */
export const startFleet = (deps: FleetDeps): Fleet => {
  const { call, standIns, say } = deps;
  const devices: SimulatedDevice[] = [];
  const timers = new Set<NodeJS.Timeout>();
  const ending = new AbortController();

  const create = ({ owner, kind, osVersion, name }: FleetDevice): SimulatedDevice => {
    const firstName = owner.split(' ')[0] ?? '';
    const device = createSimulatedDevice({
      kind,
      osVersion,
      name: name ?? `${firstName}’s ${kind === 'Mac' ? 'MacBook Air' : kind}`,
      trusted: [deps.rootPem],
      appleCa: standIns.appleCa,
      hosts: { [officeHost]: { address: '127.0.0.1', port: deps.port } },
    });
    devices.push(device);
    return device;
  };

  const comeIn = async (device: SimulatedDevice, { owner, way, fate }: FleetDevice): Promise<void> => {
    const { username, managedAppleId } = accountOf(owner);
    if (way === 'account') {
      const discoveryOrigin = `https://${officeHost}:${String(deps.port)}`;
      await device.enrollAccountDriven({
        identifier: username,
        password: demoPassword,
        managedAppleId,
        discoveryOrigin,
      });
      return;
    }
    const { link } = await call('enrollment.invite', { userId: deps.userIds.get(owner) ?? '' });
    const person = { username, password: demoPassword };
    const bytes = await device.downloadByInvitation(link, person);
    device.installProfile(bytes, { flow: 'profile', signedInAccount: managedAppleId });
    if (fate !== 'half-way') {
      await device.finishEnrollment();
      return;
    }
    // The battery ends before the profile is quite installed.
    await device.scepEnroll();
    await device.authenticate();
  };

  const meetFate = async (device: SimulatedDevice, fate: FleetDevice['fate'], id: string): Promise<void> => {
    switch (fate) {
      case 'left':
        await device.leave();
        return;
      case 'retired':
        await call('devices.retire', { id });
        await device.connect();
        return;
      case 'erased':
        await call('devices.sendCommand', { id, command: { type: 'EraseDevice' } });
        await device.connect();
        return;
      case 'retire-unheard':
        await call('devices.retire', { id });
        return;
      case 'token-dead': {
        const token = device.requireEnrollment().push.device.token.toString('hex');
        standIns.apns.answer(token, { status: 410, reason: 'Unregistered', timestamp: Date.now() + 60_000 });
        await call('devices.push', { id });
        return;
      }
      case 'half-way':
      case undefined:
        return;
    }
  };

  // As long as the app is open: a device shows itself now and then, each in its own rhythm.
  const liveOn = (device: SimulatedDevice): void => {
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        if (ending.signal.aborted || device.enrollment === undefined) return;
        device
          .connect()
          .catch(() => undefined)
          .finally(() => liveOn(device));
      },
      between(15_000, 60_000),
    );
    timers.add(timer);
  };

  const enroll = async (planned: FleetDevice): Promise<void> => {
    const device = create(planned);
    await comeIn(device, planned);
    planned.prepare?.(device);
    const id = device.requireEnrollment().enrollmentId ?? device.udid;
    say(`${device.name} (${planned.kind} ${planned.osVersion}) enrolled`);
    if (planned.fate === 'half-way') return;
    await device.connect();
    if (planned.fate === undefined) device.subscribeToPush(standIns.apns);
    for (const command of planned.commands ?? []) await call('devices.sendCommand', { id, command });
    await meetFate(device, planned.fate, id);
    if (planned.fate === undefined) liveOn(device);
  };

  const enrollAll = async (): Promise<void> => {
    for (const planned of fleet) {
      if (ending.signal.aborted) return;
      try {
        await enroll(planned);
      } catch (error) {
        say(`${planned.owner}’s ${planned.kind}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };

  return {
    settled: enrollAll(),
    close() {
      ending.abort();
      for (const timer of timers) clearTimeout(timer);
      for (const device of devices) device.close();
    },
  };
};
