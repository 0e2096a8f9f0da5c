// What a user setting of each type says. A further type is a schema here, a form in the console, and where it is applied.
import { z } from 'zod';
import { fieldKey, fieldProblem } from '../field-texts.ts';
import { enrollmentTypeSchema, ownershipSchema } from '../../model/enrollment.ts';
import { registrationTypeSchema, type SettingType } from '../../model/user-setting.ts';

const minimumVersion = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,3}){0,2}$/, fieldKey('fields.version'))
  .optional();

const whole = (minimum: number, maximum: number) => z.number().int().min(minimum).max(maximum);

/** Apple: ten characters of capital letters and digits since 2021, eleven or twelve before. */
const serialNumber = z.string().trim().toUpperCase();
const serialNumbers = z
  .array(serialNumber)
  .min(1, fieldKey('fields.serialNumbers'))
  .max(5000)
  .superRefine((numbers, context) => {
    const wrong = numbers.find((number) => !/^[A-Z0-9]{8,14}$/.test(number));
    if (wrong !== undefined) context.addIssue(fieldProblem('fields.serialNumber', { number: wrong }));
  });

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
      /** Whether people may ask for a new one on the sign-in page; it is mailed to them. */
      allowRequest: z.boolean().default(false),
    })
    .prefault({}),
  /**
   * Serial numbers of the devices that may enroll; null for any. User Enrollment is not asked: such a device has no
   * serial number for the office.
   */
  allowedSerials: serialNumbers.nullable().default(null),
});

/** `maximum`: active devices of a person; null for no limit. */
const deviceLimitBody = z.strictObject({ maximum: whole(1, 100).nullable() });

/** Of passwords that are kept here. Null for what is not asked. */
const passwordComplexityBody = z.strictObject({
  minimumLength: whole(8, 32),
  /** How many of each kind a password needs; 0 for a kind that it does not need. */
  characteristics: z
    .strictObject({
      symbols: whole(0, 8),
      uppercase: whole(0, 8),
      lowercase: whole(0, 8),
      digits: whole(0, 8),
    })
    .refine(
      (counts) => [0, 3, 4].includes(Object.values(counts).filter((count) => count > 0).length),
      fieldKey('fields.characterKinds'),
    ),
  /** Digits in a row. */
  maximumDigitRun: whole(1, 16).nullable(),
  /** The same character in a row. */
  maximumRepeats: whole(1, 16).nullable(),
  /** The last passwords, the present one among them, that cannot be used again. */
  history: whole(3, 36).nullable(),
  expiryDays: whole(30, 365).nullable(),
  /** Failed sign-ins in a row after which the account is locked. */
  lockAfter: whole(2, 5),
});

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
      if (enabled && texts[field] === '')
        context.addIssue({ code: 'custom', path: [field], message: fieldKey('fields.required') });
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
  .refine(({ startDay, endDay }) => endDay >= startDay, { path: ['endDay'], error: fieldKey('fields.notBeforeStart') });

const registrationConfirmationBody = z.strictObject({ enabled: z.boolean() });

export const settingBodies = {
  registration: registrationBody,
  'device-limit': deviceLimitBody,
  'password-complexity': passwordComplexityBody,
  'terms-of-service': termsBody,
  'invite-reminder': inviteReminderBody,
  'registration-confirmation': registrationConfirmationBody,
} as const satisfies Record<SettingType, z.ZodType>;

export type SettingBody<T extends SettingType> = z.output<(typeof settingBodies)[T]>;
