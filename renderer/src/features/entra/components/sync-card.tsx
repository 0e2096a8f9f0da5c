// How the last sync went, and what to do about it.
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { EntraSyncState } from '../../../../../shared/ipc/entra.ts';
import { FormError } from '../../../components/form-error.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { StatusChip, type Tone } from '../../../components/status-chip.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useContractMutation } from '../../../lib/contract-hooks.ts';
import { saveFile } from '../../../lib/save-file.ts';

const looks: Readonly<Record<EntraSyncState['state'], { readonly tone: Tone; readonly label: string }>> = {
  never: { tone: 'neutral', label: 'Never synced' },
  running: { tone: 'info', label: 'Running' },
  ok: { tone: 'success', label: 'Synced' },
  failed: { tone: 'error', label: 'Failed' },
  cancelled: { tone: 'warning', label: 'Cancelled' },
};

interface Props {
  readonly sync: EntraSyncState;
  readonly enabled: boolean;
}

export const SyncCard = ({ sync, enabled }: Props) => {
  const start = useContractMutation('entra.sync');
  const report = useContractMutation('entra.reportCsv');
  const running = sync.state === 'running';
  const look = sync.state === 'ok' && sync.stale ? { tone: 'warning' as const, label: 'Stale' } : looks[sync.state];
  return (
    <SectionCard
      title="Sync"
      actions={
        <Button
          variant="outlined"
          disabled={!enabled || running}
          loading={start.isPending}
          onClick={() => {
            start.mutate({});
          }}
        >
          Sync Now
        </Button>
      }
    >
      <Stack sx={{ gap: 1 }} aria-live="polite">
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, flexWrap: 'wrap' }}>
          <StatusChip {...look} />
          <Typography variant="body2" component="span">
            {running ? (
              <>
                since <TimeText at={sync.startedAt} />
              </>
            ) : (
              sync.endedAt !== undefined && <TimeText at={sync.endedAt} />
            )}
          </Typography>
          {sync.lastSuccessAt !== undefined && sync.state !== 'ok' && (
            <Typography variant="body2" component="span" color="textSecondary">
              Last success: <TimeText at={sync.lastSuccessAt} />
            </Typography>
          )}
        </Box>
        {!enabled && (
          <Typography variant="body2" color="textSecondary">
            Nothing is synced until “Enable this Entra ID” is ticked and saved.
          </Typography>
        )}
        {running ? (
          <Typography variant="body2">Progress and Cancel are under the tasks in the navigation.</Typography>
        ) : (
          sync.error === undefined && sync.text !== undefined && <Typography variant="body2">{sync.text}</Typography>
        )}
        {sync.error !== undefined && <Alert severity="error">{sync.error.message}</Alert>}
        {sync.details.length > 0 && (
          <Box
            component="ul"
            tabIndex={0}
            aria-label="Details of the last sync"
            sx={{ m: 0, pl: 2.5, maxHeight: 200, overflow: 'auto' }}
          >
            {sync.details.map((line) => (
              <Typography component="li" variant="body2" key={line}>
                {line}
              </Typography>
            ))}
          </Box>
        )}
        {sync.skipped > 0 && (
          <Button
            sx={{ alignSelf: 'flex-start' }}
            loading={report.isPending}
            onClick={() => {
              report.mutate({}, { onSuccess: saveFile });
            }}
          >
            Save who was left out as CSV
          </Button>
        )}
        <FormError error={start.error ?? report.error} />
      </Stack>
    </SectionCard>
  );
};
