// How far a notification is, in words.
import type { NotificationRow } from '@shared/ipc/office/notifications.ts';
import type { Texts } from '../../lib/texts.ts';

export const statusText = ({ status, severity, clearedBy }: NotificationRow, t: Texts<'notifications'>): string => {
  if (severity === 'Cleared') return t('over');
  if (status === 'Open' || clearedBy === undefined) return t(`status.${status}`);
  return t(clearedBy === 'command-line' ? 'clearedBy.commandLine' : 'clearedBy.console');
};
