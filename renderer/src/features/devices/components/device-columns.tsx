// The columns of the device list. Ids are the contract's sort keys where a column can be sorted.
import Box from '@mui/material/Box';
import type { DeviceSummary } from '@shared/ipc/devices/devices.ts';
import type { DataListColumn } from '../../../components/data-list.tsx';
import { MaskedId } from '../../../parts/people/masked-id.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { formatCount, notAvailable, yesNo } from '../../../lib/format.ts';
import { type Texts, wordsOf } from '../../../lib/texts.ts';
import { PlatformIcon, StateChip } from './device-chips.tsx';

export const deviceColumns = (t: Texts<'devices'>): readonly DataListColumn<DeviceSummary>[] => [
  {
    id: 'name',
    label: t('column.name'),
    sortable: true,
    width: 180,
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
    label: t('column.email'),
    sortable: true,
    width: 125,
    flex: 4,
    render: (device) => device.email ?? notAvailable(),
  },
  {
    id: 'platform',
    label: t('column.os'),
    sortable: true,
    width: 105,
    render: (device) => `${device.platform} ${device.osVersion ?? ''}`.trim(),
  },
  {
    id: 'model',
    label: t('column.deviceType'),
    sortable: true,
    width: 105,
    flex: 2,
    render: (device) => device.model ?? notAvailable(),
  },
  {
    id: 'state',
    label: t('column.status'),
    sortable: true,
    width: 175,
    render: (device) => <StateChip state={device.state} />,
  },
  {
    id: 'lastSeenAt',
    label: t('column.lastCheckIn'),
    sortable: true,
    width: 132,
    render: (device) => <TimeText at={device.lastSeenAt} missing={t('never')} />,
  },
  {
    id: 'enrollmentType',
    label: t('column.enrollmentType'),
    sortable: true,
    optional: true,
    width: 150,
    render: (device) => t(`model:enrollmentType.${device.enrollmentType}`),
  },
  {
    id: 'userEnrollmentEnrolled',
    label: t('column.userEnrollmentEnrolled'),
    sortable: true,
    width: 150,
    render: (device) => yesNo(device.userEnrollmentEnrolled),
  },
  {
    id: 'managedAppleId',
    label: t('column.managedAppleId'),
    sortable: true,
    optional: true,
    width: 220,
    render: (device) => <MaskedId value={device.managedAppleId} />,
  },
  {
    id: 'userDisplayName',
    label: t('column.userDisplayName'),
    sortable: true,
    optional: true,
    width: 160,
    render: (device) => device.userDisplayName ?? notAvailable(),
  },
  {
    id: 'ownership',
    label: t('column.ownership'),
    sortable: true,
    optional: true,
    width: 140,
    render: (device) => t(`model:ownership.${device.ownership}`),
  },
  {
    id: 'serialNumber',
    label: t('column.serialNumber'),
    sortable: true,
    optional: true,
    width: 140,
    render: (device) => device.serialNumber ?? notAvailable(),
  },
  {
    id: 'supervised',
    label: t('column.supervised'),
    sortable: true,
    optional: true,
    width: 110,
    render: (device) => yesNo(device.supervised),
  },
  {
    id: 'enrolledAt',
    label: t('column.enrolled'),
    sortable: true,
    optional: true,
    width: 130,
    render: (device) => <TimeText at={device.enrolledAt} />,
  },
  {
    id: 'inventoryAt',
    label: t('column.inventory'),
    sortable: true,
    optional: true,
    width: 130,
    render: (device) => <TimeText at={device.inventoryAt} missing={t('never')} />,
  },
  {
    id: 'lastPushAt',
    label: t('column.lastPush'),
    sortable: true,
    optional: true,
    width: 130,
    render: (device) => <TimeText at={device.lastPushAt} missing={t('never')} />,
  },
  {
    id: 'lastPushResult',
    label: t('column.lastPushResult'),
    optional: true,
    width: 150,
    render: (device) => (device.lastPushResult === undefined ? notAvailable() : wordsOf(device.lastPushResult)),
  },
  {
    id: 'pendingCommands',
    label: t('column.commandsWaiting'),
    sortable: true,
    optional: true,
    width: 150,
    align: 'right',
    render: (device) => formatCount(device.pendingCommands),
  },
];
