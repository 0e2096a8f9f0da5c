// Which user setting of a type applies to a person, and what is still missing before User Enrollment works.
import type { AbmDeclaration } from '../../shared/ipc/server.ts';
import type { SettingType } from '../../shared/model/user-setting.ts';
import { invariant } from '../core/errors.ts';
import { decideEnrollmentType } from '../mdm/enroll/decision.ts';
import type { EffectiveSetting as RegistrationSetting } from '../mdm/enroll/ports.ts';
import { allUsersGroupId, type UserSetting } from './model.ts';

export interface EffectiveSetting<T extends SettingType = SettingType> {
  readonly setting: UserSetting<T>;
  /** Why this one applies, in words for the admin. */
  readonly reason: string;
}

/**
 * The first setting in order of priority that is distributed to one of the person's groups, or to All Users;
 * otherwise the default. `settings` are those of one type, in order of priority, with the default.
 */
export const chooseSetting = <T extends SettingType>(
  settings: readonly UserSetting<T>[],
  groupIds: readonly string[],
): EffectiveSetting<T> => {
  const mine = new Set([...groupIds, allUsersGroupId]);
  for (const setting of settings) {
    if (setting.isDefault) continue;
    const via = setting.groups.find((group) => mine.has(group.id));
    if (!via) continue;
    const rivals = settings.filter(
      (other) => !other.isDefault && other !== setting && other.groups.some((group) => mine.has(group.id)),
    );
    const over =
      rivals.length === 0 ? '' : `; it has a higher priority than ${rivals.map((r) => `"${r.name}"`).join(', ')}`;
    return { setting, reason: `Member of the user group "${via.name}"${over}.` };
  }
  const fallback = settings.find((setting) => setting.isDefault);
  invariant(fallback, 'every type of user setting has a default');
  return { setting: fallback, reason: 'No setting reaches a user group of this person, so the default applies.' };
};

/**
 * What stands between a person and User Enrollment; empty when nothing does. Asks the very rule that decides at
 * enrollment, for a device against which nothing speaks.
 */
export const unmetRequirements = (person: {
  readonly enabled: boolean;
  readonly managedAppleId: string | undefined;
  readonly setting: RegistrationSetting;
  readonly businessManager: AbmDeclaration;
}): string[] => {
  const { enabled, managedAppleId, setting, businessManager } = person;
  const decision = decideEnrollmentType({ device: { platform: 'iOS' }, managedAppleId, setting, businessManager });
  return [
    ...(enabled ? [] : ['The user is disabled and cannot enroll devices.']),
    ...decision.reasons.filter((reason) => !reason.met).map((reason) => reason.text),
  ];
};
