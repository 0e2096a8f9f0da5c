// Everything the device said and was told, and what still waits for it.
import HistoryOutlined from '@mui/icons-material/HistoryOutlined';
import VisibilityOutlined from '@mui/icons-material/VisibilityOutlined';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Stack from '@mui/material/Stack';
import Tooltip from '@mui/material/Tooltip';
import { useMemo, useState } from 'react';
import type { LogRow } from '@shared/ipc/devices/logs.ts';
import { DataList, type DataListColumn } from '../../../components/data-list.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorPanel } from '../../../components/error-panel.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { exactTime } from '../../../lib/format.ts';
import { useListState } from '../../../lib/list-state.ts';
import { type Texts, useTexts } from '../../../lib/texts.ts';
import { call } from '../../../lib/transport.ts';
import { useStartExport } from '../../../lib/use-start-export.ts';
import { LogStatusChip } from '../components/device-chips.tsx';
import { LogFilters } from '../components/log-filters.tsx';
import { UpcomingCommands } from '../components/upcoming-commands.tsx';
import { LogDialog } from '../dialogs/log-dialog.tsx';
import { logFacets, logListDefaults, toLogFilter } from '../lib/log-filter.ts';

const columnsWith = (open: (id: number) => void, t: Texts<'devices'>): readonly DataListColumn<LogRow>[] => [
  {
    id: 'action',
    label: t('log.action'),
    sortable: true,
    width: 200,
    render: (row) => t(`model:logAction.${row.action}`),
  },
  {
    id: 'status',
    label: t('log.status'),
    sortable: true,
    width: 165,
    render: (row) => <LogStatusChip status={row.status} />,
  },
  { id: 'at', label: t('log.time'), sortable: true, width: 140, render: (row) => <TimeText at={row.at} /> },
  {
    id: 'detail',
    label: t('log.detail'),
    width: 240,
    flex: 1,
    render: (row) => (
      <Tooltip title={row.detail}>
        <span>{row.detail}</span>
      </Tooltip>
    ),
  },
  {
    id: 'channel',
    label: t('log.channel'),
    optional: true,
    width: 100,
    render: (row) => (row.channel === 'device' ? t('channel.device') : t('channel.user')),
  },
  {
    id: 'actions',
    label: t('common:actions'),
    width: 90,
    render: (row) => (
      <Tooltip title={t('log.show')}>
        <IconButton
          aria-label={t('log.showNamed', {
            action: t(`model:logAction.${row.action}`),
            status: t(`model:logStatus.${row.status}`),
            at: exactTime(row.at),
          })}
          onClick={(event) => {
            event.stopPropagation();
            open(row.id);
          }}
        >
          <VisibilityOutlined fontSize="small" />
        </IconButton>
      </Tooltip>
    ),
  },
];

export const LogsTab = ({ deviceId }: { readonly deviceId: string }) => {
  const { t } = useTexts('devices');
  const [opened, setOpened] = useState<number>();
  const list = useListState(logListDefaults);
  const filter = useMemo(() => toLogFilter(deviceId, list.state), [deviceId, list.state]);
  const query = useContractQuery('logs.list', filter, { keepPrevious: true });
  const startExport = useStartExport();
  const facets = useMemo(() => logFacets(t), [t]);
  const columns = useMemo(() => columnsWith(setOpened, t), [t]);
  return (
    <Stack sx={{ gap: 2, flex: 1, minHeight: 0 }}>
      <UpcomingCommands deviceId={deviceId} />
      {startExport.error !== null && <ErrorPanel error={startExport.error} />}
      <Box sx={{ flex: 1, minHeight: 480, display: 'flex' }}>
        <DataList
          listId="logs"
          label={t('log.title')}
          columns={columns}
          list={list}
          query={query}
          rowId={(row) => String(row.id)}
          onOpen={(row) => {
            setOpened(row.id);
          }}
          searchLabel={t('log.search')}
          facets={facets}
          extraFilters={<LogFilters list={list} />}
          exporting={startExport.isPending}
          onExport={() => {
            startExport.mutate(() => call('exports.logs', filter));
          }}
          empty={<EmptyState icon={HistoryOutlined} title={t('log.emptyTitle')} text={t('log.emptyText')} />}
        />
      </Box>
      {opened !== undefined && (
        <LogDialog
          id={opened}
          onClose={() => {
            setOpened(undefined);
          }}
        />
      )}
    </Stack>
  );
};
