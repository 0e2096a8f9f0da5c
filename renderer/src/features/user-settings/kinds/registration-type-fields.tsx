// What a person signs in with when enrolling, and what the one-time PIN looks like.
import Box from '@mui/material/Box';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import FormLabel from '@mui/material/FormLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { Controller, useWatch } from 'react-hook-form';
import { registrationTypes } from '../../../../../shared/model/user-setting.ts';
import { FormTextField } from '../../../components/form-text-field.tsx';
import type { SettingControl } from '../setting-kind.ts';
import { type RegistrationForm, registrationTypeLabel } from './registration-form.ts';

const typeNote = {
  password: 'People sign in with the password of their account.',
  pin: 'People sign in with a one-time PIN that you give them. It is good for one device.',
  'password-and-pin': 'People need both: the password of their account and a one-time PIN, good for one device.',
} as const;

export const RegistrationTypeFields = ({ control }: { readonly control: SettingControl<RegistrationForm> }) => {
  const type = useWatch({ control, name: 'body.registrationType' });
  return (
    <>
      <Controller
        control={control}
        name="body.registrationType"
        render={({ field }) => (
          <FormControl>
            <FormLabel id="registration-type">Registration Type</FormLabel>
            <RadioGroup row aria-labelledby="registration-type" {...field}>
              {registrationTypes.map((value) => (
                <FormControlLabel
                  key={value}
                  value={value}
                  control={<Radio size="small" />}
                  label={registrationTypeLabel[value]}
                />
              ))}
            </RadioGroup>
            <FormHelperText sx={{ mx: 0 }}>{typeNote[type]}</FormHelperText>
          </FormControl>
        )}
      />
      {type !== 'password' && (
        <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 2 }}>
          <FormTextField control={control} name="body.pin.length" label="PIN length (4 to 12 digits)" />
          <FormTextField control={control} name="body.pin.lifetimeDays" label="PIN lifetime (1 to 30 days)" />
        </Box>
      )}
    </>
  );
};
