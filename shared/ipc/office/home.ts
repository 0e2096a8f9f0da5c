// The start page: where the office stands. Each number is the length of the list it opens.
import { z } from 'zod';
import { osVersionCount } from '../devices/devices.ts';
import { method, nothing, timestamp } from '../method.ts';
import { notificationRow } from './notifications.ts';

const figure = z.number().int();

export const overview = z.strictObject({
  /** Devices, not commands. */
  devices: z.strictObject({
    /** Every device that still takes commands, whatever its status. */
    enrolled: figure,
    active: figure,
    userEnrollment: figure,
    deviceEnrollment: figure,
    outOfContact: figure,
    pendingCommands: figure,
    waitingLong: figure,
    /** Asked in vain to renew their identity. */
    renewalFailed: figure,
    failedLastDay: figure,
    enrolledLastDay: figure,
    leftLastDay: figure,
  }),
  /** Days after which a device counts as out of contact. */
  outOfContactDays: figure,
  /** Regular contact with devices that can be pushed to. */
  contacts: z.strictObject({
    /** When the next device will have been silent for the check-in interval. */
    nextAt: timestamp.optional(),
    /** Devices that have been silent for longer: they are asked one after the other. */
    overdue: figure,
  }),
  /** Of active devices, newest first within a platform. */
  versions: z.array(osVersionCount),
  /** Enabled people. */
  people: z.strictObject({
    /** Invited, but no device of theirs has enrolled. */
    invited: figure,
    invitationExpired: figure,
    notInvited: figure,
    /** The newest mail to them did not arrive. */
    mailFailed: figure,
  }),
  notifications: z.strictObject({
    open: figure,
    /** The gravest of the open ones, at most five. */
    gravest: z.array(notificationRow),
  }),
});
export type Overview = z.infer<typeof overview>;

export const homeApi = {
  'home.overview': method(
    'What needs attention, what happened in the last day, and what there is.',
    nothing,
    overview,
    { reads: ['devices', 'logs', 'commands', 'users', 'enrollment', 'notifications'] },
  ),
};
