// Page four of the wizard: how Managed Apple IDs are made.
import Alert from '@mui/material/Alert';
import MenuItem from '@mui/material/MenuItem';
import Typography from '@mui/material/Typography';
import { useWatch, type Control, type FieldValues } from 'react-hook-form';
import { FormCheckbox } from '../../../components/form-checkbox.tsx';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { useTexts } from '../../../lib/texts.ts';
import type { LdapFormValues } from '../ldap-form.ts';

export const ManagedAppleIdFields = ({
  control,
}: {
  readonly control: Control<LdapFormValues, unknown, FieldValues>;
}) => {
  const { t } = useTexts('ldap');
  const [kind, subdomain, principal] = useWatch({
    control,
    name: ['managedAppleId.kind', 'managedAppleId.appleidSubdomain', 'search.users.principal'],
  });
  return (
    <>
      <FormTextField control={control} name="managedAppleId.kind" label={t('search.managedAppleId')} select>
        <MenuItem value="none">{t('managedAppleId.none')}</MenuItem>
        <MenuItem value="email">{t('managedAppleId.email')}</MenuItem>
        <MenuItem value="upn">{t('managedAppleId.upn')}</MenuItem>
      </FormTextField>
      {kind === 'upn' && principal.trim() === '' && <Alert severity="warning">{t('managedAppleId.noPrincipal')}</Alert>}
      {kind !== 'none' && (
        <>
          <FormCheckbox
            control={control}
            name="managedAppleId.appleidSubdomain"
            label={t('managedAppleId.subdomain')}
          />
          <Typography variant="body2" color="textSecondary">
            {t('managedAppleId.example', {
              example: subdomain ? 'anna@appleid.office.example' : 'anna@office.example',
            })}
          </Typography>
        </>
      )}
    </>
  );
};
