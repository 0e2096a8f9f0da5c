// The eye of a log row: summary, request, response and decoded errors.
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import Typography from '@mui/material/Typography';
import { type ReactNode, useState } from 'react';
import type { LogDetails } from '@shared/ipc/devices/logs.ts';
import { CopyButton } from '../../../components/copy-button.tsx';
import { DefinitionList } from '../../../components/definition-list.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { MaskedId } from '../../../parts/people/masked-id.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { exactTime, notAvailable } from '../../../lib/format.ts';
import { indentXml } from '../../../lib/indent-xml.ts';
import { useTexts, wordsOf } from '../../../lib/texts.ts';
import { LogStatusChip } from '../components/device-chips.tsx';
import { logTone } from '../lib/device-words.ts';

const tabs = ['summary', 'request', 'response', 'errors'] as const;
type TabName = (typeof tabs)[number];

const timeOf = (at: number | undefined): string => (at === undefined ? notAvailable() : exactTime(at));
const copyable = (text: string | undefined, what: string): ReactNode =>
  text === undefined ? undefined : (
    <>
      {text} <CopyButton text={text} what={what} />
    </>
  );

const Summary = ({ log }: { readonly log: LogDetails }) => {
  const { t } = useTexts('devices');
  return (
    <DefinitionList
      columns={1}
      items={[
        { label: t('enrollmentId'), value: copyable(log.enrollmentId, t('enrollmentId')) },
        { label: t('column.managedAppleId'), value: <MaskedId value={log.managedAppleId} /> },
        { label: t('log.action'), value: t(`model:logAction.${log.action}`) },
        { label: t('log.status'), value: <LogStatusChip status={log.status} /> },
        { label: t('log.time'), value: exactTime(log.at) },
        { label: t('log.detail'), value: log.detail === '' ? undefined : log.detail },
        {
          label: t('log.channel'),
          value:
            log.channel === 'device' ? t('channel.device') : t('logDialog.userChannel', { channelId: log.channelId }),
        },
        { label: t('logDialog.commandUuid'), value: copyable(log.commandUuid, t('logDialog.commandUuid')) },
        ...(log.commandUuid === undefined
          ? []
          : [
              { label: t('logDialog.queued'), value: timeOf(log.queuedAt) },
              { label: t('logDialog.sent'), value: timeOf(log.sentAt) },
              { label: t('logDialog.answered'), value: timeOf(log.answeredAt) },
              { label: t('logDialog.tries'), value: log.tries },
            ]),
      ]}
    />
  );
};

const PropertyList = ({ text, kind }: { readonly text: string | undefined; readonly kind: 'request' | 'response' }) => {
  const { t } = useTexts('devices');
  const what = t(`logDialog.list.${kind}`);
  return text === undefined ? (
    <EmptyState title={t(`logDialog.none.${kind}`)} text={t('logDialog.noneText')} />
  ) : (
    <Stack sx={{ gap: 1 }}>
      <Box sx={{ alignSelf: 'flex-end' }}>
        <CopyButton text={text} what={what} labelled />
      </Box>
      <Box
        component="pre"
        // Scrolls on its own, so the keyboard must reach it.
        tabIndex={0}
        aria-label={what}
        sx={{
          m: 0,
          p: 2,
          borderRadius: 1,
          bgcolor: 'background.default',
          overflow: 'auto',
          whiteSpace: 'pre-wrap',
          overflowWrap: 'anywhere',
          maxHeight: 360,
          fontFamily: 'monospace',
          fontSize: '0.75rem',
        }}
      >
        {indentXml(text)}
      </Box>
    </Stack>
  );
};

const Errors = ({ log: { errors, status, detail } }: { readonly log: LogDetails }) => {
  const { t } = useTexts('devices');
  return errors.length === 0 ? (
    logTone[status] === 'error' ? (
      <EmptyState title={t('logDialog.noChain')} text={detail === '' ? t('logDialog.noReason') : detail} />
    ) : (
      <EmptyState title={t('logDialog.noErrors')} text={t('logDialog.noErrorsText')} />
    )
  ) : (
    <Stack component="ol" sx={{ gap: 2, m: 0, pl: 2.5 }}>
      {errors.map((error, index) => (
        <li key={`${error.domain} ${error.code} ${index}`}>
          <Typography variant="body1" sx={{ fontWeight: 600 }}>
            {error.text}
          </Typography>
          <Typography variant="body2" color="textSecondary">
            {error.domain} {error.code}{' '}
            <CopyButton text={`${error.domain} ${error.code}: ${error.text}`} what={t('logDialog.errorToCopy')} />
          </Typography>
          {error.meaning !== undefined && (
            <Typography variant="body2" sx={{ mt: 0.5 }}>
              {wordsOf(error.meaning)}
            </Typography>
          )}
          {error.remedy !== undefined && (
            <Typography variant="body2" sx={{ mt: 0.5 }}>
              <strong>{t('logDialog.remedy')}</strong> {wordsOf(error.remedy)}
            </Typography>
          )}
        </li>
      ))}
    </Stack>
  );
};

const panel = (tab: TabName, log: LogDetails): ReactNode => {
  switch (tab) {
    case 'summary':
      return <Summary log={log} />;
    case 'request':
      return <PropertyList text={log.request} kind="request" />;
    case 'response':
      return <PropertyList text={log.response} kind="response" />;
    case 'errors':
      return <Errors log={log} />;
  }
};

interface Props {
  readonly id: number;
  readonly onClose: () => void;
}

export const LogDialog = ({ id, onClose }: Props) => {
  const { t } = useTexts('devices');
  const [tab, setTab] = useState<TabName>('summary');
  const query = useContractQuery('logs.get', { id });
  const errors = query.data?.errors.length ?? 0;
  return (
    <Dialog open onClose={onClose} maxWidth="md" aria-labelledby="log-title">
      <DialogTitle id="log-title">
        {query.data === undefined ? t('logDialog.title') : t(`model:logAction.${query.data.action}`)}
      </DialogTitle>
      <Tabs
        value={tab}
        onChange={(_event, next: TabName) => {
          setTab(next);
        }}
        aria-label={t('logDialog.tabs')}
        sx={{ px: 2, borderBottom: 1, borderColor: 'divider' }}
      >
        {tabs.map((name) => (
          <Tab
            key={name}
            value={name}
            id={`log-tab-${name}`}
            aria-controls="log-panel"
            label={name === 'errors' && errors > 0 ? t('logDialog.errorCount', { errors }) : t(`logDialog.tab.${name}`)}
          />
        ))}
      </Tabs>
      <DialogContent id="log-panel" role="tabpanel" aria-labelledby={`log-tab-${tab}`} sx={{ minHeight: 380 }}>
        <QueryView query={query}>{(log) => panel(tab, log)}</QueryView>
      </DialogContent>
      <DialogActions>
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- a dialog takes the focus when it opens */}
        <Button onClick={onClose} variant="contained" autoFocus>
          {t('common:ok')}
        </Button>
      </DialogActions>
    </Dialog>
  );
};
