// The parts of a person's page: Devices, Groups, Attributes, User Information. The open tab is part of the address.
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import Typography from '@mui/material/Typography';
import { type ReactNode, useId, useState } from 'react';
import { Link as RouterLink, useSearchParams } from 'react-router';
import type { UserDetails } from '../../../../../shared/ipc/users.ts';
import { syncStateLabel, userSourceLabel } from '../../../../../shared/model/user.ts';
import { DefinitionList } from '../../../components/definition-list.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { MaskedId } from '../../../components/masked-id.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { SimpleTable, type SimpleColumn } from '../../../components/simple-table.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { notAvailable } from '../../../lib/format.ts';
import { BulkDialog } from './bulk-dialog.tsx';
import { InvitationsCard } from './invitations-card.tsx';
import { PinInfo } from './pin-info.tsx';
import { RegistrationCard } from './registration-card.tsx';
import { SignInCard } from './sign-in-card.tsx';
import { EnabledChip, InviteStatusChip } from './user-chips.tsx';
import { UserDevices } from './user-devices.tsx';

const tabs = [
  { id: 'devices', label: 'Devices' },
  { id: 'groups', label: 'Groups' },
  { id: 'attributes', label: 'Attributes' },
  { id: 'information', label: 'User Information' },
] as const;
type TabId = (typeof tabs)[number]['id'];

interface Props {
  readonly user: UserDetails;
  readonly onInvite: () => void;
}

const groupColumns: readonly SimpleColumn<UserDetails['groups'][number]>[] = [
  {
    label: 'User Group',
    render: (group) => (
      <Link component={RouterLink} to={`/user-groups/${encodeURIComponent(group.id)}`}>
        {group.name}
      </Link>
    ),
  },
];

const GroupsTab = ({ user }: { readonly user: UserDetails }) => (
  <Stack sx={{ gap: 1 }}>
    <Typography variant="body2" color="textSecondary">
      Everybody is in All Users besides.
    </Typography>
    {user.groups.length > 0 && (
      <SimpleTable label="User groups" columns={groupColumns} rows={user.groups} rowId={(group) => group.id} />
    )}
  </Stack>
);

const attributeColumns: readonly SimpleColumn<readonly [string, string]>[] = [
  { label: 'Attribute', render: ([name]) => name },
  { label: 'Value', render: ([, value]) => value },
];

const AttributesTab = ({ user }: { readonly user: UserDetails }) => {
  const [kind, setKind] = useState<'set-attribute' | 'remove-attribute'>();
  const attributes = Object.entries(user.attributes);
  const close = (): void => {
    setKind(undefined);
  };
  return (
    <Stack sx={{ gap: 1.5 }}>
      {user.source === 'local' && (
        <Box sx={{ display: 'flex', gap: 1 }}>
          <Button
            variant="outlined"
            onClick={() => {
              setKind('set-attribute');
            }}
          >
            Assign Attribute
          </Button>
          {attributes.length > 0 && (
            <Button
              onClick={() => {
                setKind('remove-attribute');
              }}
            >
              Remove Attribute
            </Button>
          )}
        </Box>
      )}
      {attributes.length === 0 ? (
        <EmptyState
          title="No attributes"
          text="Custom attributes are assigned here, or come with an import from a CSV file or from a directory. Rules can ask for them."
        />
      ) : (
        <SimpleTable label="Attributes" columns={attributeColumns} rows={attributes} rowId={([name]) => name} />
      )}
      {kind !== undefined && (
        <BulkDialog kind={kind} people={{ ids: [user.id] }} groups={[]} onDone={close} onClose={close} />
      )}
    </Stack>
  );
};

const InformationTab = ({ user, onInvite }: Props) => (
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
            ...(user.hasPassword && user.source === 'local'
              ? [
                  {
                    label: 'Password Expiration',
                    value: user.passwordExpiresAt === undefined ? 'Never' : <TimeText at={user.passwordExpiresAt} />,
                  },
                ]
              : []),
            { label: 'Locale', value: user.locale ?? notAvailable() },
            { label: 'Source', value: userSourceLabel[user.source] },
            { label: 'Sync', value: syncStateLabel[user.sync] },
            ...(user.lastSyncedAt === undefined
              ? []
              : [{ label: 'Last Sync', value: <TimeText at={user.lastSyncedAt} /> }]),
            { label: 'Enabled', value: <EnabledChip enabled={user.enabled} /> },
            { label: 'Invite Status', value: <InviteStatusChip status={user.inviteStatus} /> },
            { label: 'Added', value: <TimeText at={user.createdAt} /> },
          ]}
        />
      </SectionCard>
      <SignInCard userId={user.id} name={user.displayName} />
    </Box>
    <PinInfo userId={user.id} name={user.displayName} />
    <InvitationsCard userId={user.id} onInvite={onInvite} canInvite={user.enabled} />
  </Stack>
);

const panel = (tab: TabId, props: Props): ReactNode => {
  switch (tab) {
    case 'devices':
      return (
        <Stack sx={{ gap: 2 }}>
          <SectionCard title="Devices">
            <UserDevices userId={props.user.id} />
          </SectionCard>
          <RegistrationCard user={props.user} />
        </Stack>
      );
    case 'groups':
      return <GroupsTab user={props.user} />;
    case 'attributes':
      return <AttributesTab user={props.user} />;
    case 'information':
      return <InformationTab {...props} />;
  }
};

export const UserTabs = (props: Props) => {
  const id = useId();
  const [params] = useSearchParams();
  const tab = tabs.find((candidate) => candidate.id === params.get('tab'))?.id ?? 'devices';
  return (
    <>
      <Tabs value={tab} aria-label="Parts of the user" sx={{ borderBottom: 1, borderColor: 'divider', mb: 2 }}>
        {tabs.map((entry) => (
          <Tab
            key={entry.id}
            value={entry.id}
            label={entry.label}
            id={`${id}-${entry.id}`}
            aria-controls={`${id}-panel`}
            component={RouterLink}
            to={{ search: entry.id === 'devices' ? '' : `?tab=${entry.id}` }}
            replace
          />
        ))}
      </Tabs>
      <Box role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${tab}`}>
        {panel(tab, props)}
      </Box>
    </>
  );
};
