// Registration Confirmation: whether a person gets a mail once a device is enrolled in their name.
import { FormSwitch } from '../../../components/form-checkbox.tsx';
import { useTexts } from '../../../lib/texts.ts';
import { defineKind } from '../define-kind.tsx';
import type { SettingControl } from '../setting-kind.ts';

interface ConfirmationForm {
  enabled: boolean;
}

const Fields = ({ control }: { readonly control: SettingControl<ConfirmationForm> }) => {
  const { t } = useTexts('user-settings');
  return <FormSwitch control={control} name="body.enabled" label={t('confirmation.enabled')} />;
};

export const registrationConfirmationKind = defineKind(
  {
    type: 'registration-confirmation',
    empty: { enabled: true },
    formOf: (body): ConfirmationForm => body,
    toBody: (form) => form,
    fields: ['body.enabled'],
    Fields,
  },
  ({ enabled }, t) => [{ label: t('confirmation.fact'), value: enabled ? t('on') : t('off') }],
);
