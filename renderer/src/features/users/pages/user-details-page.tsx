// One person: what can be done, and the tabs.
import EditOutlined from '@mui/icons-material/EditOutlined';
import LinkOutlined from '@mui/icons-material/LinkOutlined';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useParams } from 'react-router';
import type { UserDetails } from '@shared/ipc/people/users.ts';
import { ErrorPanel } from '../../../components/error-panel.tsx';
import { InviteDialog } from '../../../parts/people/invite-dialog.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { PageLoading } from '../../../components/page-loading.tsx';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';
import { UserActions } from '../components/user-actions.tsx';
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

const UserPage = ({ user }: { readonly user: UserDetails }) => {
  const { t } = useTexts('users');
  const groups = useContractQuery('groups.list', { pageSize: 500 });
  const [dialog, setDialog] = useState<'none' | 'edit' | 'invite'>('none');
  const close = (): void => {
    setDialog('none');
  };
  const invite = (): void => {
    setDialog('invite');
  };

  return (
    <>
      <PageHeader
        title={user.displayName}
        copyable
        subtitle={user.email}
        back={{ to: '/users', label: t('title') }}
        actions={
          <>
            <UserActions user={user} groups={groups.data?.rows ?? []} />
            <Button
              variant="outlined"
              startIcon={<EditOutlined />}
              onClick={() => {
                setDialog('edit');
              }}
              disabled={groups.isPending}
            >
              {t('details.edit')}
            </Button>
            <Button variant="contained" startIcon={<LinkOutlined />} onClick={invite} disabled={!user.enabled}>
              {t('details.makeLink')}
            </Button>
          </>
        }
      />
      {!user.enabled && user.devices > 0 && (
        <Alert severity="warning" sx={{ mb: 2 }}>
          {t('details.stillManaged', { name: user.displayName, count: user.devices })}
        </Alert>
      )}
      <UserTabs user={user} onInvite={invite} />
      {dialog === 'edit' && <UserFormDialog user={user} groups={groups.data?.rows ?? []} onClose={close} />}
      {dialog === 'invite' && <InviteDialog person={user} onClose={close} />}
    </>
  );
};
