// Columns of the user list.
import type { UserSummary } from '../../../../shared/ipc/users.ts';
import { syncStateLabel, userSourceLabel } from '../../../../shared/model/user.ts';
import type { DataListColumn } from '../../components/data-list.tsx';
import { MaskedId } from '../../components/masked-id.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { notAvailable } from '../../lib/format.ts';
import { EnabledChip, InviteStatusChip, PinStatusChip } from './components/user-chips.tsx';
import { ViewPin } from './components/view-pin.tsx';

/** Everybody is in All Users; it is named only where there is no other group. */
const groupNames = (user: UserSummary): string =>
  user.groups.length === 0 ? 'All Users' : user.groups.map((group) => group.name).join(', ');

export const userColumns: readonly DataListColumn<UserSummary>[] = [
  { id: 'displayName', label: 'Display Name', sortable: true, width: 120, flex: 1, render: (row) => row.displayName },
  { id: 'email', label: 'E-mail', sortable: true, width: 156, flex: 1.3, render: (row) => row.email },
  { id: 'username', label: 'Username', sortable: true, width: 150, flex: 1.3, render: (row) => row.username },
  {
    id: 'groups',
    label: 'Groups',
    width: 110,
    flex: 1,
    render: (row) => groupNames(row),
  },
  { id: 'source', label: 'Source', width: 74, render: (row) => userSourceLabel[row.source] },
  { id: 'sync', label: 'Sync', optional: true, width: 120, render: (row) => syncStateLabel[row.sync] },
  {
    id: 'inviteStatus',
    label: 'Invite Status',
    sortable: true,
    width: 130,
    render: (row) => <InviteStatusChip status={row.inviteStatus} />,
  },
  {
    id: 'managedAppleId',
    label: 'Managed Apple ID',
    optional: true,
    width: 220,
    render: (row) => <MaskedId value={row.managedAppleId} />,
  },
  { id: 'devices', label: 'Devices', sortable: true, width: 84, align: 'right', render: (row) => row.devices },
  {
    id: 'enabled',
    label: 'Enabled',
    sortable: true,
    width: 90,
    render: (row) => <EnabledChip enabled={row.enabled} />,
  },
  {
    id: 'pin',
    label: 'REGISTRATION PIN',
    optional: true,
    width: 150,
    render: (row) => (row.pin.status === 'valid' ? <ViewPin userId={row.id} name={row.displayName} /> : notAvailable()),
  },
  {
    id: 'pinStatus',
    label: 'PIN Status',
    optional: true,
    width: 110,
    render: (row) => (row.pin.status === 'none' ? notAvailable() : <PinStatusChip status={row.pin.status} />),
  },
  {
    id: 'pinIssued',
    label: 'PIN Issued',
    optional: true,
    width: 130,
    render: (row) => <TimeText at={row.pin.issuedAt} />,
  },
  {
    id: 'pinExpires',
    label: 'PIN Expires',
    optional: true,
    width: 130,
    render: (row) => <TimeText at={row.pin.expiresAt} />,
  },
  {
    id: 'createdAt',
    label: 'Added',
    sortable: true,
    optional: true,
    width: 130,
    render: (row) => <TimeText at={row.createdAt} />,
  },
];
