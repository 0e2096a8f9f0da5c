// LDAP servers: where people come from, and which of them.
import { z } from 'zod';
import { adminTextSchema, shownTextSchema } from '../../locales/admin-texts.ts';
import { fieldKey } from '../field-texts.ts';
import { pemCertificates } from '../../pem.ts';
import {
  ldapItemKinds,
  ldapPresets,
  ldapReferrals,
  ldapScopes,
  ldapTypes,
  reservedAttributes,
} from '../../model/ldap.ts';
import { done, exportedFile, method, nothing, recordId, timestamp } from '../method.ts';

const ldapUrl = z
  .string()
  .trim()
  .max(300)
  .regex(
    /^ldaps?:\/\/(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(:0*([1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5]))?\/?$/,
    fieldKey('fields.ldapUrl'),
  );

const dn = z.string().trim().max(1000);
/** RFC 4512: letters, digits and hyphens; options may follow. */
const attribute = z
  .string()
  .trim()
  .regex(/^[A-Za-z][A-Za-z0-9.;-]{0,99}$/, fieldKey('fields.ldapAttribute'));
const optionalAttribute = z.union([z.literal(''), attribute]);
const filter = z.string().trim().min(1, fieldKey('fields.required')).max(2000);
const scope = z.enum(ldapScopes);

/** Page one of the wizard. */
export const ldapConnection = z.strictObject({
  name: z.string().trim().min(1, fieldKey('fields.required')).max(100),
  description: z.string().max(500).default(''),
  url: ldapUrl,
  startTls: z.boolean().default(false),
  /** Empty: anonymous. */
  bindDn: dn.default(''),
  /** Absent: the stored one stays. It is never given out. */
  password: z.string().max(500).optional(),
  type: z.enum(ldapTypes),
});

/** Page two. */
export const ldapOptions = z.strictObject({
  failoverUrl: z.union([z.literal(''), ldapUrl]).default(''),
  syncIntervalMinutes: z.number().int().min(5).max(10_080).default(15),
  discardEnabled: z.boolean().default(true),
  /** Share of the synced people that may change in one sync; of two or three people, one always may. */
  discardPercent: z.number().int().min(1).max(100).default(25),
  enabled: z.boolean().default(true),
  autoInvite: z.boolean().default(false),
  /** PEM, one certificate or several each. */
  caCertificates: z
    .array(
      z
        .string()
        .max(100_000)
        .refine((text) => pemCertificates(text).length > 0, fieldKey('fields.notPem')),
    )
    .max(20)
    .default([]),
  referrals: z.enum(ldapReferrals).default('ignore'),
  /** Seconds that the server has for each answer. */
  resultsTimeout: z.number().int().min(1).max(600).default(30),
  /** Entries per page. */
  resultsCount: z.number().int().min(1).max(1000).default(500),
});

const found = { baseDn: dn, scope, filter, guid: attribute };
const usersSearch = z.strictObject({
  ...found,
  uid: attribute,
  firstName: optionalAttribute,
  lastName: optionalAttribute,
  displayName: attribute,
  email: attribute,
  principal: optionalAttribute,
  locale: optionalAttribute,
  memberOf: optionalAttribute,
});
const namedSearch = z.strictObject({ ...found, name: attribute, description: optionalAttribute });

/** Page three. An empty base DN of users, groups or units means the one above. */
export const ldapSearch = z.strictObject({
  baseDn: dn.min(1, fieldKey('fields.required')),
  memberFormat: z.enum(['dn', 'uid']),
  users: usersSearch,
  groups: namedSearch,
  units: namedSearch,
  customAttributes: z
    .array(
      z.strictObject({
        name: z
          .string()
          .trim()
          .regex(/^[A-Za-z][A-Za-z0-9_]{0,39}$/, fieldKey('fields.attributeName'))
          .refine(
            (name) => !(reservedAttributes as readonly string[]).includes(name),
            fieldKey('fields.attributeReserved'),
          ),
        attribute,
      }),
    )
    .max(7)
    .default([])
    .superRefine((all, context) => {
      for (const [index, { name }] of all.entries()) {
        if (all.findIndex((other) => other.name === name) < index) {
          context.addIssue({ code: 'custom', path: [index, 'name'], message: fieldKey('fields.nameOnce') });
        }
      }
    }),
});

/** Page four. */
export const ldapManagedAppleId = z.strictObject({
  kind: z.enum(['none', 'email', 'upn']),
  appleidSubdomain: z.boolean().default(false),
});

/** Where to search and, where it is not the usual of the directory's type, what for. */
const ldapSearchInput = ldapSearch.extend({
  memberFormat: ldapSearch.shape.memberFormat.optional(),
  users: usersSearch.partial().prefault({}),
  groups: namedSearch.partial().prefault({}),
  units: namedSearch.partial().prefault({}),
});

const serverFields = z.strictObject({
  connection: ldapConnection,
  options: ldapOptions.prefault({}),
  search: ldapSearchInput,
  managedAppleId: ldapManagedAppleId.prefault({ kind: 'none' }),
});

const everywhere = { baseDn: '', scope: 'sub' } as const;

/** `usual` with what is given of it. */
const over = <T extends object>(usual: T, given: { readonly [K in keyof T]?: T[K] | undefined }): T => ({
  ...usual,
  ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
});

/** The given fields over those of the type's preset: what the wizard fills in, whoever calls need not say. */
const withPreset = <S extends z.output<typeof serverFields>>({ search, ...server }: S) => {
  const preset = ldapPresets[server.connection.type];
  return {
    ...server,
    search: {
      ...search,
      memberFormat: search.memberFormat ?? preset.memberFormat,
      users: over<z.output<typeof usersSearch>>({ ...everywhere, ...preset.users }, search.users),
      groups: over<z.output<typeof namedSearch>>({ ...everywhere, ...preset.groups }, search.groups),
      units: over<z.output<typeof namedSearch>>({ ...everywhere, ...preset.units }, search.units),
    },
  };
};

export const ldapServerInput = serverFields.transform(withPreset);
export type LdapServerInput = z.output<typeof ldapServerInput>;

export const ldapItem = z.strictObject({
  kind: z.enum(ldapItemKinds),
  externalId: z.string().min(1).max(300),
  dn: z.string().max(2000),
  name: z.string().max(300),
});
export type LdapItem = z.infer<typeof ldapItem>;

export const ldapHit = ldapItem.extend({
  /** E-mail address of a user, description of a group or unit, base DN of everybody. */
  detail: z.string(),
  /** What the rule makes of a user, masked. */
  managedAppleId: z.string().optional(),
  /** Why a user could not be taken in. */
  problem: adminTextSchema.optional(),
});
export type LdapHit = z.infer<typeof ldapHit>;

/** `attributes`: those of the directory that are missing or unusable. */
const outcome = z.strictObject({
  who: z.string(),
  reason: shownTextSchema,
  attributes: z.array(z.string()).optional(),
});

/** Outcome of a sync. Lists are cut at a thousand entries. */
export const ldapReport = z.strictObject({
  created: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  missing: z.number().int(),
  /** People disabled because the directory has them no more, and their devices that were asked to go. */
  disabled: z.number().int().optional(),
  retired: z.number().int().optional(),
  groups: z.number().int(),
  skipped: z.array(outcome),
  clashes: z.array(z.strictObject({ who: z.string(), managedAppleId: z.string(), heldBy: z.string() })),
  /** Why it failed or was dropped; what else the admin should know. */
  message: shownTextSchema.optional(),
});
export type LdapReport = z.infer<typeof ldapReport>;

export const ldapSyncStates = ['never', 'running', 'ok', 'failed', 'discarded', 'cancelled'] as const;

export const ldapSummary = z.strictObject({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  url: z.string(),
  type: z.enum(ldapTypes),
  enabled: z.boolean(),
  syncIntervalMinutes: z.number().int(),
  syncState: z.enum(ldapSyncStates),
  /** True if the last success is older than two intervals. */
  stale: z.boolean(),
  syncStartedAt: timestamp.optional(),
  syncEndedAt: timestamp.optional(),
  lastSuccessAt: timestamp.optional(),
  message: shownTextSchema.optional(),
  people: z.number().int(),
  /** Everybody who came from it, those without sync included. */
  origins: z.number().int(),
  groups: z.number().int(),
  selected: z.number().int(),
});
export type LdapSummary = z.infer<typeof ldapSummary>;

const ldapDetails = z.strictObject({
  summary: ldapSummary,
  connection: ldapConnection.omit({ password: true }),
  hasPassword: z.boolean(),
  options: ldapOptions,
  search: ldapSearch,
  managedAppleId: ldapManagedAppleId,
  selections: z.array(ldapItem),
  report: ldapReport.optional(),
});
export type LdapDetails = z.infer<typeof ldapDetails>;

const ref = z.strictObject({ id: recordId });
const started = z.strictObject({ taskId: z.string() });
const lookup = z.strictObject({ kind: z.enum(ldapItemKinds), text: z.string().max(200).default('') });

export const ldapApi = {
  'ldap.list': method('The LDAP servers and how their last sync went.', nothing, z.array(ldapSummary), {
    reads: ['ldap'],
  }),
  'ldap.get': method('One LDAP server with everything but its password.', ref, ldapDetails, { reads: ['ldap'] }),
  'ldap.test': method(
    'Connects and binds. Tells what is wrong, or the naming contexts. With an id, the stored password serves for the stored server.',
    z.strictObject({ id: recordId.optional(), connection: ldapConnection, options: ldapOptions.prefault({}) }),
    z.strictObject({
      ok: z.boolean(),
      /** What is wrong and what to do; or, if it works, what to think about. */
      message: adminTextSchema,
      namingContexts: z.array(z.string()),
      namingContext: z.string().optional(),
    }),
  ),
  'ldap.preview': method(
    'Searches with settings that are not stored yet.',
    lookup.extend({ id: recordId.optional(), server: ldapServerInput }),
    z.array(ldapHit),
  ),
  'ldap.search': method(
    'Searches users, groups or organizational units.',
    lookup.extend({ id: recordId }),
    z.array(ldapHit),
  ),
  'ldap.create': method('Adds an LDAP server. Nobody is synced before somebody is selected.', ldapServerInput, ref),
  'ldap.update': method('Changes an LDAP server.', serverFields.extend({ id: recordId }).transform(withPreset), done),
  'ldap.delete': method('Deletes an LDAP server; its people become local users, its groups manual ones.', ref, done),
  'ldap.select': method(
    'Adds users, groups or units to the sync and starts it; with `invite` the people who are new are invited.',
    z.strictObject({
      id: recordId,
      items: z.array(ldapItem).min(1).max(1000),
      invite: z.enum(['none', 'all']).default('none'),
    }),
    started,
  ),
  'ldap.deselect': method(
    'Takes users, groups or units out of the sync; their people stay, without sync from then on.',
    z.strictObject({
      id: recordId,
      items: z
        .array(ldapItem.pick({ kind: true, externalId: true }))
        .min(1)
        .max(1000),
    }),
    done,
  ),
  'ldap.syncNow': method(
    'Starts a sync. `acceptChanges` lets it change more people than the discard protection allows.',
    ref.extend({ acceptChanges: z.boolean().default(false) }),
    started,
  ),
  'ldap.reportCsv': method(
    'Who was skipped or clashed in the last sync, why, and which attributes are missing or unusable.',
    ref,
    exportedFile,
  ),
};
