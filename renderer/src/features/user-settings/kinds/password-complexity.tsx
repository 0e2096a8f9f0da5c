// Password Complexity: what passwords that are kept here have to be like, how long they are good, and when wrong ones lock.
import Box from '@mui/material/Box';
import FormHelperText from '@mui/material/FormHelperText';
import FormLabel from '@mui/material/FormLabel';
import { useController, useWatch } from 'react-hook-form';
import type { Definition } from '../../../components/definition-list.tsx';
import { FormSwitch } from '../../../components/form-checkbox.tsx';
import { NumberField } from '../../../components/number-field.tsx';
import { fieldMessage, firstMessage, typedNumber } from '../../../lib/contract-form.ts';
import { type Texts, useTexts } from '../../../lib/texts.ts';
import { defineKind } from '../define-kind.tsx';
import type { SettingOf } from '../setting-form.ts';
import type { SettingControl } from '../setting-kind.ts';

const characters = ['uppercase', 'lowercase', 'digits', 'symbols'] as const;
type Character = (typeof characters)[number];

/** An empty text asks for nothing. */
interface ComplexityForm {
  minimumLength: string;
  characteristics: Record<Character, string>;
  maximumDigitRun: string;
  maximumRepeats: string;
  history: string;
  expires: boolean;
  expiryDays: string;
  lockAfter: string;
}

const optional = (text: string): number | null => (text.trim() === '' ? null : typedNumber(text));
const textOf = (value: number | null): string => (value === null ? '' : String(value));

const Fields = ({ control }: { readonly control: SettingControl<ComplexityForm> }) => {
  const { t } = useTexts('user-settings');
  const expires = useWatch({ control, name: 'body.expires' });
  const { fieldState } = useController({ control, name: 'body.characteristics' });
  const kinds = characters.some((one) => one in (fieldState.error ?? {})) ? undefined : firstMessage(fieldState.error);
  return (
    <>
      <FormHelperText sx={{ mx: 0 }}>{t('complexity.about')}</FormHelperText>
      <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' }, gap: 2 }}>
        <NumberField control={control} name="body.minimumLength" label={t('complexity.length')} required />
        <NumberField
          control={control}
          name="body.lockAfter"
          label={t('complexity.lockAfter')}
          helperText={t('complexity.lockAfterHint')}
          required
        />
      </Box>
      <Box component="fieldset" sx={{ border: 0, m: 0, p: 0, minWidth: 0 }}>
        <FormLabel component="legend" error={kinds !== undefined} sx={{ mb: 1 }}>
          {t('complexity.characteristics')}
        </FormLabel>
        <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr 1fr', sm: 'repeat(4, 1fr)' }, gap: 2 }}>
          {characters.map((one) => (
            <NumberField
              key={one}
              control={control}
              name={`body.characteristics.${one}`}
              label={t(`complexity.character.${one}`)}
            />
          ))}
        </Box>
        {kinds !== undefined && (
          <FormHelperText error sx={{ mx: 0 }}>
            {fieldMessage(kinds)}
          </FormHelperText>
        )}
      </Box>
      <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', sm: 'repeat(3, 1fr)' }, gap: 2 }}>
        <NumberField
          control={control}
          name="body.maximumDigitRun"
          label={t('complexity.digitRun')}
          helperText={t('complexity.anyNumberHint')}
        />
        <NumberField
          control={control}
          name="body.maximumRepeats"
          label={t('complexity.repeats')}
          helperText={t('complexity.anyNumberHint')}
        />
        <NumberField
          control={control}
          name="body.history"
          label={t('complexity.history')}
          helperText={t('complexity.historyHint')}
        />
      </Box>
      <Box>
        <FormSwitch control={control} name="body.expires" label={t('complexity.expires')} />
        {expires && (
          <NumberField
            control={control}
            name="body.expiryDays"
            label={t('complexity.expiryDays')}
            helperText={t('complexity.expiryDaysHint')}
            required
            fullWidth
          />
        )}
      </Box>
    </>
  );
};

const facts = (body: SettingOf<'password-complexity'>['body'], t: Texts<'user-settings'>): Definition[] => {
  const kinds = characters.flatMap((one) =>
    body.characteristics[one] === 0
      ? []
      : [`${t(`complexity.character.${one}`)}: ${String(body.characteristics[one])}`],
  );
  return [
    { label: t('complexity.fact.length'), value: t('complexity.characters', { count: body.minimumLength }) },
    { label: t('complexity.fact.characteristics'), value: kinds.length === 0 ? t('none') : kinds.join(', ') },
    { label: t('complexity.fact.digitRun'), value: body.maximumDigitRun ?? t('complexity.anyNumber') },
    { label: t('complexity.fact.repeats'), value: body.maximumRepeats ?? t('complexity.anyNumber') },
    {
      label: t('complexity.fact.history'),
      value: body.history === null ? t('none') : t('complexity.passwords', { count: body.history }),
    },
    {
      label: t('complexity.fact.expiry'),
      value: body.expiryDays === null ? t('complexity.never') : t('complexity.afterDays', { count: body.expiryDays }),
    },
    { label: t('complexity.fact.lock'), value: t('complexity.afterFailures', { count: body.lockAfter }) },
  ];
};

export const passwordComplexityKind = defineKind(
  {
    type: 'password-complexity',
    empty: {
      minimumLength: '12',
      characteristics: { uppercase: '1', lowercase: '1', digits: '1', symbols: '0' },
      maximumDigitRun: '',
      maximumRepeats: '',
      history: '',
      expires: false,
      expiryDays: '180',
      lockAfter: '5',
    },
    formOf: ({ minimumLength, characteristics, lockAfter, expiryDays, ...body }): ComplexityForm => ({
      minimumLength: String(minimumLength),
      characteristics: {
        uppercase: String(characteristics.uppercase),
        lowercase: String(characteristics.lowercase),
        digits: String(characteristics.digits),
        symbols: String(characteristics.symbols),
      },
      maximumDigitRun: textOf(body.maximumDigitRun),
      maximumRepeats: textOf(body.maximumRepeats),
      history: textOf(body.history),
      expires: expiryDays !== null,
      expiryDays: textOf(expiryDays ?? 180),
      lockAfter: String(lockAfter),
    }),
    toBody: ({ characteristics, ...form }) => ({
      minimumLength: typedNumber(form.minimumLength),
      characteristics: {
        uppercase: typedNumber(characteristics.uppercase),
        lowercase: typedNumber(characteristics.lowercase),
        digits: typedNumber(characteristics.digits),
        symbols: typedNumber(characteristics.symbols),
      },
      maximumDigitRun: optional(form.maximumDigitRun),
      maximumRepeats: optional(form.maximumRepeats),
      history: optional(form.history),
      expiryDays: form.expires ? typedNumber(form.expiryDays) : null,
      lockAfter: typedNumber(form.lockAfter),
    }),
    fields: [
      'body.minimumLength',
      'body.characteristics',
      ...characters.map((one) => `body.characteristics.${one}` as const),
      'body.maximumDigitRun',
      'body.maximumRepeats',
      'body.history',
      'body.expiryDays',
      'body.lockAfter',
    ],
    Fields,
  },
  facts,
);
