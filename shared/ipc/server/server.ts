// The server itself: address, listener, certificates, and what is still to set up.
import { z } from 'zod';
import { adminTextSchema } from '../../locales/admin-texts.ts';
import { usualOutOfContactDays } from '../../model/attention.ts';
import { fieldKey } from '../field-texts.ts';
import { done, method, nothing, pemText, timestamp } from '../method.ts';
import { hostName } from './domain.ts';

const certificateSummary = z.strictObject({
  subject: z.string(),
  issuer: z.string(),
  serialNumber: z.string(),
  notBefore: timestamp,
  notAfter: timestamp,
  names: z.array(z.string()),
});

const serverName = z
  .string()
  .trim()
  .toLowerCase()
  .refine(
    (name) => hostName.safeParse(name).success || z.ipv6().safeParse(name).success,
    fieldKey('fields.serverName'),
  );

/** An address, or a network such as `10.0.0.0/8`. Not everybody: then a client could say it is anyone. */
const network = z
  .string()
  .trim()
  .refine(
    (text) =>
      [z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()].some((kind) => kind.safeParse(text).success) && !text.endsWith('/0'),
    fieldKey('fields.network'),
  );

export const serverSettingsInput = z.strictObject({
  organizationName: z.string().trim().min(1, fieldKey('fields.required')).max(128),
  hostName,
  port: z.number().int().min(1).max(65535),
  /** Further names and IP addresses for the own listener certificate. */
  extraNames: z.array(serverName).max(20).default([]),
  /** Addresses and networks of reverse proxies whose word about their clients counts. */
  trustedProxies: z.array(network).max(20).default([]),
  /** How a device asks its person to sign in during account-driven enrollment. */
  signInMethod: z.enum(['apple-as-web', 'apple-oauth2']),
  /** Devices that a link brings to Device Enrollment say first what they are. */
  profileService: z.boolean().default(false),
  /** Days that raw property lists of the device log are kept. */
  rawLogDays: z.number().int().min(1).max(3650),
  /** Days that device log rows are kept. */
  logDays: z.number().int().min(1).max(3650),
  /** Check-in interval: hours without a word after which a device is pushed. */
  checkInHours: z.number().int().min(1).max(168).default(4),
  /** Days without a word after which a device deserves attention. */
  outOfContactDays: z.number().int().min(1).max(365).default(usualOutOfContactDays),
  commandLineAccess: z.boolean(),
});

export const serverState = z.strictObject({
  version: z.string(),
  /** As stored: an earlier version took names that are refused now. */
  settings: serverSettingsInput.extend({ extraNames: z.array(z.string()) }),
  listener: z.strictObject({
    state: z.enum(['stopped', 'starting', 'listening', 'failed']),
    /** `https://name:port`, what devices use. */
    url: z.string(),
    addresses: z.array(z.string()),
    error: adminTextSchema.optional(),
    startedAt: timestamp.optional(),
  }),
  certificate: z.strictObject({
    source: z.enum(['own', 'imported']),
    leaf: certificateSummary,
    chain: z.array(z.string()),
    warnings: z.array(adminTextSchema),
    rootSha256: z.string().optional(),
  }),
  /** Office root and device CA; each has one that signs, and its predecessors, whose certificates count until they end. */
  authorities: z.array(
    z.strictObject({
      role: z.enum(['officeRoot', 'deviceCa']),
      inUse: z.boolean(),
      certificate: certificateSummary,
    }),
  ),
  push: z.strictObject({
    configured: z.boolean(),
    topic: z.string().optional(),
    certificate: certificateSummary.optional(),
    /** Present while pushes are paused, with what to do. */
    alarm: adminTextSchema.optional(),
    connection: z.enum(['none', 'connected', 'disconnected']),
  }),
  secrets: z.strictObject({ protection: z.enum(['operating-system', 'key-file']), note: adminTextSchema }),
  dataFolder: z.string(),
  /** Present while the database file is known to be damaged, with what to do. */
  databaseProblem: adminTextSchema.optional(),
});
export type ServerState = z.infer<typeof serverState>;

export const checklistItem = z.strictObject({
  id: z.enum([
    'office',
    'certificate',
    'push',
    'mail',
    'business-manager',
    'apps-and-books',
    'people',
    'enrollment-setting',
    'domain',
    'first-device',
  ]),
  title: adminTextSchema,
  why: adminTextSchema,
  state: z.enum(['open', 'done', 'warning']),
  detail: adminTextSchema,
});

export const serverApi = {
  'server.get': method('State of the listener, certificates and push.', nothing, serverState, { reads: ['server'] }),
  'server.update': method(
    'Changes the server settings; the listener restarts when its address changes.',
    serverSettingsInput,
    done,
  ),
  'server.restartListener': method('Stops and starts the listener.', nothing, done),
  'server.importCertificate': method(
    'Uses an own certificate chain and key (PEM) for the listener.',
    z.strictObject({ chainPem: pemText, keyPem: pemText, passphrase: z.string().max(200).optional() }),
    z.strictObject({ warnings: z.array(adminTextSchema) }),
  ),
  'server.useOwnCertificate': method(
    'Returns to the certificate that Russet makes and renews by itself.',
    nothing,
    done,
  ),
  'server.checklist': method('What is set up and what is still to do.', nothing, z.array(checklistItem), {
    reads: ['devices', 'users', 'userSettings', 'server', 'enrollment', 'mail'],
  }),
};
