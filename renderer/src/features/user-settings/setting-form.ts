// What the Device Registration Setting wizard holds, and how it becomes the contract's input.
import type { z } from 'zod';
import type { RegistrationSetting, registrationSettingBody, RegistrationType } from '../../../../shared/ipc/users.ts';
import type { EnrollmentType, Ownership } from '../../../../shared/model/enrollment.ts';

export const versionedPlatforms = ['iOS', 'iPadOS', 'macOS'] as const;
export type VersionedPlatform = (typeof versionedPlatforms)[number];

export interface SettingFormValues {
  name: string;
  description: string;
  appleEnrollmentType: EnrollmentType;
  includeMacos: boolean;
  /** Ticked: a minimum is enforced, and then the version must be given. */
  minimumEnabled: Record<VersionedPlatform, boolean>;
  minimumVersions: Record<VersionedPlatform, string>;
  ownership: Ownership;
  registrationType: RegistrationType;
  pin: { length: string; lifetimeDays: string };
  groupIds: string[];
}

export const registrationTypeLabel: Readonly<Record<RegistrationType, string>> = {
  password: 'Password Only',
  pin: 'PIN Only',
  'password-and-pin': 'Password and PIN',
};

export const emptySettingForm: SettingFormValues = {
  name: '',
  description: '',
  appleEnrollmentType: 'user',
  includeMacos: false,
  minimumEnabled: { iOS: false, iPadOS: false, macOS: false },
  minimumVersions: { iOS: '', iPadOS: '', macOS: '' },
  ownership: 'not-set',
  registrationType: 'password',
  pin: { length: '6', lifetimeDays: '7' },
  groupIds: [],
};

/** Fields of page one; `Next` checks these. */
export const bodyFields = [
  'name',
  'description',
  'appleEnrollmentType',
  'includeMacos',
  'minimumVersions',
  'ownership',
  'registrationType',
  'pin',
] as const satisfies readonly (keyof SettingFormValues)[];

/** Fields inside those of page one. */
export const pinFields = ['pin.length', 'pin.lifetimeDays'] as const;

/** Fields of page two; `Done` checks everything. */
export const distributionFields = ['groupIds'] as const satisfies readonly (keyof SettingFormValues)[];

export const formOfSetting = (setting: RegistrationSetting): SettingFormValues => ({
  name: setting.name,
  description: setting.description,
  appleEnrollmentType: setting.appleEnrollmentType,
  includeMacos: setting.includeMacos,
  minimumEnabled: {
    iOS: setting.minimumVersions.iOS !== undefined,
    iPadOS: setting.minimumVersions.iPadOS !== undefined,
    macOS: setting.minimumVersions.macOS !== undefined,
  },
  minimumVersions: {
    iOS: setting.minimumVersions.iOS ?? '',
    iPadOS: setting.minimumVersions.iPadOS ?? '',
    macOS: setting.minimumVersions.macOS ?? '',
  },
  ownership: setting.ownership,
  registrationType: setting.registrationType,
  pin: { length: String(setting.pin.length), lifetimeDays: String(setting.pin.lifetimeDays) },
  groupIds: setting.groups.map((group) => group.id),
});

type Body = z.input<typeof registrationSettingBody>;

/** Page one in the contract's words. A ticked minimum goes along even when empty, so that the schema asks for it. */
export const toSettingBody = (values: SettingFormValues): Body => {
  const minimumVersions: NonNullable<Body['minimumVersions']> = {};
  for (const platform of versionedPlatforms) {
    if (values.minimumEnabled[platform]) minimumVersions[platform] = values.minimumVersions[platform].trim();
  }
  return {
    name: values.name,
    description: values.description,
    appleEnrollmentType: values.appleEnrollmentType,
    includeMacos: values.includeMacos,
    minimumVersions,
    ownership: values.ownership,
    registrationType: values.registrationType,
    // Hidden fields must not keep the form from being saved.
    ...(values.registrationType !== 'password' && {
      pin: { length: Number(values.pin.length), lifetimeDays: Number(values.pin.lifetimeDays) },
    }),
  };
};

/** Input of `userSettings.create`. */
export const toNewSetting = (values: SettingFormValues): Body & { groupIds: string[] } => ({
  ...toSettingBody(values),
  groupIds: values.groupIds,
});

/** Input of `userSettings.update`; the default applies to all users and takes no groups. */
export const toChangedSetting =
  (id: string, isDefault: boolean) =>
  (values: SettingFormValues): Body & { id: string; groupIds?: string[] } => ({
    id,
    ...toSettingBody(values),
    ...(isDefault ? {} : { groupIds: values.groupIds }),
  });

/** The order after one setting moved up or down; the same order if it cannot move. */
export const moved = (ids: readonly string[], id: string, direction: 'up' | 'down'): string[] => {
  const from = ids.indexOf(id);
  const to = direction === 'up' ? from - 1 : from + 1;
  const result = [...ids];
  const other = result[to];
  if (from < 0 || other === undefined) return result;
  result[to] = id;
  result[from] = other;
  return result;
};

/** The minimum versions in one line. */
export const minimumVersionText = ({ minimumVersions }: Pick<RegistrationSetting, 'minimumVersions'>): string => {
  const set = versionedPlatforms.flatMap((platform) => {
    const version = minimumVersions[platform];
    return version === undefined ? [] : [`${platform} ${version}`];
  });
  return set.length === 0 ? 'None' : set.join(', ');
};
