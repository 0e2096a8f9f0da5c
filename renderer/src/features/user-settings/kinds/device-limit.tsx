// Device Limit: how many active devices a person may have.
import { useWatch } from 'react-hook-form';
import { FormSwitch } from '../../../components/form-checkbox.tsx';
import { NumberField } from '../../../components/number-field.tsx';
import { typedNumber } from '../../../lib/contract-form.ts';
import { useTexts } from '../../../lib/texts.ts';
import { defineKind } from '../define-kind.tsx';
import type { SettingControl } from '../setting-kind.ts';

interface LimitForm {
  limited: boolean;
  maximum: string;
}

const Fields = ({ control }: { readonly control: SettingControl<LimitForm> }) => {
  const { t } = useTexts('user-settings');
  const limited = useWatch({ control, name: 'body.limited' });
  return (
    <>
      <FormSwitch control={control} name="body.limited" label={t('deviceLimit.limited')} />
      {limited && <NumberField control={control} name="body.maximum" label={t('deviceLimit.maximum')} required />}
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
  ({ maximum }, t) => [
    {
      label: t('deviceLimit.fact'),
      value: maximum === null ? t('deviceLimit.none') : t('deviceLimit.devices', { count: maximum }),
    },
  ],
);
