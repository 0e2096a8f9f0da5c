// How long the identity of a device lives, and when it may be renewed. Milliseconds.
import { day } from '../core/durations.ts';

/** Validity of an identity certificate. */
export const identityLifetimeMs = 365 * day;

/** It is renewed from the half of its life on: a device that lies in a drawer for months comes back in time. */
export const renewalWindowMs = identityLifetimeMs / 2;

/**
 * So long after its end an identity still fetches its renewal, and may do nothing else. A device is not lost because the
 * person who has it was away.
 */
export const lateRenewalMs = 365 * day;
