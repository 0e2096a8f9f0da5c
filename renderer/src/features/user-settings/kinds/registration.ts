// Device Registration Settings: how the devices of a person enroll.
import { enrollmentTypeLabel, ownershipLabel } from '../../../../../shared/model/enrollment.ts';
import { defineKind } from '../define-kind.tsx';
import { RegistrationFields } from './registration-fields.tsx';
import {
  emptyRegistration,
  minimumVersionText,
  registrationFormOf,
  registrationTypeLabel,
  toRegistrationBody,
  versionedPlatforms,
} from './registration-form.ts';

export const registrationKind = defineKind(
  {
    type: 'registration',
    empty: emptyRegistration,
    formOf: registrationFormOf,
    toBody: toRegistrationBody,
    fields: [
      'body.pin.length',
      'body.pin.lifetimeDays',
      ...versionedPlatforms.map((platform) => `body.minimumVersions.${platform}` as const),
    ],
    Fields: RegistrationFields,
  },
  {
    intro: 'How the devices of a person enroll, and what the person signs in with.',
    hint: 'Add a setting for a user group, for example User Enrollment for people who bring their own iPhone.',
    note: 'Devices keep the enrollment type they came in with; a changed setting counts for the next enrollment.',
  },
  (body) => {
    const type = enrollmentTypeLabel[body.appleEnrollmentType];
    const macs = body.appleEnrollmentType === 'user' && body.includeMacos;
    return [
      { label: 'Apple Enrollment Type', value: macs ? `${type}, macOS included` : type },
      { label: 'Device Owner Settings', value: ownershipLabel[body.ownership] },
      { label: 'Registration Type', value: registrationTypeLabel[body.registrationType] },
      { label: 'Minimum Version', value: minimumVersionText(body) },
    ];
  },
);
