// Page two of the wizard: schedule, protection, certificates, limits.
import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import { useWatch, type Control, type FieldValues } from 'react-hook-form';
import { FormCheckbox } from '../../../components/form-checkbox.tsx';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { useTexts } from '../../../lib/texts.ts';
import type { LdapFormValues } from '../ldap-form.ts';

const pair = { display: 'grid', gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' }, gap: 2 } as const;

export const OptionsFields = ({ control }: { readonly control: Control<LdapFormValues, unknown, FieldValues> }) => {
  const { t } = useTexts('ldap');
  const discard = useWatch({ control, name: 'options.discardEnabled' });
  return (
    <>
      <FormCheckbox control={control} name="options.enabled" label={t('options.enabled')} />
      <FormTextField
        control={control}
        name="options.failoverUrl"
        label={t('options.failover')}
        placeholder={t('options.failoverExample')}
        helperText={t('options.failoverHint')}
      />
      <FormTextField control={control} name="options.syncIntervalMinutes" label={t('options.interval')} required />
      <FormCheckbox control={control} name="options.discardEnabled" label={t('options.discard')} />
      {discard && (
        <FormTextField
          control={control}
          name="options.discardPercent"
          label={t('options.discardShare')}
          helperText={t('options.discardHint')}
        />
      )}
      <FormCheckbox control={control} name="options.autoInvite" label={t('options.autoInvite')} />
      <FormTextField
        control={control}
        name="options.caCertificates"
        label={t('options.ca')}
        multiline
        minRows={3}
        maxRows={8}
        helperText={t('options.caHint')}
      />
      <FormTextField control={control} name="options.referrals" label={t('options.referrals')} select>
        <MenuItem value="follow">{t('options.referral.follow')}</MenuItem>
        <MenuItem value="ignore">{t('options.referral.ignore')}</MenuItem>
        <MenuItem value="throw">{t('options.referral.throw')}</MenuItem>
      </FormTextField>
      <Box sx={pair}>
        <FormTextField control={control} name="options.resultsTimeout" label={t('options.timeout')} required />
        <FormTextField control={control} name="options.resultsCount" label={t('options.pageSize')} required />
      </Box>
    </>
  );
};
