// Where people come from, in domain and console words.
import { z } from 'zod';
import words from '../locales/en/model.json' with { type: 'json' };

export const userSources = ['local', 'ldap', 'entra'] as const;
export type UserSource = (typeof userSources)[number];
export const userSourceSchema = z.enum(userSources);
export const userSourceLabel: Readonly<Record<UserSource, string>> = words.userSource;

/** How a person hangs together with a directory; `none` for people of this office alone. */
export const syncStates = ['direct', 'indirect', 'no-sync', 'none'] as const;
export type SyncState = (typeof syncStates)[number];
export const syncStateSchema = z.enum(syncStates);
export const syncStateLabel: Readonly<Record<SyncState, string>> = words.syncState;

export const inviteStatuses = ['not-invited', 'pending', 'completed', 'expired'] as const;
export type InviteStatus = (typeof inviteStatuses)[number];
export const inviteStatusSchema = z.enum(inviteStatuses);
export const inviteStatusLabel: Readonly<Record<InviteStatus, string>> = words.inviteStatus;

export const pinStatuses = ['none', 'valid', 'expired', 'used', 'blocked'] as const;
export type PinStatus = (typeof pinStatuses)[number];
export const pinStatusSchema = z.enum(pinStatuses);
export const pinStatusLabel: Readonly<Record<PinStatus, string>> = words.pinStatus;

/** Whether a password expires some day. */
export const passwordExpirations = ['expires', 'never'] as const;
export const passwordExpirationSchema = z.enum(passwordExpirations);

/** Display name made of the names, at most 128 characters. */
export const displayNameOf = (firstName: string, lastName: string): string =>
  `${firstName.trim()} ${lastName.trim()}`.trim().slice(0, 128);
