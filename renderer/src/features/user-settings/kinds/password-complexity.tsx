// Password Complexity: what passwords that are kept here have to be like, how long they are good, and when wrong ones lock.
import Box from '@mui/material/Box';
import FormHelperText from '@mui/material/FormHelperText';
import FormLabel from '@mui/material/FormLabel';
import { useController, useWatch } from 'react-hook-form';
import type { Definition } from '../../../components/definition-list.tsx';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { fieldMessage, firstMessage, typedNumber } from '../../../lib/contract-form.ts';
import { plural } from '../../../lib/format.ts';
import { defineKind } from '../define-kind.tsx';
import type { SettingOf } from '../setting-form.ts';
import type { SettingControl } from '../setting-kind.ts';
import { SwitchField } from './switch-field.tsx';

const characters = ['uppercase', 'lowercase', 'digits', 'symbols'] as const;
type Character = (typeof characters)[number];

const characterLabel: Readonly<Record<Character, string>> = {
  uppercase: 'Capital letters',
  lowercase: 'Small letters',
  digits: 'Digits',
  symbols: 'Symbols',
};

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

const numeric = { htmlInput: { inputMode: 'numeric' } } as const;
const optional = (text: string): number | null => (text.trim() === '' ? null : typedNumber(text));
const textOf = (value: number | null): string => (value === null ? '' : String(value));

const Fields = ({ control }: { readonly control: SettingControl<ComplexityForm> }) => {
  const expires = useWatch({ control, name: 'body.expires' });
  const { fieldState } = useController({ control, name: 'body.characteristics' });
  const kinds = characters.some((one) => one in (fieldState.error ?? {})) ? undefined : firstMessage(fieldState.error);
  return (
    <>
      <FormHelperText sx={{ mx: 0 }}>
        For people whose password is kept in Russet. It counts for the next password; present ones stay until they
        expire.
      </FormHelperText>
      <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 2 }}>
        <FormTextField
          control={control}
          name="body.minimumLength"
          label="Minimum length (8 to 32)"
          required
          slotProps={numeric}
        />
        <FormTextField
          control={control}
          name="body.lockAfter"
          label="Lock after failed sign-ins (2 to 5)"
          helperText="For 5 minutes, longer each time it happens again."
          required
          slotProps={numeric}
        />
      </Box>
      <Box component="fieldset" sx={{ border: 0, m: 0, p: 0, minWidth: 0 }}>
        <FormLabel component="legend" error={kinds !== undefined} sx={{ mb: 1 }}>
          Characteristics (0 to 8 of each kind; at least three kinds, or none)
        </FormLabel>
        <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(4, 1fr)', gap: 2 }}>
          {characters.map((one) => (
            <FormTextField
              key={one}
              control={control}
              name={`body.characteristics.${one}`}
              label={characterLabel[one]}
              slotProps={numeric}
            />
          ))}
        </Box>
        {kinds !== undefined && (
          <FormHelperText error sx={{ mx: 0 }}>
            {fieldMessage(kinds)}
          </FormHelperText>
        )}
      </Box>
      <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(3, 1fr)', gap: 2 }}>
        <FormTextField
          control={control}
          name="body.maximumDigitRun"
          label="Digits in a row, at most"
          helperText="1 to 16; empty for any number."
          slotProps={numeric}
        />
        <FormTextField
          control={control}
          name="body.maximumRepeats"
          label="Same character in a row"
          helperText="1 to 16; empty for any number."
          slotProps={numeric}
        />
        <FormTextField
          control={control}
          name="body.history"
          label="History (passwords)"
          helperText="Not to be used again: 3 to 36; empty for none."
          slotProps={numeric}
        />
      </Box>
      <Box>
        <SwitchField control={control} name="body.expires" label="Passwords expire" />
        {expires && (
          <FormTextField
            control={control}
            name="body.expiryDays"
            label="Expire after days (30 to 365)"
            helperText="Then the person chooses a new one when signing in to enroll."
            required
            fullWidth
            slotProps={numeric}
          />
        )}
      </Box>
    </>
  );
};

const facts = (body: SettingOf<'password-complexity'>['body']): Definition[] => {
  const kinds = characters.flatMap((one) =>
    body.characteristics[one] === 0 ? [] : [`${characterLabel[one]}: ${String(body.characteristics[one])}`],
  );
  return [
    { label: 'Minimum Length', value: plural(body.minimumLength, 'character') },
    { label: 'Characteristics', value: kinds.length === 0 ? 'None' : kinds.join(', ') },
    { label: 'Digits in a Row', value: body.maximumDigitRun ?? 'Any number' },
    { label: 'Same Character in a Row', value: body.maximumRepeats ?? 'Any number' },
    { label: 'History', value: body.history === null ? 'None' : plural(body.history, 'password') },
    { label: 'Expiration', value: body.expiryDays === null ? 'Never' : `After ${plural(body.expiryDays, 'day')}` },
    { label: 'Lock', value: `After ${plural(body.lockAfter, 'failed sign-in')}` },
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
  {
    intro: 'What passwords that are kept in Russet have to be like, and how long they are good.',
    hint: 'Add a setting for a user group that needs stronger passwords than the others.',
    note: 'Passwords of people from LDAP and Entra ID follow the rules of their directory.',
  },
  facts,
);
