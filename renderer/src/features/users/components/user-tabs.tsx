// The parts of a person's page: Devices, Groups, Attributes, User Information.
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { Link as RouterLink } from 'react-router';
import type { UserDetails } from '@shared/ipc/people/users.ts';
import { DefinitionList } from '../../../components/definition-list.tsx';
import { MaskedId } from '../../../parts/people/masked-id.tsx';
import { PageTabs } from '../../../components/page-tabs.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { SimpleTable, type SimpleColumn } from '../../../components/simple-table.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { notAvailable } from '../../../lib/format.ts';
import { type Texts, useTexts } from '../../../lib/texts.ts';
import { AttributesTab } from './attributes-tab.tsx';
import { EffectiveSettingsCard } from './effective-settings-card.tsx';
import { InvitationsCard } from './invitations-card.tsx';
import { PinInfo } from './pin-info.tsx';
import { RegistrationCard } from './registration-card.tsx';
import { SignInCard } from './sign-in-card.tsx';
import { EnabledChip, InviteStatusChip } from './user-chips.tsx';
import { UserDevices } from './user-devices.tsx';

const tabs = ['devices', 'groups', 'attributes', 'information'] as const;
type TabId = (typeof tabs)[number];

interface Props {
  readonly user: UserDetails;
  readonly onInvite: () => void;
}

const groupColumns = (t: Texts<'users'>): readonly SimpleColumn<UserDetails['groups'][number]>[] => [
  {
    label: t('field.userGroup'),
    render: (group) => (
      <Link component={RouterLink} to={`/user-groups/${encodeURIComponent(group.id)}`}>
        {group.name}
      </Link>
    ),
  },
];

const GroupsTab = ({ user }: { readonly user: UserDetails }) => {
  const { t } = useTexts('users');
  return (
    <Stack sx={{ gap: 1 }}>
      <Typography variant="body2" color="textSecondary">
        {t('everybody')}
      </Typography>
      {user.groups.length > 0 && (
        <SimpleTable
          label={t('tabs.groups')}
          columns={groupColumns(t)}
          rows={user.groups}
          rowId={(group) => group.id}
        />
      )}
    </Stack>
  );
};

const InformationTab = ({ user, onInvite }: Props) => {
  const { t } = useTexts('users');
  const hint = t('information.owned', { directory: user.directoryName ?? t('attributes.directory') });
  const ownedBy = (field: UserDetails['directoryOwns'][number]) => ({
    hint: user.directoryOwns.includes(field) ? hint : undefined,
  });
  return (
    <Stack sx={{ gap: 2 }}>
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: 'repeat(auto-fit, minmax(min(380px, 100%), 1fr))',
          alignItems: 'start',
        }}
      >
        <SectionCard title={t('tab.information')}>
          <DefinitionList
            columns={1}
            items={[
              { label: t('field.displayName'), value: user.displayName, ...ownedBy('displayName') },
              { label: t('field.firstName'), value: user.firstName, ...ownedBy('firstName') },
              { label: t('field.lastName'), value: user.lastName, ...ownedBy('lastName') },
              { label: t('field.email'), value: user.email, ...ownedBy('email') },
              { label: t('field.username'), value: user.username, ...ownedBy('username') },
              { label: t('field.managedAppleId'), value: <MaskedId value={user.managedAppleId} /> },
              {
                label: t('field.password'),
                value: user.hasPassword ? t('information.set') : t('information.notSet'),
                ...ownedBy('password'),
              },
              ...(user.hasPassword && user.source === 'local'
                ? [
                    {
                      label: t('field.passwordExpiration'),
                      value:
                        user.passwordExpiresAt === undefined ? (
                          t('model:passwordExpiration.never')
                        ) : (
                          <TimeText at={user.passwordExpiresAt} />
                        ),
                    },
                  ]
                : []),
              { label: t('information.locale'), value: user.locale ?? notAvailable(), ...ownedBy('locale') },
              { label: t('field.source'), value: t(`model:userSource.${user.source}`) },
              { label: t('field.sync'), value: t(`model:syncState.${user.sync}`) },
              ...(user.lastSyncedAt === undefined
                ? []
                : [{ label: t('information.lastSync'), value: <TimeText at={user.lastSyncedAt} /> }]),
              { label: t('field.enabled'), value: <EnabledChip enabled={user.enabled} />, ...ownedBy('enabled') },
              { label: t('field.inviteStatus'), value: <InviteStatusChip status={user.inviteStatus} /> },
              { label: t('field.added'), value: <TimeText at={user.createdAt} /> },
            ]}
          />
        </SectionCard>
        <SignInCard userId={user.id} name={user.displayName} />
      </Box>
      <PinInfo userId={user.id} name={user.displayName} />
      <InvitationsCard userId={user.id} onInvite={onInvite} canInvite={user.enabled} />
    </Stack>
  );
};

const panel = (tab: TabId, props: Props, t: Texts<'users'>): ReactNode => {
  switch (tab) {
    case 'devices':
      return (
        <Stack sx={{ gap: 2 }}>
          <SectionCard title={t('tab.devices')}>
            <UserDevices userId={props.user.id} />
          </SectionCard>
          <RegistrationCard user={props.user} />
          <EffectiveSettingsCard userId={props.user.id} />
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
  const { t } = useTexts('users');
  return (
    <PageTabs label={t('tabs.label')} tabs={tabs} labelOf={(tab) => t(`tab.${tab}`)}>
      {(tab) => panel(tab, props, t)}
    </PageTabs>
  );
};
