// Inviting people: links for one, mails to many, and the PINs and sheets that replace a mail.
import { z } from 'zod';
import { adminTextSchema, shownTextSchema } from '../../locales/admin-texts.ts';
import { deviceOwnerSchema } from '../../model/enrollment.ts';
import { deliveryKindSchema, deliveryStatusSchema } from '../../model/mail.ts';
import { pinStatusSchema } from '../../model/user.ts';
import { fieldKey } from '../field-texts.ts';
import { done, method, recordId, timestamp } from '../method.ts';
import { headerText } from '../office/mail.ts';
import { userFilter } from './users.ts';

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

export const linksApi = {
  'enrollment.invite': method(
    'Makes an enrollment link for a user; earlier links of that user stay valid until they expire.',
    z.strictObject({
      userId: recordId,
      validDays,
      ownership,
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
    { reads: ['users', 'enrollment'] },
  ),
  'enrollment.withdraw': method('Withdraws an enrollment link.', z.strictObject({ id: recordId }), done),
};

export const invitationsApi = {
  'invitations.check': method(
    'Who would be invited by mail and who not, without doing it.',
    people,
    z.strictObject({ allowed: z.number().int(), refused: z.array(refusedPeople), mailReady: z.boolean() }),
    { reads: ['mail'] },
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
    { reads: ['enrollment'] },
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
    { reads: ['enrollment'] },
  ),
};
