// One person: what can be done, and the tabs.
import EditOutlined from '@mui/icons-material/EditOutlined';
import LinkOutlined from '@mui/icons-material/LinkOutlined';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { useSnackbar } from 'notistack';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { UserDetails } from '../../../../../shared/ipc/users.ts';
import { ErrorPanel } from '../../../components/error-panel.tsx';
import { InviteDialog } from '../../../components/invite-dialog.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { PageLoading } from '../../../components/page-loading.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';
import { toEnvelope } from '../../../lib/transport.ts';
import { DeleteUsersDialog } from '../components/delete-users-dialog.tsx';
import { DisableUsersDialog } from '../components/disable-users-dialog.tsx';
import { InviteButtons } from '../components/invite-buttons.tsx';
import { UserTabs } from '../components/user-tabs.tsx';
import { UserFormDialog } from '../components/user-form-dialog.tsx';

export const UserDetailsPage = () => {
  const { t } = useTexts('users');
  const { userId = '' } = useParams();
  const query = useContractQuery('users.get', { id: userId });
  if (query.data !== undefined) return <UserPage user={query.data} />;
  return (
    <>
      <PageHeader title={t('user')} back={{ to: '/users', label: t('title') }} />
      {query.error === null ? <PageLoading /> : <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
    </>
  );
};

type OpenDialog = 'none' | 'edit' | 'invite' | 'disable' | 'delete';

const UserPage = ({ user }: { readonly user: UserDetails }) => {
  const { t } = useTexts('users');
  const navigate = useNavigate();
  const { enqueueSnackbar } = useSnackbar();
  const groups = useContractQuery('groups.list', { pageSize: 500 });
  const enable = useContractMutation('users.setEnabled');
  const [dialog, setDialog] = useState<OpenDialog>('none');
  const close = (): void => {
    setDialog('none');
  };
  const open = (next: OpenDialog) => () => {
    setDialog(next);
  };

  return (
    <>
      <PageHeader
        title={user.displayName}
        subtitle={user.email}
        back={{ to: '/users', label: t('title') }}
        actions={
          <>
            {user.enabled && <InviteButtons ids={[user.id]} variant="outlined" />}
            <Button variant="contained" startIcon={<LinkOutlined />} onClick={open('invite')} disabled={!user.enabled}>
              {t('details.makeLink')}
            </Button>
            <Button variant="outlined" startIcon={<EditOutlined />} onClick={open('edit')} disabled={groups.isPending}>
              {t('details.edit')}
            </Button>
            {user.enabled ? (
              <Button onClick={open('disable')}>{t('disable.confirm')}</Button>
            ) : (
              <Button
                loading={enable.isPending}
                onClick={() => {
                  enable.mutate(
                    { ids: [user.id], enabled: true },
                    {
                      onError: (error) => {
                        enqueueSnackbar(toEnvelope(error).message, { variant: 'error' });
                      },
                    },
                  );
                }}
              >
                {t('details.enable')}
              </Button>
            )}
            <Button color="error" onClick={open('delete')}>
              {t('common:delete')}
            </Button>
          </>
        }
      />
      {!user.enabled && user.devices > 0 && (
        <Alert severity="warning" sx={{ mb: 2 }}>
          {t('details.stillManaged', { name: user.displayName, count: user.devices })}
        </Alert>
      )}
      <UserTabs user={user} onInvite={open('invite')} />
      {dialog === 'edit' && <UserFormDialog user={user} groups={groups.data?.rows ?? []} onClose={close} />}
      {dialog === 'invite' && <InviteDialog person={user} onClose={close} />}
      {dialog === 'disable' && <DisableUsersDialog people={[user]} onDone={close} onClose={close} />}
      {dialog === 'delete' && (
        <DeleteUsersDialog
          people={[user]}
          onClose={(remaining) => {
            close();
            if (remaining.length === 0) void navigate('/users');
          }}
        />
      )}
    </>
  );
};
