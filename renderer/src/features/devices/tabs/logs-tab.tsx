// Everything the device said and was told, and what still waits for it.
import HistoryOutlined from '@mui/icons-material/HistoryOutlined';
import VisibilityOutlined from '@mui/icons-material/VisibilityOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Stack from '@mui/material/Stack';
import Tooltip from '@mui/material/Tooltip';
import { useMemo, useState } from 'react';
import type { LogRow } from '../../../../../shared/ipc/logs.ts';
import { DataList, type DataListColumn } from '../../../components/data-list.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorPanel } from '../../../components/error-panel.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { exactTime } from '../../../lib/format.ts';
import { useListState } from '../../../lib/list-state.ts';
import { call } from '../../../lib/transport.ts';
import { useStartExport } from '../../../lib/use-start-export.ts';
import { LogStatusChip } from '../components/device-chips.tsx';
import { LogFilters } from '../components/log-filters.tsx';
import { UpcomingCommands } from '../components/upcoming-commands.tsx';
import { LogDialog } from '../dialogs/log-dialog.tsx';
import { logListDefaults, toLogFilter } from '../lib/log-filter.ts';

const columnsWith = (open: (id: number) => void): readonly DataListColumn<LogRow>[] => [
  { id: 'action', label: 'Action', sortable: true, width: 200, render: (row) => row.action },
  {
    id: 'status',
    label: 'Status',
    sortable: true,
    width: 165,
    render: (row) => <LogStatusChip status={row.status} />,
  },
  { id: 'at', label: 'Time', sortable: true, width: 140, render: (row) => <TimeText at={row.at} /> },
  {
    id: 'detail',
    label: 'Detail',
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
    label: 'Channel',
    optional: true,
    width: 100,
    render: (row) => (row.channel === 'device' ? 'Device' : 'User'),
  },
  {
    id: 'actions',
    label: 'Actions',
    width: 90,
    render: (row) => (
      <Tooltip title="Show details">
        <IconButton
          aria-label={`Show details of ${row.action}, ${row.status}, ${exactTime(row.at)}`}
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
  const [opened, setOpened] = useState<number>();
  const list = useListState(logListDefaults);
  const filter = useMemo(() => toLogFilter(deviceId, list.state), [deviceId, list.state]);
  const query = useContractQuery('logs.list', filter, { keepPrevious: true });
  const startExport = useStartExport();
  const columns = useMemo(() => columnsWith(setOpened), []);
  return (
    <Stack sx={{ gap: 2, flex: 1, minHeight: 0 }}>
      <UpcomingCommands deviceId={deviceId} />
      {startExport.error !== null && <ErrorPanel error={startExport.error} />}
      <Box sx={{ flex: 1, minHeight: 480, display: 'flex' }}>
        <DataList
          listId="logs"
          label="Log"
          columns={columns}
          list={list}
          query={query}
          rowId={(row) => String(row.id)}
          onOpen={(row) => {
            setOpened(row.id);
          }}
          searchLabel="Search the log"
          toolbar={list.isNarrowed && <Button onClick={list.restoreDefaults}>Restore Defaults</Button>}
          extraFilters={<LogFilters list={list} />}
          exporting={startExport.isPending}
          onExport={() => {
            startExport.mutate(() => call('exports.logs', filter));
          }}
          empty={
            <EmptyState
              icon={HistoryOutlined}
              title="Nothing logged yet"
              text="Every check-in, command and push of this device appears here with what was sent and answered."
            />
          }
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
