// What became of a mail, as a chip.
import type { DeliveryStatus } from '@shared/model/mail.ts';
import { useTexts } from '../../lib/texts.ts';
import { StatusChip, type Tone } from '../../components/status-chip.tsx';

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

export const DeliveryChip = ({ status, hint }: Props) => {
  const { t } = useTexts('common');
  return (
    <StatusChip
      tone={tones[status]}
      label={t(`model:deliveryStatus.${status}`)}
      hint={hint === '' ? undefined : hint}
    />
  );
};
