// Page four of the wizard: how Managed Apple IDs are made.
import MenuItem from '@mui/material/MenuItem';
import Typography from '@mui/material/Typography';
import { useWatch, type Control, type FieldValues } from 'react-hook-form';
import { FormTextField } from '../../../components/form-text-field.tsx';
import type { LdapFormValues } from '../ldap-form.ts';
import { FormCheckbox } from './form-checkbox.tsx';

export const ManagedAppleIdFields = ({
  control,
}: {
  readonly control: Control<LdapFormValues, unknown, FieldValues>;
}) => {
  const [kind, subdomain] = useWatch({ control, name: ['managedAppleId.kind', 'managedAppleId.appleidSubdomain'] });
  return (
    <>
      <FormTextField control={control} name="managedAppleId.kind" label="Managed Apple ID" select>
        <MenuItem value="none">None</MenuItem>
        <MenuItem value="email">Pattern: user e-mail address</MenuItem>
        <MenuItem value="upn">Pattern: userUPN</MenuItem>
      </FormTextField>
      {kind !== 'none' && (
        <>
          <FormCheckbox control={control} name="managedAppleId.appleidSubdomain" label='Include "appleid" subdomain' />
          <Typography variant="body2" color="textSecondary">
            anna@office.example gets anna@{subdomain ? 'appleid.' : ''}office.example. A Managed Apple ID that belongs
            to another account already is not given twice: the account stays as it is, and the sync names it.
          </Typography>
        </>
      )}
    </>
  );
};
