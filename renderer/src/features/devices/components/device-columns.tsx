// The columns of the device list. Ids are the contract's sort keys where a column can be sorted.
import Box from '@mui/material/Box';
import type { DeviceSummary } from '../../../../../shared/ipc/devices.ts';
import { enrollmentTypeLabel, ownershipLabel } from '../../../../../shared/model/enrollment.ts';
import type { DataListColumn } from '../../../components/data-list.tsx';
import { MaskedId } from '../../../components/masked-id.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { formatCount, notAvailable, yesNo } from '../../../lib/format.ts';
import { PlatformIcon, StateChip } from './device-chips.tsx';

export const deviceColumns: readonly DataListColumn<DeviceSummary>[] = [
  {
    id: 'name',
    label: 'Name',
    sortable: true,
    width: 165,
    flex: 3,
    render: (device) => (
      <Box
        component="span"
        sx={{ display: 'flex', alignItems: 'center', gap: 1, fontWeight: 600, minWidth: 0, width: '100%' }}
      >
        <PlatformIcon platform={device.platform} />
        <Box
          component="span"
          title={device.name}
          sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}
        >
          {device.name}
        </Box>
      </Box>
    ),
  },
  {
    id: 'email',
    label: 'Email Address',
    sortable: true,
    width: 140,
    flex: 4,
    render: (device) => device.email ?? notAvailable(),
  },
  {
    id: 'platform',
    label: 'OS',
    sortable: true,
    width: 105,
    flex: 1,
    render: (device) => `${device.platform} ${device.osVersion ?? ''}`.trim(),
  },
  {
    id: 'model',
    label: 'Device Type',
    sortable: true,
    width: 110,
    flex: 2,
    render: (device) => device.model ?? notAvailable(),
  },
  {
    id: 'state',
    label: 'Status',
    sortable: true,
    width: 170,
    render: (device) => <StateChip state={device.state} />,
  },
  {
    id: 'lastSeenAt',
    label: 'Last Check-In',
    sortable: true,
    width: 115,
    flex: 1,
    render: (device) => <TimeText at={device.lastSeenAt} missing="Never" />,
  },
  {
    id: 'enrollmentType',
    label: 'Enrollment Type',
    sortable: true,
    optional: true,
    width: 150,
    render: (device) => enrollmentTypeLabel[device.enrollmentType],
  },
  {
    id: 'userEnrollmentEnrolled',
    label: 'User Enrollment Enrolled',
    sortable: true,
    width: 130,
    flex: 1,
    render: (device) => yesNo(device.userEnrollmentEnrolled),
  },
  {
    id: 'managedAppleId',
    label: 'Managed Apple ID',
    sortable: true,
    optional: true,
    width: 220,
    render: (device) => <MaskedId value={device.managedAppleId} />,
  },
  {
    id: 'userDisplayName',
    label: 'User Display Name',
    sortable: true,
    optional: true,
    width: 160,
    render: (device) => device.userDisplayName ?? notAvailable(),
  },
  {
    id: 'ownership',
    label: 'Ownership',
    sortable: true,
    optional: true,
    width: 140,
    render: (device) => ownershipLabel[device.ownership],
  },
  {
    id: 'serialNumber',
    label: 'Serial Number',
    sortable: true,
    optional: true,
    width: 140,
    render: (device) => device.serialNumber ?? notAvailable(),
  },
  {
    id: 'supervised',
    label: 'Supervised',
    sortable: true,
    optional: true,
    width: 110,
    render: (device) => yesNo(device.supervised),
  },
  {
    id: 'enrolledAt',
    label: 'Enrolled',
    sortable: true,
    optional: true,
    width: 130,
    render: (device) => <TimeText at={device.enrolledAt} />,
  },
  {
    id: 'lastPushAt',
    label: 'Last Push',
    sortable: true,
    optional: true,
    width: 130,
    render: (device) => <TimeText at={device.lastPushAt} missing="Never" />,
  },
  {
    id: 'lastPushResult',
    label: 'Last Push Result',
    optional: true,
    width: 150,
    render: (device) => device.lastPushResult ?? notAvailable(),
  },
  {
    id: 'pendingCommands',
    label: 'Commands Waiting',
    sortable: true,
    optional: true,
    width: 150,
    align: 'right',
    render: (device) => formatCount(device.pendingCommands),
  },
];
