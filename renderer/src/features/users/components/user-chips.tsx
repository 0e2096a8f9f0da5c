// States of a user as icon and word.
import MailOutlined from '@mui/icons-material/MailOutlined';
import { StatusChip, type Tone } from '../../../components/status-chip.tsx';
import type { InviteStatus, PinStatus } from '@shared/model/user.ts';
import { useTexts } from '../../../lib/texts.ts';

const inviteTone: Readonly<Record<InviteStatus, Tone>> = {
  completed: 'success',
  pending: 'info',
  expired: 'warning',
  'not-invited': 'neutral',
};

export const InviteStatusChip = ({ status }: { readonly status: InviteStatus }) => {
  const { t } = useTexts('users');
  return (
    <StatusChip
      tone={inviteTone[status]}
      label={t(`model:inviteStatus.${status}`)}
      {...(status === 'pending' ? { icon: MailOutlined } : {})}
    />
  );
};

const pinTone: Readonly<Record<PinStatus, Tone>> = {
  none: 'neutral',
  valid: 'success',
  expired: 'warning',
  used: 'neutral',
  blocked: 'error',
};

export const PinStatusChip = ({ status }: { readonly status: PinStatus }) => {
  const { t } = useTexts('users');
  return <StatusChip tone={pinTone[status]} label={t(`model:pinStatus.${status}`)} />;
};

export const EnabledChip = ({ enabled }: { readonly enabled: boolean }) => {
  const { t } = useTexts('users');
  return <StatusChip tone={enabled ? 'success' : 'neutral'} label={enabled ? t('common:yes') : t('common:no')} />;
};
