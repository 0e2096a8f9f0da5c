// Whether devices can reach this computer now.
import RestartAlt from '@mui/icons-material/RestartAlt';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { useSnackbar } from 'notistack';
import type { ServerState } from '../../../../../shared/ipc/server.ts';
import { CopyButton } from '../../../components/copy-button.tsx';
import { DefinitionList } from '../../../components/definition-list.tsx';
import { ErrorPanel } from '../../../components/error-panel.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { StatusChip, type Tone } from '../../../components/status-chip.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useContractMutation } from '../../../lib/contract-hooks.ts';

type Listener = ServerState['listener'];

const look: Readonly<Record<Listener['state'], { readonly tone: Tone; readonly label: string }>> = {
  listening: { tone: 'success', label: 'Listening' },
  starting: { tone: 'info', label: 'Starting' },
  stopped: { tone: 'warning', label: 'Stopped' },
  failed: { tone: 'error', label: 'Failed' },
};

export const ListenerCard = ({ listener }: { readonly listener: Listener }) => {
  const { enqueueSnackbar } = useSnackbar();
  const restart = useContractMutation('server.restartListener');
  return (
    <SectionCard
      title="Listener"
      actions={
        <Button
          variant="outlined"
          startIcon={<RestartAlt />}
          loading={restart.isPending}
          loadingPosition="start"
          onClick={() => {
            restart.mutate(
              {},
              {
                onSuccess: () => {
                  enqueueSnackbar('The listener was restarted.', { variant: 'success' });
                },
              },
            );
          }}
        >
          {listener.state === 'stopped' || listener.state === 'failed' ? 'Start' : 'Restart'}
        </Button>
      }
    >
      <Stack sx={{ gap: 1.5 }}>
        {restart.error !== null && <ErrorPanel error={restart.error} />}
        {listener.error !== undefined && <Alert severity="error">{listener.error}</Alert>}
        <DefinitionList
          columns={1}
          items={[
            { label: 'State', value: <StatusChip {...look[listener.state]} /> },
            {
              label: 'Address for devices',
              value: (
                <>
                  {listener.url}
                  <CopyButton text={listener.url} what="address" />
                </>
              ),
            },
            {
              label: 'Listens on',
              value: listener.addresses.length === 0 ? 'Nothing' : listener.addresses.join(', '),
            },
            { label: 'Started', value: <TimeText at={listener.startedAt} missing="Not running" /> },
          ]}
        />
      </Stack>
    </SectionCard>
  );
};
