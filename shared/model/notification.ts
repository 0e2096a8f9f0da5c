// Words of notifications. A feature that raises something new adds its type or component here.
import { z } from 'zod';

/** `Cleared`: what was wrong is over. */
export const notificationSeverities = ['Critical', 'Warning', 'Information', 'Cleared'] as const;
export const notificationSeveritySchema = z.enum(notificationSeverities);
export type NotificationSeverity = z.infer<typeof notificationSeveritySchema>;

export const notificationTypes = [
  'Expiration',
  'Data Sync',
  'Server Authentication Error',
  'Program Error',
  'Device Enrollment',
] as const;
export const notificationTypeSchema = z.enum(notificationTypes);
export type NotificationType = z.infer<typeof notificationTypeSchema>;

export const notificationComponentTypes = [
  'LDAP',
  'Entra ID',
  'Push Certificate',
  'Listener Certificate',
  'CA',
  'Mail Server',
  'Device',
  'Russet',
] as const;
export const notificationComponentTypeSchema = z.enum(notificationComponentTypes);
export type NotificationComponentType = z.infer<typeof notificationComponentTypeSchema>;

/** `Open` until an administrator clears it or what was wrong is over. */
export const notificationStatuses = ['Open', 'Cleared'] as const;
export const notificationStatusSchema = z.enum(notificationStatuses);
export type NotificationStatus = z.infer<typeof notificationStatusSchema>;
