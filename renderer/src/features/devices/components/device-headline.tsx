// The line under a device's name: person, model, status, last check-in, type.
import Box from '@mui/material/Box';
import type { DeviceDetails } from '@shared/ipc/devices/devices.ts';
import BusinessCenterOutlined from '@mui/icons-material/BusinessCenterOutlined';
import PersonOutlined from '@mui/icons-material/PersonOutlined';
import { RichText } from '../../../components/rich-text.tsx';
import { StatusChip } from '../../../components/status-chip.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useNow } from '../../../lib/clock.ts';
import { useTexts } from '../../../lib/texts.ts';
import { PlatformIcon, StateChip } from './device-chips.tsx';

export const DeviceHeadline = ({ device }: { readonly device: DeviceDetails }) => {
  const { t } = useTexts('devices');
  const now = useNow();
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <span>
        {device.userDisplayName ?? t('headline.noUser')}
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
          label={t(`model:enrollmentType.${device.enrollmentType}`)}
          hint={`${t(`model:enrollmentFlow.${device.flow}`)}. ${t(`typeHint.${device.enrollmentType}`)}`}
        />
        <span>
          <RichText
            area="devices"
            text="headline.lastCheckIn"
            parts={{ time: <TimeText at={device.lastSeenAt} missing={t('neverInText')} /> }}
          />
        </span>
        {device.nextContactAt !== undefined && (
          <span>
            <RichText
              area="devices"
              text="headline.nextContact"
              parts={{ time: <TimeText at={Math.max(device.nextContactAt, now)} /> }}
            />
          </span>
        )}
      </Box>
    </Box>
  );
};
