// Page one of the wizard: how the server is reached.
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import { useWatch, type Control, type FieldValues } from 'react-hook-form';
import { ldapTypes, type LdapType } from '@shared/model/ldap.ts';
import { FormCheckbox } from '../../../components/form-checkbox.tsx';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { useTexts } from '../../../lib/texts.ts';
import type { LdapFormValues } from '../ldap-form.ts';

interface Props {
  readonly control: Control<LdapFormValues, unknown, FieldValues>;
  readonly hasPassword: boolean;
  readonly onType: (type: LdapType) => void;
}

export const ConnectionFields = ({ control, hasPassword, onType }: Props) => {
  const { t } = useTexts('ldap');
  const [url, startTls] = useWatch({ control, name: ['connection.url', 'connection.startTls'] });
  const plain = url.startsWith('ldap://') && !startTls;
  return (
    <>
      <FormTextField control={control} name="connection.name" label={t('connection.name')} required />
      <FormTextField control={control} name="connection.description" label={t('connection.description')} />
      <FormTextField
        control={control}
        name="connection.type"
        label={t('connection.type')}
        select
        onTyped={(_before, now) => {
          onType(now as LdapType);
        }}
      >
        {ldapTypes.map((type) => (
          <MenuItem key={type} value={type}>
            {t(`type.${type}`)}
          </MenuItem>
        ))}
      </FormTextField>
      <FormTextField
        control={control}
        name="connection.url"
        label={t('connection.url')}
        required
        placeholder={t('connection.urlExample')}
        helperText={t('connection.urlHint')}
      />
      {url.startsWith('ldap://') && (
        <FormCheckbox control={control} name="connection.startTls" label={t('connection.startTls')} />
      )}
      {plain && <Alert severity="warning">{t('connection.plain')}</Alert>}
      <FormTextField
        control={control}
        name="connection.bindDn"
        label={t('connection.bind')}
        placeholder={t('connection.bindExample')}
        helperText={t('connection.bindHint')}
      />
      <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' }, gap: 2 }}>
        <FormTextField
          control={control}
          name="connection.password"
          label={t('connection.password')}
          type="password"
          autoComplete="off"
          helperText={hasPassword ? t('connection.passwordHint') : undefined}
        />
        <FormTextField
          control={control}
          name="connection.passwordAgain"
          label={t('connection.confirmPassword')}
          type="password"
          autoComplete="off"
        />
      </Box>
    </>
  );
};
