// Device Limit: how many active devices a person may have.
import { useWatch } from 'react-hook-form';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { typedNumber } from '../../../lib/contract-form.ts';
import { plural } from '../../../lib/format.ts';
import { defineKind } from '../define-kind.tsx';
import type { SettingControl } from '../setting-kind.ts';
import { SwitchField } from './switch-field.tsx';

interface LimitForm {
  limited: boolean;
  maximum: string;
}

const Fields = ({ control }: { readonly control: SettingControl<LimitForm> }) => {
  const limited = useWatch({ control, name: 'body.limited' });
  return (
    <>
      <SwitchField control={control} name="body.limited" label="Limit the devices of each person" />
      {limited && (
        <FormTextField control={control} name="body.maximum" label="Active devices per person (1 to 100)" required />
      )}
    </>
  );
};

export const deviceLimitKind = defineKind(
  {
    type: 'device-limit',
    empty: { limited: true, maximum: '5' },
    formOf: ({ maximum }): LimitForm => ({ limited: maximum !== null, maximum: String(maximum ?? 5) }),
    toBody: ({ limited, maximum }) => ({ maximum: limited ? typedNumber(maximum) : null }),
    fields: ['body.maximum'],
    Fields,
  },
  {
    intro: 'How many active devices a person may have. Further devices cannot enroll.',
    hint: 'Add a setting for a user group, for example two devices for people with a phone and a Mac.',
    note: 'Devices already enrolled stay, even if there are more than a new limit allows.',
  },
  ({ maximum }) => [
    { label: 'Active Devices per Person', value: maximum === null ? 'No limit' : plural(maximum, 'device') },
  ],
);
