// Which enrollment may receive which command: one row per RequestType. Source: Apple's published device-management schema.
// Only data; the rules that read it are in allowed.ts.

/** Systems as Apple's schema names them; iPadOS counts as iOS. */
export type RulePlatform = 'iOS' | 'macOS' | 'tvOS' | 'visionOS' | 'watchOS';

export interface SupportRule {
  /** First OS version by platform; a platform that is missing has no such command or query. */
  readonly since: Readonly<Partial<Record<RulePlatform, string>>>;
  /** First OS version by platform that no longer has it. */
  readonly removedIn?: Readonly<Partial<Record<RulePlatform, string>>>;
  /** Platforms that accept it under User Enrollment; everywhere else User Enrollment forbids it. */
  readonly userEnrollment: readonly RulePlatform[];
  /** Platforms that demand supervision. */
  readonly supervised?: readonly RulePlatform[];
  /** Channels on macOS. */
  readonly macChannels?: readonly ('device' | 'user')[];
  /** Usable on the user channel of a Shared iPad. */
  readonly sharedIpadUser?: true;
  /** On iPadOS only a Shared iPad has it. */
  readonly sharedIpadOnly?: true;
  /** Platforms that demand Automated Device Enrollment. */
  readonly ade?: readonly RulePlatform[];
  /** AccessRights bit that a Device Enrollment profile must grant. */
  readonly accessRight?: number;
}

const FROM_THE_START = { iOS: '4.0', macOS: '10.7', tvOS: '9.0', visionOS: '1.1', watchOS: '10.0' } as const;
/** Updates of the system are declared from 27 on; the commands of the old way are gone. */
const OLD_UPDATES = { iOS: '27.0', macOS: '27.0', tvOS: '27.0' } as const;
const ALL = ['iOS', 'macOS', 'visionOS'] as const;
const IOS_VISION = ['iOS', 'visionOS'] as const;
const NONE = [] as const;
const BOTH = ['device', 'user'] as const;
const DEVICE = ['device'] as const;
const USER = ['user'] as const;

const rules = {
  AccountConfiguration: { since: { macOS: '10.11' }, userEnrollment: NONE, macChannels: DEVICE, ade: ['macOS'] },
  ActiveNSExtensions: { since: { macOS: '10.13' }, userEnrollment: NONE, macChannels: USER, accessRight: 256 },
  NSExtensionMappings: { since: { macOS: '10.13' }, userEnrollment: NONE, macChannels: USER, accessRight: 256 },
  InstallEnterpriseApplication: {
    since: { macOS: '10.13.6' },
    userEnrollment: ['macOS'],
    macChannels: DEVICE,
    accessRight: 4096,
  },
  InstallApplication: {
    since: { iOS: '5.0', macOS: '10.9', tvOS: '10.2', visionOS: '1.1', watchOS: '10.0' },
    userEnrollment: ALL,
    macChannels: BOTH,
    accessRight: 4096,
  },
  InstalledApplicationList: {
    since: { iOS: '5.0', macOS: '10.7', tvOS: '10.2', visionOS: '1.1', watchOS: '10.0' },
    userEnrollment: IOS_VISION,
    macChannels: BOTH,
    accessRight: 256,
  },
  InviteToProgram: {
    since: { iOS: '7.0', macOS: '10.9' },
    userEnrollment: NONE,
    macChannels: USER,
    sharedIpadUser: true,
    accessRight: 4096,
  },
  ManagedApplicationList: {
    since: { iOS: '5.0', macOS: '11.0', tvOS: '10.2', visionOS: '1.1', watchOS: '10.0' },
    userEnrollment: ALL,
    macChannels: BOTH,
    accessRight: 4096,
  },
  ApplyRedemptionCode: { since: { iOS: '5.0' }, userEnrollment: NONE, accessRight: 4096 },
  RemoveApplication: {
    since: { iOS: '5.0', macOS: '11.0', tvOS: '10.2', visionOS: '1.1', watchOS: '10.0' },
    userEnrollment: IOS_VISION,
    macChannels: DEVICE,
    accessRight: 4096,
  },
  ValidateApplications: {
    since: { iOS: '9.2', tvOS: '10.2', visionOS: '1.1' },
    userEnrollment: IOS_VISION,
    accessRight: 4096,
  },
  CertificateList: { since: FROM_THE_START, userEnrollment: ALL, macChannels: BOTH, accessRight: 1 },
  DeclarativeManagement: {
    since: { iOS: '15.0', macOS: '13.0', tvOS: '16.0', visionOS: '1.1', watchOS: '10.0' },
    userEnrollment: ALL,
    macChannels: BOTH,
    sharedIpadUser: true,
  },
  ActivationLockBypassCode: {
    since: { iOS: '7.1', macOS: '10.15', visionOS: '2.0' },
    userEnrollment: NONE,
    supervised: ALL,
    macChannels: DEVICE,
  },
  ClearActivationLockBypassCode: {
    since: { iOS: '7.1', macOS: '10.15', visionOS: '2.0' },
    userEnrollment: NONE,
    supervised: ALL,
    macChannels: DEVICE,
  },
  DeviceConfigured: {
    since: { iOS: '9.0', macOS: '10.11', tvOS: '10.2', visionOS: '2.0' },
    userEnrollment: NONE,
    supervised: ['iOS', 'tvOS', 'visionOS'],
    macChannels: DEVICE,
    ade: ALL,
  },
  EraseDevice: {
    since: { iOS: '4.0', macOS: '10.7', tvOS: '10.2', visionOS: '1.1', watchOS: '10.0' },
    userEnrollment: NONE,
    macChannels: DEVICE,
    accessRight: 8,
  },
  RefreshCellularPlans: { since: { iOS: '13.0' }, userEnrollment: NONE },
  DeviceLock: {
    since: { iOS: '4.0', macOS: '10.7', visionOS: '2.0', watchOS: '10.0' },
    userEnrollment: IOS_VISION,
    macChannels: DEVICE,
    accessRight: 4,
  },
  DisableLostMode: { since: { iOS: '9.3' }, userEnrollment: NONE, supervised: ['iOS'] },
  EnableLostMode: { since: { iOS: '9.3' }, userEnrollment: NONE, supervised: ['iOS'] },
  DeviceLocation: { since: { iOS: '9.3' }, userEnrollment: NONE, supervised: ['iOS'] },
  PlayLostModeSound: { since: { iOS: '10.3' }, userEnrollment: NONE, supervised: ['iOS'] },
  RestartDevice: {
    since: { iOS: '10.3', macOS: '10.13', tvOS: '10.2' },
    userEnrollment: NONE,
    supervised: ['iOS', 'tvOS'],
    macChannels: DEVICE,
    accessRight: 4,
  },
  ClearRestrictionsPassword: { since: { iOS: '8.0' }, userEnrollment: NONE, supervised: ['iOS'] },
  Restrictions: {
    since: { iOS: '4.0', tvOS: '9.0', visionOS: '1.1', watchOS: '10.0' },
    userEnrollment: NONE,
    sharedIpadUser: true,
    accessRight: 512,
  },
  ShutDownDevice: {
    since: { iOS: '10.3', macOS: '10.13' },
    userEnrollment: NONE,
    supervised: ['iOS'],
    macChannels: DEVICE,
    accessRight: 4,
  },
  ContentCachingInformation: {
    since: { macOS: '10.15.4' },
    userEnrollment: NONE,
    macChannels: DEVICE,
    accessRight: 32,
  },
  DeviceInformation: { since: FROM_THE_START, userEnrollment: ALL, macChannels: BOTH, sharedIpadUser: true },
  SecurityInfo: { since: FROM_THE_START, userEnrollment: ALL, macChannels: BOTH, accessRight: 1024 },
  LOMDeviceRequest: { since: { macOS: '11.0' }, userEnrollment: NONE, macChannels: DEVICE, accessRight: 4 },
  LOMSetupRequest: { since: { macOS: '11.0' }, userEnrollment: NONE, macChannels: DEVICE, accessRight: 4 },
  ManagedApplicationAttributes: {
    since: { iOS: '7.0', tvOS: '10.2', visionOS: '1.1', watchOS: '10.0' },
    userEnrollment: IOS_VISION,
    accessRight: 4096,
  },
  ManagedApplicationConfiguration: {
    since: { iOS: '7.0', macOS: '10.15', tvOS: '10.2', visionOS: '1.1', watchOS: '10.0' },
    userEnrollment: ALL,
    macChannels: DEVICE,
    accessRight: 4096,
  },
  ManagedApplicationFeedback: {
    since: { iOS: '7.0', macOS: '11.0', tvOS: '10.2', visionOS: '1.1' },
    userEnrollment: IOS_VISION,
    macChannels: USER,
    accessRight: 4096,
  },
  InstallMedia: { since: { iOS: '8.0', macOS: '10.9' }, userEnrollment: ['iOS'], macChannels: USER, accessRight: 4096 },
  ManagedMediaList: { since: { iOS: '8.0' }, userEnrollment: ['iOS'], accessRight: 4096 },
  RemoveMedia: { since: { iOS: '8.0' }, userEnrollment: ['iOS'], accessRight: 4096 },
  RequestMirroring: { since: { iOS: '7.0', macOS: '10.10' }, userEnrollment: ['iOS', 'macOS'], macChannels: DEVICE },
  StopMirroring: {
    since: { iOS: '7.0', macOS: '10.10' },
    userEnrollment: NONE,
    supervised: ['iOS'],
    macChannels: DEVICE,
  },
  ClearPasscode: { since: { iOS: '4.0', visionOS: '1.1', watchOS: '10.0' }, userEnrollment: NONE, accessRight: 4 },
  SetFirmwarePassword: { since: { macOS: '10.13' }, userEnrollment: NONE, macChannels: DEVICE, accessRight: 4 },
  VerifyFirmwarePassword: { since: { macOS: '10.13' }, userEnrollment: NONE, macChannels: DEVICE },
  SetRecoveryLock: { since: { macOS: '11.5' }, userEnrollment: NONE, macChannels: DEVICE, accessRight: 4 },
  VerifyRecoveryLock: { since: { macOS: '11.5' }, userEnrollment: NONE, macChannels: DEVICE, accessRight: 4 },
  RequestUnlockToken: { since: { iOS: '5.0' }, userEnrollment: NONE, supervised: ['iOS'] },
  InstallProfile: {
    since: FROM_THE_START,
    userEnrollment: ALL,
    macChannels: BOTH,
    sharedIpadUser: true,
    accessRight: 2,
  },
  ProfileList: { since: FROM_THE_START, userEnrollment: ALL, macChannels: BOTH, sharedIpadUser: true, accessRight: 1 },
  InstallProvisioningProfile: {
    since: { iOS: '4.0', macOS: '11.0', tvOS: '10.2', visionOS: '1.1', watchOS: '10.0' },
    userEnrollment: ALL,
    macChannels: DEVICE,
    accessRight: 128,
  },
  ProvisioningProfileList: {
    since: { iOS: '4.0', macOS: '11.0', tvOS: '10.2', visionOS: '1.1', watchOS: '10.0' },
    userEnrollment: ALL,
    macChannels: DEVICE,
    accessRight: 64,
  },
  RemoveProvisioningProfile: {
    since: { iOS: '4.0', macOS: '11.0', tvOS: '10.2', visionOS: '1.1', watchOS: '10.0' },
    userEnrollment: ALL,
    macChannels: DEVICE,
    accessRight: 128,
  },
  RemoveProfile: {
    since: FROM_THE_START,
    userEnrollment: ALL,
    macChannels: BOTH,
    sharedIpadUser: true,
    accessRight: 2,
  },
  DisableRemoteDesktop: {
    since: { macOS: '10.14.4' },
    userEnrollment: NONE,
    supervised: ['macOS'],
    macChannels: DEVICE,
  },
  EnableRemoteDesktop: {
    since: { macOS: '10.14.4' },
    userEnrollment: NONE,
    supervised: ['macOS'],
    macChannels: DEVICE,
  },
  RotateFileVaultKey: { since: { macOS: '10.9' }, userEnrollment: NONE, macChannels: DEVICE, accessRight: 4 },
  SetAutoAdminPassword: { since: { macOS: '10.11' }, userEnrollment: NONE, macChannels: DEVICE, ade: ['macOS'] },
  Settings: {
    since: { iOS: '5.0', macOS: '10.9', tvOS: '9.0', visionOS: '1.1', watchOS: '10.0' },
    userEnrollment: ALL,
    macChannels: BOTH,
    sharedIpadUser: true,
    accessRight: 2048,
  },
  AvailableOSUpdates: {
    since: { iOS: '9.0', macOS: '10.11', tvOS: '12.0' },
    removedIn: OLD_UPDATES,
    userEnrollment: NONE,
    supervised: ['iOS', 'tvOS'],
    macChannels: DEVICE,
    accessRight: 4096,
  },
  ScheduleOSUpdateScan: {
    since: { macOS: '10.11' },
    removedIn: { macOS: '27.0' },
    userEnrollment: NONE,
    supervised: ['macOS'],
    macChannels: DEVICE,
  },
  ScheduleOSUpdate: {
    since: { iOS: '9.0', macOS: '10.11', tvOS: '12.0' },
    removedIn: OLD_UPDATES,
    userEnrollment: NONE,
    supervised: ['iOS', 'macOS', 'tvOS'],
    macChannels: DEVICE,
    accessRight: 4096,
  },
  OSUpdateStatus: {
    since: { iOS: '9.0', macOS: '10.11.5', tvOS: '12.0' },
    removedIn: OLD_UPDATES,
    userEnrollment: NONE,
    supervised: ['iOS', 'macOS', 'tvOS'],
    macChannels: DEVICE,
    accessRight: 4096,
  },
  TriggerEnhancedLogCollection: {
    since: { iOS: '27.0', macOS: '27.0', tvOS: '27.0' },
    userEnrollment: NONE,
    supervised: ['iOS', 'macOS', 'tvOS'],
    macChannels: USER,
  },
  CancelEnhancedLogCollection: {
    since: { iOS: '27.0', macOS: '27.0', tvOS: '27.0' },
    userEnrollment: NONE,
    supervised: ['iOS', 'macOS', 'tvOS'],
    macChannels: USER,
  },
  UserConfigured: {
    since: { iOS: '17.0' },
    userEnrollment: NONE,
    supervised: ['iOS'],
    sharedIpadUser: true,
    ade: ['iOS'],
  },
  DeleteUser: {
    since: { iOS: '9.3', macOS: '10.13' },
    userEnrollment: NONE,
    supervised: ['macOS'],
    macChannels: DEVICE,
    sharedIpadOnly: true,
  },
  UserList: {
    since: { iOS: '9.3', macOS: '10.13' },
    userEnrollment: NONE,
    supervised: ['macOS'],
    macChannels: DEVICE,
    sharedIpadOnly: true,
  },
  LogOutUser: { since: { iOS: '9.3' }, userEnrollment: NONE, sharedIpadOnly: true },
  UnlockUserAccount: { since: { macOS: '10.13' }, userEnrollment: NONE, macChannels: DEVICE, accessRight: 4 },
} as const satisfies Record<string, SupportRule>;

export type KnownRequestType = keyof typeof rules;

export const commandRules: Readonly<Record<KnownRequestType, SupportRule>> = rules;

/** The rule of a command, or undefined if Apple has no command of that name. */
export const commandRule = (requestType: string): SupportRule | undefined =>
  Object.hasOwn(rules, requestType) ? rules[requestType as KnownRequestType] : undefined;
