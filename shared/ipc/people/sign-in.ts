// How a person signed in when enrolling: locks after failed attempts, and terms of service they accepted.
import { z } from 'zod';
import { done, method, recordId, timestamp } from '../method.ts';

const person = z.strictObject({ id: recordId });
const lockedAddress = z.strictObject({ address: z.string(), until: timestamp });
const version = z.number().int().min(1);

export const signInApi = {
  'users.signIn': method(
    'Failed sign-ins of a user on the enrollment pages, until when the account is locked, and the terms they accepted.',
    person,
    z.strictObject({
      failedAttempts: z.number().int(),
      lastFailedAt: timestamp.optional(),
      /** Absent unless the account is locked now. */
      lockedUntil: timestamp.optional(),
      /** Where this user tried to sign in last, if too many accounts failed there. */
      lockedAddress: lockedAddress.optional(),
      /** Newest version first. */
      acceptedTerms: z.array(z.strictObject({ version, title: z.string(), acceptedAt: timestamp })),
    }),
    { reads: ['users'] },
  ),
  'users.unlock': method(
    'Forgets the failed sign-ins of a user, and of the address at which they were turned away, so that they can try again at once.',
    person,
    done,
  ),
  'users.lockedAddresses': method(
    'Addresses and networks from which sign-ins have to wait, because too many accounts failed there.',
    z.strictObject({}),
    z.strictObject({
      addresses: z.array(
        lockedAddress.extend({
          /** How often it was locked without a day of rest between. */
          times: z.number().int(),
        }),
      ),
    }),
    // A lock is told by a notification.
    { reads: ['users', 'notifications'] },
  ),
  'users.unlockAddress': method(
    'Forgets the failed sign-ins of an address or network, as `users.lockedAddresses` names it.',
    z.strictObject({ address: z.string().min(1).max(100) }),
    done,
  ),
};
