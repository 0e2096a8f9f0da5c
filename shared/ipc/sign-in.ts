// How people sign in when they enroll a device: locks after failed attempts, terms of service, how many devices.
import { z } from 'zod';
import { done, method, nothing, recordId, timestamp } from './method.ts';

const person = z.strictObject({ id: recordId });
const version = z.number().int().min(1);

/** `null` for no limit. */
export const deviceLimitSchema = z.number().int().min(1).max(100).nullable();

const termsFields = z.strictObject({
  /** Whether people have to accept the text when they sign in to enroll. */
  enabled: z.boolean(),
  title: z.string().trim().min(1, 'required').max(200),
  text: z.string().trim().min(1, 'required').max(50_000),
});

export const signInApi = {
  'users.signIn': method(
    'Failed sign-ins of a user on the enrollment pages, until when the account is locked, and the terms they accepted.',
    person,
    z.strictObject({
      failedAttempts: z.number().int(),
      lastFailedAt: timestamp.optional(),
      /** Absent unless the account is locked now. */
      lockedUntil: timestamp.optional(),
      /** Newest version first. */
      acceptedTerms: z.array(z.strictObject({ version, title: z.string(), acceptedAt: timestamp })),
    }),
  ),
  'users.unlock': method('Forgets the failed sign-ins of a user, so that they can try again at once.', person, done),
  'enrollmentRules.get': method(
    'The office-wide rules of enrollment: terms of service with all their versions, and the device limit.',
    nothing,
    z.strictObject({
      deviceLimit: deviceLimitSchema,
      terms: z.strictObject({
        enabled: z.boolean(),
        /** Newest first: the first one is in force. */
        versions: z.array(
          z.strictObject({
            version,
            title: z.string(),
            text: z.string(),
            createdAt: timestamp,
            /** People who accepted it. */
            accepted: z.number().int(),
          }),
        ),
      }),
    }),
  ),
  'enrollmentRules.setDeviceLimit': method(
    'Sets how many active devices a user may have; more get no enrollment profile. Devices already enrolled stay.',
    z.strictObject({ deviceLimit: deviceLimitSchema }),
    done,
  ),
  'terms.save': method(
    'Switches the terms of service on or off; a changed title or text makes a new version, to be accepted anew.',
    termsFields,
    z.strictObject({ version }),
  ),
  'terms.delete': method(
    'Deletes a version of the terms of service that nobody accepted and that is not in force.',
    z.strictObject({ version }),
    done,
  ),
};
