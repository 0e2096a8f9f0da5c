// Exports of the contract: what goes into each file, and that it was taken.
import type { exportsApi } from '../../../shared/ipc/office/exports.ts';
import { say } from '../../../shared/locales/admin-texts.ts';
import type { Handlers } from '../../../shared/ipc/method.ts';
import type { AuditCategory } from '../../../shared/model/audit.ts';
import { changesBetween, type Audit } from '../../office/audit.ts';
import type { Exports } from '../../office/exports.ts';
import { AppError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports.ts';
import { createAuditStore } from '../../db/stores/office/audit.ts';
import { createDeviceLogStore } from '../../db/stores/protocol/device-log.ts';
import { createDevicesStore } from '../../db/stores/protocol/devices.ts';
import { createNotificationsStore } from '../../db/stores/office/notifications.ts';
import { createUsersStore } from '../../db/stores/people/users.ts';
import { toAuditQuery } from './audit.ts';
import {
  auditCsvColumns,
  chosenColumns,
  deviceCsvColumns,
  logCsvColumns,
  notificationCsvColumns,
  userCsvColumns,
  type AuditLine,
} from './export-columns.ts';
import { toLogFilter } from '../devices/logs.ts';
import { toNotificationQuery } from './notifications.ts';
import { toUserQuery } from '../people/users.ts';

export interface ExportsHandlerDeps {
  readonly exports: Exports;
  readonly audit: Audit;
  readonly clock: Clock;
  /** Names of the custom attributes of people. */
  readonly attributes: () => Promise<readonly string[]>;
}

export const exportsHandlers = ({
  exports,
  audit,
  clock,
  attributes,
}: ExportsHandlerDeps): Handlers<typeof exportsApi> => {
  const recorder =
    (actor: string, category: AuditCategory, unmask?: { readonly reason: string }) =>
    (name: string): Promise<void> =>
      audit.record({
        actor,
        category,
        type: 'Export',
        name,
        activity: 'Exported',
        changes: changesBetween(
          undefined,
          unmask ? { 'Managed Apple IDs': 'Not masked', Reason: unmask.reason } : undefined,
        ),
      });

  return {
    'exports.users': async ({ columns, unmask, ids: only, ...filter }, { actor }) => ({
      taskId: exports.start({
        name: 'users',
        title: say('tasks.exportUsers'),
        columns: chosenColumns(userCsvColumns(unmask !== undefined, await attributes()), columns),
        record: recorder(actor, 'Users', unmask),
        read: (executor) => {
          const store = createUsersStore(executor);
          const now = clock.now();
          return {
            ids: () => store.ids({ ...toUserQuery(filter), ids: only }, now),
            rows: (ids: readonly string[]) => store.listedByIds(ids, now),
          };
        },
      }).id,
    }),

    'exports.devices': ({ columns, unmask, ...filter }, { actor }) => ({
      taskId: exports.start({
        name: 'devices',
        title: say('tasks.exportDevices'),
        columns: chosenColumns(deviceCsvColumns(unmask !== undefined), columns),
        record: recorder(actor, 'Devices', unmask),
        read: (executor) => {
          const store = createDevicesStore(executor);
          return { ids: () => store.ids(filter), rows: (ids: readonly string[]) => store.byIds(ids) };
        },
      }).id,
    }),

    'exports.logs': (filter, { actor }) => ({
      taskId: exports.start({
        name: 'device-log',
        title: say('tasks.exportDeviceLog'),
        columns: logCsvColumns,
        record: recorder(actor, 'Devices'),
        read: (executor) => {
          const store = createDeviceLogStore(executor);
          return {
            ids: () => store.ids(toLogFilter(filter), filter),
            rows: (ids: readonly number[]) => store.byIds(ids),
          };
        },
      }).id,
    }),

    'exports.audit': (filter, { actor }) => ({
      taskId: exports.start({
        name: 'audit-trail',
        title: say('tasks.exportAudit'),
        columns: auditCsvColumns,
        record: recorder(actor, 'Admin'),
        read: (executor) => {
          const store = createAuditStore(executor);
          return {
            ids: () => store.ids(toAuditQuery(filter)),
            rows: async (ids: readonly number[]) =>
              (await store.byIds(ids)).flatMap((entry): AuditLine[] =>
                entry.changes.length === 0
                  ? [{ entry, change: undefined }]
                  : entry.changes.map((change) => ({ entry, change })),
              ),
          };
        },
      }).id,
    }),

    'exports.notifications': (filter, { actor }) => ({
      taskId: exports.start({
        name: 'notifications',
        title: say('tasks.exportNotifications'),
        columns: notificationCsvColumns,
        record: recorder(actor, 'Admin'),
        read: (executor) => {
          const store = createNotificationsStore(executor);
          return {
            ids: () => store.ids(toNotificationQuery(filter)),
            rows: (ids: readonly string[]) => store.byIds(ids),
          };
        },
      }).id,
    }),

    'exports.list': () => exports.list(),

    async 'exports.read'({ id, offset }) {
      const { fileName } = exports.list().find((info) => info.id === id) ?? { fileName: '' };
      const { data, next } = await exports.read(id, offset);
      return { fileName, data: data.toString('base64'), ...(next !== undefined && { next }) };
    },

    async 'exports.delete'({ id }, { actor }) {
      const info = exports.list().find((other) => other.id === id);
      if (!info) throw new AppError('record.notFound', say('errors.exportGone'));
      // First the entry: no file goes without a trace.
      await audit.record({ actor, category: 'Admin', type: 'Export', name: info.fileName, activity: 'Deleted' });
      await exports.delete(id);
      return {};
    },
  };
};
