// Words of the audit trail. A feature that records something new adds its type or activity here.
import { z } from 'zod';

export const auditCategories = ['Users', 'Devices', 'Admin'] as const;
export type AuditCategory = (typeof auditCategories)[number];
export const auditCategorySchema = z.enum(auditCategories);

/** What was changed. */
export const auditTypes = [
  'User',
  'User Group',
  'Saved Query',
  'User Setting',
  'Terms of Service',
  'Device Limit',
  'Invitation',
  'Registration PIN',
  'Message',
  'Sign-In',
  'Device',
  'Server',
  'Listener Certificate',
  'Push Certificate',
  'Apple Business Manager',
  'LDAP Server',
  'Entra ID',
  'Mail',
  'Notification',
  'Export',
] as const;
export type AuditType = (typeof auditTypes)[number];
export const auditTypeSchema = z.enum(auditTypes);

/** What was done to it. */
export const auditActivities = [
  'Added',
  'Changed',
  'Deleted',
  'Cleared',
  'Enabled',
  'Disabled',
  'Unlocked',
  'Imported',
  'Exported',
  'Viewed',
  'Invited',
  'Message Sent',
  'Withdrawn',
  'Synced',
  'Order Changed',
  'Restarted',
  'Signed In',
  'Sign-In Failed',
  'Enrolled',
  'Unenrolled',
  'Check-In',
  'Lock',
  'Clear Passcode',
  'Erase',
  'Retire',
  'Ownership',
  'Name',
  'Restart',
  'Shut Down',
  'Install Profile',
  'Remove Profile',
  'Command Cancelled',
] as const;
export type AuditActivity = (typeof auditActivities)[number];
export const auditActivitySchema = z.enum(auditActivities);
