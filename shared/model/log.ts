// Actions and statuses of the device log. One action per message type and per command.
import { z } from 'zod';

export const logActions = [
  'Authenticate',
  'Token Update',
  'Checkout',
  'Idle',
  'Set Bootstrap Token',
  'Get Bootstrap Token',
  'User Authenticate',
  'Get Token',
  'Declarative Management',
  'Device Information',
  'Security Information',
  'Installed Application List',
  'Managed Application List',
  'Profile List',
  'Certificate List',
  'Install Profile',
  'Remove Profile',
  'Device Lock',
  'Clear Passcode',
  'Erase Device',
  'Device Name',
  'Settings',
  'Restart',
  'Shut Down',
  'Push Sent',
  'Push Failed',
  'Enrollment Decision',
  'Enrollment Profile',
  'Certificate Issued',
  'Certificate Renewed',
  'Unknown Message',
] as const;
export type LogAction = (typeof logActions)[number];
export const logActionSchema = z.enum(logActions);

export const logStatuses = [
  'Received',
  'Rejected',
  'Queued',
  'Sent',
  'Acknowledged',
  'Not Now',
  'Error',
  'Cancelled',
  'Expired',
  'Accepted',
  'Failed',
] as const;
export type LogStatus = (typeof logStatuses)[number];
export const logStatusSchema = z.enum(logStatuses);

/** Enrollment ID under which messages are logged that belong to no known enrollment. */
export const unknownDevice = '-';
