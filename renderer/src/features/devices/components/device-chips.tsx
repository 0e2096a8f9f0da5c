// Small signs for a device.
import LaptopMacOutlined from '@mui/icons-material/LaptopMacOutlined';
import PhoneIphoneOutlined from '@mui/icons-material/PhoneIphoneOutlined';
import TabletMacOutlined from '@mui/icons-material/TabletMacOutlined';
import TvOutlined from '@mui/icons-material/TvOutlined';
import ViewInArOutlined from '@mui/icons-material/ViewInArOutlined';
import WatchOutlined from '@mui/icons-material/WatchOutlined';
import type { SvgIconComponent } from '@mui/icons-material';
import { memo } from 'react';
import type { EnrollmentState, Platform } from '@shared/model/enrollment.ts';
import type { LogStatus } from '@shared/model/log.ts';
import { StatusChip } from '../../../components/status-chip.tsx';
import { useTexts } from '../../../lib/texts.ts';
import { logTone, stateHint, stateTone } from '../lib/device-words.ts';

const platformIcon: Readonly<Record<Platform, SvgIconComponent>> = {
  iOS: PhoneIphoneOutlined,
  iPadOS: TabletMacOutlined,
  macOS: LaptopMacOutlined,
  tvOS: TvOutlined,
  visionOS: ViewInArOutlined,
  watchOS: WatchOutlined,
};

export const PlatformIcon = memo(({ platform }: { readonly platform: Platform }) => {
  const Icon = platformIcon[platform];
  return <Icon fontSize="small" color="action" aria-hidden />;
});
PlatformIcon.displayName = 'PlatformIcon';

interface StateChipProps {
  readonly state: EnrollmentState;
  /** With the explanation in a tooltip. */
  readonly explained?: boolean;
}

export const StateChip = ({ state, explained = false }: StateChipProps) => {
  const { t } = useTexts('devices');
  return (
    <StatusChip
      tone={stateTone[state]}
      label={t(`model:enrollmentState.${state}`)}
      hint={explained ? stateHint(state, t) : undefined}
    />
  );
};

export const LogStatusChip = ({ status }: { readonly status: LogStatus }) => {
  const { t } = useTexts('devices');
  return <StatusChip tone={logTone[status]} label={t(`model:logStatus.${status}`)} />;
};
