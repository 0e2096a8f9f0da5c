// What an office can and cannot see and do, in words for the person: on the pages and in the profile's consent text.
import type { EnrollmentType, Platform } from '../../../shared/model/enrollment.ts';

export interface PrivacyStatement {
  readonly sees: readonly string[];
  readonly cannotSee: readonly string[];
  readonly can: readonly string[];
  readonly cannotDo: readonly string[];
}

const never = [
  'your photos, messages, mail, contacts and notes in personal apps and accounts',
  'web pages you visit and calls you make',
  'your passwords and your passcode',
];

const userEnrollment = (platform: Platform | undefined): PrivacyStatement => ({
  sees: [
    'model, system version, storage and battery of the device, and its name',
    'the apps, settings and certificates the office installed',
    ...(platform === 'macOS'
      ? ['whether disk encryption and the firewall are on']
      : ['whether your passcode meets the rules']),
  ],
  cannotSee: ['your own apps and data', ...never, 'where the device is', 'its serial number, phone number and IMEI'],
  can: [
    'install and remove work apps, accounts and settings',
    'remove all work data',
    ...(platform === 'macOS' ? [] : ['lock the screen and ask for a six-digit passcode']),
  ],
  cannotDo: ['erase the device', 'clear your passcode', 'remove or change your own apps and data'],
});

const deviceEnrollment: PrivacyStatement = {
  sees: [
    'model, system version, storage and name of the device',
    'its serial number, and phone number and IMEI where it has them',
    'the names of all installed apps',
    'all installed profiles and certificates',
  ],
  cannotSee: never,
  can: [
    'install and remove apps, accounts and settings',
    'set rules such as a passcode policy',
    'lock the device, clear its passcode and erase it completely',
  ],
  cannotDo: ['read your messages, mail or photos', 'see your passcode'],
};

/** The statement for a type of enrollment. */
export const privacyStatement = (type: EnrollmentType, platform?: Platform): PrivacyStatement =>
  type === 'user' ? userEnrollment(platform) : deviceEnrollment;

const list = (title: string, items: readonly string[]): string =>
  [title, ...items.map((item) => `  - ${item}`)].join('\n');

/** The statement as plain text, for the consent a device shows before it installs the profile. */
export const consentText = (organizationName: string, type: EnrollmentType, platform?: Platform): string => {
  const statement = privacyStatement(type, platform);
  return [
    `This device will be managed by ${organizationName}.`,
    list(`${organizationName} can see:`, statement.sees),
    list(`${organizationName} cannot see:`, statement.cannotSee),
    list(`${organizationName} can:`, statement.can),
    list(`${organizationName} cannot:`, statement.cannotDo),
    'You can end the management at any time in the settings of the device; work apps and data are then removed.',
  ].join('\n\n');
};
