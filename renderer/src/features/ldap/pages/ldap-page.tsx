// Admin > LDAP: the servers, how their last sync went, and what can be done with them.
import Add from '@mui/icons-material/Add';
import AccountTreeOutlined from '@mui/icons-material/AccountTreeOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { useSnackbar } from 'notistack';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { LdapSummary } from '@shared/ipc/directories/ldap.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { type SimpleColumn, SimpleTable } from '../../../components/simple-table.tsx';
import { StatusChip } from '../../../components/status-chip.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { useTexts, wordsOf } from '../../../lib/texts.ts';
import { DirectoryMatches } from '../../../parts/people/directory-matches.tsx';
import { GoneDialog } from '../../../parts/people/gone-dialog.tsx';
import { toProblem } from '../../../lib/transport.ts';
import { LdapWizard } from '../components/ldap-wizard.tsx';
import { ReportDialog } from '../components/report-dialog.tsx';
import { SelectionsDialog } from '../components/selections-dialog.tsx';
import { ServerActions, type ServerAction } from '../components/server-actions.tsx';
import { SyncCell } from '../components/sync-cell.tsx';

type OpenDialog =
  | { readonly kind: 'none' | 'add' }
  | { readonly kind: 'edit' | 'manage' | 'report' | 'gone' | 'delete' | 'sync-anyway'; readonly server: LdapSummary };

const closed: OpenDialog = { kind: 'none' };

const EditDialog = ({ id, onClose }: { readonly id: string; readonly onClose: () => void }) => {
  const { t } = useTexts('ldap');
  const query = useContractQuery('ldap.get', { id });
  if (query.data !== undefined) return <LdapWizard server={query.data} onClose={onClose} />;
  return (
    <Dialog open onClose={onClose} aria-label={t('action.edit')}>
      <DialogContent>
        <QueryView query={query}>{() => null}</QueryView>
      </DialogContent>
    </Dialog>
  );
};

export const LdapPage = () => {
  const { t } = useTexts('ldap');
  const { enqueueSnackbar } = useSnackbar();
  const navigate = useNavigate();
  const query = useContractQuery('ldap.list', {});
  const sync = useContractMutation('ldap.syncNow');
  const remove = useContractMutation('ldap.delete');
  const [dialog, setDialog] = useState<OpenDialog>(closed);
  const close = (): void => {
    remove.reset();
    sync.reset();
    setDialog(closed);
  };

  const startSync = (server: LdapSummary, acceptChanges: boolean): void => {
    sync.mutate(
      { id: server.id, acceptChanges },
      {
        onSuccess: () => {
          enqueueSnackbar(t('page.syncStarted', { name: server.name }));
          setDialog(closed);
        },
        onError: (error) => {
          enqueueSnackbar(toProblem(error).message, { variant: 'error' });
        },
      },
    );
  };

  const act = (server: LdapSummary, action: ServerAction): void => {
    if (action === 'sync') startSync(server, false);
    else setDialog({ kind: action, server });
  };

  const columns: readonly SimpleColumn<LdapSummary>[] = [
    {
      label: t('search.name'),
      render: (server) => (
        // A long reason beside it must not squeeze the address.
        <Box sx={{ minWidth: 210 }}>
          <Box component="span" sx={{ fontWeight: 600 }}>
            {server.name}
          </Box>
          {!server.enabled && (
            <Box component="span" sx={{ ml: 1 }}>
              <StatusChip tone="neutral" label={t('page.disabled')} />
            </Box>
          )}
          <Typography variant="body2" color="textSecondary">
            {server.url}
          </Typography>
          <Typography variant="body2" color="textSecondary">
            {t(`type.${server.type}`)}
          </Typography>
        </Box>
      ),
    },
    { label: t('page.sync'), render: (server) => <SyncCell server={server} /> },
    { label: t('fields.users'), render: (server) => server.people },
    { label: t('fields.groups'), render: (server) => server.groups },
    {
      label: t('common:actions'),
      render: (server) => (
        <ServerActions
          server={server}
          busy={sync.isPending}
          onAction={(action) => {
            act(server, action);
          }}
        />
      ),
      nowrap: true,
    },
  ];

  const addButton = (
    <Button
      variant="contained"
      startIcon={<Add />}
      aria-label={t('page.add')}
      onClick={() => {
        setDialog({ kind: 'add' });
      }}
    >
      {t('import.add')}
    </Button>
  );

  return (
    <>
      <PageHeader
        title={t('page.title')}
        subtitle={t('page.subtitle')}
        actions={
          <>
            {query.data !== undefined && query.data.length > 0 && (
              <Button variant="outlined" onClick={() => void navigate('/users/invite-from-ldap')}>
                {t('import.title')}
              </Button>
            )}
            {query.data !== undefined && query.data.length > 0 && addButton}
          </>
        }
      />
      <QueryView query={query}>
        {(servers) =>
          servers.length === 0 ? (
            <Paper variant="outlined">
              <EmptyState
                icon={AccountTreeOutlined}
                title={t('empty.title')}
                text={t('page.emptyText')}
                action={addButton}
              />
            </Paper>
          ) : (
            <SimpleTable label={t('page.servers')} columns={columns} rows={servers} rowId={(server) => server.id} />
          )
        }
      </QueryView>
      <DirectoryMatches source="ldap" />
      {dialog.kind === 'add' && <LdapWizard onClose={close} />}
      {dialog.kind === 'edit' && <EditDialog id={dialog.server.id} onClose={close} />}
      {dialog.kind === 'manage' && <SelectionsDialog id={dialog.server.id} name={dialog.server.name} onClose={close} />}
      {dialog.kind === 'report' && <ReportDialog id={dialog.server.id} name={dialog.server.name} onClose={close} />}
      {dialog.kind === 'gone' && <GoneDialog sourceId={dialog.server.id} name={dialog.server.name} onClose={close} />}
      {dialog.kind === 'sync-anyway' && (
        <ConfirmDialog
          title={t('page.anywayQuestion', { name: dialog.server.name })}
          consequence={wordsOf(dialog.server.message ?? t('page.anywayConsequence'))}
          confirmLabel={t('syncAnyway')}
          busy={sync.isPending}
          error={sync.error}
          onConfirm={() => {
            startSync(dialog.server, true);
          }}
          onClose={close}
        />
      )}
      {dialog.kind === 'delete' && (
        <ConfirmDialog
          title={t('page.deleteQuestion', { name: dialog.server.name })}
          consequence={t('page.deleteConsequence', { people: dialog.server.origins, groups: dialog.server.groups })}
          confirmLabel={t('page.deleteConfirm')}
          severity="error"
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => {
            remove.mutate({ id: dialog.server.id }, { onSuccess: close });
          }}
          onClose={close}
        />
      )}
    </>
  );
};
