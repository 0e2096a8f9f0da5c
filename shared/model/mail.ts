// Domain words of mails to people, used on both sides.
import { z } from 'zod';

export const mailSecurities = ['none', 'starttls', 'tls'] as const;
export const mailSecuritySchema = z.enum(mailSecurities);
export type MailSecurity = z.infer<typeof mailSecuritySchema>;

export const templateIds = ['invitation', 'reminder', 'confirmation', 'pin'] as const;
export const templateIdSchema = z.enum(templateIds);
export type TemplateId = z.infer<typeof templateIdSchema>;

/** Variables of mail texts that Russet fills; attributes of people come beside them. */
export const templateVariables = [
  'activationUrl',
  'expires',
  'pin',
  'pinExpires',
  'registrationUrl',
  'organizationName',
  'userDisplayName',
  'userFirstName',
  'userLastName',
  'userName',
  'userEmailAddress',
  'managedAppleId',
] as const;
export const templateVariableSchema = z.enum(templateVariables);
export type TemplateVariable = z.infer<typeof templateVariableSchema>;

/** What a mail to a person is: made of a template, or a message that an admin wrote. */
export const deliveryKinds = [...templateIds, 'message'] as const;
export const deliveryKindSchema = z.enum(deliveryKinds);
export type DeliveryKind = z.infer<typeof deliveryKindSchema>;

/** What became of one mail to one person. */
export const deliveryStatuses = [
  'waiting',
  'sending',
  'sent',
  'deferred',
  'refused',
  'failed',
  'unknown',
  'no-address',
  'disabled',
  'cancelled',
] as const;
export const deliveryStatusSchema = z.enum(deliveryStatuses);
export type DeliveryStatus = z.infer<typeof deliveryStatusSchema>;

/** States from which a mail may be tried again without the risk that it arrives twice. */
export const retryableDeliveries: readonly DeliveryStatus[] = [
  'refused',
  'failed',
  'cancelled',
  'no-address',
  'disabled',
];
