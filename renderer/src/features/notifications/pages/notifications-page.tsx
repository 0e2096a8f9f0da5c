// Notifications: what needs attention now, and what did.
import MailOutlined from '@mui/icons-material/MailOutlined';
import NotificationsOutlined from '@mui/icons-material/NotificationsOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useSnackbar } from 'notistack';
import { useMemo, useState } from 'react';
import type { NotificationRow } from '@shared/ipc/office/notifications.ts';
import { DataList, type DataListColumn } from '../../../components/data-list.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { useListState } from '../../../lib/list-state.ts';
import { type Texts, useTexts, wordsOf } from '../../../lib/texts.ts';
import { call, toProblem } from '../../../lib/transport.ts';
import { useStartExport } from '../../../lib/use-start-export.ts';
import { AttentionList } from '../../../parts/attention/attention-list.tsx';
import { attentionBesideNotifications } from '../../../parts/attention/attention.ts';
import { MailDialog } from '../components/mail-dialog.tsx';
import { NotificationDialog } from '../components/notification-dialog.tsx';
import { SeverityChip } from '../components/severity-chip.tsx';
import { notificationFacets, notificationListDefaults, toNotificationFilter } from '../filters.ts';

const columnsWith = (
  t: Texts<'notifications'>,
  clear: (row: NotificationRow) => void,
): readonly DataListColumn<NotificationRow>[] => [
  {
    id: 'severity',
    label: t('column.severity'),
    sortable: true,
    width: 115,
    render: (row) => <SeverityChip severity={row.severity} />,
  },
  { id: 'title', label: t('column.title'), sortable: true, width: 185, flex: 1.6, render: (row) => wordsOf(row.title) },
  {
    id: 'component',
    label: t('column.component'),
    sortable: true,
    width: 110,
    flex: 0.6,
    render: (row) => wordsOf(row.component),
  },
  {
    id: 'componentType',
    label: t('column.componentType'),
    sortable: true,
    width: 132,
    render: (row) => t(`componentType.${row.componentType}`),
  },
  { id: 'type', label: t('column.type'), sortable: true, width: 95, render: (row) => t(`type.${row.type}`) },
  { id: 'at', label: t('column.at'), sortable: true, width: 92, render: (row) => <TimeText at={row.at} /> },
  {
    id: 'status',
    label: t('column.status'),
    sortable: true,
    width: 80,
    render: (row) => (row.severity === 'Cleared' ? t('over') : t(`status.${row.status}`)),
  },
  { id: 'detail', label: t('column.detail'), optional: true, width: 300, render: (row) => wordsOf(row.detail) },
  {
    id: 'actions',
    label: t('column.actions'),
    width: 75,
    render: (row) =>
      row.status === 'Open' && (
        <Button
          size="small"
          aria-label={t('clearNamed', { component: wordsOf(row.component), title: wordsOf(row.title) })}
          onClick={(event) => {
            event.stopPropagation();
            clear(row);
          }}
        >
          {t('clear')}
        </Button>
      ),
  },
];

export const NotificationsPage = () => {
  const { t } = useTexts('notifications');
  const { enqueueSnackbar } = useSnackbar();
  const list = useListState(notificationListDefaults);
  const filter = useMemo(() => toNotificationFilter(list.state), [list.state]);
  const query = useContractQuery('notifications.list', filter, { keepPrevious: true });
  const mail = useContractQuery('notificationMail.get', {});
  const overview = useContractQuery('home.overview', {});
  const others = overview.data === undefined ? [] : attentionBesideNotifications(overview.data);
  const { mutate: clear } = useContractMutation('notifications.clear');
  const startExport = useStartExport();
  const [opened, setOpened] = useState<NotificationRow>();
  const [selected, setSelected] = useState<readonly string[]>([]);
  const [mailOpen, setMailOpen] = useState(false);
  const clearRows = useMemo(() => {
    const fail = (error: unknown): void => {
      enqueueSnackbar(toProblem(error).message, { variant: 'error' });
    };
    return (ids: readonly string[], then?: () => void): void => {
      clear(
        { ids: [...ids] },
        {
          onSuccess: ({ cleared }) => {
            enqueueSnackbar(t('cleared', { count: cleared }), { variant: 'success' });
            then?.();
          },
          onError: fail,
        },
      );
    };
  }, [clear, enqueueSnackbar, t]);
  const facets = useMemo(() => notificationFacets(t), [t]);
  const columns = useMemo(
    () =>
      columnsWith(t, (row) => {
        clearRows([row.id]);
      }),
    [clearRows, t],
  );
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle')}
        actions={
          <Button
            variant="outlined"
            startIcon={<MailOutlined />}
            disabled={mail.data === undefined}
            onClick={() => {
              setMailOpen(true);
            }}
          >
            {t('mail.title')}
          </Button>
        }
      />
      {overview.data !== undefined && others.length > 0 && (
        <Box sx={{ mb: 2, flexShrink: 0 }}>
          <SectionCard title={t('attention')}>
            <AttentionList items={others} days={overview.data.outOfContactDays} />
          </SectionCard>
        </Box>
      )}
      <DataList
        listId="notifications"
        label={t('title')}
        columns={columns}
        list={list}
        query={query}
        rowId={(row) => row.id}
        onOpen={setOpened}
        searchLabel={t('search')}
        facets={facets}
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
            {t('clear')}
          </Button>
        }
        exporting={startExport.isPending}
        onExport={() => {
          startExport.mutate(() => call('exports.notifications', filter), {
            onError: (error) => {
              enqueueSnackbar(toProblem(error).message, { variant: 'error' });
            },
          });
        }}
        empty={
          <EmptyState
            icon={NotificationsOutlined}
            title={others.length === 0 ? t('empty.title') : t('empty.otherwise')}
            text={t('empty.text')}
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
