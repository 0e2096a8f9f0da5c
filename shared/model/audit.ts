// Words of the audit trail. A feature that records something new adds its type or activity here.
import { z } from 'zod';
import words from '../locales/en/model.json' with { type: 'json' };

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
  'CA',
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
  'Requested',
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
  'Renewal Failed',
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

/** Names under which values are recorded; attributes that an office makes up itself are beside these. */
export type AuditAttribute = keyof typeof words.auditAttribute;
export const isAuditAttribute = (name: string): name is AuditAttribute => Object.hasOwn(words.auditAttribute, name);

/** Values of attributes that have few. */
export type AuditValue = keyof typeof words.auditValue;

/** Attributes whose values are words of ours; the values of all others stay as somebody typed them. */
const worded: readonly AuditAttribute[] = [
  'Account Connected',
  'Apple Enrollment Type',
  'Apps And Books Connected',
  'Apps And Books Same Organization',
  'Authentication',
  'Auto Invite',
  'Automatically invite users imported from Entra ID',
  'Command Line Access',
  'Credential',
  'Device Owner',
  'Discard Enabled',
  'Disallow Proximity Setup',
  'Enable this Entra ID',
  'Enabled',
  'Enrollment Type',
  'Federated',
  'Include "appleid" subdomain',
  'Include Macos',
  'Inventory',
  'Kind',
  'Managed Apple IDs',
  'Managed Apple Id Appleid Subdomain',
  'Only Accounts With a Licence',
  'Only Enabled Accounts',
  'Only Members of the Groups',
  'Ownership',
  'People Gone From Directory',
  'Pin Allow Request',
  'Preserve Data Plan',
  'Profile Service',
  'Registration Type',
  'Requested On',
  'Source',
  'Start Tls',
  'Status',
];

/** Whether a value recorded for an attribute is one of our words. */
export const isAuditValue = (attribute: string, value: string): value is AuditValue =>
  worded.some((name) => name === attribute) && Object.hasOwn(words.auditValue, value);
