// The Managed Apple ID in the user form: typed when there is none, otherwise kept, changed or removed.
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import FormLabel from '@mui/material/FormLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import Stack from '@mui/material/Stack';
import { type Control, type FieldValues, useController, useWatch } from 'react-hook-form';
import { isOutsideDomains } from '@shared/model/managed-apple-id.ts';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';
import type { UserFormValues } from '../user-form.ts';

interface Props {
  readonly control: Control<UserFormValues, unknown, FieldValues>;
  /** The present one, masked; absent when there is none. */
  readonly masked: string | undefined;
  readonly devices: number;
}

export const ManagedAppleIdField = ({ control, masked, devices }: Props) => {
  const { t } = useTexts('users');
  const { field } = useController({ control, name: 'managedAppleIdChoice' });
  const typed = useWatch({ control, name: 'managedAppleId' });
  const declared = useContractQuery('businessManager.get', {});
  const domains = declared.data?.validatedDomains ?? [];
  const outside = isOutsideDomains(typed, domains);
  const input = (
    <FormTextField
      control={control}
      name="managedAppleId"
      label={masked === undefined ? t('field.managedAppleId') : t('managedAppleId.new')}
      type="email"
      placeholder={t('managedAppleId.example')}
      helperText={outside ? t('managedAppleId.outside', { domains: domains.join(', ') }) : t('managedAppleId.hint')}
      color={outside ? 'warning' : 'primary'}
    />
  );
  if (masked === undefined) return input;
  return (
    <FormControl>
      <FormLabel id="managed-apple-id-choice">{t('field.managedAppleId')}</FormLabel>
      <RadioGroup aria-labelledby="managed-apple-id-choice" {...field}>
        <FormControlLabel value="keep" control={<Radio size="small" />} label={t('managedAppleId.keep', { masked })} />
        <FormControlLabel value="change" control={<Radio size="small" />} label={t('managedAppleId.change')} />
        <FormControlLabel value="remove" control={<Radio size="small" />} label={t('managedAppleId.remove')} />
      </RadioGroup>
      {field.value === 'change' && <Stack sx={{ mt: 1 }}>{input}</Stack>}
      {field.value !== 'keep' && devices > 0 && (
        <FormHelperText>{t('managedAppleId.devices', { count: devices })}</FormHelperText>
      )}
    </FormControl>
  );
};
