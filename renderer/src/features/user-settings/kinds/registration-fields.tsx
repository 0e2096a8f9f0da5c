// What a Device Registration Setting says, on page one of the wizard.
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import FormLabel from '@mui/material/FormLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { Controller, useWatch } from 'react-hook-form';
import {
  enrollmentTypeLabel,
  enrollmentTypes,
  ownershipLabel,
  type Ownership,
} from '../../../../../shared/model/enrollment.ts';
import { FormTextField } from '../../../components/form-text-field.tsx';
import type { SettingControl } from '../setting-kind.ts';
import { type RegistrationForm, versionedPlatforms } from './registration-form.ts';
import { RegistrationTypeFields } from './registration-type-fields.tsx';

interface Props {
  readonly control: SettingControl<RegistrationForm>;
}

const typeNote = {
  user: 'For devices that belong to the person: the office manages only its own part. Everything needed for it must be in place, otherwise the device enrolls by Device Enrollment.',
  device: 'For devices that belong to the office: the office manages the whole device.',
} as const;

const ownerships: readonly Ownership[] = ['not-set', 'user-owned', 'company-owned'];

export const RegistrationFields = ({ control }: Props) => {
  const type = useWatch({ control, name: 'body.appleEnrollmentType' });
  return (
    <>
      <Controller
        control={control}
        name="body.appleEnrollmentType"
        render={({ field }) => (
          <FormControl>
            <FormLabel id="apple-enrollment-type">Apple Enrollment Type</FormLabel>
            <RadioGroup row aria-labelledby="apple-enrollment-type" {...field}>
              {[...enrollmentTypes].reverse().map((value) => (
                <FormControlLabel
                  key={value}
                  value={value}
                  control={<Radio size="small" />}
                  label={enrollmentTypeLabel[value]}
                />
              ))}
            </RadioGroup>
            <FormHelperText sx={{ mx: 0 }}>{typeNote[type]}</FormHelperText>
          </FormControl>
        )}
      />
      {type === 'user' && (
        <Controller
          control={control}
          name="body.includeMacos"
          render={({ field: { value, ...field } }) => (
            <FormControl>
              <FormControlLabel
                control={<Checkbox size="small" checked={value} {...field} />}
                label="Include macOS Device (macOS 10.15+)"
              />
              <FormHelperText sx={{ mx: 0 }}>
                User Enrollment covers iPhone and iPad. Without this tick a Mac enrolls by Device Enrollment.
              </FormHelperText>
            </FormControl>
          )}
        />
      )}
      <RegistrationTypeFields control={control} />
      <FormControl component="fieldset">
        <FormLabel component="legend">Enable Minimum Version</FormLabel>
        <FormHelperText sx={{ mx: 0, mb: 1 }}>
          A device with an older version cannot enroll and is asked to update. Enrolled devices stay. Not applied to
          Automated Device Enrollment.
        </FormHelperText>
        {versionedPlatforms.map((platform) => (
          <MinimumVersion key={platform} control={control} platform={platform} />
        ))}
      </FormControl>
      <Controller
        control={control}
        name="body.ownership"
        render={({ field }) => (
          <FormControl>
            <FormLabel id="device-owner-settings">Device Owner Settings</FormLabel>
            <RadioGroup row aria-labelledby="device-owner-settings" {...field}>
              {ownerships.map((value) => (
                <FormControlLabel
                  key={value}
                  value={value}
                  control={<Radio size="small" />}
                  label={ownershipLabel[value]}
                />
              ))}
            </RadioGroup>
            <Alert severity="info" sx={{ mt: 1 }}>
              User Enrollment is always User Owned and a supervised device is always Company Owned, whatever is chosen
              here.
            </Alert>
          </FormControl>
        )}
      />
    </>
  );
};

interface MinimumVersionProps extends Props {
  readonly platform: (typeof versionedPlatforms)[number];
}

const MinimumVersion = ({ control, platform }: MinimumVersionProps) => {
  const enabled = useWatch({ control, name: `body.minimumEnabled.${platform}` });
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: '150px 1fr', alignItems: 'start', minHeight: 44 }}>
      <Controller
        control={control}
        name={`body.minimumEnabled.${platform}`}
        render={({ field: { value, ...field } }) => (
          <FormControlLabel control={<Checkbox size="small" checked={value} {...field} />} label={platform} />
        )}
      />
      {enabled && (
        <FormTextField
          control={control}
          name={`body.minimumVersions.${platform}`}
          label={`Minimum ${platform} version`}
          placeholder="16.4"
          sx={{ mb: 1 }}
        />
      )}
    </Box>
  );
};
