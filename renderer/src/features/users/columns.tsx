// Columns of the user list.
import type { UserSummary } from '@shared/ipc/people/users.ts';
import { lookUp } from '@shared/look-up.ts';
import { customAttributePrefix } from '@shared/rules/user-rules.ts';
import type { DataListColumn } from '../../components/data-list.tsx';
import { MaskedId } from '../../parts/people/masked-id.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { notAvailable } from '../../lib/format.ts';
import type { Texts } from '../../lib/texts.ts';
import { EnabledChip, InviteStatusChip, PinStatusChip } from './components/user-chips.tsx';
import { ViewPin } from './components/view-pin.tsx';
import type { Differing } from './differing.ts';

/** Everybody is in All Users; it is named only where there is no other group. */
const groupNames = (user: UserSummary, t: Texts<'users'>): string =>
  user.groups.length === 0 ? t('allUsers') : user.groups.map((group) => group.name).join(', ');

/**
 * `attributes` are the names of custom attributes; each has an optional column. A column that would say the same of
 * everybody is optional too.
 */
export const userColumns = (
  t: Texts<'users'>,
  attributes: readonly string[],
  differing: Differing,
): readonly DataListColumn<UserSummary>[] => [
  {
    id: 'displayName',
    label: t('field.displayName'),
    sortable: true,
    width: 130,
    flex: 1,
    render: (row) => row.displayName,
  },
  { id: 'email', label: t('field.email'), sortable: true, width: 136, flex: 1.3, render: (row) => row.email },
  {
    id: 'username',
    label: t('field.username'),
    sortable: true,
    optional: !differing.username,
    width: 116,
    flex: 1.3,
    render: (row) => row.username,
  },
  {
    id: 'groups',
    label: t('field.groups'),
    optional: !differing.groups,
    width: 96,
    flex: 1,
    render: (row) => groupNames(row, t),
  },
  {
    id: 'source',
    label: t('field.source'),
    optional: !differing.source,
    width: 88,
    render: (row) => t(`model:userSource.${row.source}`),
  },
  { id: 'sync', label: t('field.sync'), optional: true, width: 120, render: (row) => t(`model:syncState.${row.sync}`) },
  {
    id: 'inviteStatus',
    label: t('field.inviteStatus'),
    sortable: true,
    width: 150,
    render: (row) => <InviteStatusChip status={row.inviteStatus} />,
  },
  {
    id: 'managedAppleId',
    label: t('field.managedAppleId'),
    optional: true,
    width: 220,
    render: (row) => <MaskedId value={row.managedAppleId} />,
  },
  { id: 'devices', label: t('field.devices'), sortable: true, width: 76, align: 'right', render: (row) => row.devices },
  {
    id: 'enabled',
    label: t('field.enabled'),
    sortable: true,
    width: 84,
    render: (row) => <EnabledChip enabled={row.enabled} />,
  },
  {
    id: 'pin',
    label: t('field.registrationPin'),
    optional: true,
    width: 150,
    render: (row) => (row.pin.status === 'valid' ? <ViewPin userId={row.id} name={row.displayName} /> : notAvailable()),
  },
  {
    id: 'pinStatus',
    label: t('field.pinStatus'),
    optional: true,
    width: 110,
    render: (row) => (row.pin.status === 'none' ? notAvailable() : <PinStatusChip status={row.pin.status} />),
  },
  {
    id: 'pinIssued',
    label: t('field.pinIssued'),
    optional: true,
    width: 130,
    render: (row) => <TimeText at={row.pin.issuedAt} />,
  },
  {
    id: 'pinExpires',
    label: t('field.pinExpires'),
    optional: true,
    width: 130,
    render: (row) => <TimeText at={row.pin.expiresAt} />,
  },
  {
    id: 'createdAt',
    label: t('field.added'),
    sortable: true,
    optional: true,
    width: 130,
    render: (row) => <TimeText at={row.createdAt} />,
  },
  ...attributes.map((name): DataListColumn<UserSummary> => ({
    id: customAttributePrefix + name,
    label: name,
    optional: true,
    width: 140,
    render: (row) => lookUp(row.attributes, name) ?? notAvailable(),
  })),
];
