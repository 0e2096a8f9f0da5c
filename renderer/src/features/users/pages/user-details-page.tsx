// One person: information, registration, devices, groups, enrollment links.
import EditOutlined from '@mui/icons-material/EditOutlined';
import LinkOutlined from '@mui/icons-material/LinkOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import { useSnackbar } from 'notistack';
import { useState } from 'react';
import { Link as RouterLink, useNavigate, useParams } from 'react-router';
import type { UserDetails } from '../../../../../shared/ipc/users.ts';
import { DefinitionList } from '../../../components/definition-list.tsx';
import { ErrorPanel } from '../../../components/error-panel.tsx';
import { InviteDialog } from '../../../components/invite-dialog.tsx';
import { MaskedId } from '../../../components/masked-id.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { PageLoading } from '../../../components/page-loading.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { toEnvelope } from '../../../lib/transport.ts';
import { DeleteUsersDialog } from '../components/delete-users-dialog.tsx';
import { DisableUsersDialog } from '../components/disable-users-dialog.tsx';
import { InviteButtons } from '../components/invite-buttons.tsx';
import { PinInfo } from '../components/pin-info.tsx';
import { InvitationsCard } from '../components/invitations-card.tsx';
import { RegistrationCard } from '../components/registration-card.tsx';
import { SignInCard } from '../components/sign-in-card.tsx';
import { EnabledChip, InviteStatusChip } from '../components/user-chips.tsx';
import { UserDevices } from '../components/user-devices.tsx';
import { UserFormDialog } from '../components/user-form-dialog.tsx';

const back = { to: '/users', label: 'Users' };

export const UserDetailsPage = () => {
  const { userId = '' } = useParams();
  const query = useContractQuery('users.get', { id: userId });
  if (query.data !== undefined) return <UserPage user={query.data} />;
  return (
    <>
      <PageHeader title="User" back={back} />
      {query.error === null ? <PageLoading /> : <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
    </>
  );
};

type OpenDialog = 'none' | 'edit' | 'invite' | 'disable' | 'delete';

const UserPage = ({ user }: { readonly user: UserDetails }) => {
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
        back={back}
        actions={
          <>
            {user.enabled && <InviteButtons ids={[user.id]} variant="outlined" />}
            <Button variant="contained" startIcon={<LinkOutlined />} onClick={open('invite')} disabled={!user.enabled}>
              Make enrollment link
            </Button>
            <Button variant="outlined" startIcon={<EditOutlined />} onClick={open('edit')} disabled={groups.isPending}>
              Edit
            </Button>
            {user.enabled ? (
              <Button onClick={open('disable')}>Disable</Button>
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
                Enable
              </Button>
            )}
            <Button color="error" onClick={open('delete')}>
              Delete
            </Button>
          </>
        }
      />
      <Stack sx={{ gap: 2 }}>
        <Box
          sx={{
            display: 'grid',
            gap: 2,
            gridTemplateColumns: 'repeat(auto-fit, minmax(380px, 1fr))',
            alignItems: 'start',
          }}
        >
          <SectionCard title="User Information">
            <DefinitionList
              columns={1}
              items={[
                { label: 'Display Name', value: user.displayName },
                { label: 'First Name', value: user.firstName },
                { label: 'Last Name', value: user.lastName },
                { label: 'E-mail', value: user.email },
                { label: 'Username', value: user.username },
                { label: 'Managed Apple ID', value: <MaskedId value={user.managedAppleId} /> },
                { label: 'Password', value: user.hasPassword ? 'Set' : 'Not set' },
                { label: 'Source', value: 'Local' },
                { label: 'Enabled', value: <EnabledChip enabled={user.enabled} /> },
                { label: 'Invite Status', value: <InviteStatusChip status={user.inviteStatus} /> },
                { label: 'Added', value: <TimeText at={user.createdAt} /> },
                {
                  label: 'User Groups',
                  value: user.groups.length === 0 ? 'All Users' : <GroupLinks groups={user.groups} />,
                },
              ]}
            />
          </SectionCard>
          <RegistrationCard user={user} />
          <SignInCard userId={user.id} name={user.displayName} />
        </Box>
        <SectionCard title="Devices">
          <UserDevices userId={user.id} />
        </SectionCard>
        <PinInfo userId={user.id} />
        <InvitationsCard userId={user.id} onInvite={open('invite')} canInvite={user.enabled} />
      </Stack>
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

const GroupLinks = ({ groups }: { readonly groups: UserDetails['groups'] }) =>
  groups.map((group, index) => (
    <span key={group.id}>
      {index > 0 && ', '}
      <Link component={RouterLink} to={`/user-groups/${encodeURIComponent(group.id)}`}>
        {group.name}
      </Link>
    </span>
  ));
