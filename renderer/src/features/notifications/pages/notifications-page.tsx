// Notifications: what needs attention now, and what did.
import MailOutlined from '@mui/icons-material/MailOutlined';
import NotificationsOutlined from '@mui/icons-material/NotificationsOutlined';
import Button from '@mui/material/Button';
import { useSnackbar } from 'notistack';
import { useMemo, useState } from 'react';
import type { NotificationRow } from '../../../../../shared/ipc/notifications.ts';
import { DataList, type DataListColumn } from '../../../components/data-list.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { plural } from '../../../lib/format.ts';
import { useListState } from '../../../lib/list-state.ts';
import { call, toEnvelope } from '../../../lib/transport.ts';
import { useStartExport } from '../../../lib/use-start-export.ts';
import { MailDialog } from '../components/mail-dialog.tsx';
import { NotificationDialog } from '../components/notification-dialog.tsx';
import { SeverityChip } from '../components/severity-chip.tsx';
import { notificationFacets, notificationListDefaults, toNotificationFilter } from '../filters.ts';

const columnsWith = (clear: (row: NotificationRow) => void): readonly DataListColumn<NotificationRow>[] => [
  {
    id: 'severity',
    label: 'Severity',
    sortable: true,
    width: 115,
    render: (row) => <SeverityChip severity={row.severity} />,
  },
  { id: 'title', label: 'Title', sortable: true, width: 185, flex: 1.6, render: (row) => row.title },
  { id: 'component', label: 'Component', sortable: true, width: 110, flex: 0.6, render: (row) => row.component },
  { id: 'componentType', label: 'Component Type', sortable: true, width: 132, render: (row) => row.componentType },
  { id: 'type', label: 'Type', sortable: true, width: 95, render: (row) => row.type },
  { id: 'at', label: 'Time', sortable: true, width: 92, render: (row) => <TimeText at={row.at} /> },
  {
    id: 'status',
    label: 'Status',
    sortable: true,
    width: 80,
    render: (row) => (row.severity === 'Cleared' ? 'Over' : row.status),
  },
  { id: 'detail', label: 'Detail', optional: true, width: 300, render: (row) => row.detail },
  {
    id: 'actions',
    label: 'Actions',
    width: 75,
    render: (row) =>
      row.status === 'Open' && (
        <Button
          size="small"
          aria-label={`Clear ${row.component}: ${row.title}`}
          onClick={(event) => {
            event.stopPropagation();
            clear(row);
          }}
        >
          Clear
        </Button>
      ),
  },
];

export const NotificationsPage = () => {
  const { enqueueSnackbar } = useSnackbar();
  const list = useListState(notificationListDefaults);
  const filter = useMemo(() => toNotificationFilter(list.state), [list.state]);
  const query = useContractQuery('notifications.list', filter, { keepPrevious: true });
  const mail = useContractQuery('notificationMail.get', {});
  const { mutate: clear } = useContractMutation('notifications.clear');
  const startExport = useStartExport();
  const [opened, setOpened] = useState<NotificationRow>();
  const [selected, setSelected] = useState<readonly string[]>([]);
  const [mailOpen, setMailOpen] = useState(false);
  const clearRows = useMemo(() => {
    const fail = (error: unknown): void => {
      enqueueSnackbar(toEnvelope(error).message, { variant: 'error' });
    };
    return (ids: readonly string[], then?: () => void): void => {
      clear(
        { ids: [...ids] },
        {
          onSuccess: ({ cleared }) => {
            enqueueSnackbar(`${plural(cleared, 'notification')} cleared.`, { variant: 'success' });
            then?.();
          },
          onError: fail,
        },
      );
    };
  }, [clear, enqueueSnackbar]);
  const columns = useMemo(
    () =>
      columnsWith((row) => {
        clearRows([row.id]);
      }),
    [clearRows],
  );
  return (
    <>
      <PageHeader
        title="Notifications"
        subtitle="What needs your attention. One that is cleared comes back when it grows worse or happens anew."
        actions={
          <Button
            variant="outlined"
            startIcon={<MailOutlined />}
            disabled={mail.data === undefined}
            onClick={() => {
              setMailOpen(true);
            }}
          >
            Notification Emails
          </Button>
        }
      />
      <DataList
        listId="notifications"
        label="Notifications"
        columns={columns}
        list={list}
        query={query}
        rowId={(row) => row.id}
        onOpen={setOpened}
        searchLabel="Search notifications"
        facets={notificationFacets}
        selected={selected}
        onSelect={setSelected}
        bulkActions={
          <Button
            variant="outlined"
            size="small"
            onClick={() => {
              clearRows(selected, () => {
                setSelected([]);
              });
            }}
          >
            Clear
          </Button>
        }
        exporting={startExport.isPending}
        onExport={() => {
          startExport.mutate(() => call('exports.notifications', filter), {
            onError: (error) => {
              enqueueSnackbar(toEnvelope(error).message, { variant: 'error' });
            },
          });
        }}
        empty={
          <EmptyState
            icon={NotificationsOutlined}
            title="Nothing needs your attention"
            text="Directories that cannot be synced, certificates that are about to expire and a mail server that refuses mails are told here."
          />
        }
      />
      {opened !== undefined && (
        <NotificationDialog
          notification={opened}
          onClose={() => {
            setOpened(undefined);
          }}
        />
      )}
      {mailOpen && mail.data !== undefined && (
        <MailDialog
          mail={mail.data}
          onClose={() => {
            setMailOpen(false);
          }}
        />
      )}
    </>
  );
};
