// Which enrollment may receive which item of the Settings command. Source: Apple's published device-management schema.
import type { SupportRule } from './rules-data.ts';

const NONE = [] as const;

const rules = {
  ApplicationConfiguration: {
    since: { iOS: '7.0', macOS: '10.15', tvOS: '10.2', visionOS: '1.1', watchOS: '10.0' },
    userEnrollment: ['iOS', 'macOS', 'visionOS'],
    macChannels: ['device'],
  },
  ApplicationAttributes: {
    since: { iOS: '7.0', tvOS: '10.2', visionOS: '1.1', watchOS: '10.0' },
    userEnrollment: ['iOS', 'visionOS'],
  },
  OrganizationInfo: {
    since: { iOS: '5.0', macOS: '10.9', tvOS: '9.0', visionOS: '1.1', watchOS: '10.0' },
    userEnrollment: ['iOS', 'macOS', 'visionOS'],
  },
  // Apple's schema has no mark for iOS and visionOS, but its text says that User Enrollment has none of it.
  MDMOptions: { since: { iOS: '7.0', macOS: '10.15', visionOS: '2.0' }, userEnrollment: NONE },
  Wallpaper: { since: { iOS: '8.0' }, userEnrollment: NONE, supervised: ['iOS'] },
  DataRoaming: { since: { iOS: '5.0' }, userEnrollment: NONE },
  VoiceRoaming: { since: { iOS: '5.0' }, userEnrollment: NONE },
  PersonalHotspot: { since: { iOS: '7.0' }, userEnrollment: NONE },
  Bluetooth: { since: { iOS: '11.3', macOS: '10.13.4' }, userEnrollment: NONE, supervised: ['iOS'] },
  DeviceName: {
    since: { iOS: '5.0', macOS: '10.10', tvOS: '9.0', visionOS: '2.0' },
    userEnrollment: NONE,
    supervised: ['iOS', 'visionOS'],
  },
  HostName: { since: { macOS: '10.11' }, userEnrollment: NONE },
  DefaultApplications: {
    since: { iOS: '18.2', visionOS: '2.2' },
    userEnrollment: NONE,
    supervised: ['iOS', 'visionOS'],
  },
  MaximumResidentUsers: { since: { iOS: '9.3' }, userEnrollment: NONE, supervised: ['iOS'], sharedIpadOnly: true },
  SharedDeviceConfiguration: {
    since: { iOS: '13.4' },
    userEnrollment: NONE,
    supervised: ['iOS'],
    sharedIpadOnly: true,
  },
  DiagnosticSubmission: { since: { iOS: '9.3' }, userEnrollment: NONE, supervised: ['iOS'] },
  AppAnalytics: { since: { iOS: '9.3.2' }, userEnrollment: NONE, supervised: ['iOS'] },
  PasscodeLockGracePeriod: { since: { iOS: '9.3.2' }, userEnrollment: NONE, supervised: ['iOS'], sharedIpadOnly: true },
  TimeZone: {
    since: { iOS: '14.0', tvOS: '14.0', visionOS: '2.0' },
    userEnrollment: NONE,
    supervised: ['iOS', 'tvOS', 'visionOS'],
  },
  SoftwareUpdateSettings: {
    since: { iOS: '14.5' },
    removedIn: { iOS: '27.0' },
    userEnrollment: NONE,
    supervised: ['iOS'],
  },
  AccessibilitySettings: { since: { iOS: '16.0' }, userEnrollment: NONE, supervised: ['iOS'] },
} as const satisfies Record<string, SupportRule>;

export type SettingsItem = keyof typeof rules;

export const settingsRules: Readonly<Record<SettingsItem, SupportRule>> = rules;

/** The rule of a Settings item, or undefined if Apple has no item of that name. */
export const settingsRule = (item: string): SupportRule | undefined =>
  Object.hasOwn(rules, item) ? rules[item as SettingsItem] : undefined;
