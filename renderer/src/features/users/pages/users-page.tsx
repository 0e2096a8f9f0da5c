// Users: the list of people.
import MailOutlined from '@mui/icons-material/MailOutlined';
import PeopleAltOutlined from '@mui/icons-material/PeopleAltOutlined';
import Button from '@mui/material/Button';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import type { MethodInput } from '@shared/ipc/contract.ts';
import type { UserSummary } from '@shared/ipc/people/users.ts';
import { DataList } from '../../../components/data-list.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ExportDialog } from '../../../components/export-dialog.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { useListState } from '../../../lib/list-state.ts';
import { useTexts } from '../../../lib/texts.ts';
import { call } from '../../../lib/transport.ts';
import { shownColumns } from '../../../lib/use-columns.ts';
import { userColumns } from '../columns.tsx';
import { AdvancedSearch } from '../components/advanced-search.tsx';
import { BulkActions } from '../components/bulk-actions.tsx';
import { AddMenu } from '../components/add-menu.tsx';
import { SendInviteDialog } from '../components/send-invite-dialog.tsx';
import { UserFormDialog } from '../components/user-form-dialog.tsx';
import { useAttributeNames } from '../attribute-names.ts';
import { useDiffering } from '../differing.ts';
import { toUserQuery, userFacets, userListDefaults } from '../filters.ts';

/** What is to be exported: some people, or everybody the list finds. */
interface Exported {
  readonly columns: readonly string[];
  readonly ids?: string[];
  readonly count: number;
}

type OpenDialog = 'none' | 'invite-all' | 'add';

export const UsersPage = () => {
  const { t } = useTexts('users');
  const navigate = useNavigate();
  const list = useListState(userListDefaults);
  const filter = toUserQuery(list.state);
  const query = useContractQuery('users.list', filter, { keepPrevious: true });
  const groups = useContractQuery('groups.list', { pageSize: 500 });
  const [exported, setExported] = useState<Exported>();
  const [dialog, setDialog] = useState<OpenDialog>('none');
  const [selected, setSelected] = useState<readonly UserSummary[]>([]);
  const [everybody, setEverybody] = useState<MethodInput<'users.list'>>();
  const attributes = useAttributeNames();
  const differing = useDiffering(query.data?.rows ?? []);
  const columns = useMemo(() => userColumns(t, attributes, differing), [t, attributes, differing]);
  const facets = useMemo(() => userFacets(groups.data?.rows ?? [], t), [groups.data, t]);

  const close = (): void => {
    setDialog('none');
  };
  const add = (): void => {
    setDialog('add');
  };

  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} actions={<AddMenu onSingleUser={add} />} />
      <DataList<UserSummary>
        listId="users"
        label={t('title')}
        columns={columns}
        list={list}
        query={query}
        rowId={(row) => row.id}
        onOpen={(row) => void navigate(`/users/${row.id}`)}
        searchLabel={t('list.search')}
        facets={facets}
        extraFilters={<AdvancedSearch list={list} />}
        onExport={(shown) => {
          setExported({ columns: shown, count: query.data?.total ?? 0 });
        }}
        toolbar={
          (query.data?.total ?? 0) > 0 && (
            <Button
              startIcon={<MailOutlined />}
              onClick={() => {
                setDialog('invite-all');
              }}
            >
              {t('list.inviteAll')}
            </Button>
          )
        }
        selected={selected.map((user) => user.id)}
        onSelect={(ids) => {
          // Ticks outlive a change of page, so the people of other pages come from what was ticked before.
          const known = [...(query.data?.rows ?? []), ...selected];
          setEverybody(undefined);
          setSelected(ids.flatMap((id) => known.find((user) => user.id === id) ?? []));
        }}
        selectedTotal={everybody === undefined ? selected.length : (query.data?.total ?? 0)}
        bulkActions={
          <BulkActions
            ids={selected.map((user) => user.id)}
            total={query.data?.total ?? 0}
            everybody={everybody}
            onSelectAll={() => {
              setSelected(query.data?.rows ?? []);
              setEverybody(filter);
            }}
            groups={groups.data?.rows ?? []}
            onExport={() => {
              const shown = shownColumns('users', columns);
              const ids = selected.map((user) => user.id);
              setExported(
                everybody === undefined
                  ? { columns: shown, ids, count: ids.length }
                  : { columns: shown, count: query.data?.total ?? 0 },
              );
            }}
            onDone={() => {
              setEverybody(undefined);
              setSelected([]);
            }}
          />
        }
        empty={
          <EmptyState
            icon={PeopleAltOutlined}
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
      {exported !== undefined && (
        <ExportDialog
          what={t('count', { count: exported.count })}
          part={exported.ids === undefined ? 'list' : 'selection'}
          start={(choice) =>
            call('exports.users', {
              ...filter,
              ...choice,
              ...(exported.ids === undefined ? {} : { ids: exported.ids }),
            })
          }
          columns={exported.columns}
          onClose={() => {
            setExported(undefined);
          }}
        />
      )}
      {dialog === 'invite-all' && <SendInviteDialog people={{ filter }} onClose={close} />}
      {dialog === 'add' && <UserFormDialog groups={groups.data?.rows ?? []} onClose={close} />}
    </>
  );
};
