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
import type { EntraState } from '../../../../../shared/ipc/entra.ts';
import { FormError } from '../../../components/form-error.tsx';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useContractMutation } from '../../../lib/contract-hooks.ts';
import { formatCount } from '../../../lib/format.ts';
import { type EntraForm, typedCredential } from '../entra-form.ts';

interface Props {
  readonly control: Control<EntraForm, unknown, FieldValues>;
  readonly stored: EntraState['credential'];
}

const StoredCertificate = ({ stored }: { readonly stored: EntraState['credential'] }) =>
  stored?.kind === 'certificate' && (
    <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
      Stored: {stored.subject}, expires <TimeText at={stored.expiresAt} />, thumbprint {stored.thumbprint}
    </Typography>
  );

export const ConnectionFields = ({ control, stored }: Props) => {
  const test = useContractMutation('entra.test');
  const [tenantId, clientId, credential] = useWatch({ control, name: ['tenantId', 'clientId', 'credential'] });
  const keeps = stored?.kind === credential.kind;
  return (
    <SectionCard
      title="App registration"
      actions={
        <Button
          variant="outlined"
          loading={test.isPending}
          disabled={tenantId.trim() === '' || clientId.trim() === ''}
          onClick={() => {
            const typed = typedCredential(credential, stored?.kind);
            test.mutate({ tenantId, clientId, ...(typed && { credential: typed }) });
          }}
        >
          Test connection
        </Button>
      }
    >
      <Stack sx={{ gap: 2, maxWidth: 640 }}>
        <Typography variant="body2" color="textSecondary">
          In the Microsoft Entra admin center, register an app. Under API permissions add the application permissions
          User.Read.All and GroupMember.Read.All of Microsoft Graph, and grant admin consent.
        </Typography>
        {/* The result stands where the button is, not below the fold. */}
        <Box aria-live="polite" sx={{ '&:empty': { display: 'none' } }}>
          {test.data !== undefined && (
            <Alert severity="success">Connected: the tenant has {formatCount(test.data.users)} users.</Alert>
          )}
          <FormError error={test.error} />
        </Box>
        <FormTextField control={control} name="name" label="Name" required />
        <FormTextField
          control={control}
          name="tenantId"
          label="Directory (tenant) ID"
          required
          helperText="From the overview of the app registration."
        />
        <FormTextField control={control} name="clientId" label="Application (client) ID" required />
        <Controller
          control={control}
          name="credential.kind"
          render={({ field }) => (
            <Box>
              <FormLabel id="entra-credential">Credential</FormLabel>
              <RadioGroup row aria-labelledby="entra-credential" {...field}>
                <FormControlLabel value="secret" control={<Radio size="small" />} label="Client secret" />
                <FormControlLabel value="certificate" control={<Radio size="small" />} label="Certificate" />
              </RadioGroup>
            </Box>
          )}
        />
        {credential.kind === 'secret' ? (
          <>
            <FormTextField
              control={control}
              name="credential.secret"
              label="Client secret"
              type="password"
              autoComplete="off"
              required={!keeps}
              helperText={
                keeps ? 'One is stored. Leave this empty to keep it.' : 'The value of the secret, not its ID.'
              }
            />
            <FormTextField
              control={control}
              name="secretExpires"
              label="Expires on"
              type="date"
              helperText="As the admin center shows it. Russet reminds you before."
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
              label="Certificate and private key (PEM)"
              multiline
              minRows={4}
              maxRows={8}
              autoComplete="off"
              required={!keeps}
              helperText={
                keeps
                  ? 'Leave this empty to keep the stored one.'
                  : 'Paste both. Upload the certificate, without the key, to the app registration.'
              }
              slotProps={{ htmlInput: { spellCheck: false, style: { fontFamily: 'monospace' } } }}
            />
          </>
        )}
      </Stack>
    </SectionCard>
  );
};
