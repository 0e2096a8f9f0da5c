// Notifications: what needs the administrator's attention, and who is mailed about it.
import { z } from 'zod';
import { shownTextSchema } from '../../locales/admin-texts.ts';
import { fieldKey } from '../field-texts.ts';
import {
  notificationComponentTypeSchema,
  notificationSeveritySchema,
  notificationStatusSchema,
  notificationTypeSchema,
} from '../../model/notification.ts';
import { done, listQuery, method, nothing, pageOf, recordId, timestamp } from '../method.ts';

export const notificationFilter = listQuery([
  'at',
  'severity',
  'type',
  'componentType',
  'component',
  'title',
  'status',
]).extend({
  severities: z.array(notificationSeveritySchema).optional(),
  types: z.array(notificationTypeSchema).optional(),
  componentTypes: z.array(notificationComponentTypeSchema).optional(),
  statuses: z.array(notificationStatusSchema).optional(),
});

export const notificationRow = z.strictObject({
  id: z.string(),
  /** When it was raised, grew worse or was over. */
  at: timestamp,
  severity: notificationSeveritySchema,
  type: notificationTypeSchema,
  componentType: notificationComponentTypeSchema,
  /** A name, or what the part is called. */
  component: shownTextSchema,
  title: shownTextSchema,
  /** What is wrong and what to do. */
  detail: shownTextSchema,
  /** Page of the console where it is mended. */
  page: z.string(),
  status: notificationStatusSchema,
  /** Who cleared it; absent if it is open or was over by itself. */
  clearedBy: z.string().optional(),
});
export type NotificationRow = z.infer<typeof notificationRow>;

const ticks = { critical: z.boolean(), warning: z.boolean(), information: z.boolean() };

/** Who is mailed about notifications of which severity. */
export const notificationMail = z.strictObject({
  enabled: z.boolean(),
  recipients: z
    .array(
      z.strictObject({ address: z.email().max(254), ...ticks }).refine(
        ({ critical, warning, information }) => critical || warning || information,
        // Below the address, where a form can show it.
        { message: fieldKey('fields.tickSeverity'), path: ['address'] },
      ),
    )
    .max(20)
    .superRefine((all, context) => {
      const addresses = all.map(({ address }) => address.toLowerCase());
      addresses.forEach((address, index) => {
        if (addresses.indexOf(address) === index) return;
        context.addIssue({ code: 'custom', message: fieldKey('fields.addressTwice'), path: [index, 'address'] });
      });
    }),
});
export type NotificationMail = z.infer<typeof notificationMail>;

export const notificationsApi = {
  'notifications.list': method(
    'Notifications with filters and search, newest first.',
    notificationFilter,
    pageOf(notificationRow),
    { reads: ['notifications'] },
  ),
  'notifications.summary': method(
    'How many notifications are open, and how many of these are critical.',
    nothing,
    z.strictObject({ open: z.number().int(), critical: z.number().int() }),
    { reads: ['notifications'] },
  ),
  'notifications.clear': method(
    'Clears notifications; one whose cause lasts comes back only when it grows worse.',
    z.strictObject({ ids: z.array(recordId).min(1).max(1000) }),
    z.strictObject({ cleared: z.number().int() }),
  ),
  'notificationMail.get': method('Who is mailed about notifications.', nothing, notificationMail, {
    reads: ['notifications'],
  }),
  'notificationMail.update': method('Sets who is mailed about notifications.', notificationMail, done),
};
