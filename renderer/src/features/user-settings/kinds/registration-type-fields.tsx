// What a person signs in with when enrolling, and what the one-time PIN looks like.
import Box from '@mui/material/Box';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import FormLabel from '@mui/material/FormLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { Controller, useWatch } from 'react-hook-form';
import { registrationTypes } from '@shared/model/user-setting.ts';
import { FormSwitch } from '../../../components/form-checkbox.tsx';
import { NumberField } from '../../../components/number-field.tsx';
import { useTexts } from '../../../lib/texts.ts';
import type { SettingControl } from '../setting-kind.ts';
import type { RegistrationForm } from './registration-form.ts';

export const RegistrationTypeFields = ({ control }: { readonly control: SettingControl<RegistrationForm> }) => {
  const { t } = useTexts('user-settings');
  const type = useWatch({ control, name: 'body.registrationType' });
  return (
    <>
      <Controller
        control={control}
        name="body.registrationType"
        render={({ field }) => (
          <FormControl>
            <FormLabel id="registration-type">{t('registration.type')}</FormLabel>
            <RadioGroup row aria-labelledby="registration-type" {...field}>
              {registrationTypes.map((value) => (
                <FormControlLabel
                  key={value}
                  value={value}
                  control={<Radio size="small" />}
                  label={t(`registration.signIn.${value}`)}
                />
              ))}
            </RadioGroup>
            <FormHelperText sx={{ mx: 0 }}>{t(`registration.signInNote.${type}`)}</FormHelperText>
          </FormControl>
        )}
      />
      {type !== 'password' && (
        <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' }, gap: 2 }}>
          <NumberField control={control} name="body.pin.length" label={t('registration.pinLength')} />
          <NumberField control={control} name="body.pin.lifetimeDays" label={t('registration.pinLifetime')} />
          <FormControl sx={{ gridColumn: '1 / -1' }}>
            <FormSwitch control={control} name="body.pin.allowRequest" label={t('registration.allowRequest')} />
            <FormHelperText sx={{ mx: 0 }}>{t('registration.allowRequestHint')}</FormHelperText>
          </FormControl>
        </Box>
      )}
    </>
  );
};
