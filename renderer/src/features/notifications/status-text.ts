// How far a notification is, in words.
import type { NotificationRow } from '../../../../shared/ipc/notifications.ts';

const actorText: Readonly<Record<string, string>> = {
  console: 'an administrator',
  'command-line': 'the command line',
};

export const statusText = ({ status, severity, clearedBy }: NotificationRow): string => {
  if (status === 'Open') return 'Open';
  if (severity === 'Cleared') return 'Over';
  return clearedBy === undefined ? 'Cleared' : `Cleared by ${actorText[clearedBy] ?? clearedBy}`;
};
