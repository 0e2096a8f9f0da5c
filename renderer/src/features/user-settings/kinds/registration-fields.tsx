// What a Device Registration Setting says, on page one of the wizard.
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import FormLabel from '@mui/material/FormLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { useId } from 'react';
import { Controller, useWatch } from 'react-hook-form';
import { enrollmentTypes, type Ownership } from '@shared/model/enrollment.ts';
import { knownMajors, versionedPlatforms } from '@shared/model/os-versions.ts';
import { FormCheckbox, FormSwitch } from '../../../components/form-checkbox.tsx';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { useTexts } from '../../../lib/texts.ts';
import type { SettingControl } from '../setting-kind.ts';
import type { RegistrationForm } from './registration-form.ts';
import { RegistrationTypeFields } from './registration-type-fields.tsx';

interface Props {
  readonly control: SettingControl<RegistrationForm>;
}

const ownerships: readonly Ownership[] = ['not-set', 'user-owned', 'company-owned'];

export const RegistrationFields = ({ control }: Props) => {
  const { t } = useTexts('user-settings');
  const type = useWatch({ control, name: 'body.appleEnrollmentType' });
  return (
    <>
      <Controller
        control={control}
        name="body.appleEnrollmentType"
        render={({ field }) => (
          <FormControl>
            <FormLabel id="apple-enrollment-type">{t('registration.appleType')}</FormLabel>
            <RadioGroup row aria-labelledby="apple-enrollment-type" {...field}>
              {[...enrollmentTypes].reverse().map((value) => (
                <FormControlLabel
                  key={value}
                  value={value}
                  control={<Radio size="small" />}
                  label={t(`model:enrollmentType.${value}`)}
                />
              ))}
            </RadioGroup>
            <FormHelperText sx={{ mx: 0 }}>{t(`registration.typeNote.${type}`)}</FormHelperText>
          </FormControl>
        )}
      />
      {type === 'user' && (
        <FormCheckbox
          control={control}
          name="body.includeMacos"
          label={t('registration.macos')}
          help={t('registration.macosHint')}
        />
      )}
      <RegistrationTypeFields control={control} />
      <FormControl component="fieldset">
        <FormLabel component="legend">{t('registration.minimum')}</FormLabel>
        <FormHelperText sx={{ mx: 0, mb: 1 }}>{t('registration.minimumHint')}</FormHelperText>
        {versionedPlatforms.map((platform) => (
          <MinimumVersion key={platform} control={control} platform={platform} />
        ))}
      </FormControl>
      <AllowList control={control} />
      <Controller
        control={control}
        name="body.ownership"
        render={({ field }) => (
          <FormControl>
            <FormLabel id="device-owner-settings">{t('registration.owner')}</FormLabel>
            <RadioGroup row aria-labelledby="device-owner-settings" {...field}>
              {ownerships.map((value) => (
                <FormControlLabel
                  key={value}
                  value={value}
                  control={<Radio size="small" />}
                  label={t(`model:ownership.${value}`)}
                />
              ))}
            </RadioGroup>
            <Alert severity="info" sx={{ mt: 1 }}>
              {t('registration.ownerHint')}
            </Alert>
          </FormControl>
        )}
      />
    </>
  );
};

const AllowList = ({ control }: Props) => {
  const { t } = useTexts('user-settings');
  const [listed, type] = useWatch({ control, name: ['body.listed', 'body.appleEnrollmentType'] });
  return (
    <Box>
      <FormSwitch control={control} name="body.listed" label={t('registration.allowList')} />
      {listed && (
        <FormTextField
          control={control}
          name="body.allowedSerials"
          label={t('registration.serials')}
          helperText={t('registration.serialsHint')}
          required
          fullWidth
          multiline
          minRows={3}
          maxRows={8}
          sx={{ mt: 1 }}
        />
      )}
      {listed && (
        <Alert severity={type === 'user' ? 'warning' : 'info'} sx={{ mt: 1 }}>
          {t('registration.serialsNote')}
        </Alert>
      )}
    </Box>
  );
};

interface MinimumVersionProps extends Props {
  readonly platform: (typeof versionedPlatforms)[number];
}

const MinimumVersion = ({ control, platform }: MinimumVersionProps) => {
  const { t } = useTexts('user-settings');
  const versionsId = useId();
  const enabled = useWatch({ control, name: `body.minimumEnabled.${platform}` });
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: '150px 1fr', alignItems: 'start', minHeight: 44 }}>
      <FormCheckbox control={control} name={`body.minimumEnabled.${platform}`} label={platform} />
      {enabled && (
        <>
          <FormTextField
            control={control}
            name={`body.minimumVersions.${platform}`}
            label={t('registration.minimumOf', { platform })}
            placeholder="16.4"
            slotProps={{ htmlInput: { list: versionsId } }}
            sx={{ mb: 1 }}
          />
          <datalist id={versionsId}>
            {knownMajors[platform].map((major) => (
              <option key={major} value={String(major)} />
            ))}
          </datalist>
        </>
      )}
    </Box>
  );
};
