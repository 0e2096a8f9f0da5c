// The contents of a device's answers to queries: only what Apple's schema lets this enrollment say, in Apple's types.
import { createHash, X509Certificate } from 'node:crypto';
import type { InstalledProfile } from './profile.ts';
import { real } from './plist.ts';
import type { PlistInput, PlistInputDict } from './plist.ts';
import { certificatesFromPem } from './keys-and-csr.ts';
import { systemIsAtLeast } from './traits.ts';
import type { Traits } from './traits.ts';

export interface SimulatedApp {
  readonly identifier: string;
  readonly name: string;
  readonly version: string;
  readonly bundleSize?: number;
}

export interface ManagedApp extends SimulatedApp {
  /** Apple's Status text, such as `Managed`, `Installing`, `UserRejected`. */
  readonly status: string;
  readonly managementFlags?: number;
}

/** What the answers are made from; the device supplies it fresh for each command. */
export interface DeviceFacts {
  readonly traits: Traits;
  readonly userEnrollment: boolean;
  readonly name: string;
  readonly udid: string;
  readonly serial: string;
  readonly imei: string | undefined;
  readonly supervised: boolean;
  readonly passcodePresent: boolean;
  readonly pushToken: Buffer;
  readonly shortUserName: string;
  readonly organizationInfo: PlistInputDict;
  readonly profiles: readonly InstalledProfile[];
  readonly identityCertificate: Buffer;
  readonly apps: readonly SimulatedApp[];
  readonly managedApps: readonly ManagedApp[];
}

interface Query {
  /** i iOS, m macOS, I and M the same under User Enrollment. */
  readonly where: string;
  readonly value: (facts: DeviceFacts) => PlistInput | undefined;
}

const query = (where: string, value: Query['value']): Query => ({ where, value });

const hostName = (facts: DeviceFacts): string => facts.name.replace(/[^A-Za-z0-9]+/g, '-');

const queries: Readonly<Record<string, Query>> = {
  UDID: query('im', (d) => d.udid),
  ProvisioningUDID: query('m', (d) => d.udid),
  OrganizationInfo: query('imIM', (d) => d.organizationInfo),
  MDMOptions: query('imIM', () => ({ ActivationLockAllowedWhileSupervised: false })),
  AwaitingConfiguration: query('im', () => false),
  iTunesStoreAccountIsActive: query('im', () => true),
  DeviceName: query('imIM', (d) => d.name),
  OSVersion: query('imIM', (d) => d.traits.osVersion),
  SupplementalOSVersionExtra: query('imIM', () => ''),
  BuildVersion: query('imIM', (d) => d.traits.build),
  SupplementalBuildVersion: query('imIM', (d) => d.traits.build),
  ModelName: query('imIM', (d) => d.traits.modelName),
  Model: query('imIM', (d) => d.traits.model),
  ModelNumber: query('imIM', (d) => d.traits.modelNumber),
  IsAppleSilicon: query('mM', () => true),
  ProductName: query('imIM', (d) => d.traits.productName),
  SerialNumber: query('im', (d) => d.serial),
  DeviceCapacity: query('imIM', (d) => real(d.traits.capacityGb)),
  AvailableDeviceCapacity: query('imIM', (d) => real(Math.round(d.traits.capacityGb * 0.62 * 100) / 100)),
  IMEI: query('i', (d) => d.imei),
  ModemFirmwareVersion: query('i', (d) => (d.imei === undefined ? undefined : '2.60.02')),
  CellularTechnology: query('iI', (d) => (d.imei === undefined ? 0 : 3)),
  BatteryLevel: query('imIM', () => real(0.84)),
  HasBattery: query('mM', () => true),
  IsSupervised: query('imIM', (d) => d.supervised),
  IsMultiUser: query('iI', () => false),
  IsDeviceLocatorServiceEnabled: query('iI', () => false),
  IsActivationLockEnabled: query('im', () => false),
  IsActivationLockSupported: query('m', () => true),
  IsDoNotDisturbInEffect: query('i', () => false),
  EASDeviceIdentifier: query('iI', (d) => createHash('sha256').update(d.udid).digest('hex').slice(0, 26).toUpperCase()),
  IsCloudBackupEnabled: query('i', () => true),
  ActiveManagedUsers: query('mM', (d) => [d.shortUserName]),
  LocalHostName: query('mM', (d) => hostName(d)),
  HostName: query('mM', (d) => `${hostName(d)}.local`),
  SystemIntegrityProtectionEnabled: query('mM', () => true),
  SupportsLOMDevice: query('mM', () => false),
  SupportsiOSAppInstalls: query('mM', () => true),
  IsMDMLostModeEnabled: query('i', () => false),
  PushToken: query('imM', (d) => d.pushToken),
  DiagnosticSubmissionEnabled: query('iI', () => false),
  AppAnalyticsEnabled: query('iI', () => false),
  TimeZone: query('iI', () => 'Europe/Berlin'),
  BluetoothMAC: query('im', () => 'a4:cf:99:10:22:31'),
  WiFiMAC: query('im', () => 'a4:cf:99:10:22:30'),
  EthernetMAC: query('m', () => 'a4:cf:99:10:22:32'),
  PhoneNumber: query('i', (d) => (d.imei === undefined ? undefined : '+15550100')),
  DataRoamingEnabled: query('i', () => false),
  PersonalHotspotEnabled: query('i', () => false),
  IsNetworkTethered: query('iI', () => false),
  IsRoaming: query('i', () => false),
  PINRequiredForEraseDevice: query('m', () => false),
  PINRequiredForDeviceLock: query('m', () => false),
  SoftwareUpdateDeviceID: query('im', (d) => `${d.traits.productName}AP`),
};

const letter = (facts: DeviceFacts): string => {
  const platform = facts.traits.kind === 'Mac' ? 'm' : 'i';
  return facts.userEnrollment ? platform.toUpperCase() : platform;
};

/** QueryResponses of DeviceInformation: asked, known and permitted keys only; the rest is simply missing. */
export const deviceInformation = (asked: readonly string[], facts: DeviceFacts): PlistInputDict => {
  const answers: Record<string, PlistInput> = {};
  for (const name of asked) {
    const known = queries[name];
    const value = known?.where.includes(letter(facts)) ? known.value(facts) : undefined;
    if (value !== undefined) answers[name] = value;
  }
  return answers;
};

/** SecurityInfo, with the short form that User Enrollment allows. */
export const securityInfo = (facts: DeviceFacts): PlistInputDict => {
  const managementStatus = {
    EnrolledViaDEP: false,
    UserApprovedEnrollment: true,
    IsUserEnrollment: facts.userEnrollment,
    IsActivationLockManageable: facts.supervised,
  };
  if (facts.traits.kind === 'Mac') {
    return {
      FDE_Enabled: true,
      SystemIntegrityProtectionEnabled: true,
      FirewallSettings: { FirewallEnabled: true, BlockAllIncoming: false, StealthMode: false, Applications: [] },
      FirmwarePasswordStatus: { PasswordExists: false, ChangePending: false, AllowOroms: false },
      ManagementStatus: managementStatus,
      SecureBoot: { SecureBootLevel: 'full', ExternalBootLevel: 'disallowed' },
      AuthenticatedRootVolumeEnabled: true,
      ...(facts.userEnrollment
        ? {}
        : { FDE_HasPersonalRecoveryKey: true, FDE_HasInstitutionalRecoveryKey: false, RemoteDesktopEnabled: false }),
    };
  }
  return {
    HardwareEncryptionCaps: 3,
    PasscodeCompliant: true,
    ManagementStatus: managementStatus,
    ...(facts.userEnrollment
      ? {}
      : {
          PasscodePresent: facts.passcodePresent,
          PasscodeCompliantWithProfiles: true,
          PasscodeLockGracePeriod: 0,
          PasscodeLockGracePeriodEnforced: 0,
        }),
  };
};

const optionalKeys = (source: Readonly<Record<string, unknown>>, names: readonly string[]): PlistInputDict =>
  Object.fromEntries(
    names.flatMap((name) => (typeof source[name] === 'string' ? [[name, source[name]] as const] : [])),
  );

/** ProfileList. Under User Enrollment it lists only what this server manages, whatever is asked. */
export const profileList = (facts: DeviceFacts, managedOnly: boolean): readonly PlistInputDict[] =>
  facts.profiles
    .filter((profile) => !(managedOnly || facts.userEnrollment) || profile.installedByMdm)
    .map((profile) => ({
      PayloadIdentifier: profile.identifier,
      PayloadUUID: profile.uuid,
      PayloadVersion: 1,
      ...optionalKeys(profile.plist, ['PayloadDisplayName', 'PayloadOrganization', 'PayloadDescription']),
      PayloadRemovalDisallowed: profile.plist.PayloadRemovalDisallowed === true,
      HasRemovalPasscode: false,
      IsEncrypted: false,
      IsManaged: profile.installedByMdm,
      SignerCertificates: profile.signer === undefined ? [] : [profile.signer],
      PayloadContent: profile.payloads.map((payload) => ({
        ...optionalKeys(payload, ['PayloadType', 'PayloadIdentifier', 'PayloadUUID', 'PayloadDisplayName']),
        PayloadVersion: 1,
      })),
    }));

const commonName = (der: Buffer): string => /^CN=(.*)$/m.exec(new X509Certificate(der).subject)?.[1] ?? 'Certificate';

/** CertificateList: the identity first, then the certificates that profiles installed. */
export const certificateList = (facts: DeviceFacts): readonly PlistInputDict[] => [
  { CommonName: commonName(facts.identityCertificate), IsIdentity: true, Data: facts.identityCertificate },
  ...facts.profiles
    .flatMap((profile) => profile.certificates.flatMap((pem) => certificatesFromPem(pem)))
    .map((der) => ({ CommonName: commonName(der), IsIdentity: false, Data: der })),
];

/** InstalledApplicationList. Under User Enrollment only managed apps are listed. */
export const installedApplicationList = (
  facts: DeviceFacts,
  identifiers: readonly string[] | undefined,
  managedOnly: boolean,
): readonly PlistInputDict[] =>
  [
    ...(managedOnly || facts.userEnrollment ? [] : facts.apps),
    ...facts.managedApps.filter((app) => app.status === 'Managed'),
  ]
    .filter((app) => identifiers === undefined || identifiers.includes(app.identifier))
    .map((app) => ({
      Identifier: app.identifier,
      Name: app.name,
      Version: app.version,
      ShortVersion: app.version,
      BundleSize: app.bundleSize ?? 24_576_000,
      ...(facts.traits.kind === 'Mac'
        ? {}
        : { DynamicSize: 1_048_576, IsValidated: true, ExternalVersionIdentifier: 847_000_001 }),
      Installing: false,
      AppStoreVendable: true,
      DeviceBasedVPP: false,
    }));

/** ManagedApplicationList, by bundle identifier. */
export const managedApplicationList = (
  facts: DeviceFacts,
  identifiers: readonly string[] | undefined,
): PlistInputDict =>
  Object.fromEntries(
    facts.managedApps
      .filter((app) => identifiers === undefined || identifiers.includes(app.identifier))
      .map((app) => [
        app.identifier,
        {
          Status: app.status,
          ManagementFlags: app.managementFlags ?? 0,
          HasConfiguration: false,
          HasFeedback: false,
          IsValidated: true,
        },
      ]),
  );

export interface MachineFacts {
  readonly traits: Traits;
  readonly udid: string;
  readonly serial: string;
  readonly imei: string | undefined;
}

/** Keys of MachineInfo. Identifiers belong in it for device enrollment only. */
export const machineInfo = (facts: MachineFacts, userEnrollment: boolean): PlistInputDict => ({
  LANGUAGE: 'en',
  PRODUCT: facts.traits.productName,
  VERSION: facts.traits.build,
  ...(systemIsAtLeast(facts.traits, '17.0', '14.0')
    ? {
        OS_VERSION: facts.traits.osVersion,
        SUPPLEMENTAL_BUILD_VERSION: facts.traits.build,
        MDM_CAN_REQUEST_SOFTWARE_UPDATE: true,
      }
    : {}),
  ...(userEnrollment
    ? {}
    : { UDID: facts.udid, SERIAL: facts.serial, ...(facts.imei === undefined ? {} : { IMEI: facts.imei }) }),
});
