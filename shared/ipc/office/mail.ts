// Mail: the server it goes out by, templates, invitations to many people, and the PINs and sheets that replace a mail.
import { z } from 'zod';
import { adminTextSchema, shownTextSchema } from '../../locales/admin-texts.ts';
import { fieldKey } from '../field-texts.ts';
import { deviceOwnerSchema } from '../../model/enrollment.ts';
import { languages } from '../../locales/text-keys.ts';
import {
  deliveryStatusSchema,
  mailSecuritySchema,
  templateIdSchema,
  templateVariableSchema,
} from '../../model/mail.ts';
import { done, method, nothing, recordId, timestamp } from '../method.ts';
import { pinStatusSchema } from '../../model/user.ts';
import { userFilter } from '../people/users.ts';

const address = z.email().max(254);

/** One line without control characters: it becomes part of a mail header. */
const headerText = (max: number) =>
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

const people = z
  .strictObject({ ids: z.array(recordId).min(1).max(10_000).optional(), filter: userFilter.optional() })
  .refine(({ ids, filter }) => (ids === undefined) !== (filter === undefined), fieldKey('fields.idsOrFilter'));

/** Device Owner Settings: who owns the device that enrolls; absent: the registration setting decides. */
const ownership = deviceOwnerSchema.optional();
const validDays = z.number().int().min(1).max(90).default(7);

const refusedPeople = z.strictObject({
  reason: z.enum(['disabled', 'no-address', 'no-pin', 'unknown']),
  text: adminTextSchema,
  count: z.number().int(),
  /** Some of them. */
  names: z.array(z.string()),
});

export type RefusedPeople = z.infer<typeof refusedPeople>;

export const deliveryRow = z.strictObject({
  id: z.string(),
  userId: z.string(),
  userDisplayName: z.string(),
  address: z.string(),
  status: deliveryStatusSchema,
  /** What the mail server or Russet says about it. */
  detail: shownTextSchema,
  updatedAt: timestamp,
});
export type DeliveryRow = z.infer<typeof deliveryRow>;

const pinOf = z.strictObject({ pin: z.string(), expiresAt: timestamp });

export const mailApi = {
  'mail.get': method('The mail server; its password is never returned.', nothing, mailServerState),
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
  'invitations.check': method(
    'Who would be invited by mail and who not, without doing it.',
    people,
    z.strictObject({ allowed: z.number().int(), refused: z.array(refusedPeople), mailReady: z.boolean() }),
  ),
  'invitations.send': method(
    'Sends an invitation to each of the people, in the background; inviting again makes a new link.',
    people.safeExtend({ validDays, ownership }),
    z.strictObject({ batchId: z.string(), taskId: z.string() }),
  ),
  'messages.send': method(
    'Send Message: mails a text to each of the people, in the background. Subject and text may hold variables of the mail texts that concern the person.',
    people.safeExtend({
      subject: headerText(200).min(1, fieldKey('fields.required')),
      text: z.string().trim().min(1, fieldKey('fields.required')).max(20_000),
    }),
    z.strictObject({ batchId: z.string(), taskId: z.string() }),
  ),
  'invitations.outcomes': method(
    'What became of the mails of one `invitations.send` or `messages.send`, those that did not go out first.',
    z.strictObject({ batchId: recordId }),
    z.strictObject({
      counts: z.partialRecord(deliveryStatusSchema, z.number().int()),
      /** At most 1,000. */
      rows: z.array(deliveryRow),
    }),
  ),
  'invitations.retry': method(
    'Tries the mails again that were refused, failed or cancelled.',
    z.strictObject({ batchId: recordId }),
    z.strictObject({ taskId: z.string() }),
  ),
  'invitations.sheets': method(
    'Makes links, and PINs where the registration setting asks for one, for people without mail. Shown only once.',
    z.strictObject({ ids: z.array(recordId).min(1).max(200), validDays, ownership }),
    z.strictObject({
      sheets: z.array(
        z.strictObject({
          userId: z.string(),
          displayName: z.string(),
          username: z.string(),
          link: z.string(),
          expiresAt: timestamp,
          pin: pinOf.optional(),
        }),
      ),
      refused: z.array(refusedPeople),
    }),
  ),
  'pins.generate': method(
    'Makes a new one-time PIN for each of the people, without a mail. Earlier PINs end.',
    z.strictObject({ ids: z.array(recordId).min(1).max(1000) }),
    z.strictObject({
      pins: z.array(pinOf.extend({ userId: z.string(), displayName: z.string() })),
      refused: z.array(refusedPeople),
    }),
  ),
  'pins.reveal': method(
    'View PIN: the valid one-time PIN of one person. The audit trail keeps who looked.',
    z.strictObject({ userId: recordId }),
    pinOf,
  ),
  'pins.status': method(
    'Whether a person has a PIN and until when.',
    z.strictObject({ userId: recordId }),
    z.strictObject({
      /** The registration setting of the person asks for a PIN. */
      wanted: z.boolean(),
      status: pinStatusSchema,
      issuedAt: timestamp.optional(),
      expiresAt: timestamp.optional(),
    }),
  ),
};
