// Which app registration Russet is, how it proves that, and whether it works.
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormLabel from '@mui/material/FormLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { type Control, Controller, type FieldValues, useWatch } from 'react-hook-form';
import type { EntraState } from '@shared/ipc/directories/entra.ts';
import { FormError } from '../../../components/form-error.tsx';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { RichText } from '../../../components/rich-text.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useContractMutation } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';
import { type EntraForm, typedCredential } from '../entra-form.ts';

interface Props {
  readonly control: Control<EntraForm, unknown, FieldValues>;
  readonly stored: EntraState['credential'];
  /** Marks what is wrong with IDs and credential; resolves to whether they can be sent. */
  readonly check: () => Promise<boolean>;
}

const StoredCertificate = ({ stored }: { readonly stored: EntraState['credential'] }) =>
  stored?.kind === 'certificate' && (
    <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
      <RichText
        area="entra"
        text="connection.storedCertificate"
        values={{ subject: stored.subject, thumbprint: stored.thumbprint }}
        parts={{ time: <TimeText at={stored.expiresAt} /> }}
      />
    </Typography>
  );

export const ConnectionFields = ({ control, stored, check }: Props) => {
  const { t } = useTexts('entra');
  const test = useContractMutation('entra.test');
  const [tenantId, clientId, credential] = useWatch({ control, name: ['tenantId', 'clientId', 'credential'] });
  const keeps = stored?.kind === credential.kind;
  const run = async (): Promise<void> => {
    test.reset();
    if (!(await check())) return;
    const typed = typedCredential(credential, stored?.kind);
    test.mutate({ tenantId, clientId, ...(typed && { credential: typed }) });
  };
  return (
    <SectionCard
      title={t('connection.title')}
      actions={
        <Button
          variant="outlined"
          loading={test.isPending}
          disabled={tenantId.trim() === '' || clientId.trim() === ''}
          onClick={() => void run()}
        >
          {t('connection.test')}
        </Button>
      }
    >
      <Stack sx={{ gap: 2, maxWidth: 640 }}>
        <Typography variant="body2" color="textSecondary">
          {t('connection.about')}
        </Typography>
        {/* The result stands where the button is, not below the fold. */}
        <Box aria-live="polite" sx={{ '&:empty': { display: 'none' } }}>
          {test.data !== undefined && (
            <Alert severity="success">{t('connection.connected', { users: test.data.users })}</Alert>
          )}
          <FormError error={test.error} />
        </Box>
        <FormTextField control={control} name="name" label={t('connection.name')} required />
        <FormTextField
          control={control}
          name="tenantId"
          label={t('connection.tenant')}
          required
          helperText={t('connection.tenantHint')}
        />
        <FormTextField control={control} name="clientId" label={t('connection.client')} required />
        <Controller
          control={control}
          name="credential.kind"
          render={({ field }) => (
            <Box>
              <FormLabel id="entra-credential">{t('connection.credential')}</FormLabel>
              <RadioGroup row aria-labelledby="entra-credential" {...field}>
                <FormControlLabel value="secret" control={<Radio size="small" />} label={t('connection.secret')} />
                <FormControlLabel
                  value="certificate"
                  control={<Radio size="small" />}
                  label={t('connection.certificate')}
                />
              </RadioGroup>
            </Box>
          )}
        />
        {credential.kind === 'secret' ? (
          <>
            <FormTextField
              control={control}
              name="credential.secret"
              label={t('connection.secret')}
              type="password"
              autoComplete="off"
              required={!keeps}
              helperText={keeps ? t('connection.secretStored') : t('connection.secretHint')}
            />
            <FormTextField
              control={control}
              name="secretExpires"
              label={t('connection.expires')}
              type="date"
              helperText={t('connection.expiresHint')}
              slotProps={{ inputLabel: { shrink: true } }}
              sx={{ maxWidth: 260 }}
            />
          </>
        ) : (
          <>
            <StoredCertificate stored={stored} />
            <FormTextField
              control={control}
              name="credential.pem"
              label={t('connection.pem')}
              multiline
              minRows={4}
              maxRows={8}
              autoComplete="off"
              required={!keeps}
              helperText={keeps ? t('connection.pemStored') : t('connection.pemHint')}
              slotProps={{ htmlInput: { spellCheck: false, style: { fontFamily: 'monospace' } } }}
            />
          </>
        )}
      </Stack>
    </SectionCard>
  );
};
