// Page one of the wizard: how the server is reached.
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import { useWatch, type Control, type FieldValues } from 'react-hook-form';
import { ldapTypes, type LdapType } from '../../../../../shared/model/ldap.ts';
import { FormTextField } from '../../../components/form-text-field.tsx';
import type { LdapFormValues } from '../ldap-form.ts';
import { typeLabel } from '../words.ts';
import { FormCheckbox } from './form-checkbox.tsx';

interface Props {
  readonly control: Control<LdapFormValues, unknown, FieldValues>;
  readonly hasPassword: boolean;
  readonly onType: (type: LdapType) => void;
}

export const ConnectionFields = ({ control, hasPassword, onType }: Props) => {
  const [url, startTls] = useWatch({ control, name: ['connection.url', 'connection.startTls'] });
  const plain = url.startsWith('ldap://') && !startTls;
  return (
    <>
      <FormTextField control={control} name="connection.name" label="Name" required />
      <FormTextField control={control} name="connection.description" label="Description" />
      <FormTextField
        control={control}
        name="connection.type"
        label="Directory type"
        select
        onTyped={(_before, now) => {
          onType(now as LdapType);
        }}
      >
        {ldapTypes.map((type) => (
          <MenuItem key={type} value={type}>
            {typeLabel[type]}
          </MenuItem>
        ))}
      </FormTextField>
      <FormTextField
        control={control}
        name="connection.url"
        label="Directory URL"
        required
        placeholder="ldaps://dc1.office.example"
        helperText="ldap:// or ldaps://, host, and the port if it is not 389 or 636"
      />
      {url.startsWith('ldap://') && (
        <FormCheckbox control={control} name="connection.startTls" label="Encrypt with StartTLS" />
      )}
      {plain && (
        <Alert severity="warning">
          Passwords travel unencrypted. Use ldaps:// or StartTLS unless the directory runs on this computer.
        </Alert>
      )}
      <FormTextField
        control={control}
        name="connection.bindDn"
        label="Bind user (DN)"
        placeholder="cn=reader,dc=office,dc=example"
        helperText="An account that may read users and groups. Empty: anonymous"
      />
      <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 2 }}>
        <FormTextField
          control={control}
          name="connection.password"
          label="Password"
          type="password"
          autoComplete="off"
          helperText={hasPassword ? 'Empty keeps the stored one' : undefined}
        />
        <FormTextField
          control={control}
          name="connection.passwordAgain"
          label="Confirm password"
          type="password"
          autoComplete="off"
        />
      </Box>
    </>
  );
};
