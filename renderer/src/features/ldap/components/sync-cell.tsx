// How the sync of a server stands: never, running since, done, failed and why, or too long ago.
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { LdapSummary } from '@shared/ipc/directories/ldap.ts';
import { RichText } from '../../../components/rich-text.tsx';
import { StatusChip, type Tone } from '../../../components/status-chip.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useTexts, wordsOf } from '../../../lib/texts.ts';

const tones: Readonly<Record<LdapSummary['syncState'], Tone>> = {
  never: 'neutral',
  running: 'info',
  ok: 'success',
  failed: 'error',
  discarded: 'warning',
  cancelled: 'warning',
};

export const SyncCell = ({ server }: { readonly server: LdapSummary }) => {
  const { t } = useTexts('ldap');
  const { syncState, stale } = server;
  const message = server.message && wordsOf(server.message);
  const old = syncState === 'ok' && stale;
  const why = syncState === 'running' || syncState === 'ok' ? undefined : message;
  const idle = !server.enabled ? t('page.off') : server.selected === 0 ? t('page.nobody') : undefined;
  return (
    <>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
        <StatusChip
          tone={old ? 'warning' : tones[syncState]}
          label={t(`sync.${old ? 'stale' : syncState}`)}
          hint={syncState === 'ok' ? message : undefined}
        />
        {syncState !== 'never' && (
          <Typography variant="body2" component="span" color="textSecondary">
            {syncState === 'running' ? (
              <RichText area="ldap" text="page.since" parts={{ time: <TimeText at={server.syncStartedAt} /> }} />
            ) : (
              server.syncEndedAt !== undefined && <TimeText at={server.syncEndedAt} />
            )}
          </Typography>
        )}
      </Box>
      {syncState !== 'ok' && server.lastSuccessAt !== undefined && (
        <Typography variant="body2" color="textSecondary">
          <RichText area="ldap" text="page.lastSuccess" parts={{ time: <TimeText at={server.lastSuccessAt} /> }} />
        </Typography>
      )}
      {[why, idle].map(
        (line) =>
          line !== undefined && (
            <Typography key={line} variant="body2" color="textSecondary" sx={{ mt: 0.5, overflowWrap: 'break-word' }}>
              {line}
            </Typography>
          ),
      )}
    </>
  );
};
