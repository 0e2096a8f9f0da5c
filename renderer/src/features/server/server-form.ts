// The server settings as two forms hold them. `server.update` takes all settings at once, so each form adds the rest.
import type { z } from 'zod';
import type { ServerState, serverSettingsInput } from '@shared/ipc/server/server.ts';
import { typedNumber } from '../../lib/contract-form.ts';

type Settings = z.input<typeof serverSettingsInput>;

export interface ListenerValues {
  organizationName: string;
  hostName: string;
  port: string;
  extraNames: string[];
  trustedProxies: string[];
  signInMethod: Settings['signInMethod'];
  profileService: boolean;
}

export interface RecordsValues {
  rawLogDays: string;
  logDays: string;
  commandLineAccess: boolean;
}

export interface ContactValues {
  checkInHours: string;
  outOfContactDays: string;
}

export const listenerFields = [
  'organizationName',
  'hostName',
  'port',
  'extraNames',
  'trustedProxies',
  'signInMethod',
  'profileService',
] as const satisfies readonly (keyof ListenerValues)[];

export const recordsFields = [
  'rawLogDays',
  'logDays',
  'commandLineAccess',
] as const satisfies readonly (keyof RecordsValues)[];

export const contactFields = ['checkInHours', 'outOfContactDays'] as const satisfies readonly (keyof ContactValues)[];

export const listenerFormOf = (settings: ServerState['settings']): ListenerValues => ({
  organizationName: settings.organizationName,
  hostName: settings.hostName,
  port: String(settings.port),
  extraNames: settings.extraNames,
  trustedProxies: settings.trustedProxies,
  signInMethod: settings.signInMethod,
  profileService: settings.profileService,
});

export const recordsFormOf = (settings: ServerState['settings']): RecordsValues => ({
  rawLogDays: String(settings.rawLogDays),
  logDays: String(settings.logDays),
  commandLineAccess: settings.commandLineAccess,
});

export const contactFormOf = (settings: ServerState['settings']): ContactValues => ({
  checkInHours: String(settings.checkInHours),
  outOfContactDays: String(settings.outOfContactDays),
});

export const withListener =
  (settings: ServerState['settings']) =>
  (values: ListenerValues): Settings => ({ ...settings, ...values, port: typedNumber(values.port) });

export const withRecords =
  (settings: ServerState['settings']) =>
  (values: RecordsValues): Settings => ({
    ...settings,
    commandLineAccess: values.commandLineAccess,
    rawLogDays: typedNumber(values.rawLogDays),
    logDays: typedNumber(values.logDays),
  });

export const withContact =
  (settings: ServerState['settings']) =>
  (values: ContactValues): Settings => ({
    ...settings,
    checkInHours: typedNumber(values.checkInHours),
    outOfContactDays: typedNumber(values.outOfContactDays),
  });

/** True when devices that are enrolled would look for the server at another address afterwards. */
export const movesServer = (settings: ServerState['settings'], values: ListenerValues): boolean =>
  settings.hostName !== values.hostName.trim().toLowerCase() || settings.port !== typedNumber(values.port);

const dayMs = 86_400_000;

/** How near the end a certificate is: `soon` from 30 days before. */
export const expiryState = (notAfter: number, now: number): 'fine' | 'soon' | 'past' =>
  notAfter <= now ? 'past' : notAfter - now <= 30 * dayMs ? 'soon' : 'fine';
