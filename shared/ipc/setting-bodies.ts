// What a user setting of each type says. A further type is a schema here, a form in the console, and where it is applied.
import { z } from 'zod';
import { enrollmentTypeSchema, ownershipSchema } from '../model/enrollment.ts';
import { registrationTypeSchema, type SettingType } from '../model/user-setting.ts';

const minimumVersion = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,3}){0,2}$/, 'a version such as 16 or 16.4')
  .optional();

const whole = (minimum: number, maximum: number) => z.number().int().min(minimum).max(maximum);

const registrationBody = z.strictObject({
  appleEnrollmentType: enrollmentTypeSchema,
  includeMacos: z.boolean().default(false),
  minimumVersions: z.strictObject({ iOS: minimumVersion, iPadOS: minimumVersion, macOS: minimumVersion }).default({}),
  ownership: ownershipSchema.default('not-set'),
  /** What a person signs in with on the enrollment pages. */
  registrationType: registrationTypeSchema.default('password'),
  /** The PIN of an invitation, where the registration type asks for one: digits, valid for some days, good for once. */
  pin: z
    .strictObject({
      length: whole(4, 12).default(6),
      lifetimeDays: whole(1, 30).default(7),
    })
    .prefault({}),
});

/** `maximum`: active devices of a person; null for no limit. */
const deviceLimitBody = z.strictObject({ maximum: whole(1, 100).nullable() });

const termsBody = z
  .strictObject({
    /** Whether people have to accept the text when they sign in to enroll. */
    enabled: z.boolean(),
    title: z.string().trim().max(200),
    /** Plain text. */
    text: z.string().trim().max(50_000),
  })
  .superRefine(({ enabled, ...texts }, context) => {
    for (const field of ['title', 'text'] as const) {
      if (enabled && texts[field] === '') context.addIssue({ code: 'custom', path: [field], message: 'required' });
    }
  });

/** Days count from the invitation. */
const inviteReminderBody = z
  .strictObject({
    enabled: z.boolean(),
    startDay: whole(1, 90),
    endDay: whole(1, 90),
    everyDays: whole(1, 30),
    /** Mails for one invitation. */
    maximum: whole(1, 30),
  })
  .refine(({ startDay, endDay }) => endDay >= startDay, { path: ['endDay'], error: 'not before the start' });

const registrationConfirmationBody = z.strictObject({ enabled: z.boolean() });

export const settingBodies = {
  registration: registrationBody,
  'device-limit': deviceLimitBody,
  'terms-of-service': termsBody,
  'invite-reminder': inviteReminderBody,
  'registration-confirmation': registrationConfirmationBody,
} as const satisfies Record<SettingType, z.ZodType>;

export type SettingBody<T extends SettingType> = z.output<(typeof settingBodies)[T]>;
