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
import type { LogDetails } from '../../../../../shared/ipc/logs.ts';
import { CopyButton } from '../../../components/copy-button.tsx';
import { DefinitionList } from '../../../components/definition-list.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { MaskedId } from '../../../components/masked-id.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { exactTime, notAvailable } from '../../../lib/format.ts';
import { indentXml } from '../../../lib/indent-xml.ts';
import { LogStatusChip } from '../components/device-chips.tsx';

const tabs = ['Summary', 'Request', 'Response', 'Errors'] as const;
type TabName = (typeof tabs)[number];

const timeOf = (at: number | undefined): string => (at === undefined ? notAvailable() : exactTime(at));
const copyable = (text: string | undefined, what: string): ReactNode =>
  text === undefined ? undefined : (
    <>
      {text} <CopyButton text={text} what={what} />
    </>
  );

const Summary = ({ log }: { readonly log: LogDetails }) => (
  <DefinitionList
    columns={1}
    items={[
      { label: 'Enrollment ID', value: copyable(log.enrollmentId, 'Enrollment ID') },
      { label: 'Managed Apple ID', value: <MaskedId value={log.managedAppleId} /> },
      { label: 'Action', value: log.action },
      { label: 'Status', value: <LogStatusChip status={log.status} /> },
      { label: 'Time', value: exactTime(log.at) },
      { label: 'Detail', value: log.detail === '' ? undefined : log.detail },
      { label: 'Channel', value: log.channel === 'device' ? 'Device' : `User (${log.channelId})` },
      { label: 'Command UUID', value: copyable(log.commandUuid, 'Command UUID') },
      ...(log.commandUuid === undefined
        ? []
        : [
            { label: 'Queued', value: timeOf(log.queuedAt) },
            { label: 'Sent', value: timeOf(log.sentAt) },
            { label: 'Answered', value: timeOf(log.answeredAt) },
            { label: 'Tries', value: log.tries },
          ]),
    ]}
  />
);

const PropertyList = ({ text, what }: { readonly text: string | undefined; readonly what: string }) =>
  text === undefined ? (
    <EmptyState
      title={`No ${what}`}
      text="This entry has none, or it is older than the office keeps property lists (Server, raw log days)."
    />
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

const failed: readonly LogDetails['status'][] = ['Rejected', 'Error', 'Failed'];

const Errors = ({ log: { errors, status, detail } }: { readonly log: LogDetails }) =>
  errors.length === 0 ? (
    failed.includes(status) ? (
      <EmptyState title="No error chain" text={detail === '' ? 'The device gave no reason.' : detail} />
    ) : (
      <EmptyState title="No errors" text="The device reported none for this entry." />
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
            <CopyButton text={`${error.domain} ${error.code}: ${error.text}`} what="this error" />
          </Typography>
          {error.meaning !== undefined && (
            <Typography variant="body2" sx={{ mt: 0.5 }}>
              {error.meaning}
            </Typography>
          )}
          {error.remedy !== undefined && (
            <Typography variant="body2" sx={{ mt: 0.5 }}>
              <strong>What to do:</strong> {error.remedy}
            </Typography>
          )}
        </li>
      ))}
    </Stack>
  );

const panel = (tab: TabName, log: LogDetails): ReactNode => {
  switch (tab) {
    case 'Summary':
      return <Summary log={log} />;
    case 'Request':
      return <PropertyList text={log.request} what="request" />;
    case 'Response':
      return <PropertyList text={log.response} what="response" />;
    case 'Errors':
      return <Errors log={log} />;
  }
};

interface Props {
  readonly id: number;
  readonly onClose: () => void;
}

export const LogDialog = ({ id, onClose }: Props) => {
  const [tab, setTab] = useState<TabName>('Summary');
  const query = useContractQuery('logs.get', { id });
  const errors = query.data?.errors.length ?? 0;
  return (
    <Dialog open onClose={onClose} maxWidth="md" aria-labelledby="log-title">
      <DialogTitle id="log-title">{query.data?.action ?? 'Log entry'}</DialogTitle>
      <Tabs
        value={tab}
        onChange={(_event, next: TabName) => {
          setTab(next);
        }}
        aria-label="Parts of the log entry"
        sx={{ px: 2, borderBottom: 1, borderColor: 'divider' }}
      >
        {tabs.map((name) => (
          <Tab
            key={name}
            value={name}
            id={`log-tab-${name}`}
            aria-controls="log-panel"
            label={name === 'Errors' && errors > 0 ? `Errors (${errors})` : name}
          />
        ))}
      </Tabs>
      <DialogContent id="log-panel" role="tabpanel" aria-labelledby={`log-tab-${tab}`} sx={{ minHeight: 380 }}>
        <QueryView query={query}>{(log) => panel(tab, log)}</QueryView>
      </DialogContent>
      <DialogActions>
        {/* eslint-disable-next-line jsx-a11y/no-autofocus -- a dialog takes the focus when it opens */}
        <Button onClick={onClose} variant="contained" autoFocus>
          OK
        </Button>
      </DialogActions>
    </Dialog>
  );
};
