// The Logs tab: list, the dialog behind the eye, and the export.
import type { z } from 'zod';
import type { logDetails, logFilter, LogRow, logsApi } from '../../../shared/ipc/devices/logs.ts';
import type { Handlers } from '../../../shared/ipc/method.ts';
import { say } from '../../../shared/locales/admin-texts.ts';
import { maskManagedAppleId } from '../../../shared/model/managed-apple-id.ts';
import { AppError } from '../../core/errors.ts';
import type { CommandStore } from '../../db/stores/protocol/commands.ts';
import type { DeviceLogStore, LogListFilter, LogListRow } from '../../db/stores/protocol/device-log.ts';
import type { EnrollmentStore } from '../../db/stores/protocol/enrollments.ts';
import { explainError } from '../../mdm/command/error-chain.ts';

export interface LogsHandlerDeps {
  readonly log: DeviceLogStore;
  readonly commands: Pick<CommandStore, 'find'>;
  readonly enrollments: Pick<EnrollmentStore, 'find'>;
}

const channelOf = (row: LogListRow): LogRow['channel'] => (row.channelId.includes(':') ? 'user' : 'device');

const toRow = (row: LogListRow): LogRow => ({
  id: row.id,
  at: row.at,
  action: row.action,
  status: row.status,
  channel: channelOf(row),
  detail: row.detail,
});

/** The filter as the store asks it. */
export const toLogFilter = (input: z.output<typeof logFilter>): LogListFilter => ({
  enrollmentId: input.enrollmentId,
  actions: input.actions,
  statuses: input.statuses,
  from: input.from,
  to: input.to,
  search: input.search,
  hideIdle: input.hideIdle,
});

export const logsHandlers = ({ log, commands, enrollments }: LogsHandlerDeps): Handlers<typeof logsApi> => ({
  async 'logs.list'(input) {
    const { rows, total } = await log.list(toLogFilter(input), input);
    return { rows: rows.map(toRow), total };
  },

  async 'logs.get'({ id }): Promise<z.input<typeof logDetails>> {
    const entry = await log.get(id);
    if (!entry) throw new AppError('record.notFound', say('errors.logEntryGone'));
    const command = entry.commandUuid === undefined ? undefined : await commands.find(entry.commandUuid);
    const enrollment = await enrollments.find(entry.enrollmentId);
    return {
      ...toRow(entry),
      enrollmentId: entry.enrollmentId,
      managedAppleId: maskManagedAppleId(enrollment?.managedAppleId),
      channelId: entry.channelId,
      commandUuid: entry.commandUuid,
      queuedAt: command?.createdAt,
      sentAt: command?.sentAt,
      answeredAt: command?.doneAt,
      tries: command?.tries,
      request: entry.request ?? command?.redacted,
      response: entry.response,
      errors: entry.errors.map(({ domain, code, text }) => ({ domain, code, text, ...explainError(domain, code) })),
    };
  },
});
