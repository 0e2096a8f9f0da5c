// Device Registration Settings: how the devices of a person enroll.
import { versionedPlatforms } from '@shared/model/os-versions.ts';
import { defineKind } from '../define-kind.tsx';
import { RegistrationFields } from './registration-fields.tsx';
import { emptyRegistration, minimumVersionText, registrationFormOf, toRegistrationBody } from './registration-form.ts';

export const registrationKind = defineKind(
  {
    type: 'registration',
    empty: emptyRegistration,
    formOf: registrationFormOf,
    toBody: toRegistrationBody,
    fields: [
      'body.pin.length',
      'body.pin.lifetimeDays',
      'body.allowedSerials',
      ...versionedPlatforms.map((platform) => `body.minimumVersions.${platform}` as const),
    ],
    Fields: RegistrationFields,
  },
  (body, t) => {
    const type = t(`model:enrollmentType.${body.appleEnrollmentType}`);
    const macs = body.appleEnrollmentType === 'user' && body.includeMacos;
    return [
      { label: t('registration.appleType'), value: macs ? t('registration.withMacos', { type }) : type },
      { label: t('registration.owner'), value: t(`model:ownership.${body.ownership}`) },
      { label: t('registration.type'), value: t(`registration.signIn.${body.registrationType}`) },
      { label: t('registration.minimumFact'), value: minimumVersionText(body, t) },
      ...(body.allowedSerials === null
        ? []
        : [
            {
              label: t('registration.allowList'),
              value: t('registration.serialsFact', { count: body.allowedSerials.length }),
            },
          ]),
    ];
  },
);
