// What became of a mail, as a chip.
import { deliveryStatusLabel, type DeliveryStatus } from '../../../shared/model/mail.ts';
import { StatusChip, type Tone } from './status-chip.tsx';

const tones: Readonly<Record<DeliveryStatus, Tone>> = {
  waiting: 'info',
  sending: 'info',
  sent: 'success',
  deferred: 'info',
  refused: 'error',
  failed: 'error',
  unknown: 'warning',
  'no-address': 'warning',
  disabled: 'warning',
  cancelled: 'neutral',
};

interface Props {
  readonly status: DeliveryStatus;
  /** More in a tooltip. */
  readonly hint?: string | undefined;
}

export const DeliveryChip = ({ status, hint }: Props) => (
  <StatusChip tone={tones[status]} label={deliveryStatusLabel[status]} hint={hint === '' ? undefined : hint} />
);
