// Admin > LDAP: the servers, how their last sync went, and what can be done with them.
import Add from '@mui/icons-material/Add';
import AccountTreeOutlined from '@mui/icons-material/AccountTreeOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { useSnackbar } from 'notistack';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { LdapSummary } from '../../../../../shared/ipc/ldap.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { type SimpleColumn, SimpleTable } from '../../../components/simple-table.tsx';
import { StatusChip } from '../../../components/status-chip.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { toEnvelope } from '../../../lib/transport.ts';
import { LdapWizard } from '../components/ldap-wizard.tsx';
import { ReportDialog } from '../components/report-dialog.tsx';
import { SelectionsDialog } from '../components/selections-dialog.tsx';
import { ServerActions, type ServerAction } from '../components/server-actions.tsx';
import { syncLabel, typeLabel } from '../words.ts';

type OpenDialog =
  | { readonly kind: 'none' | 'add' }
  | { readonly kind: 'edit' | 'manage' | 'report' | 'delete' | 'sync-anyway'; readonly server: LdapSummary };

const closed: OpenDialog = { kind: 'none' };

const EditDialog = ({ id, onClose }: { readonly id: string; readonly onClose: () => void }) => {
  const query = useContractQuery('ldap.get', { id });
  return query.data === undefined ? null : <LdapWizard server={query.data} onClose={onClose} />;
};

export const LdapPage = () => {
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
          enqueueSnackbar(`The sync of ${server.name} has started.`);
          setDialog(closed);
        },
        onError: (error) => {
          enqueueSnackbar(toEnvelope(error).message, { variant: 'error' });
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
      label: 'Name',
      render: (server) => (
        <>
          <Box component="span" sx={{ fontWeight: 600 }}>
            {server.name}
          </Box>
          <Typography variant="body2" color="textSecondary">
            {server.url}
          </Typography>
        </>
      ),
    },
    { label: 'Type', render: (server) => typeLabel[server.type] },
    {
      label: 'Enabled',
      render: (server) => (
        <StatusChip tone={server.enabled ? 'success' : 'neutral'} label={server.enabled ? 'Enabled' : 'Disabled'} />
      ),
      nowrap: true,
    },
    {
      label: 'Sync',
      render: (server) => <StatusChip {...syncLabel[server.syncState]} hint={server.message} />,
      nowrap: true,
    },
    { label: 'Last success', render: (server) => <TimeText at={server.lastSuccessAt} missing="Never" />, nowrap: true },
    { label: 'Users', render: (server) => server.people },
    { label: 'Groups', render: (server) => server.groups },
    {
      label: 'Actions',
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
      aria-label="+ Add"
      onClick={() => {
        setDialog({ kind: 'add' });
      }}
    >
      Add
    </Button>
  );

  return (
    <>
      <PageHeader
        title="LDAP"
        subtitle="Directories that people and groups come from. Nobody is synced before somebody picks users, groups or units."
        actions={
          <>
            {query.data !== undefined && query.data.length > 0 && (
              <Button variant="outlined" onClick={() => void navigate('/users/invite-from-ldap')}>
                Invite Users from LDAP
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
                title="No directory is connected"
                text="Connect Active Directory or another LDAP directory: its people become users here, with Managed Apple IDs by a pattern, and sign in with the password they know."
                action={addButton}
              />
            </Paper>
          ) : (
            <SimpleTable label="LDAP servers" columns={columns} rows={servers} rowId={(server) => server.id} />
          )
        }
      </QueryView>
      {dialog.kind === 'add' && <LdapWizard onClose={close} />}
      {dialog.kind === 'edit' && <EditDialog id={dialog.server.id} onClose={close} />}
      {dialog.kind === 'manage' && <SelectionsDialog id={dialog.server.id} name={dialog.server.name} onClose={close} />}
      {dialog.kind === 'report' && <ReportDialog id={dialog.server.id} name={dialog.server.name} onClose={close} />}
      {dialog.kind === 'sync-anyway' && (
        <ConfirmDialog
          title={`Sync ${dialog.server.name} anyway?`}
          consequence={dialog.server.message ?? 'The last sync was dropped because it would have changed many people.'}
          confirmLabel="Sync Anyway"
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
          title={`Delete ${dialog.server.name}?`}
          consequence={`Its ${String(dialog.server.people)} users become local users and keep their devices, but have no password until you set one. Its ${String(dialog.server.groups)} groups become manual groups.`}
          confirmLabel="Delete server"
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
