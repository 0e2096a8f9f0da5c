// Page two of the wizard: schedule, protection, certificates, limits.
import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import { useWatch, type Control, type FieldValues } from 'react-hook-form';
import { FormTextField } from '../../../components/form-text-field.tsx';
import type { LdapFormValues } from '../ldap-form.ts';
import { FormCheckbox } from './form-checkbox.tsx';

const pair = { display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 2 } as const;

export const OptionsFields = ({ control }: { readonly control: Control<LdapFormValues, unknown, FieldValues> }) => {
  const discard = useWatch({ control, name: 'options.discardEnabled' });
  return (
    <>
      <FormCheckbox control={control} name="options.enabled" label="Enable this server" />
      <FormTextField
        control={control}
        name="options.failoverUrl"
        label="Failover URL"
        placeholder="ldaps://dc2.office.example"
        helperText="Used when the directory URL cannot be reached"
      />
      <FormTextField control={control} name="options.syncIntervalMinutes" label="Sync interval (minutes)" required />
      <FormCheckbox control={control} name="options.discardEnabled" label="Enable Sync Discard" />
      {discard && (
        <FormTextField
          control={control}
          name="options.discardPercent"
          label="Largest share of changed people (%)"
          helperText="A sync that would change or lose more of the synced people is dropped as a whole"
        />
      )}
      <FormCheckbox
        control={control}
        name="options.autoInvite"
        label="Automatically invite users when they are imported"
      />
      <FormTextField
        control={control}
        name="options.caCertificates"
        label="CA certificates (PEM)"
        multiline
        minRows={3}
        maxRows={8}
        helperText="Authorities of your own that issued the server's certificate, one after the other"
      />
      <FormTextField control={control} name="options.referrals" label="Chase referrals" select>
        <MenuItem value="follow">Follow</MenuItem>
        <MenuItem value="ignore">Ignore</MenuItem>
        <MenuItem value="throw">Throw</MenuItem>
      </FormTextField>
      <Box sx={pair}>
        <FormTextField control={control} name="options.resultsTimeout" label="Results timeout (seconds)" required />
        <FormTextField control={control} name="options.resultsCount" label="Results count (per page)" required />
      </Box>
    </>
  );
};
