// The push certificate: without it devices cannot be asked to check in.
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { ServerState } from '../../../../../shared/ipc/server.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { StatusChip, type Tone } from '../../../components/status-chip.tsx';
import { CertificateFacts } from './certificate-facts.tsx';
import { ImportPushDialog } from './import-push-dialog.tsx';

type Push = ServerState['push'];

const connectionLook: Readonly<Record<Push['connection'], { readonly tone: Tone; readonly label: string }>> = {
  connected: { tone: 'success', label: 'Connected to Apple' },
  disconnected: { tone: 'warning', label: 'Not connected' },
  none: { tone: 'neutral', label: 'Not used yet' },
};

export const PushTab = ({ server }: { readonly server: ServerState }) => {
  const { push } = server;
  const [importing, setImporting] = useState(false);
  const open = (): void => {
    setImporting(true);
  };
  return (
    <Stack sx={{ gap: 2 }}>
      {push.alarm !== undefined && <Alert severity="error">{push.alarm}</Alert>}
      <SectionCard
        title="Push certificate"
        actions={
          push.configured && (
            <Button variant="outlined" onClick={open}>
              Import certificate
            </Button>
          )
        }
      >
        {push.certificate === undefined ? (
          <EmptyState
            title="No push certificate yet"
            text="With it Russet can ask a device to check in through Apple’s push service. Without it no Apple device can enroll. It comes from Apple’s push portal and is valid for one year."
            action={
              <Button variant="contained" onClick={open}>
                Import push certificate
              </Button>
            }
          />
        ) : (
          <Stack sx={{ gap: 1.5 }}>
            <Typography variant="body2" color="textSecondary">
              Valid for one year. Renew the same entry at Apple’s push portal, with the same Apple account: a new entry
              has another topic, and then every device must enroll again.
            </Typography>
            <CertificateFacts
              certificate={push.certificate}
              before={[
                { label: 'Topic', value: push.topic },
                { label: 'Connection', value: <StatusChip {...connectionLook[push.connection]} /> },
              ]}
            />
          </Stack>
        )}
      </SectionCard>
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
