// How people sign in when they enroll a device: locks after failed attempts.
import { z } from 'zod';
import { done, method, recordId, timestamp } from './method.ts';

const person = z.strictObject({ id: recordId });

export const signInApi = {
  'users.signIn': method(
    'Failed sign-ins of a user on the enrollment pages, and until when the account is locked.',
    person,
    z.strictObject({
      failedAttempts: z.number().int(),
      lastFailedAt: timestamp.optional(),
      /** Absent unless the account is locked now. */
      lockedUntil: timestamp.optional(),
    }),
  ),
  'users.unlock': method('Forgets the failed sign-ins of a user, so that they can try again at once.', person, done),
};
