// Ends everything that waits for an enrollment which ends or begins anew, and says so in its log.
import type { LogEntry } from '../../model/enrollment.ts';
import type { CommandQueue } from './store.ts';

interface Stores {
  readonly queue: Pick<CommandQueue, 'cancelAll'>;
  readonly log: { append(entry: LogEntry): Promise<void> };
}

/**
 * Cancels all open commands of an enrollment and its users, or of one of its channels. `why` goes to the log. Call
 * inside a transaction.
 */
export const cancelAllCommands = async (
  { queue, log }: Stores,
  enrollmentId: string,
  at: number,
  why: string,
  channelId?: string,
): Promise<void> => {
  for (const command of await queue.cancelAll(enrollmentId, at, channelId)) {
    await log.append({
      enrollmentId,
      channelId: command.channelId,
      at,
      action: command.logAction,
      status: 'Cancelled',
      detail: why,
      commandUuid: command.uuid,
    });
  }
};
