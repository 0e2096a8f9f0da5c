// The line under a device's name: person, model, status, last check-in, type.
import Box from '@mui/material/Box';
import { enrollmentFlowLabel, enrollmentTypeLabel } from '../../../../../shared/model/enrollment.ts';
import type { DeviceDetails } from '../../../../../shared/ipc/devices.ts';
import BusinessCenterOutlined from '@mui/icons-material/BusinessCenterOutlined';
import PersonOutlined from '@mui/icons-material/PersonOutlined';
import { StatusChip } from '../../../components/status-chip.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { enrollmentTypeHint } from '../lib/device-words.ts';
import { PlatformIcon, StateChip } from './device-chips.tsx';

export const DeviceHeadline = ({ device }: { readonly device: DeviceDetails }) => (
  <Box sx={{ display: 'grid', gap: 1 }}>
    <span>
      {device.userDisplayName ?? 'No user'}
      {device.email !== undefined && ` · ${device.email}`}
    </span>
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1.5, rowGap: 0.5 }}>
      <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5 }}>
        <PlatformIcon platform={device.platform} />
        {device.model ?? device.platform}
      </Box>
      <StateChip state={device.state} explained />
      <StatusChip
        tone="neutral"
        icon={device.enrollmentType === 'user' ? PersonOutlined : BusinessCenterOutlined}
        label={enrollmentTypeLabel[device.enrollmentType]}
        hint={`${enrollmentFlowLabel[device.flow]}. ${enrollmentTypeHint[device.enrollmentType]}`}
      />
      <span>
        Last Check-in: <TimeText at={device.lastSeenAt} missing="never" />
      </span>
    </Box>
  </Box>
);
