// Every type of user setting as the console knows it.
import type { SettingType } from '@shared/model/user-setting.ts';
import type { SettingKind } from '../setting-kind.ts';
import { deviceLimitKind } from './device-limit.tsx';
import { inviteReminderKind } from './invite-reminder.tsx';
import { passwordComplexityKind } from './password-complexity.tsx';
import { registrationConfirmationKind } from './registration-confirmation.tsx';
import { registrationKind } from './registration.ts';
import { termsKind } from './terms.tsx';

export const settingKinds: Readonly<Record<SettingType, SettingKind>> = {
  registration: registrationKind,
  'device-limit': deviceLimitKind,
  'password-complexity': passwordComplexityKind,
  'terms-of-service': termsKind,
  'invite-reminder': inviteReminderKind,
  'registration-confirmation': registrationConfirmationKind,
};
