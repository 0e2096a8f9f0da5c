// The figures of the start page and the list that each opens.
import type { Overview } from '@shared/ipc/office/home.ts';

export interface Figure {
  readonly of: (overview: Overview) => number;
  /** The page of the list it counts. */
  readonly page: '/devices' | '/users';
  /** Search part of its address. */
  readonly query: string;
}

export const figures = {
  active: { of: ({ devices }) => devices.active, page: '/devices', query: 'status=active' },
  userEnrollment: { of: ({ devices }) => devices.userEnrollment, page: '/devices', query: 'status=active&type=user' },
  deviceEnrollment: {
    of: ({ devices }) => devices.deviceEnrollment,
    page: '/devices',
    query: 'status=active&type=device',
  },
  pendingCommands: { of: ({ devices }) => devices.pendingCommands, page: '/devices', query: 'attention=waiting' },
  failedLastDay: { of: ({ devices }) => devices.failedLastDay, page: '/devices', query: 'attention=failed' },
  outOfContact: { of: ({ devices }) => devices.outOfContact, page: '/devices', query: 'attention=no-contact' },
  waitingLong: { of: ({ devices }) => devices.waitingLong, page: '/devices', query: 'attention=waiting-long' },
  renewalFailed: { of: ({ devices }) => devices.renewalFailed, page: '/devices', query: 'attention=renewal' },
  enrolledLastDay: {
    of: ({ devices }) => devices.enrolledLastDay,
    page: '/devices',
    query: 'recent=enrolled&sort=-enrolledAt',
  },
  leftLastDay: { of: ({ devices }) => devices.leftLastDay, page: '/devices', query: 'recent=left&sort=-lastSeenAt' },
  invited: { of: ({ people }) => people.invited, page: '/users', query: 'invite=pending&enabled=yes' },
  notInvited: { of: ({ people }) => people.notInvited, page: '/users', query: 'invite=not-invited&enabled=yes' },
  invitationExpired: {
    of: ({ people }) => people.invitationExpired,
    page: '/users',
    query: 'invite=expired&enabled=yes',
  },
  mailFailed: { of: ({ people }) => people.mailFailed, page: '/users', query: 'mail=failed&enabled=yes' },
} as const satisfies Readonly<Record<string, Figure>>;

export type FigureId = keyof typeof figures;

/** The list that a figure counts. */
export const addressOf = (id: FigureId): string => `${figures[id].page}?${figures[id].query}`;
