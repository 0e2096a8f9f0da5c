// The Managed Apple ID in the user form: typed when there is none, otherwise kept, changed or removed.
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import FormLabel from '@mui/material/FormLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import Stack from '@mui/material/Stack';
import { type Control, type FieldValues, useController } from 'react-hook-form';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { plural } from '../../../lib/format.ts';
import type { UserFormValues } from '../user-form.ts';

interface Props {
  readonly control: Control<UserFormValues, unknown, FieldValues>;
  /** The present one, masked; absent when there is none. */
  readonly masked: string | undefined;
  readonly devices: number;
}

const what =
  'Optional, needed for User Enrollment. The Managed Apple Account this person has at Apple Business Manager; it belongs to one user only.';

export const ManagedAppleIdField = ({ control, masked, devices }: Props) => {
  const { field } = useController({ control, name: 'managedAppleIdChoice' });
  const input = (
    <FormTextField
      control={control}
      name="managedAppleId"
      label={masked === undefined ? 'Managed Apple ID' : 'New Managed Apple ID'}
      type="email"
      placeholder="anna@appleid.office.example"
      helperText={what}
    />
  );
  if (masked === undefined) return input;
  return (
    <FormControl>
      <FormLabel id="managed-apple-id-choice">Managed Apple ID</FormLabel>
      <RadioGroup aria-labelledby="managed-apple-id-choice" {...field}>
        <FormControlLabel value="keep" control={<Radio size="small" />} label={`Keep ${masked}`} />
        <FormControlLabel value="change" control={<Radio size="small" />} label="Change" />
        <FormControlLabel value="remove" control={<Radio size="small" />} label="Remove" />
      </RadioGroup>
      {field.value === 'change' && <Stack sx={{ mt: 1 }}>{input}</Stack>}
      {field.value !== 'keep' && devices > 0 && (
        <FormHelperText>
          This person has {plural(devices, 'device')}. While one of them is active in User Enrollment, the Managed Apple
          ID cannot be changed.
        </FormHelperText>
      )}
    </FormControl>
  );
};
