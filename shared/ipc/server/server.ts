// The server itself: address, listener, certificates, push, Apple Business Manager declarations, enrollment links.
import { z } from 'zod';
import { adminTextSchema, shownTextSchema } from '../../locales/admin-texts.ts';
import { fieldKey } from '../field-texts.ts';
import { deviceOwnerSchema } from '../../model/enrollment.ts';
import { deliveryStatusSchema, deliveryKindSchema } from '../../model/mail.ts';
import { done, method, nothing, recordId, timestamp } from '../method.ts';

const certificateSummary = z.strictObject({
  subject: z.string(),
  issuer: z.string(),
  serialNumber: z.string(),
  notBefore: timestamp,
  notAfter: timestamp,
  names: z.array(z.string()),
});

export const hostName = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/, fieldKey('fields.hostName'));

/** A domain that Apple can verify: never a single word. */
const publicDomain = hostName.regex(/\./, fieldKey('fields.domain'));

const serverName = z
  .string()
  .trim()
  .toLowerCase()
  .refine(
    (name) => hostName.safeParse(name).success || z.ipv6().safeParse(name).success,
    fieldKey('fields.serverName'),
  );

export const serverSettingsInput = z.strictObject({
  organizationName: z.string().trim().min(1, fieldKey('fields.required')).max(128),
  hostName,
  port: z.number().int().min(1).max(65535),
  /** Further names and IP addresses for the own listener certificate. */
  extraNames: z.array(serverName).max(20).default([]),
  /** How a device asks its person to sign in during account-driven enrollment. */
  signInMethod: z.enum(['apple-as-web', 'apple-oauth2']),
  /** Devices that a link brings to Device Enrollment say first what they are. */
  profileService: z.boolean().default(false),
  /** Days that raw property lists of the device log are kept. */
  rawLogDays: z.number().int().min(1).max(3650),
  /** Days that device log rows are kept. */
  logDays: z.number().int().min(1).max(3650),
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
  deviceCa: certificateSummary,
  push: z.strictObject({
    configured: z.boolean(),
    topic: z.string().optional(),
    certificate: certificateSummary.optional(),
    /** Present while pushes are paused, with what to do. */
    alarm: z.string().optional(),
    connection: z.enum(['none', 'connected', 'disconnected']),
  }),
  secrets: z.strictObject({ protection: z.enum(['operating-system', 'key-file']), note: z.string() }),
  dataFolder: z.string(),
  /** Present while the database file is known to be damaged, with what to do. */
  databaseProblem: z.string().optional(),
});
export type ServerState = z.infer<typeof serverState>;

/** What the admin declares until the connection to Apple answers instead. */
export const abmDeclaration = z.strictObject({
  accountConnected: z.boolean(),
  organizationName: z.string().trim().max(128).default(''),
  appsAndBooksConnected: z.boolean(),
  appsAndBooksSameOrganization: z.boolean(),
  /** Domains validated at Apple; Managed Apple IDs must lie in one of them or in its `appleid.` subdomain. */
  validatedDomains: z.array(hostName).max(50).default([]),
  federated: z.boolean(),
});
export type AbmDeclaration = z.infer<typeof abmDeclaration>;

const base64 = z.base64().max(200_000);
const pem = z.string().min(1).max(200_000);

export const checklistItem = z.strictObject({
  id: z.enum(['push', 'business-manager', 'apps-and-books', 'people', 'enrollment-setting', 'first-device']),
  title: adminTextSchema,
  why: adminTextSchema,
  state: z.enum(['open', 'done', 'warning']),
  detail: adminTextSchema,
});

export const serverApi = {
  'server.get': method('State of the listener, certificates and push.', nothing, serverState),
  'server.update': method(
    'Changes the server settings; the listener restarts when its address changes.',
    serverSettingsInput,
    done,
  ),
  'server.restartListener': method('Stops and starts the listener.', nothing, done),
  'server.importCertificate': method(
    'Uses an own certificate chain and key (PEM) for the listener.',
    z.strictObject({ chainPem: pem, keyPem: pem, passphrase: z.string().max(200).optional() }),
    z.strictObject({ warnings: z.array(adminTextSchema) }),
  ),
  'server.useOwnCertificate': method(
    'Returns to the certificate that Russet makes and renews by itself.',
    nothing,
    done,
  ),
  'server.checklist': method('What is set up and what is still to do.', nothing, z.array(checklistItem)),
  'push.import': method(
    'Installs the push certificate and key, as PEM or PKCS#12.',
    z.strictObject({
      pem: pem.optional(),
      pkcs12: base64.optional(),
      password: z.string().max(200).optional(),
      /** Accept another topic, knowing that every device must enroll again. */
      confirmTopicChange: z.boolean().optional(),
    }),
    z.strictObject({ topic: z.string(), notAfter: timestamp, warnings: z.array(adminTextSchema) }),
  ),
  'businessManager.get': method('What the admin declared about Apple Business Manager.', nothing, abmDeclaration),
  'businessManager.declare': method(
    'Declares the state of Apple Business Manager.',
    abmDeclaration.extend({ validatedDomains: z.array(publicDomain).max(50).default([]) }),
    done,
  ),
};

export const enrollmentApi = {
  'enrollment.invite': method(
    'Makes an enrollment link for a user; earlier links of that user stay valid until they expire.',
    z.strictObject({
      userId: recordId,
      validDays: z.number().int().min(1).max(90).default(7),
      /** Device Owner Settings; absent: the registration setting decides. */
      ownership: deviceOwnerSchema.optional(),
    }),
    z.strictObject({ id: z.string(), link: z.string(), expiresAt: timestamp }),
  ),
  'enrollment.invitations': method(
    'Links made for users, newest first. The link itself is shown only once.',
    z.strictObject({ userId: recordId.optional() }),
    z.array(
      z.strictObject({
        id: z.string(),
        userId: z.string(),
        userDisplayName: z.string(),
        createdAt: timestamp,
        expiresAt: timestamp,
        status: z.enum(['open', 'used', 'expired', 'withdrawn']),
        /** The newest mail with this link; absent for a link that was made without mail. */
        mail: z
          .strictObject({
            batchId: z.string().optional(),
            kind: deliveryKindSchema,
            status: deliveryStatusSchema,
            detail: shownTextSchema,
            address: z.string(),
            at: timestamp,
            reminders: z.number().int(),
          })
          .optional(),
      }),
    ),
  ),
  'enrollment.withdraw': method('Withdraws an enrollment link.', z.strictObject({ id: recordId }), done),
  'enrollment.domainFile': method(
    'The file that a mail domain serves for account-driven enrollment, with snippets for common web servers.',
    z.strictObject({ domain: hostName }),
    z.strictObject({
      path: z.string(),
      json: z.string(),
      redirectTarget: z.string(),
      snippets: z.array(z.strictObject({ name: z.string(), text: z.string() })),
    }),
  ),
  'enrollment.checkDomain': method(
    'Fetches the discovery file of a domain and says what is right and wrong with it.',
    z.strictObject({ domain: hostName }),
    z.strictObject({
      ok: z.boolean(),
      url: z.string(),
      checks: z.array(z.strictObject({ name: z.string(), ok: z.boolean(), detail: z.string() })),
    }),
  ),
};
