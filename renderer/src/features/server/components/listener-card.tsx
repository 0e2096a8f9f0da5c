// Whether devices can reach this computer now.
import RestartAlt from '@mui/icons-material/RestartAlt';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { useSnackbar } from 'notistack';
import type { ServerState } from '@shared/ipc/server/server.ts';
import { CopyButton } from '../../../components/copy-button.tsx';
import { DefinitionList } from '../../../components/definition-list.tsx';
import { ErrorPanel } from '../../../components/error-panel.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { StatusChip, type Tone } from '../../../components/status-chip.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useContractMutation } from '../../../lib/contract-hooks.ts';
import { wordsOf, useTexts } from '../../../lib/texts.ts';

type Listener = ServerState['listener'];

const tones: Readonly<Record<Listener['state'], Tone>> = {
  listening: 'success',
  starting: 'info',
  stopped: 'warning',
  failed: 'error',
};

export const ListenerCard = ({ listener }: { readonly listener: Listener }) => {
  const { t } = useTexts('server');
  const { enqueueSnackbar } = useSnackbar();
  const restart = useContractMutation('server.restartListener');
  return (
    <SectionCard
      title={t('listener.title')}
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
                  enqueueSnackbar(t('listener.restarted'), { variant: 'success' });
                },
              },
            );
          }}
        >
          {listener.state === 'stopped' || listener.state === 'failed' ? t('listener.start') : t('listener.restart')}
        </Button>
      }
    >
      <Stack sx={{ gap: 1.5 }}>
        {restart.error !== null && <ErrorPanel error={restart.error} />}
        {listener.error !== undefined && <Alert severity="error">{wordsOf(listener.error)}</Alert>}
        <DefinitionList
          columns={1}
          items={[
            {
              label: t('listener.status'),
              value: <StatusChip tone={tones[listener.state]} label={t(`listener.state.${listener.state}`)} />,
            },
            {
              label: t('listener.address'),
              value: (
                <>
                  {listener.url}
                  <CopyButton text={listener.url} what={t('listener.addressToCopy')} />
                </>
              ),
            },
            {
              label: t('listener.listensOn'),
              value: listener.addresses.length === 0 ? t('listener.nothing') : listener.addresses.join(', '),
            },
            {
              label: t('listener.started'),
              value: <TimeText at={listener.startedAt} missing={t('listener.notRunning')} />,
            },
          ]}
        />
      </Stack>
    </SectionCard>
  );
};
