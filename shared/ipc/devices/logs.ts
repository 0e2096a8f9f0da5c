// The log of a device: everything it said and was told.
import { z } from 'zod';
import { adminTextSchema } from '../../locales/admin-texts.ts';
import { logActionSchema, logStatusSchema } from '../../model/log.ts';
import { listQuery, method, pageOf, recordId, timestamp } from '../method.ts';

export const logFilter = listQuery(['at', 'action', 'status']).extend({
  enrollmentId: recordId,
  actions: z.array(logActionSchema).optional(),
  statuses: z.array(logStatusSchema).optional(),
  from: timestamp.optional(),
  to: timestamp.optional(),
  /** Leave out check-ins that had nothing to say. */
  hideIdle: z.boolean().optional(),
});

export const logRow = z.strictObject({
  id: z.number().int(),
  at: timestamp,
  action: logActionSchema,
  status: logStatusSchema,
  channel: z.enum(['device', 'user']),
  detail: z.string(),
});
export type LogRow = z.infer<typeof logRow>;

export const logDetails = logRow.extend({
  enrollmentId: z.string(),
  /** Masked. */
  managedAppleId: z.string().optional(),
  channelId: z.string(),
  commandUuid: z.string().optional(),
  queuedAt: timestamp.optional(),
  sentAt: timestamp.optional(),
  answeredAt: timestamp.optional(),
  tries: z.number().int().optional(),
  /** Property list with secrets removed; absent when retention has dropped it. */
  request: z.string().optional(),
  response: z.string().optional(),
  errors: z.array(
    z.strictObject({
      domain: z.string(),
      code: z.number().int(),
      /** The device's own text. */
      text: z.string(),
      meaning: adminTextSchema.optional(),
      remedy: adminTextSchema.optional(),
    }),
  ),
});
export type LogDetails = z.infer<typeof logDetails>;

export const logsApi = {
  'logs.list': method('Log rows of one device, newest first unless sorted otherwise.', logFilter, pageOf(logRow), {
    reads: ['logs', 'commands'],
    enrollment: 'enrollmentId',
  }),
  'logs.get': method(
    'One log entry with its redacted property lists and decoded errors.',
    z.strictObject({ id: z.number().int() }),
    logDetails,
    { reads: ['commands'] },
  ),
};
