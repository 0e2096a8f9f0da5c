// Registration Confirmation: whether a person gets a mail once a device is enrolled in their name.
import { defineKind } from '../define-kind.tsx';
import type { SettingControl } from '../setting-kind.ts';
import { SwitchField } from './switch-field.tsx';

interface ConfirmationForm {
  enabled: boolean;
}

const Fields = ({ control }: { readonly control: SettingControl<ConfirmationForm> }) => (
  <SwitchField control={control} name="body.enabled" label="Mail people once their device is enrolled" />
);

export const registrationConfirmationKind = defineKind(
  {
    type: 'registration-confirmation',
    empty: { enabled: true },
    formOf: (body): ConfirmationForm => body,
    toBody: (form) => form,
    fields: ['body.enabled'],
    Fields,
  },
  {
    intro: 'Whether people get a mail once a device is enrolled in their name.',
    hint: 'Add a setting for a user group that should get the mail, or should not.',
    note: 'The text of this mail is under Admin, Mail.',
  },
  ({ enabled }) => [{ label: 'Mail after Enrollment', value: enabled ? 'On' : 'Off' }],
);
