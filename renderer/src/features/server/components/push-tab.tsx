// The push certificate: without it devices cannot be asked to check in.
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { ServerState } from '@shared/ipc/server/server.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { StatusChip, type Tone } from '../../../components/status-chip.tsx';
import { useContractMutation } from '../../../lib/contract-hooks.ts';
import { useTexts, wordsOf } from '../../../lib/texts.ts';
import { CertificateFacts } from './certificate-facts.tsx';
import { ContactForm } from './contact-form.tsx';
import { ImportPushDialog } from './import-push-dialog.tsx';

type Push = ServerState['push'];

const tones: Readonly<Record<Push['connection'], Tone>> = {
  connected: 'success',
  disconnected: 'warning',
  none: 'neutral',
};

export const PushTab = ({ server }: { readonly server: ServerState }) => {
  const { t } = useTexts('server');
  const { push } = server;
  const check = useContractMutation('push.check');
  const [importing, setImporting] = useState(false);
  const open = (): void => {
    setImporting(true);
  };
  return (
    <Stack sx={{ gap: 2 }}>
      {push.alarm !== undefined && <Alert severity="error">{wordsOf(push.alarm)}</Alert>}
      <SectionCard
        title={t('push.title')}
        actions={
          push.configured && (
            <Stack direction="row" sx={{ gap: 1 }}>
              <Button
                variant="outlined"
                loading={check.isPending}
                onClick={() => {
                  check.mutate({});
                }}
              >
                {t('push.check')}
              </Button>
              <Button variant="outlined" onClick={open}>
                {t('certificate.import')}
              </Button>
            </Stack>
          )
        }
      >
        {push.certificate === undefined ? (
          <EmptyState
            title={t('push.empty')}
            text={t('push.emptyText')}
            action={
              <Button variant="contained" onClick={open}>
                {t('push.import')}
              </Button>
            }
          />
        ) : (
          <Stack sx={{ gap: 1.5 }}>
            {check.data !== undefined && (
              <Alert severity={check.data.ok ? 'success' : 'error'} role="status">
                {wordsOf(check.data.outcome)}
              </Alert>
            )}
            {check.error !== null && <Alert severity="error">{check.error.message}</Alert>}
            <Typography variant="body2" color="textSecondary">
              {t('push.renew')}
            </Typography>
            <CertificateFacts
              certificate={push.certificate}
              before={[
                { label: t('push.topic'), value: push.topic },
                {
                  label: t('push.connectionTitle'),
                  value: <StatusChip tone={tones[push.connection]} label={t(`push.connection.${push.connection}`)} />,
                },
              ]}
            />
          </Stack>
        )}
      </SectionCard>
      <ContactForm settings={server.settings} />
      {importing && (
        <ImportPushDialog
          onClose={() => {
            setImporting(false);
          }}
        />
      )}
    </Stack>
  );
};
