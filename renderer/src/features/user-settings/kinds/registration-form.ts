// What the form of a Device Registration Setting holds, and how it reads.
import type { RegistrationType } from '@shared/model/user-setting.ts';
import { type VersionedPlatform, versionedPlatforms } from '@shared/model/os-versions.ts';
import type { EnrollmentType, Ownership } from '@shared/model/enrollment.ts';
import { typedNumber } from '../../../lib/contract-form.ts';
import type { Texts } from '../../../lib/texts.ts';
import type { NewSetting, SettingOf } from '../setting-form.ts';

export interface RegistrationForm {
  appleEnrollmentType: EnrollmentType;
  includeMacos: boolean;
  /** Ticked: a minimum is enforced, and then the version must be given. */
  minimumEnabled: Record<VersionedPlatform, boolean>;
  minimumVersions: Record<VersionedPlatform, string>;
  ownership: Ownership;
  registrationType: RegistrationType;
  pin: { length: string; lifetimeDays: string; allowRequest: boolean };
  /** Ticked: only devices of the list, one serial number a line. */
  listed: boolean;
  allowedSerials: string;
}

type Body = SettingOf<'registration'>['body'];

export const emptyRegistration: RegistrationForm = {
  appleEnrollmentType: 'user',
  includeMacos: false,
  minimumEnabled: { iOS: false, iPadOS: false, macOS: false },
  minimumVersions: { iOS: '', iPadOS: '', macOS: '' },
  ownership: 'not-set',
  registrationType: 'password',
  pin: { length: '6', lifetimeDays: '7', allowRequest: false },
  listed: false,
  allowedSerials: '',
};

export const registrationFormOf = (body: Body): RegistrationForm => ({
  appleEnrollmentType: body.appleEnrollmentType,
  includeMacos: body.includeMacos,
  minimumEnabled: {
    iOS: body.minimumVersions.iOS !== undefined,
    iPadOS: body.minimumVersions.iPadOS !== undefined,
    macOS: body.minimumVersions.macOS !== undefined,
  },
  minimumVersions: {
    iOS: body.minimumVersions.iOS ?? '',
    iPadOS: body.minimumVersions.iPadOS ?? '',
    macOS: body.minimumVersions.macOS ?? '',
  },
  ownership: body.ownership,
  registrationType: body.registrationType,
  pin: {
    length: String(body.pin.length),
    lifetimeDays: String(body.pin.lifetimeDays),
    allowRequest: body.pin.allowRequest,
  },
  listed: body.allowedSerials !== null,
  allowedSerials: body.allowedSerials?.join('\n') ?? '',
});

/** A ticked minimum goes along even when empty, so that the schema asks for it. */
export const toRegistrationBody = (form: RegistrationForm): NewSetting<'registration'>['body'] => {
  const minimumVersions: Partial<Record<VersionedPlatform, string>> = {};
  for (const platform of versionedPlatforms) {
    if (form.minimumEnabled[platform]) minimumVersions[platform] = form.minimumVersions[platform].trim();
  }
  return {
    appleEnrollmentType: form.appleEnrollmentType,
    includeMacos: form.includeMacos,
    minimumVersions,
    ownership: form.ownership,
    registrationType: form.registrationType,
    // Hidden fields must not keep the form from being saved.
    ...(form.registrationType !== 'password' && {
      pin: {
        length: typedNumber(form.pin.length),
        lifetimeDays: typedNumber(form.pin.lifetimeDays),
        allowRequest: form.pin.allowRequest,
      },
    }),
    allowedSerials: form.listed ? form.allowedSerials.split(/[\s,;]+/).filter((number) => number !== '') : null,
  };
};

/** The minimum versions in one line. */
export const minimumVersionText = (
  { minimumVersions }: Pick<Body, 'minimumVersions'>,
  t: Texts<'user-settings'>,
): string => {
  const set = versionedPlatforms.flatMap((platform) => {
    const version = minimumVersions[platform];
    return version === undefined ? [] : [`${platform} ${version}`];
  });
  return set.length === 0 ? t('none') : set.join(', ');
};
