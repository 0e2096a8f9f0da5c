// Audit Trail: who changed what, and whether the trail is still as it was written.
import FactCheckOutlined from '@mui/icons-material/FactCheckOutlined';
import VisibilityOutlined from '@mui/icons-material/VisibilityOutlined';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { useSnackbar } from 'notistack';
import { useMemo, useState } from 'react';
import type { AuditRow } from '@shared/ipc/office/audit.ts';
import { DataList, type DataListColumn } from '../../../components/data-list.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { exactTime } from '../../../lib/format.ts';
import { useListState } from '../../../lib/list-state.ts';
import { type Texts, useTexts, wordsOf } from '../../../lib/texts.ts';
import { call, toProblem } from '../../../lib/transport.ts';
import { useStartExport } from '../../../lib/use-start-export.ts';
import { AnchorDialog } from '../components/anchor-dialog.tsx';
import { actorLabel, AuditDialog } from '../components/audit-dialog.tsx';
import { AuditFilters } from '../components/audit-filters.tsx';
import { auditFacets, auditListDefaults, toAuditFilter } from '../filters.ts';

const columnsWith = (open: (row: AuditRow) => void, t: Texts<'audit'>): readonly DataListColumn<AuditRow>[] => [
  { id: 'name', label: t('column.name'), sortable: true, width: 140, flex: 1, render: (row) => row.name },
  {
    id: 'type',
    label: t('column.type'),
    sortable: true,
    width: 124,
    render: (row) => t(`model:auditType.${row.type}`),
  },
  {
    id: 'category',
    label: t('column.category'),
    sortable: true,
    width: 95,
    render: (row) => t(`model:auditCategory.${row.category}`),
  },
  {
    id: 'activity',
    label: t('column.activity'),
    sortable: true,
    width: 128,
    render: (row) => t(`model:auditActivity.${row.activity}`),
  },
  { id: 'by', label: t('column.by'), sortable: true, width: 130, render: (row) => actorLabel(row.by, t) },
  { id: 'at', label: t('column.at'), sortable: true, width: 140, render: (row) => <TimeText at={row.at} /> },
  { id: 'id', label: t('column.id'), optional: true, width: 80, align: 'right', render: (row) => row.id },
  {
    id: 'actions',
    label: t('common:actions'),
    width: 80,
    render: (row) => (
      <Tooltip title={t('changes')}>
        <IconButton
          aria-label={t('showChanges', {
            activity: t(`model:auditActivity.${row.activity}`),
            name: row.name,
            at: exactTime(row.at),
          })}
          onClick={(event) => {
            event.stopPropagation();
            open(row);
          }}
        >
          <VisibilityOutlined fontSize="small" />
        </IconButton>
      </Tooltip>
    ),
  },
];

export const AuditPage = () => {
  const { t } = useTexts('audit');
  const { enqueueSnackbar } = useSnackbar();
  const list = useListState(auditListDefaults);
  const filter = useMemo(() => toAuditFilter(list.state), [list.state]);
  const query = useContractQuery('audit.list', filter, { keepPrevious: true });
  const verify = useContractMutation('audit.verify');
  const anchor = useContractQuery('audit.anchor', {});
  const [anchorShown, setAnchorShown] = useState(false);
  const startExport = useStartExport();
  const [opened, setOpened] = useState<AuditRow>();
  const columns = useMemo(() => columnsWith(setOpened, t), [t]);
  const fail = (error: unknown): void => {
    enqueueSnackbar(toProblem(error).message, { variant: 'error' });
  };
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle')}
        actions={
          <>
            <Button
              variant="outlined"
              onClick={() => {
                setAnchorShown(true);
              }}
            >
              {t('anchor.show')}
            </Button>
            <Button
              variant="contained"
              startIcon={<FactCheckOutlined />}
              loading={verify.isPending}
              loadingPosition="start"
              onClick={() => {
                verify.mutate({}, { onError: fail });
              }}
            >
              {t('verify')}
            </Button>
          </>
        }
      />
      {anchor.data?.problem !== undefined && <Alert severity="error">{wordsOf(anchor.data.problem)}</Alert>}
      <DataList
        listId="audit"
        label={t('title')}
        columns={columns}
        list={list}
        query={query}
        rowId={(row) => String(row.id)}
        onOpen={setOpened}
        searchLabel={t('search')}
        facets={auditFacets(t)}
        extraFilters={<AuditFilters list={list} />}
        exporting={startExport.isPending}
        onExport={() => {
          startExport.mutate(() => call('exports.audit', filter), { onError: fail });
        }}
        empty={<EmptyState icon={FactCheckOutlined} title={t('empty.title')} text={t('empty.text')} />}
      />
      {anchorShown && (
        <AnchorDialog
          anchor={anchor.data?.anchor}
          onClose={() => {
            setAnchorShown(false);
          }}
        />
      )}
      {opened !== undefined && (
        <AuditDialog
          entry={opened}
          onClose={() => {
            setOpened(undefined);
          }}
        />
      )}
    </>
  );
};
