// User Groups: whom registration settings can be distributed to.
import Add from '@mui/icons-material/Add';
import GroupsOutlined from '@mui/icons-material/GroupsOutlined';
import UploadFileOutlined from '@mui/icons-material/UploadFileOutlined';
import Button from '@mui/material/Button';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import type { MethodInput } from '@shared/ipc/contract.ts';
import type { GroupSummary } from '@shared/ipc/people/groups.ts';
import { DataList, type DataListColumn } from '../../../components/data-list.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { formatCount } from '../../../lib/format.ts';
import { emptyListState, type ListState, useListState } from '../../../lib/list-state.ts';
import { nameOf, type Texts, useTexts } from '../../../lib/texts.ts';
import { GroupFormDialog } from '../../../parts/people/group-form-dialog.tsx';
import { ImportDialog } from '../components/import-dialog.tsx';
import { groupDescription, groupKindLabel, groupSourceLabel } from '../group-words.ts';

const listDefaults: ListState = { ...emptyListState, sortBy: 'name' };

const columnsIn = (t: Texts<'groups'>): readonly DataListColumn<GroupSummary>[] => [
  { id: 'name', label: t('form.name'), sortable: true, width: 220, flex: 1.2, render: (row) => nameOf(row.name) },
  { id: 'description', label: t('form.description'), width: 220, flex: 1.4, render: (row) => groupDescription(row, t) },
  { id: 'kind', label: t('column.kind'), sortable: true, width: 180, render: (row) => groupKindLabel(row, t) },
  {
    id: 'members',
    label: t('members.title'),
    sortable: true,
    width: 100,
    align: 'right',
    render: (row) => formatCount(row.members),
  },
  { id: 'source', label: t('column.source'), optional: true, width: 160, render: (row) => groupSourceLabel(row, t) },
  { id: 'guid', label: t('column.guid'), optional: true, width: 300, render: (row) => row.externalId },
  { id: 'dn', label: t('column.dn'), optional: true, width: 300, render: (row) => row.distinguishedName },
  {
    id: 'settings',
    label: t('column.settings'),
    width: 200,
    flex: 1,
    render: (row) => row.settings.map(nameOf).join(', '),
  },
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
  const { t } = useTexts('groups');
  const columns = useMemo(() => columnsIn(t), [t]);
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
        title={t('title')}
        subtitle={t('subtitle')}
        actions={
          <>
            <Button
              variant="outlined"
              startIcon={<UploadFileOutlined />}
              onClick={() => {
                setDialog('import');
              }}
            >
              {t('list.import')}
            </Button>
            <Button variant="contained" startIcon={<Add />} aria-label={t('list.addButton')} onClick={add}>
              {t('list.add')}
            </Button>
          </>
        }
      />
      <DataList<GroupSummary>
        listId="groups"
        label={t('title')}
        columns={columns}
        list={list}
        query={query}
        rowId={(row) => row.id}
        onOpen={(row) => void navigate(`/user-groups/${encodeURIComponent(row.id)}`)}
        searchLabel={t('list.search')}
        empty={
          <EmptyState
            icon={GroupsOutlined}
            title={t('list.emptyTitle')}
            text={t('list.emptyText')}
            action={
              <Button variant="contained" onClick={add}>
                {t('list.emptyAction')}
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
