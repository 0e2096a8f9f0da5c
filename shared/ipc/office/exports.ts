// Exports: CSV files made in the background, then fetched and deleted.
import { z } from 'zod';
import { fieldKey } from '../field-texts.ts';
import { auditFilter } from './audit.ts';
import { deviceFilter } from '../devices/devices.ts';
import { logFilter } from '../devices/logs.ts';
import { done, method, nothing, recordId, timestamp } from '../method.ts';
import { notificationFilter } from './notifications.ts';
import { startedTask } from './tasks.ts';
import { userFilter } from '../people/users.ts';

export const exportInfo = z.strictObject({
  id: z.string(),
  fileName: z.string(),
  rows: z.number().int(),
  bytes: z.number().int(),
  createdAt: timestamp,
});
export type ExportInfo = z.infer<typeof exportInfo>;

/** Which columns, by the ids of the list; absent: all there are. */
const columns = z.array(z.string().max(120)).min(1).max(300).optional();

const unmask = z
  .strictObject({
    /** Kept in the audit trail. */
    reason: z.string().trim().min(3, fieldKey('fields.exportReason')).max(500),
  })
  .optional();

/** Page and page size of the list do not matter: all pages are exported. */
const people = {
  columns,
  /** Write Managed Apple IDs unmasked, for a reason. */
  unmask,
};

const ref = z.strictObject({ id: recordId });

export const exportsApi = {
  'exports.users': method(
    'Exports the users of a list with its filters, search and order. Managed Apple ID and User Enrollment Enrolled are always in it.',
    userFilter.extend({
      ...people,
      /** Only these of them. */
      ids: z.array(recordId).min(1).max(10_000).optional(),
    }),
    startedTask,
  ),
  'exports.devices': method(
    'Exports the devices of a list with its filters, search and order. Managed Apple ID and User Enrollment Enrolled are always in it.',
    deviceFilter.extend(people),
    startedTask,
  ),
  'exports.logs': method('Exports the log of one device with its filters.', logFilter, startedTask),
  'exports.audit': method(
    'Exports the audit trail with its filters; one row for every change.',
    auditFilter,
    startedTask,
  ),
  'exports.notifications': method('Exports notifications with their filters.', notificationFilter, startedTask),
  'exports.list': method('Files that were exported and not deleted yet, newest first.', nothing, z.array(exportInfo), {
    reads: ['tasks'],
  }),
  'exports.read': method(
    'A piece of an exported file, in Base64, from a byte offset; `next` is absent at its end.',
    ref.extend({ offset: z.number().int().min(0).default(0) }),
    z.strictObject({ fileName: z.string(), data: z.string(), next: z.number().int().optional() }),
  ),
  'exports.delete': method('Deletes an exported file.', ref, done),
};
