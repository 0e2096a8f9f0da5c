// Mail: the server it goes out by and the texts that people get.
import { z } from 'zod';
import { fieldKey } from '../field-texts.ts';
import { languages } from '../../locales/text-keys.ts';
import { mailSecuritySchema, templateIdSchema, templateVariableSchema } from '../../model/mail.ts';
import { done, method, nothing, recordId, timestamp } from '../method.ts';

const address = z.email().max(254);

/** One line without control characters: it becomes part of a mail header. */
export const headerText = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .regex(/^[^\p{Cc}\u2028\u2029]*$/u, fieldKey('fields.oneLine'));

export const mailServer = z.strictObject({
  host: z
    .string()
    .trim()
    .min(1, fieldKey('fields.required'))
    .max(253)
    .regex(/^[A-Za-z0-9.:_-]+$/, fieldKey('fields.mailHost')),
  port: z.number().int().min(1).max(65535),
  security: mailSecuritySchema,
  authentication: z.enum(['none', 'password']),
  user: headerText(254).default(''),
  fromAddress: address,
  fromName: headerText(128).default(''),
  replyTo: address.optional(),
  /** PEM certificates that are trusted beside the well-known authorities. */
  caCertificates: z.string().max(100_000).default(''),
});

const languageSchema = z.enum(languages);

/** An absent password or language keeps the stored one. */
export const mailServerInput = mailServer.extend({
  password: z.string().min(1, fieldKey('fields.required')).max(500).optional(),
  language: languageSchema.optional(),
});

export const mailServerState = z.strictObject({
  /** Absent until a mail server was set up. */
  server: mailServer.optional(),
  /** The password itself never leaves the core. */
  hasPassword: z.boolean(),
  /** Subjects of the own CA certificates. */
  caSubjects: z.array(z.string()),
  /** Of mails to people whose own language is not known; null until one was chosen. */
  language: languageSchema.nullable(),
});
export type MailServer = z.infer<typeof mailServer>;

const templateText = z.strictObject({
  subject: headerText(200).min(1, fieldKey('fields.required')),
  text: z.string().min(1, fieldKey('fields.required')).max(20_000),
  /** May be empty: then only the plain text is sent. */
  html: z.string().max(40_000),
});
export type TemplateText = z.infer<typeof templateText>;

const templateKey = z.strictObject({ id: templateIdSchema, language: languageSchema });

export const mailTemplate = templateText.extend({
  ...templateKey.shape,
  isDefault: z.boolean(),
  updatedAt: timestamp.optional(),
  variables: z.array(templateVariableSchema),
  /** Attributes of people that can be variables as well. */
  attributes: z.array(z.string()),
});
export type MailTemplate = z.infer<typeof mailTemplate>;

export const mailApi = {
  'mail.get': method('The mail server; its password is never returned.', nothing, mailServerState, { reads: ['mail'] }),
  'mail.update': method('Sets up the mail server.', mailServerInput, done),
  'mail.remove': method('Forgets the mail server and its password; no more mails go out.', nothing, done),
  'mail.test': method(
    'Sends a test mail with the stored settings and gives the answer of the mail server.',
    z.strictObject({ to: address }),
    z.strictObject({ response: z.string() }),
  ),
  'mailTemplates.list': method(
    'The texts of the mails that people get, each in every language.',
    nothing,
    z.array(mailTemplate),
    { reads: ['mail'] },
  ),
  'mailTemplates.update': method('Changes a mail text in one language.', templateText.extend(templateKey.shape), done),
  'mailTemplates.revert': method('Returns to the text that Russet ships in one language.', templateKey, done),
  'mailTemplates.preview': method(
    'A mail as a person would get it, with an example link; a Managed Apple ID is masked. Without a language in that of the person.',
    templateText.partial().extend({
      id: templateIdSchema,
      language: languageSchema.optional(),
      userId: recordId.optional(),
    }),
    z.strictObject({ language: languageSchema, subject: z.string(), text: z.string(), html: z.string() }),
  ),
  'mailTemplates.test': method(
    'Sends a mail text, saved or not, with an example link to an address.',
    templateText.extend({ ...templateKey.shape, to: address }),
    z.strictObject({ response: z.string() }),
  ),
};
