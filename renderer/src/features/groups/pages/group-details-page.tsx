// One user group: its members and the settings distributed to it.
import EditOutlined from '@mui/icons-material/EditOutlined';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useSnackbar } from 'notistack';
import { useState } from 'react';
import { Link as RouterLink, useNavigate, useParams } from 'react-router';
import type { MethodOutput } from '../../../../../shared/ipc/contract.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { DefinitionList } from '../../../components/definition-list.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorPanel } from '../../../components/error-panel.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { PageLoading } from '../../../components/page-loading.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { SimpleTable } from '../../../components/simple-table.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { plural } from '../../../lib/format.ts';
import { GroupFormDialog } from '../components/group-form-dialog.tsx';
import { groupKindLabel, groupSourceLabel, whyFixed, whyNotDeletable } from '../group-words.ts';

const emptyText = (group: MethodOutput<'groups.get'>): string => {
  if (group.kind === 'manual') return 'Add people by their e-mail.';
  return group.kind === 'dynamic' ? 'Nobody fits the rules now.' : 'Nobody belongs to this group now.';
};

const back = { to: '/user-groups', label: 'User Groups' };

export const GroupDetailsPage = () => {
  const { groupId = '' } = useParams();
  const query = useContractQuery('groups.get', { id: groupId });
  if (query.data !== undefined) return <GroupPage group={query.data} />;
  return (
    <>
      <PageHeader title="User Group" back={back} />
      {query.error === null ? <PageLoading /> : <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
    </>
  );
};

const GroupPage = ({ group }: { readonly group: MethodOutput<'groups.get'> }) => {
  const navigate = useNavigate();
  const { enqueueSnackbar } = useSnackbar();
  const remove = useContractMutation('groups.delete');
  const [dialog, setDialog] = useState<'none' | 'edit' | 'delete'>('none');
  const close = (): void => {
    remove.reset();
    setDialog('none');
  };
  const edit = (): void => {
    setDialog('edit');
  };
  const manual = group.kind === 'manual';
  const fixed = whyFixed(group);
  const blocked = whyNotDeletable(group);
  return (
    <>
      <PageHeader
        title={group.name}
        subtitle={fixed ?? group.description}
        back={back}
        actions={
          fixed === undefined && (
            <>
              <Button variant="contained" startIcon={<EditOutlined />} onClick={edit}>
                Edit
              </Button>
              <Button
                color="error"
                onClick={() => {
                  setDialog('delete');
                }}
              >
                Delete
              </Button>
            </>
          )
        }
      />
      <Stack sx={{ gap: 2 }}>
        <SectionCard title="About this group">
          <DefinitionList
            columns={1}
            items={[
              { label: 'Kind', value: groupKindLabel(group) },
              ...(group.rulesText === undefined ? [] : [{ label: 'Rules', value: group.rulesText }]),
              ...(group.sourceName === undefined ? [] : [{ label: 'Source', value: groupSourceLabel(group) }]),
              ...(group.distinguishedName === undefined ? [] : [{ label: 'DN', value: group.distinguishedName }]),
              ...(group.externalId === undefined ? [] : [{ label: 'GUID', value: group.externalId }]),
              { label: 'Members', value: plural(group.members, 'person', 'people') },
              {
                label: 'User settings',
                value:
                  group.settings.length === 0 ? (
                    'None of its own; the default applies.'
                  ) : (
                    <Link component={RouterLink} to="/user-settings">
                      {group.settings.join(', ')}
                    </Link>
                  ),
              },
              ...(group.usedBy.length === 0 ? [] : [{ label: 'Used by', value: group.usedBy.join(', ') }]),
            ]}
          />
        </SectionCard>
        {group.sameName.length > 0 && (
          <SectionCard title="Groups of the same name">
            <SimpleTable
              label="Groups of the same name"
              columns={[
                {
                  label: 'Name',
                  render: (row) =>
                    row.id === group.id ? (
                      `${row.name} (this one)`
                    ) : (
                      <Link component={RouterLink} to={`/user-groups/${encodeURIComponent(row.id)}`}>
                        {row.name}
                      </Link>
                    ),
                },
                { label: 'Source', render: groupSourceLabel },
                { label: 'GUID', render: (row) => row.externalId },
                { label: 'DN', render: (row) => row.distinguishedName },
              ]}
              rows={group.sameName}
              rowId={(row) => row.id}
            />
          </SectionCard>
        )}
        <SectionCard title="Members">
          {group.memberUsers.length === 0 ? (
            <EmptyState
              title="No members"
              text={emptyText(group)}
              action={
                manual && (
                  <Button variant="contained" onClick={edit}>
                    Add members
                  </Button>
                )
              }
            />
          ) : (
            <Table size="small" aria-label="Members">
              <TableHead>
                <TableRow>
                  <TableCell>Display Name</TableCell>
                  <TableCell>E-mail</TableCell>
                </TableRow>
              </TableHead>
              <TableBody>
                {group.memberUsers.map((member) => (
                  <TableRow key={member.id}>
                    <TableCell>
                      <Link component={RouterLink} to={`/users/${encodeURIComponent(member.id)}`}>
                        {member.displayName}
                      </Link>
                    </TableCell>
                    <TableCell>{member.email}</TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          )}
          {group.members > group.memberUsers.length && (
            <Typography variant="body2" color="textSecondary" sx={{ mt: 1 }}>
              The first {group.memberUsers.length} of {plural(group.members, 'person', 'people')}.
            </Typography>
          )}
        </SectionCard>
      </Stack>
      {dialog === 'edit' && <GroupFormDialog group={group} onClose={close} />}
      {dialog === 'delete' && (
        <ConfirmDialog
          title={`Delete ${group.name}?`}
          consequence={
            blocked ??
            `The group goes, its ${plural(group.members, 'person stays', 'people stay')}. This cannot be undone.`
          }
          confirmLabel="Delete group"
          ready={blocked === undefined}
          severity="error"
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => {
            remove.mutate(
              { id: group.id },
              {
                onSuccess: () => {
                  enqueueSnackbar(`${group.name} was deleted.`, { variant: 'success' });
                  void navigate('/user-groups');
                },
              },
            );
          }}
          onClose={close}
        />
      )}
    </>
  );
};
