// The severity of a notification.
import type { NotificationSeverity } from '@shared/model/notification.ts';
import { StatusChip, type Tone } from '../../../components/status-chip.tsx';
import { useTexts } from '../../../lib/texts.ts';

const tones: Readonly<Record<NotificationSeverity, Tone>> = {
  Critical: 'error',
  Warning: 'warning',
  Information: 'info',
  Cleared: 'success',
};

export const SeverityChip = ({ severity }: { readonly severity: NotificationSeverity }) => {
  const { t } = useTexts('notifications');
  return <StatusChip tone={tones[severity]} label={t(`severity.${severity}`)} />;
};
