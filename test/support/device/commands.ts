// What a device does with a command: refuse it as a real one would, or act and answer.
import {
  certificateList,
  deviceInformation,
  installedApplicationList,
  managedApplicationList,
  profileList,
  securityInfo,
} from './answers.ts';
import type { DeviceFacts, ManagedApp } from './answers.ts';
import { errorItem, missingKeys, refusal } from './command-rules.ts';
import type { Channel, ErrorItem } from './command-rules.ts';
import { isDict } from './plist.ts';
import type { PlistDict, PlistInputDict, PlistOutput } from './plist.ts';
import { parseProfile, ProfileRefused } from './profile.ts';
import type { InstalledProfile } from './profile.ts';

export interface Answer {
  readonly status: 'Acknowledged' | 'Error' | 'CommandFormatError';
  readonly keys?: PlistInputDict | undefined;
  readonly errorChain?: readonly ErrorItem[] | undefined;
  /** What the device does once the report was taken. */
  readonly afterwards?: (() => Promise<void>) | undefined;
}

/** The parts of a device that commands change. */
export interface CommandTarget {
  readonly facts: DeviceFacts;
  readonly accessRights: number | undefined;
  readonly unlockToken: Buffer | undefined;
  readonly enrollmentProfileIdentifier: string;
  rename(name: string): void;
  setOrganizationInfo(info: PlistDict): void;
  lock(message: string | undefined): void;
  clearPasscode(): void;
  erase(): void;
  keepProfile(profile: InstalledProfile): void;
  dropProfile(identifier: string): void;
  keepManagedApp(app: ManagedApp): void;
  dropManagedApp(identifier: string): boolean;
  /** Replaces the enrollment profile: new identity, Authenticate, TokenUpdate. Rejects when any of it fails. */
  renewEnrollment(bytes: Buffer): Promise<void>;
  /** CheckOut when asked for, then forgets the enrollment. */
  leave(): Promise<void>;
  synchronizeDeclarations(channel: Channel): Promise<void>;
}

const acknowledged = (keys?: PlistInputDict, afterwards?: () => Promise<void>): Answer => ({
  status: 'Acknowledged',
  keys,
  afterwards,
});
const failed = (...errorChain: readonly ErrorItem[]): Answer => ({ status: 'Error', errorChain });
const invalidRequest = (): Answer => failed(errorItem('MCMDMErrorDomain', 12008, 'The MDM request is invalid.'));

const strings = (value: PlistOutput | undefined): string[] | undefined =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined;
const textOf = (value: PlistOutput | undefined): string | undefined => (typeof value === 'string' ? value : undefined);

// Payload types that User Enrollment forbids on iOS and macOS alike, and those forbidden on macOS only.
const forbiddenPayloads = [
  'com.apple.vpn.managed',
  'com.apple.proxy.http.global',
  'com.apple.domains',
  'com.apple.dnsSettings.managed',
  'com.apple.cellular',
  'com.apple.notificationsettings',
  'com.apple.homescreenlayout',
  'com.apple.app.lock',
  'com.apple.declarations',
];
const forbiddenPayloadsMac = [
  'com.apple.mobiledevice.passwordpolicy',
  'com.apple.dnsProxy.managed',
  'com.apple.relay.managed',
  'com.apple.webcontent-filter',
  'com.apple.security.firewall',
  'com.apple.MCX.FileVault2',
];

const installProfile = async (command: PlistDict, target: CommandTarget): Promise<Answer> => {
  const payload = command.Payload;
  if (!(payload instanceof Uint8Array)) return invalidRequest();
  const bytes = Buffer.from(payload);
  const couldNot = (inner: ErrorItem): Answer =>
    failed(errorItem('MCInstallationErrorDomain', 4001, 'Profile Failed to Install'), inner);
  let profile: InstalledProfile;
  try {
    profile = parseProfile(bytes, true);
  } catch (error) {
    return couldNot(errorItem('MCProfileErrorDomain', 1000, error instanceof Error ? error.message : 'Malformed'));
  }
  const types = profile.payloads.map((item) => textOf(item.PayloadType) ?? '');
  if (profile.identifier === target.enrollmentProfileIdentifier) {
    if (!types.includes('com.apple.mdm')) {
      return couldNot(errorItem('MCInstallationErrorDomain', 4015, 'The replacement profile has no MDM payload.'));
    }
    try {
      await target.renewEnrollment(bytes);
      return acknowledged();
    } catch (error) {
      const why = error instanceof Error ? error.message : 'unknown';
      return couldNot(
        error instanceof ProfileRefused
          ? errorItem('MCMDMErrorDomain', 12012, why)
          : errorItem('MCSCEPErrorDomain', 22013, why),
      );
    }
  }
  if (types.includes('com.apple.mdm')) {
    return couldNot(errorItem('MCInstallationErrorDomain', 4010, 'The profile identifier differs.'));
  }
  const mac = target.facts.traits.kind === 'Mac';
  const forbidden = types.find(
    (type) => forbiddenPayloads.includes(type) || (mac && forbiddenPayloadsMac.includes(type)),
  );
  if (target.facts.userEnrollment && forbidden !== undefined) {
    return couldNot(errorItem('MCInstallationErrorDomain', 4023, `The payload “${forbidden}” is not acceptable.`));
  }
  target.keepProfile(profile);
  return acknowledged();
};

const removeProfile = (command: PlistDict, target: CommandTarget): Answer => {
  const identifier = textOf(command.Identifier) ?? '';
  if (identifier === target.enrollmentProfileIdentifier) return acknowledged(undefined, () => target.leave());
  const installed = target.facts.profiles.find((profile) => profile.identifier === identifier);
  if (installed === undefined) {
    return failed(errorItem('MCMDMErrorDomain', 12075, `The profile “${identifier}” is not installed.`));
  }
  if (!installed.installedByMdm) {
    return failed(
      errorItem('MCMDMErrorDomain', 12013, `The profile “${identifier}” is not managed by the MDM server.`),
    );
  }
  target.dropProfile(identifier);
  return acknowledged();
};

const userEnrollmentSettings = ['ApplicationConfiguration', 'ApplicationAttributes', 'OrganizationInfo', 'MDMOptions'];

const applySetting = (setting: PlistDict, target: CommandTarget): PlistInputDict => {
  const item = textOf(setting.Item) ?? '';
  const mac = target.facts.traits.kind === 'Mac';
  const refuse = (code: number, why: string): PlistInputDict => ({
    Item: item,
    Status: 'Error',
    ErrorChain: [{ ...errorItem('MCMDMErrorDomain', code, why) }],
  });
  const notHere = mac && (item === 'MDMOptions' || item === 'ApplicationAttributes');
  if (target.facts.userEnrollment && (!userEnrollmentSettings.includes(item) || notHere)) {
    return refuse(12021, `The setting “${item}” is not allowed in User Enrollment.`);
  }
  switch (item) {
    case 'DeviceName': {
      const name = textOf(setting.DeviceName);
      if (name === undefined) return refuse(12008, 'The MDM request is invalid.');
      if (!mac && !target.facts.supervised) return refuse(12081, 'The device is not supervised.');
      target.rename(name);
      break;
    }
    case 'OrganizationInfo': {
      const info = setting.OrganizationInfo;
      target.setOrganizationInfo(isDict(info) ? info : {});
      break;
    }
    default:
      break;
  }
  return { Item: item, Status: 'Acknowledged' };
};

const installApplication = (command: PlistDict, target: CommandTarget): Answer => {
  const { userEnrollment, traits } = target.facts;
  const forbidden = traits.kind === 'Mac' ? ['ManagementFlags', 'InstallAsManaged'] : [];
  if (userEnrollment && ['ChangeManagementState', ...forbidden].some((key) => command[key] !== undefined)) {
    return invalidRequest();
  }
  const storeId = command.iTunesStoreID;
  const identifier = textOf(command.Identifier) ?? (typeof storeId === 'number' ? `app.${String(storeId)}` : undefined);
  if (identifier === undefined && command.ManifestURL === undefined) return invalidRequest();
  const app = identifier ?? 'app.manifest';
  if (!(userEnrollment && traits.kind === 'Mac')) {
    target.keepManagedApp({ identifier: app, name: app, version: '1.0', status: 'Managed' });
  }
  return acknowledged({ Identifier: app, State: 'Queued' });
};

/** Performs one command and says what to report. `channel` is where it arrived. */
export const performCommand = async (
  requestType: string,
  command: PlistDict,
  channel: Channel,
  target: CommandTarget,
): Promise<Answer> => {
  const { facts } = target;
  const { traits, userEnrollment } = facts;
  const refused = refusal(requestType, channel, { traits, userEnrollment, accessRights: target.accessRights });
  if (refused !== undefined) return failed(refused);
  if (missingKeys(requestType, command).length > 0) return { status: 'CommandFormatError' };
  const managedOnly = command.ManagedOnly === true || command.ManagedAppsOnly === true;
  const identifiers = strings(command.Identifiers);
  switch (requestType) {
    case 'DeviceInformation':
      return acknowledged({ QueryResponses: deviceInformation(strings(command.Queries) ?? [], facts) });
    case 'SecurityInfo':
      return acknowledged({ SecurityInfo: securityInfo(facts) });
    case 'ProfileList':
      return acknowledged({ ProfileList: profileList(facts, managedOnly) });
    case 'CertificateList':
      return acknowledged({ CertificateList: certificateList(facts) });
    case 'InstalledApplicationList':
      return acknowledged({ InstalledApplicationList: installedApplicationList(facts, identifiers, managedOnly) });
    case 'ManagedApplicationList':
      return acknowledged({ ManagedApplicationList: managedApplicationList(facts, identifiers) });
    case 'InstallProfile':
      return installProfile(command, target);
    case 'RemoveProfile':
      return removeProfile(command, target);
    case 'InstallApplication':
      return installApplication(command, target);
    case 'RemoveApplication':
      return target.dropManagedApp(textOf(command.Identifier) ?? '')
        ? acknowledged()
        : failed(errorItem('MCMDMErrorDomain', 12029, 'The app is not managed.'));
    case 'DeviceLock': {
      if (traits.kind === 'Mac' && !/^\d{6}$/.test(textOf(command.PIN) ?? '')) return invalidRequest();
      target.lock(textOf(command.Message));
      return acknowledged(command.Message === undefined ? undefined : { MessageResult: 'Success' });
    }
    case 'ClearPasscode': {
      const token = command.UnlockToken;
      if (!(token instanceof Uint8Array) || target.unlockToken?.equals(token) !== true) {
        return failed(errorItem('MCPasscodeErrorDomain', 5013, 'The passcode could not be cleared.'));
      }
      target.clearPasscode();
      return acknowledged();
    }
    case 'EraseDevice':
      return acknowledged(undefined, () => {
        target.erase();
        return Promise.resolve();
      });
    case 'Settings': {
      const settings = command.Settings;
      const items = Array.isArray(settings) ? settings.filter((item) => isDict(item)) : [];
      return acknowledged({ Settings: items.map((item) => applySetting(item, target)) });
    }
    case 'DeclarativeManagement':
      return acknowledged(undefined, () => target.synchronizeDeclarations(channel));
    case 'Restrictions':
      return acknowledged({ GlobalRestrictions: { restrictedBool: {}, restrictedValue: {} } });
    default:
      return acknowledged();
  }
};
