// States of a user as icon and word.
import MailOutlined from '@mui/icons-material/MailOutlined';
import { StatusChip, type Tone } from '../../../components/status-chip.tsx';
import { type InviteStatus, inviteStatusLabel } from '../../../../../shared/model/user.ts';

const inviteTone: Readonly<Record<InviteStatus, Tone>> = {
  completed: 'success',
  pending: 'info',
  expired: 'warning',
  'not-invited': 'neutral',
};

export const InviteStatusChip = ({ status }: { readonly status: InviteStatus }) => (
  <StatusChip
    tone={inviteTone[status]}
    label={inviteStatusLabel[status]}
    {...(status === 'pending' ? { icon: MailOutlined } : {})}
  />
);

export const EnabledChip = ({ enabled }: { readonly enabled: boolean }) => (
  <StatusChip tone={enabled ? 'success' : 'neutral'} label={enabled ? 'Yes' : 'No'} />
);
