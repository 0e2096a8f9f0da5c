// Which user setting of a type applies to a person, and what is still missing before User Enrollment works.
import { type AdminText, say, type ShownText } from '../../shared/locales/admin-texts.ts';
import { shownName } from '../../shared/locales/shipped.ts';
import type { AbmDeclaration } from '../../shared/ipc/apple/business-manager.ts';
import type { SettingType } from '../../shared/model/user-setting.ts';
import { invariant } from '../core/errors.ts';
import { decideEnrollmentType } from '../mdm/enroll/decision.ts';
import type { EffectiveSetting as RegistrationSetting } from '../mdm/enroll/ports.ts';
import { allUsersGroupId, type UserSetting } from '../model/people.ts';

export interface EffectiveSetting<T extends SettingType = SettingType> {
  readonly setting: UserSetting<T>;
  /** Why this one applies, in words for the admin. */
  readonly reason: AdminText;
}

/** The settings that are distributed to one of the person's groups, or to All Users, in order of priority. */
const reaching = <T extends SettingType>(
  settings: readonly UserSetting<T>[],
  groupIds: readonly string[],
): { setting: UserSetting<T>; via: string }[] => {
  const mine = new Set([...groupIds, allUsersGroupId]);
  return settings.flatMap((setting) => {
    const via = setting.isDefault ? undefined : setting.groups.find((group) => mine.has(group.id));
    return via ? [{ setting, via: via.name }] : [];
  });
};

const defaultOf = <T extends SettingType>(settings: readonly UserSetting<T>[]): UserSetting<T> => {
  const fallback = settings.find((setting) => setting.isDefault);
  invariant(fallback, 'every type of user setting has a default');
  return fallback;
};

/**
 * The first setting in order of priority that is distributed to one of the person's groups, or to All Users;
 * otherwise the default. `settings` are those of one type, in order of priority, with the default.
 */
export const settingFor = <T extends SettingType>(
  settings: readonly UserSetting<T>[],
  groupIds: readonly string[],
): UserSetting<T> => reaching(settings, groupIds)[0]?.setting ?? defaultOf(settings);

/** `settingFor` with the reason. */
export const chooseSetting = <T extends SettingType>(
  settings: readonly UserSetting<T>[],
  groupIds: readonly string[],
): EffectiveSetting<T> => {
  const [first, ...rivals] = reaching(settings, groupIds);
  if (!first) return { setting: defaultOf(settings), reason: say('reasons.noSettingReaches') };
  const { setting } = first;
  const group = shownName(first.via);
  if (rivals.length === 0) return { setting, reason: say('reasons.memberOf', { group }) };
  const names = rivals.map((rival) => say('reasons.quoted', { name: rival.setting.name }));
  return { setting, reason: say('reasons.memberOfOver', { group, rivals: names }) };
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
}): ShownText[] => {
  const { enabled, managedAppleId, setting, businessManager } = person;
  const decision = decideEnrollmentType({ device: { platform: 'iOS' }, managedAppleId, setting, businessManager });
  return [
    ...(enabled ? [] : [say('reasons.userDisabled')]),
    ...decision.reasons.filter((reason) => !reason.met).map((reason) => reason.text),
  ];
};
