// Entra ID User Source: the Microsoft tenant that people and groups come from.
import { z } from 'zod';
import { fieldKey } from '../field-texts.ts';
import { errorCodes, type ErrorCode } from '../../errors.ts';
import { shownTextSchema } from '../../locales/admin-texts.ts';
import { done, exportedFile, method, nothing, timestamp } from '../method.ts';
import { startedTask } from '../office/tasks.ts';

/** Microsoft writes these as GUIDs; domain names would do for some addresses, but tokens carry the GUID. */
const guid = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, fieldKey('fields.guid'));

const entraGroup = z.strictObject({ id: guid, name: z.string().max(256) });
export type EntraGroup = z.infer<typeof entraGroup>;

/** Who of the tenant is wanted; guests never are. Who is not is kept here without sync, and not disabled for it. */
export const entraFilter = z.strictObject({
  /** Only members of the chosen groups, those of groups inside them included. */
  membersOnly: z.boolean().default(false),
  /** Only accounts that may sign in; who is blocked in the tenant is disabled here all the same. */
  enabledOnly: z.boolean().default(false),
  /** Only accounts with a licence: rooms and shared mailboxes have none. */
  licensedOnly: z.boolean().default(false),
});
export type EntraFilter = z.infer<typeof entraFilter>;

export const entraSettings = z.strictObject({
  name: z.string().trim().min(1, fieldKey('fields.required')).max(64),
  tenantId: guid,
  clientId: guid,
  /** `Enable this Entra ID`: nothing is synced and nobody signs in with Microsoft before it is ticked. */
  enabled: z.boolean(),
  managedAppleId: z.enum(['none', 'email', 'upn']),
  appleidSubdomain: z.boolean(),
  /** Automatically invite users imported from Entra ID. */
  autoInvite: z.boolean(),
  syncMinutes: z
    .number()
    .int()
    .min(5)
    .max(24 * 60),
  /** When the client secret ends, as Entra ID showed it when it was made; Graph does not tell. */
  secretExpiresAt: timestamp.optional(),
  /** Groups that are taken over with their members. Graph filters by at most 50. */
  groups: z.array(entraGroup).max(50),
  filter: entraFilter.prefault({}),
  /** Further Graph properties, kept as attributes of the same name. */
  attributes: z.array(z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,120}$/, fieldKey('fields.graphProperty'))).max(30),
});
export type EntraSettings = z.infer<typeof entraSettings>;

const credential = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('secret'), secret: z.string().trim().min(1, fieldKey('fields.required')).max(500) }),
  /** Certificate and private key in PEM. */
  z.strictObject({ kind: z.literal('certificate'), pem: z.string().min(1, fieldKey('fields.required')).max(50_000) }),
]);

/** An absent credential keeps the stored one. */
export const entraInput = entraSettings.extend({ credential: credential.optional() });
export type EntraInput = z.infer<typeof entraInput>;

export const entraSyncState = z.strictObject({
  /** `discarded`: everything was read, but more people are gone than may be disabled without asking. */
  state: z.enum(['never', 'running', 'ok', 'failed', 'discarded', 'cancelled']),
  startedAt: timestamp.optional(),
  endedAt: timestamp.optional(),
  lastSuccessAt: timestamp.optional(),
  /** True if the last success is older than two intervals. */
  stale: z.boolean(),
  /** What came of the last sync. */
  text: shownTextSchema.optional(),
  /** How many people the last sync left out; their file is `entra.reportCsv`. */
  skipped: z.number().int(),
  /** People who were left out, clashes of Managed Apple IDs and the like. */
  details: z.array(shownTextSchema),
  error: z
    .strictObject({ code: z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]), message: shownTextSchema })
    .optional(),
});
export type EntraSyncState = z.infer<typeof entraSyncState>;

export const entraState = z.strictObject({
  /** Absent until a tenant was set up. */
  settings: entraSettings.optional(),
  /** The credential itself never leaves the core. */
  credential: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('secret') }),
      z.strictObject({
        kind: z.literal('certificate'),
        subject: z.string(),
        expiresAt: timestamp,
        /** SHA-1 in hex, as the Entra admin center shows it. */
        thumbprint: z.string(),
      }),
    ])
    .optional(),
  /** To be entered as redirect URI of the platform Web, for sign-in at enrollment. */
  redirectUri: z.string(),
  sync: entraSyncState,
});
export type EntraState = z.infer<typeof entraState>;

/** Up to twenty of them by name. */
const previewPart = z.strictObject({ count: z.number().int(), names: z.array(z.string()) });

export const entraPreview = z.strictObject({
  come: previewPart,
  stay: previewPart,
  /** Here now, and without sync after the next one. */
  go: previewPart,
  /** Wanted, but without e-mail address or the like. */
  unusable: previewPart,
});
export type EntraPreview = z.infer<typeof entraPreview>;

/** What a test or a search goes out with: the stored credential counts if none is given. */
const connection = z.strictObject({ tenantId: guid, clientId: guid, credential: credential.optional() });

export const entraApi = {
  'entra.get': method(
    'The Entra ID user source, without its credential, and the state of its sync.',
    nothing,
    entraState,
    { reads: ['entra'] },
  ),
  'entra.update': method('Sets up or changes the Entra ID user source.', entraInput, done),
  'entra.remove': method(
    'Forgets the Entra ID user source; its people become local users, its groups manual ones.',
    nothing,
    done,
  ),
  'entra.test': method(
    'Signs in to Microsoft with the given data and counts the users of the tenant.',
    connection,
    z.strictObject({ users: z.number().int() }),
  ),
  'entra.searchGroups': method(
    'Groups of the tenant whose name has a word that begins with the text; at most 50.',
    connection.extend({ search: z.string().trim().max(100) }),
    z.array(entraGroup.extend({ description: z.string() })),
  ),
  'entra.preview': method(
    'Who would come, stay and go with these groups and this filter; reads the whole tenant and changes nothing.',
    connection.extend({ groups: z.array(entraGroup).max(50), filter: entraFilter }),
    entraPreview,
  ),
  'entra.reportCsv': method(
    'Who was left out in the last sync, why, and which attributes are missing or unusable.',
    nothing,
    exportedFile,
  ),
  'entra.sync': method(
    'Syncs now; answers the task that runs if there is one already. With `everything` all people and groups are read again, not only what changed; `acceptChanges` lets it disable more gone people than allowed without asking.',
    z.strictObject({ everything: z.boolean().default(false), acceptChanges: z.boolean().default(false) }),
    startedTask,
  ),
};
