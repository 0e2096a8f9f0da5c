// The listener's certificate, own or imported, and the authorities: office root and device CA.
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { ServerState } from '@shared/ipc/server/server.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { useContractMutation } from '../../../lib/contract-hooks.ts';
import { useTexts, wordsOf } from '../../../lib/texts.ts';
import { CertificateFacts } from './certificate-facts.tsx';
import { ImportCertificateDialog } from './import-certificate-dialog.tsx';

export const CertificateTab = ({ server }: { readonly server: ServerState }) => {
  const { t } = useTexts('server');
  const { certificate, authorities } = server;
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
        title={t('certificate.title')}
        actions={
          <>
            {!own && (
              <Button
                onClick={() => {
                  setDialog('own');
                }}
              >
                {t('certificate.return')}
              </Button>
            )}
            <Button
              variant="outlined"
              onClick={() => {
                setDialog('import');
              }}
            >
              {t('certificate.import')}
            </Button>
          </>
        }
      >
        <Stack sx={{ gap: 1.5 }}>
          {certificate.warnings.map((warning) => (
            <Alert key={warning.english} severity="warning">
              {wordsOf(warning)}
            </Alert>
          ))}
          <Typography variant="body2" color="textSecondary">
            {own ? t('certificate.aboutOwn') : t('certificate.aboutImported')}
          </Typography>
          <CertificateFacts
            certificate={certificate.leaf}
            before={[{ label: t('certificate.source'), value: own ? t('certificate.own') : t('certificate.imported') }]}
            after={[
              {
                label: t('certificate.chain'),
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
                      label: t('certificate.root'),
                      value: (
                        <>
                          <code>{certificate.rootSha256}</code>
                          <CopyButton text={certificate.rootSha256} what={t('certificate.fingerprint')} />
                        </>
                      ),
                    },
                  ]),
            ]}
          />
        </Stack>
      </SectionCard>
      {(['officeRoot', 'deviceCa'] as const).map((role) => (
        <SectionCard key={role} title={t(`authority.${role}`)}>
          <Stack sx={{ gap: 1.5 }}>
            <Typography variant="body2" color="textSecondary">
              {t(`authority.about.${role}`)} {t('authority.succeeds')}
            </Typography>
            {authorities
              .filter((authority) => authority.role === role)
              .map(({ inUse, certificate: own }, _, all) => (
                <CertificateFacts
                  key={own.serialNumber}
                  certificate={own}
                  before={
                    all.length === 1
                      ? []
                      : [
                          {
                            label: t('authority.state'),
                            value: inUse ? t('authority.inUse') : t('authority.former'),
                          },
                        ]
                  }
                />
              ))}
          </Stack>
        </SectionCard>
      ))}
      {dialog === 'import' && <ImportCertificateDialog onClose={close} />}
      {dialog === 'own' && (
        <ConfirmDialog
          title={t('certificate.returnQuestion')}
          consequence={t('certificate.returnConsequence')}
          confirmLabel={t('certificate.useOwn')}
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
