// User Groups: whom registration settings can be distributed to.
import Add from '@mui/icons-material/Add';
import GroupsOutlined from '@mui/icons-material/GroupsOutlined';
import UploadFileOutlined from '@mui/icons-material/UploadFileOutlined';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { MethodInput } from '../../../../../shared/ipc/contract.ts';
import type { GroupSummary } from '../../../../../shared/ipc/groups.ts';
import { DataList, type DataListColumn } from '../../../components/data-list.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { emptyListState, type ListState, useListState } from '../../../lib/list-state.ts';
import { GroupFormDialog } from '../components/group-form-dialog.tsx';
import { ImportDialog } from '../components/import-dialog.tsx';
import { groupKindLabel, groupSourceLabel } from '../group-words.ts';

const listDefaults: ListState = { ...emptyListState, sortBy: 'name' };

const columns: readonly DataListColumn<GroupSummary>[] = [
  { id: 'name', label: 'Name', sortable: true, width: 220, flex: 1.2, render: (row) => row.name },
  { id: 'description', label: 'Description', width: 220, flex: 1.4, render: (row) => row.description },
  { id: 'kind', label: 'Kind', sortable: true, width: 160, render: groupKindLabel },
  { id: 'members', label: 'Members', sortable: true, width: 100, align: 'right', render: (row) => row.members },
  { id: 'source', label: 'Source', optional: true, width: 160, render: groupSourceLabel },
  { id: 'guid', label: 'GUID', optional: true, width: 300, render: (row) => row.externalId },
  { id: 'dn', label: 'DN', optional: true, width: 300, render: (row) => row.distinguishedName },
  { id: 'settings', label: 'Settings', width: 200, flex: 1, render: (row) => row.settings.join(', ') },
];

const sortKeys = ['name', 'members', 'kind'] as const;

const toQuery = ({ search, sortBy, sortDirection, page, pageSize }: ListState): MethodInput<'groups.list'> => {
  const key = sortKeys.find((candidate) => candidate === sortBy);
  return {
    page,
    pageSize,
    ...(search.trim() === '' ? {} : { search: search.trim() }),
    ...(key === undefined ? {} : { sortBy: key, sortDirection }),
  };
};

export const GroupsPage = () => {
  const navigate = useNavigate();
  const list = useListState(listDefaults);
  const query = useContractQuery('groups.list', toQuery(list.state), { keepPrevious: true });
  const [dialog, setDialog] = useState<'none' | 'add' | 'import'>('none');
  const add = (): void => {
    setDialog('add');
  };
  const close = (): void => {
    setDialog('none');
  };
  return (
    <>
      <PageHeader
        title="User Groups"
        subtitle="Groups of people, to whom registration settings are distributed."
        actions={
          <>
            <Button
              startIcon={<UploadFileOutlined />}
              onClick={() => {
                setDialog('import');
              }}
            >
              Import CSV
            </Button>
            <Button variant="contained" startIcon={<Add />} aria-label="+Add" onClick={add}>
              Add
            </Button>
          </>
        }
      />
      <DataList<GroupSummary>
        listId="groups"
        label="User Groups"
        columns={columns}
        list={list}
        query={query}
        rowId={(row) => row.id}
        onOpen={(row) => void navigate(`/user-groups/${encodeURIComponent(row.id)}`)}
        searchLabel="Search groups"
        empty={
          <EmptyState
            icon={GroupsOutlined}
            title="No groups yet"
            text="A group lets you give some people another registration setting than everybody else."
            action={
              <Button variant="contained" onClick={add}>
                Add a group
              </Button>
            }
          />
        }
      />
      {dialog === 'add' && <GroupFormDialog onClose={close} />}
      {dialog === 'import' && <ImportDialog onClose={close} />}
    </>
  );
};
