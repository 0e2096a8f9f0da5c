// Which enrollment may be asked which DeviceInformation query. Source: Apple's published device-management schema.
// Only data; the rules that read it are in queries.ts.
import type { SupportRule } from './rules-data.ts';

const FROM_THE_START = { iOS: '4.0', macOS: '10.7', tvOS: '9.0', visionOS: '1.1', watchOS: '10.0' } as const;
const ALL = ['iOS', 'macOS', 'visionOS'] as const;
const IOS_VISION = ['iOS', 'visionOS'] as const;
const NONE = [] as const;
const BOTH = ['device', 'user'] as const;
const DEVICE = ['device'] as const;

const rules = {
  UDID: { since: FROM_THE_START, userEnrollment: NONE, macChannels: BOTH },
  ProvisioningUDID: { since: { macOS: '11.3' }, userEnrollment: NONE, macChannels: BOTH },
  OrganizationInfo: {
    since: { iOS: '7.0', macOS: '10.11', tvOS: '9.0', visionOS: '1.1', watchOS: '10.0' },
    userEnrollment: ALL,
    macChannels: BOTH,
  },
  MDMOptions: {
    since: { iOS: '7.0', macOS: '11.0', tvOS: '9.0', visionOS: '1.1', watchOS: '10.0' },
    userEnrollment: ALL,
    macChannels: BOTH,
  },
  LastCloudBackupDate: { since: { iOS: '8.0', visionOS: '1.1' }, userEnrollment: NONE },
  AwaitingConfiguration: {
    since: { iOS: '9.0', macOS: '10.11', tvOS: '10.2', visionOS: '2.0', watchOS: '10.0' },
    userEnrollment: NONE,
    macChannels: BOTH,
  },
  iTunesStoreAccountIsActive: {
    since: { iOS: '7.0', macOS: '10.9', tvOS: '9.0', watchOS: '10.0' },
    userEnrollment: NONE,
    macChannels: BOTH,
    accessRight: 4096,
  },
  iTunesStoreAccountHash: {
    since: { iOS: '8.0', macOS: '10.10', tvOS: '9.0', watchOS: '10.0' },
    userEnrollment: NONE,
    macChannels: BOTH,
    accessRight: 4096,
  },
  DeviceName: { since: FROM_THE_START, userEnrollment: ALL, macChannels: BOTH, accessRight: 16 },
  OSVersion: { since: FROM_THE_START, userEnrollment: ALL, macChannels: BOTH, accessRight: 16 },
  SupplementalOSVersionExtra: {
    since: { iOS: '16.1', macOS: '13.0', tvOS: '16.1', visionOS: '1.1', watchOS: '10.0' },
    userEnrollment: ALL,
    macChannels: BOTH,
    accessRight: 16,
  },
  BuildVersion: { since: FROM_THE_START, userEnrollment: ALL, macChannels: BOTH, accessRight: 16 },
  SupplementalBuildVersion: {
    since: { iOS: '16.1', macOS: '13.0', tvOS: '16.1', visionOS: '1.1', watchOS: '10.0' },
    userEnrollment: ALL,
    macChannels: BOTH,
    accessRight: 16,
  },
  ModelName: { since: FROM_THE_START, userEnrollment: ALL, macChannels: BOTH, accessRight: 16 },
  Model: {
    since: { iOS: '4.0', macOS: '10.7', tvOS: '9.0', watchOS: '10.0' },
    userEnrollment: ['iOS', 'macOS'],
    macChannels: BOTH,
    accessRight: 16,
  },
  ModelNumber: {
    since: { iOS: '16.4', macOS: '13.3', tvOS: '16.4', visionOS: '1.1', watchOS: '10.0' },
    userEnrollment: ALL,
    macChannels: BOTH,
    accessRight: 16,
  },
  IsAppleSilicon: { since: { macOS: '12.0' }, userEnrollment: ['macOS'], macChannels: BOTH, accessRight: 16 },
  ProductName: { since: FROM_THE_START, userEnrollment: ALL, macChannels: BOTH, accessRight: 16 },
  SerialNumber: { since: FROM_THE_START, userEnrollment: NONE, macChannels: BOTH, accessRight: 16 },
  DeviceCapacity: {
    since: { iOS: '4.0', macOS: '10.7', visionOS: '1.1', watchOS: '10.0' },
    userEnrollment: ALL,
    macChannels: BOTH,
    accessRight: 16,
  },
  AvailableDeviceCapacity: {
    since: { iOS: '4.0', macOS: '10.7', visionOS: '1.1', watchOS: '10.0' },
    userEnrollment: ALL,
    macChannels: BOTH,
    accessRight: 16,
  },
  IMEI: { since: { iOS: '4.0' }, userEnrollment: NONE, accessRight: 16 },
  MEID: { since: { iOS: '4.0' }, userEnrollment: NONE, accessRight: 16 },
  ModemFirmwareVersion: { since: { iOS: '4.0' }, userEnrollment: NONE, accessRight: 16 },
  CellularTechnology: { since: { iOS: '4.2.6' }, userEnrollment: ['iOS'], accessRight: 16 },
  BatteryLevel: {
    since: { iOS: '5.0', macOS: '13.3', visionOS: '1.1', watchOS: '10.0' },
    userEnrollment: ALL,
    macChannels: BOTH,
    accessRight: 16,
  },
  HasBattery: { since: { macOS: '13.3' }, userEnrollment: ['macOS'], macChannels: BOTH, accessRight: 16 },
  IsSupervised: {
    since: { iOS: '6.0', macOS: '10.15', tvOS: '9.0', visionOS: '1.1', watchOS: '10.0' },
    userEnrollment: ALL,
    macChannels: BOTH,
    accessRight: 16,
  },
  IsMultiUser: { since: { iOS: '9.3' }, userEnrollment: ['iOS'], accessRight: 16 },
  IsDeviceLocatorServiceEnabled: {
    since: { iOS: '7.0', visionOS: '1.1', watchOS: '10.0' },
    userEnrollment: IOS_VISION,
    accessRight: 16,
  },
  IsActivationLockEnabled: {
    since: { iOS: '7.0', macOS: '10.15', watchOS: '10.0' },
    userEnrollment: NONE,
    macChannels: BOTH,
    accessRight: 16,
  },
  IsActivationLockSupported: { since: { macOS: '10.15' }, userEnrollment: NONE, macChannels: BOTH, accessRight: 16 },
  IsDoNotDisturbInEffect: {
    since: { iOS: '7.0', visionOS: '1.1', watchOS: '10.0' },
    userEnrollment: NONE,
    accessRight: 16,
  },
  DeviceID: { since: { tvOS: '9.0' }, userEnrollment: NONE },
  EASDeviceIdentifier: { since: { iOS: '7.0', visionOS: '1.1' }, userEnrollment: IOS_VISION, accessRight: 16 },
  IsCloudBackupEnabled: { since: { iOS: '7.1', visionOS: '1.1' }, userEnrollment: NONE, accessRight: 16 },
  ActiveManagedUsers: { since: { macOS: '10.11' }, userEnrollment: ['macOS'], macChannels: DEVICE, accessRight: 16 },
  OSUpdateSettings: { since: { macOS: '10.11' }, userEnrollment: NONE, macChannels: BOTH, accessRight: 16 },
  LocalHostName: { since: { macOS: '10.11' }, userEnrollment: ['macOS'], macChannels: BOTH, accessRight: 16 },
  HostName: { since: { macOS: '10.11' }, userEnrollment: ['macOS'], macChannels: BOTH, accessRight: 16 },
  AutoSetupAdminAccounts: { since: { macOS: '10.11' }, userEnrollment: NONE, macChannels: BOTH, accessRight: 16 },
  SystemIntegrityProtectionEnabled: {
    since: { macOS: '10.12' },
    userEnrollment: ['macOS'],
    macChannels: BOTH,
    accessRight: 16,
  },
  SupportsLOMDevice: { since: { macOS: '11.0' }, userEnrollment: ['macOS'], macChannels: BOTH, accessRight: 16 },
  IsMDMLostModeEnabled: { since: { iOS: '9.3', watchOS: '10.0' }, userEnrollment: NONE, accessRight: 16 },
  MaximumResidentUsers: {
    since: { iOS: '9.3' },
    userEnrollment: NONE,
    supervised: ['iOS'],
    sharedIpadOnly: true,
    accessRight: 16,
  },
  EstimatedResidentUsers: {
    since: { iOS: '14.0' },
    userEnrollment: NONE,
    supervised: ['iOS'],
    sharedIpadOnly: true,
    accessRight: 16,
  },
  QuotaSize: {
    since: { iOS: '13.4' },
    userEnrollment: NONE,
    supervised: ['iOS'],
    sharedIpadOnly: true,
    accessRight: 16,
  },
  ResidentUsers: {
    since: { iOS: '13.4' },
    userEnrollment: NONE,
    supervised: ['iOS'],
    sharedIpadOnly: true,
    accessRight: 16,
  },
  UserSessionTimeout: {
    since: { iOS: '14.5' },
    userEnrollment: NONE,
    supervised: ['iOS'],
    sharedIpadOnly: true,
    accessRight: 16,
  },
  TemporarySessionTimeout: {
    since: { iOS: '14.5' },
    userEnrollment: NONE,
    supervised: ['iOS'],
    sharedIpadOnly: true,
    accessRight: 16,
  },
  TemporarySessionOnly: {
    since: { iOS: '14.5' },
    userEnrollment: NONE,
    supervised: ['iOS'],
    sharedIpadOnly: true,
    accessRight: 16,
  },
  ManagedAppleIDDefaultDomains: {
    since: { iOS: '16.0' },
    userEnrollment: NONE,
    supervised: ['iOS'],
    sharedIpadOnly: true,
    accessRight: 16,
  },
  OnlineAuthenticationGracePeriod: {
    since: { iOS: '16.0' },
    userEnrollment: NONE,
    supervised: ['iOS'],
    sharedIpadOnly: true,
    accessRight: 16,
  },
  SkipLanguageAndLocaleSetupForNewUsers: {
    since: { iOS: '16.2' },
    userEnrollment: NONE,
    supervised: ['iOS'],
    sharedIpadOnly: true,
    accessRight: 16,
  },
  PushToken: { since: { iOS: '9.3', macOS: '10.12' }, userEnrollment: ['macOS'], macChannels: BOTH, accessRight: 16 },
  DiagnosticSubmissionEnabled: {
    since: { iOS: '9.3', visionOS: '1.1', watchOS: '10.0' },
    userEnrollment: IOS_VISION,
    accessRight: 16,
  },
  AppAnalyticsEnabled: {
    since: { iOS: '9.3', visionOS: '1.1', watchOS: '10.0' },
    userEnrollment: IOS_VISION,
    accessRight: 16,
  },
  TimeZone: {
    since: { iOS: '14.0', tvOS: '14.0', visionOS: '2.0', watchOS: '10.0' },
    userEnrollment: IOS_VISION,
    accessRight: 16,
  },
  ICCID: { since: { iOS: '4.0' }, userEnrollment: NONE, accessRight: 32 },
  BluetoothMAC: {
    since: { iOS: '4.0', macOS: '10.7', tvOS: '9.0', visionOS: '1.1' },
    userEnrollment: NONE,
    macChannels: BOTH,
    accessRight: 32,
  },
  WiFiMAC: { since: FROM_THE_START, userEnrollment: NONE, macChannels: BOTH, accessRight: 32 },
  EthernetMAC: { since: { macOS: '10.7' }, userEnrollment: NONE, macChannels: BOTH, accessRight: 32 },
  CurrentCarrierNetwork: { since: { iOS: '4.0' }, userEnrollment: NONE, accessRight: 32 },
  SIMCarrierNetwork: { since: { iOS: '4.0' }, removedIn: { iOS: '5.0' }, userEnrollment: NONE, accessRight: 32 },
  SubscriberCarrierNetwork: { since: { iOS: '5.0' }, userEnrollment: NONE, accessRight: 32 },
  CarrierSettingsVersion: { since: { iOS: '4.0' }, userEnrollment: NONE, accessRight: 32 },
  PhoneNumber: { since: { iOS: '4.0' }, userEnrollment: NONE, accessRight: 32 },
  DataRoamingEnabled: { since: { iOS: '5.0' }, userEnrollment: NONE, accessRight: 32 },
  VoiceRoamingEnabled: { since: { iOS: '5.0' }, userEnrollment: NONE, accessRight: 32 },
  PersonalHotspotEnabled: { since: { iOS: '7.0' }, userEnrollment: NONE, accessRight: 32 },
  IsNetworkTethered: { since: { iOS: '10.3' }, userEnrollment: ['iOS'], accessRight: 32 },
  IsRoaming: { since: { iOS: '4.2' }, userEnrollment: NONE, accessRight: 32 },
  SubscriberMCC: { since: { iOS: '4.2.6' }, userEnrollment: NONE, accessRight: 32 },
  SubscriberMNC: { since: { iOS: '4.2.6' }, userEnrollment: NONE, accessRight: 32 },
  CurrentMCC: { since: { iOS: '4.0' }, userEnrollment: NONE, accessRight: 32 },
  CurrentMNC: { since: { iOS: '4.0' }, userEnrollment: NONE, accessRight: 32 },
  ServiceSubscriptions: { since: { iOS: '12.0' }, userEnrollment: NONE, accessRight: 32 },
  PINRequiredForEraseDevice: { since: { macOS: '11.0' }, userEnrollment: NONE, macChannels: BOTH, accessRight: 16 },
  PINRequiredForDeviceLock: { since: { macOS: '11.0' }, userEnrollment: NONE, macChannels: BOTH, accessRight: 16 },
  SupportsiOSAppInstalls: { since: { macOS: '11.0' }, userEnrollment: ['macOS'], macChannels: BOTH, accessRight: 16 },
  SoftwareUpdateDeviceID: {
    since: { iOS: '15.0', macOS: '12.0', visionOS: '1.1' },
    userEnrollment: NONE,
    macChannels: BOTH,
  },
  SoftwareUpdateSettings: { since: { iOS: '14.5' }, userEnrollment: NONE },
  AccessibilitySettings: { since: { iOS: '16.0', watchOS: '10.0' }, userEnrollment: NONE, supervised: ['iOS'] },
  DevicePropertiesAttestation: {
    since: { iOS: '16.0', macOS: '14.0', tvOS: '16.0', visionOS: '1.1', watchOS: '10.0' },
    userEnrollment: ALL,
    macChannels: BOTH,
  },
  EACSPreflight: { since: { macOS: '13.3' }, userEnrollment: NONE, macChannels: DEVICE, accessRight: 16 },
} as const satisfies Record<string, SupportRule>;

export type DeviceInformationQuery = keyof typeof rules;

export const queryRules: Readonly<Record<DeviceInformationQuery, SupportRule>> = rules;

/** The rule of a query, or undefined if Apple has no query of that name. */
export const queryRule = (query: string): SupportRule | undefined =>
  Object.hasOwn(rules, query) ? rules[query as DeviceInformationQuery] : undefined;
