// How the last sync went, and what to do about it.
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { EntraSyncState } from '@shared/ipc/directories/entra.ts';
import { FormError } from '../../../components/form-error.tsx';
import { RichText } from '../../../components/rich-text.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { StatusChip, type Tone } from '../../../components/status-chip.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useContractMutation } from '../../../lib/contract-hooks.ts';
import { saveFile } from '../../../lib/save-file.ts';
import { useTexts, wordsOf } from '../../../lib/texts.ts';

const tones: Readonly<Record<EntraSyncState['state'], Tone>> = {
  never: 'neutral',
  running: 'info',
  ok: 'success',
  failed: 'error',
  discarded: 'warning',
  cancelled: 'warning',
};

interface Props {
  readonly sync: EntraSyncState;
  readonly enabled: boolean;
}

export const SyncCard = ({ sync, enabled }: Props) => {
  const { t } = useTexts('entra');
  const start = useContractMutation('entra.sync');
  const report = useContractMutation('entra.reportCsv');
  const running = sync.state === 'running';
  const stale = sync.state === 'ok' && sync.stale;
  return (
    <SectionCard
      title={t('sync.title')}
      actions={
        <>
          {sync.state === 'discarded' && (
            <Button
              color="warning"
              disabled={!enabled || start.isPending}
              onClick={() => {
                start.mutate({ acceptChanges: true });
              }}
            >
              {t('sync.anyway')}
            </Button>
          )}
          <Button
            disabled={!enabled || running || start.isPending}
            onClick={() => {
              start.mutate({ everything: true });
            }}
          >
            {t('sync.everything')}
          </Button>
          <Button
            variant="outlined"
            disabled={!enabled || running}
            loading={start.isPending}
            onClick={() => {
              start.mutate({});
            }}
          >
            {t('sync.now')}
          </Button>
        </>
      }
    >
      <Stack sx={{ gap: 1 }} aria-live="polite">
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, flexWrap: 'wrap' }}>
          <StatusChip
            tone={stale ? 'warning' : tones[sync.state]}
            label={stale ? t('sync.stale') : t(`sync.state.${sync.state}`)}
          />
          <Typography variant="body2" component="span">
            {running ? (
              <RichText area="entra" text="sync.since" parts={{ time: <TimeText at={sync.startedAt} /> }} />
            ) : (
              sync.endedAt !== undefined && <TimeText at={sync.endedAt} />
            )}
          </Typography>
          {sync.lastSuccessAt !== undefined && sync.state !== 'ok' && sync.state !== 'discarded' && (
            <Typography variant="body2" component="span" color="textSecondary">
              <RichText area="entra" text="sync.lastSuccess" parts={{ time: <TimeText at={sync.lastSuccessAt} /> }} />
            </Typography>
          )}
        </Box>
        {!enabled && (
          <Typography variant="body2" color="textSecondary">
            {t('sync.disabled')}
          </Typography>
        )}
        {running ? (
          <Typography variant="body2">{t('sync.running')}</Typography>
        ) : (
          sync.error === undefined &&
          sync.text !== undefined && <Typography variant="body2">{wordsOf(sync.text)}</Typography>
        )}
        {sync.error !== undefined && <Alert severity="error">{wordsOf(sync.error.message)}</Alert>}
        {sync.details.length > 0 && (
          <Box
            component="ul"
            tabIndex={0}
            aria-label={t('sync.details')}
            sx={{ m: 0, pl: 2.5, maxHeight: 200, overflow: 'auto' }}
          >
            {sync.details.map(wordsOf).map((line) => (
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
            {t('sync.save')}
          </Button>
        )}
        <FormError error={start.error ?? report.error} />
      </Stack>
    </SectionCard>
  );
};
