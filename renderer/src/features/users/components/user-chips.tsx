// States of a user as icon and word.
import MailOutlined from '@mui/icons-material/MailOutlined';
import { StatusChip, type Tone } from '../../../components/status-chip.tsx';
import {
  type InviteStatus,
  inviteStatusLabel,
  type PinStatus,
  pinStatusLabel,
} from '../../../../../shared/model/user.ts';

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

const pinTone: Readonly<Record<PinStatus, Tone>> = {
  none: 'neutral',
  valid: 'success',
  expired: 'warning',
  used: 'neutral',
  blocked: 'error',
};

export const PinStatusChip = ({ status }: { readonly status: PinStatus }) => (
  <StatusChip tone={pinTone[status]} label={pinStatusLabel[status]} />
);

export const EnabledChip = ({ enabled }: { readonly enabled: boolean }) => (
  <StatusChip tone={enabled ? 'success' : 'neutral'} label={enabled ? 'Yes' : 'No'} />
);
