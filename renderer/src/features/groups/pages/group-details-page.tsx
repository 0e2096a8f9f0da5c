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
import { Link as RouterLink, useParams } from 'react-router';
import type { MethodOutput } from '@shared/ipc/contract.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { DefinitionList } from '../../../components/definition-list.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorPanel } from '../../../components/error-panel.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { PageLoading } from '../../../components/page-loading.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { SimpleTable } from '../../../components/simple-table.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { useRulesInWords } from '../../../parts/rules/rule-words.ts';
import { nameOf, wordsOf, type Texts, useTexts } from '../../../lib/texts.ts';
import { useBackTo } from '../../../lib/use-history.ts';
import { GroupFormDialog } from '../../../parts/people/group-form-dialog.tsx';
import { groupKindLabel, groupSourceLabel, whyFixed, whyNotDeletable } from '../group-words.ts';

const emptyText = (group: MethodOutput<'groups.get'>, t: Texts<'groups'>): string => {
  if (group.kind === 'manual') return t('details.emptyManual');
  return group.kind === 'dynamic' ? t('details.emptyRules') : t('details.emptyOther');
};

export const GroupDetailsPage = () => {
  const { t } = useTexts('groups');
  const { groupId = '' } = useParams();
  const query = useContractQuery('groups.get', { id: groupId });
  if (query.data !== undefined) return <GroupPage group={query.data} />;
  return (
    <>
      <PageHeader title={t('form.group')} back={{ to: '/user-groups', label: t('title') }} />
      {query.error === null ? <PageLoading /> : <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
    </>
  );
};

const GroupPage = ({ group }: { readonly group: MethodOutput<'groups.get'> }) => {
  const { t } = useTexts('groups');
  const backTo = useBackTo();
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
  const inWords = useRulesInWords('users', group.rules !== undefined);
  const manual = group.kind === 'manual';
  const fixed = whyFixed(group, t);
  const blocked = whyNotDeletable(group, t);
  return (
    <>
      <PageHeader
        title={nameOf(group.name)}
        copyable
        subtitle={fixed ?? group.description}
        back={{ to: '/user-groups', label: t('title') }}
        actions={
          fixed === undefined && (
            <>
              <Button variant="contained" startIcon={<EditOutlined />} onClick={edit}>
                {t('details.edit')}
              </Button>
              <Button
                color="error"
                onClick={() => {
                  setDialog('delete');
                }}
              >
                {t('common:delete')}
              </Button>
            </>
          )
        }
      />
      <Stack sx={{ gap: 2 }}>
        <SectionCard title={t('details.about')}>
          <DefinitionList
            columns={1}
            items={[
              { label: t('column.kind'), value: groupKindLabel(group, t) },
              ...(group.rules === undefined ? [] : [{ label: t('details.rules'), value: inWords(group.rules) }]),
              ...(group.sourceName === undefined
                ? []
                : [{ label: t('column.source'), value: groupSourceLabel(group, t) }]),
              ...(group.distinguishedName === undefined
                ? []
                : [{ label: t('column.dn'), value: group.distinguishedName }]),
              ...(group.externalId === undefined ? [] : [{ label: t('column.guid'), value: group.externalId }]),
              { label: t('members.title'), value: t('people', { count: group.members }) },
              {
                label: t('details.settings'),
                value:
                  group.settings.length === 0 ? (
                    t('details.noSettings')
                  ) : (
                    <Link component={RouterLink} to="/user-settings">
                      {group.settings.map(nameOf).join(', ')}
                    </Link>
                  ),
              },
              ...(group.usedBy.length === 0
                ? []
                : [{ label: t('details.usedBy'), value: group.usedBy.map(wordsOf).join(', ') }]),
            ]}
          />
        </SectionCard>
        {group.sameName.length > 0 && (
          <SectionCard title={t('details.sameName')}>
            <SimpleTable
              label={t('details.sameName')}
              columns={[
                {
                  label: t('form.name'),
                  render: (row) =>
                    row.id === group.id ? (
                      t('details.thisOne', { name: row.name })
                    ) : (
                      <Link component={RouterLink} to={`/user-groups/${encodeURIComponent(row.id)}`}>
                        {row.name}
                      </Link>
                    ),
                },
                { label: t('column.source'), render: (row) => groupSourceLabel(row, t) },
                { label: t('column.guid'), render: (row) => row.externalId },
                { label: t('column.dn'), render: (row) => row.distinguishedName },
              ]}
              rows={group.sameName}
              rowId={(row) => row.id}
            />
          </SectionCard>
        )}
        <SectionCard title={t('members.title')}>
          {group.memberUsers.length === 0 ? (
            <EmptyState
              title={t('details.noMembers')}
              text={emptyText(group, t)}
              action={
                manual && (
                  <Button variant="contained" onClick={edit}>
                    {t('details.addMembers')}
                  </Button>
                )
              }
            />
          ) : (
            <Table size="small" aria-label={t('members.title')}>
              <TableHead>
                <TableRow>
                  <TableCell>{t('details.displayName')}</TableCell>
                  <TableCell>{t('details.email')}</TableCell>
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
              {t('details.first', { shown: group.memberUsers.length, count: group.members })}
            </Typography>
          )}
        </SectionCard>
      </Stack>
      {dialog === 'edit' && <GroupFormDialog group={group} onClose={close} />}
      {dialog === 'delete' && (
        <ConfirmDialog
          title={t('details.deleteQuestion', { name: group.name })}
          consequence={blocked ?? t('details.deleteConsequence', { count: group.members })}
          confirmLabel={t('details.deleteConfirm')}
          ready={blocked === undefined}
          severity="error"
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => {
            remove.mutate(
              { id: group.id },
              {
                onSuccess: () => {
                  enqueueSnackbar(t('details.deleted', { name: group.name }), { variant: 'success' });
                  backTo('/user-groups');
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
