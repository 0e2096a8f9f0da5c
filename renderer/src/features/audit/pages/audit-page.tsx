// Audit Trail: who changed what, and whether the trail is still as it was written.
import FactCheckOutlined from '@mui/icons-material/FactCheckOutlined';
import VisibilityOutlined from '@mui/icons-material/VisibilityOutlined';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { useSnackbar } from 'notistack';
import { useMemo, useState } from 'react';
import type { AuditRow } from '../../../../../shared/ipc/audit.ts';
import { DataList, type DataListColumn } from '../../../components/data-list.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { exactTime } from '../../../lib/format.ts';
import { useListState } from '../../../lib/list-state.ts';
import { call, toEnvelope } from '../../../lib/transport.ts';
import { useStartExport } from '../../../lib/use-start-export.ts';
import { actorLabel, AuditDialog } from '../components/audit-dialog.tsx';
import { AuditFilters } from '../components/audit-filters.tsx';
import { auditFacets, auditListDefaults, toAuditFilter } from '../filters.ts';

const columnsWith = (open: (row: AuditRow) => void): readonly DataListColumn<AuditRow>[] => [
  { id: 'name', label: 'Name', sortable: true, width: 160, flex: 1, render: (row) => row.name },
  { id: 'type', label: 'Type', sortable: true, width: 150, render: (row) => row.type },
  { id: 'category', label: 'Category', sortable: true, width: 95, render: (row) => row.category },
  { id: 'activity', label: 'Last Activity', sortable: true, width: 150, render: (row) => row.activity },
  { id: 'by', label: 'Last User', sortable: true, width: 130, render: (row) => actorLabel(row.by) },
  { id: 'at', label: 'Performed At', sortable: true, width: 140, render: (row) => <TimeText at={row.at} /> },
  { id: 'id', label: 'Entry', optional: true, width: 80, align: 'right', render: (row) => row.id },
  {
    id: 'actions',
    label: 'Actions',
    width: 80,
    render: (row) => (
      <Tooltip title="Changes - Before & After">
        <IconButton
          aria-label={`Show the changes of ${row.activity}, ${row.name}, ${exactTime(row.at)}`}
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
  const { enqueueSnackbar } = useSnackbar();
  const list = useListState(auditListDefaults);
  const filter = useMemo(() => toAuditFilter(list.state), [list.state]);
  const query = useContractQuery('audit.list', filter, { keepPrevious: true });
  const verify = useContractMutation('audit.verify');
  const startExport = useStartExport();
  const [opened, setOpened] = useState<AuditRow>();
  const columns = useMemo(() => columnsWith(setOpened), []);
  const fail = (error: unknown): void => {
    enqueueSnackbar(toEnvelope(error).message, { variant: 'error' });
  };
  return (
    <>
      <PageHeader
        title="Audit Trail"
        subtitle="Every change by an administrator, with what was before and after. Entries are never changed or removed."
        actions={
          <Button
            variant="contained"
            startIcon={<FactCheckOutlined />}
            loading={verify.isPending}
            loadingPosition="start"
            onClick={() => {
              verify.mutate({}, { onError: fail });
            }}
          >
            Check the trail
          </Button>
        }
      />
      <DataList
        listId="audit"
        label="Audit Trail"
        columns={columns}
        list={list}
        query={query}
        rowId={(row) => String(row.id)}
        onOpen={setOpened}
        searchLabel="Search the audit trail"
        facets={auditFacets}
        extraFilters={<AuditFilters list={list} />}
        exporting={startExport.isPending}
        onExport={() => {
          startExport.mutate(() => call('exports.audit', filter), { onError: fail });
        }}
        empty={
          <EmptyState
            icon={FactCheckOutlined}
            title="Nothing changed yet"
            text="Whatever an administrator adds, changes or deletes appears here, with what was before and after."
          />
        }
      />
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
