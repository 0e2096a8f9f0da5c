// What an office can and cannot see and do, in words for the person: on the pages and in the profile's consent text.
import type { EnrollmentType, Platform } from '../../shared/model/enrollment.ts';
import type { TextKey, Texts } from './texts.ts';

export interface PrivacyStatement {
  readonly sees: readonly TextKey[];
  readonly cannotSee: readonly TextKey[];
  readonly can: readonly TextKey[];
  readonly cannotDo: readonly TextKey[];
}

const never = ['privacy.personalData', 'privacy.secrets'] as const;

const userEnrollment = (platform: Platform | undefined): PrivacyStatement => ({
  sees: [
    'privacy.user.device',
    'privacy.user.installed',
    platform === 'macOS' ? 'privacy.user.macSecurity' : 'privacy.user.passcodeRules',
  ],
  cannotSee: [
    'privacy.user.ownApps',
    ...never,
    'privacy.user.webAndCalls',
    'privacy.user.location',
    'privacy.user.identifiers',
  ],
  can: [
    'privacy.user.workApps',
    'privacy.user.removeWork',
    'privacy.user.rules',
    'privacy.user.workTraffic',
    ...(platform === 'macOS' ? [] : (['privacy.user.lock'] as const)),
  ],
  cannotDo: ['privacy.user.erase', 'privacy.user.clearPasscode', 'privacy.user.changeOwn', 'privacy.user.ownTraffic'],
});

const deviceEnrollment: PrivacyStatement = {
  sees: ['privacy.device.device', 'privacy.device.identifiers', 'privacy.device.apps', 'privacy.device.profiles'],
  cannotSee: [...never, 'privacy.device.historyAndCalls'],
  can: [
    'privacy.device.install',
    'privacy.device.takeOver',
    'privacy.device.rules',
    'privacy.device.traffic',
    'privacy.device.erase',
  ],
  cannotDo: ['privacy.device.read', 'privacy.device.passcode'],
};

/** The statement for a type of enrollment. */
export const privacyStatement = (type: EnrollmentType, platform?: Platform): PrivacyStatement =>
  type === 'user' ? userEnrollment(platform) : deviceEnrollment;

/** The statement as plain text, for the consent a device shows before it installs the profile. */
export const consentText = (
  organizationName: string,
  type: EnrollmentType,
  platform: Platform | undefined,
  texts: Texts,
): string => {
  const statement = privacyStatement(type, platform);
  const office = { office: organizationName };
  const list = (title: TextKey, items: readonly TextKey[]): string =>
    [texts(title, office), ...items.map((item) => `  - ${texts(item)}`)].join('\n');
  return [
    texts('consent.managed', office),
    list('consent.sees', statement.sees),
    list('consent.cannotSee', statement.cannotSee),
    list('consent.can', statement.can),
    list('consent.cannot', statement.cannotDo),
    texts('consent.end'),
  ].join('\n\n');
};
