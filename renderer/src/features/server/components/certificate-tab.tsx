// The listener's certificate, own or imported, and the CA that issues device identities.
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { ServerState } from '../../../../../shared/ipc/server.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { useContractMutation } from '../../../lib/contract-hooks.ts';
import { CertificateFacts } from './certificate-facts.tsx';
import { ImportCertificateDialog } from './import-certificate-dialog.tsx';

export const CertificateTab = ({ server }: { readonly server: ServerState }) => {
  const { certificate, deviceCa } = server;
  const useOwn = useContractMutation('server.useOwnCertificate');
  const [dialog, setDialog] = useState<'none' | 'import' | 'own'>('none');
  const close = (): void => {
    useOwn.reset();
    setDialog('none');
  };
  const own = certificate.source === 'own';
  return (
    <Stack sx={{ gap: 2 }}>
      <SectionCard
        title="Listener certificate"
        actions={
          <>
            {!own && (
              <Button
                onClick={() => {
                  setDialog('own');
                }}
              >
                Return to own certificate
              </Button>
            )}
            <Button
              variant="outlined"
              onClick={() => {
                setDialog('import');
              }}
            >
              Import certificate
            </Button>
          </>
        }
      >
        <Stack sx={{ gap: 1.5 }}>
          {certificate.warnings.map((warning) => (
            <Alert key={warning} severity="warning">
              {warning}
            </Alert>
          ))}
          <Typography variant="body2" color="textSecondary">
            {own
              ? 'Russet made this certificate and renews it by itself. Devices trust it through the enrollment profile. Account-driven enrollment needs a certificate that Apple trusts before the profile is there: import one for that.'
              : 'You imported this certificate. Renew it where it came from and import it again before it expires.'}
          </Typography>
          <CertificateFacts
            certificate={certificate.leaf}
            before={[{ label: 'Source', value: own ? 'Own' : 'Imported' }]}
            after={[
              {
                label: 'Chain',
                value: (
                  <Box component="ol" sx={{ m: 0, pl: 2 }}>
                    {certificate.chain.map((subject) => (
                      <li key={subject}>{subject}</li>
                    ))}
                  </Box>
                ),
              },
              ...(certificate.rootSha256 === undefined
                ? []
                : [
                    {
                      label: 'Root fingerprint (SHA-256)',
                      value: (
                        <>
                          <code>{certificate.rootSha256}</code>
                          <CopyButton text={certificate.rootSha256} what="fingerprint" />
                        </>
                      ),
                    },
                  ]),
            ]}
          />
        </Stack>
      </SectionCard>
      <SectionCard title="Device CA">
        <Stack sx={{ gap: 1.5 }}>
          <Typography variant="body2" color="textSecondary">
            Issues the identity certificate of every device at enrollment. Its key never leaves this computer.
          </Typography>
          <CertificateFacts certificate={deviceCa} />
        </Stack>
      </SectionCard>
      {dialog === 'import' && <ImportCertificateDialog onClose={close} />}
      {dialog === 'own' && (
        <ConfirmDialog
          title="Return to the own certificate?"
          consequence="The listener uses the certificate that Russet makes. The imported certificate and its key are removed. Devices that enrolled while the imported one was in use must trust the own one, otherwise they stay out of contact."
          confirmLabel="Use own certificate"
          busy={useOwn.isPending}
          error={useOwn.error}
          onConfirm={() => {
            useOwn.mutate({}, { onSuccess: close });
          }}
          onClose={close}
        />
      )}
    </Stack>
  );
};
