// The table of office-wide settings: key, schema, default and meaning. docs/reference/settings.md is generated from it.
import { z } from 'zod';
import { mailServer } from '../../shared/ipc/office/mail.ts';
import { notificationMail } from '../../shared/ipc/office/notifications.ts';
import { appearanceSchema, languageChoiceSchema, listArrangementsSchema } from '../../shared/ipc/office/preferences.ts';
import { abmDeclaration } from '../../shared/ipc/apple/business-manager.ts';
import { serverSettingsInput } from '../../shared/ipc/server/server.ts';
import { usualOutOfContactDays } from '../../shared/model/attention.ts';
import { languages } from '../../shared/locales/text-keys.ts';

interface SettingDefinition<S extends z.ZodType> {
  readonly schema: S;
  readonly initial: z.output<S>;
  /** For the reference page. */
  readonly summary: string;
}

const setting = <S extends z.ZodType>(schema: S, initial: z.output<S>, summary: string): SettingDefinition<S> => ({
  schema,
  initial,
  summary,
});

const fields = serverSettingsInput.shape;

/** What the office is called until somebody names it. */
export const unnamedOffice = 'My Office';

/** How many mail domains are remembered with the outcome of their last check. */
export const maxDomainChecks = 50;

export const settingDefinitions = {
  organizationName: setting(
    fields.organizationName,
    unnamedOffice,
    'Name of the office, shown on enrollment pages and in profiles.',
  ),
  hostName: setting(
    z.union([z.literal(''), fields.hostName]),
    '',
    'Name that devices use to reach this server. Empty: the name of this computer.',
  ),
  port: setting(fields.port, 8443, 'TCP port of the listener.'),
  extraNames: setting(
    z.array(z.string().min(1).max(253)).max(20),
    [],
    'Further names and IP addresses in the listener certificate that Russet makes.',
  ),
  trustedProxies: setting(
    fields.trustedProxies,
    [],
    'Addresses and networks of reverse proxies whose word about their clients counts (X-Forwarded-For, Forwarded).',
  ),
  signInMethod: setting(
    fields.signInMethod,
    'apple-as-web',
    'How a device asks its person to sign in during account-driven enrollment.',
  ),
  profileService: setting(
    z.boolean(),
    false,
    'Whether devices that a link brings to Device Enrollment say first, signed by Apple, what they are (Profile Service).',
  ),
  rawLogDays: setting(fields.rawLogDays, 30, 'Days that the property lists of the device log are kept.'),
  logDays: setting(fields.logDays, 365, 'Days that the rows of the device log are kept.'),
  checkInHours: setting(
    fields.checkInHours,
    4,
    'Check-in interval: hours without a word after which a device is asked by push to check in.',
  ),
  outOfContactDays: setting(
    fields.outOfContactDays,
    usualOutOfContactDays,
    'Days without a word after which a device counts as out of contact and deserves attention.',
  ),
  commandLineAccess: setting(
    fields.commandLineAccess,
    false,
    'Whether the desktop app lets the `russet` command in. A headless server always does.',
  ),
  businessManager: setting(
    abmDeclaration,
    {
      accountConnected: false,
      organizationName: '',
      appsAndBooksConnected: false,
      appsAndBooksSameOrganization: false,
      validatedDomains: [],
      federated: false,
    },
    'What the administrator declared about Apple Business Manager.',
  ),
  domainChecks: setting(
    z
      .array(z.strictObject({ domain: z.string(), origin: z.string(), ok: z.boolean(), at: z.number() }))
      .max(maxDomainChecks),
    [],
    'What the last check of each mail domain found, and for which address of this server; newest first.',
  ),
  mailServer: setting(
    mailServer.nullable(),
    null,
    'The mail server of the office without its password, which is kept among the secrets.',
  ),
  mailLanguage: setting(
    z.enum(languages).nullable(),
    null,
    'Language of mails to people whose locale is not known or names a language that Russet does not speak.',
  ),
  notificationMail: setting(
    notificationMail,
    { enabled: false, recipients: [] },
    'Who is mailed about notifications of which severity.',
  ),
  consoleLanguage: setting(languageChoiceSchema, 'system', 'Language of the console; `system`: that of the computer.'),
  consoleAppearance: setting(
    appearanceSchema,
    'system',
    'Whether the console is light or dark; `system`: as the computer.',
  ),
  consoleLists: setting(
    listArrangementsSchema,
    {},
    'Columns, filters and named views of the lists as the admin arranged them.',
  ),
  enrollmentProfileIdentifier: setting(
    z.string().min(1).max(200),
    'russet.enrollment',
    'PayloadIdentifier of enrollment profiles. Fixed once devices are enrolled: RemoveProfile names it.',
  ),
} as const;

export type SettingKey = keyof typeof settingDefinitions;
export type SettingValue<K extends SettingKey> = z.output<(typeof settingDefinitions)[K]['schema']>;
export type Settings = { readonly [K in SettingKey]: SettingValue<K> };

export const settingKeys = Object.keys(settingDefinitions) as SettingKey[];
