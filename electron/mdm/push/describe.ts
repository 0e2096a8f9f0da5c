// The result of a push in words, for the device log.
import type { StoredPushResult } from './store.ts';

/** A failed push in words for the admin. */
export const describePushResult = ({ outcome, reason }: Pick<StoredPushResult, 'outcome' | 'reason'>): string => {
  switch (outcome) {
    case 'accepted':
      return 'Apple accepted the push.';
    case 'push.notConfigured':
      return 'No push certificate is installed. Import one on the Server page.';
    case 'paused':
      return `Pushing is paused (${reason}). Replace the push certificate on the Server page.`;
    case 'token-invalid':
      return `Apple says the push token is no longer valid (${reason}). The device gets no push until it checks in again.`;
    case 'topic-mismatch':
      return `The device enrolled with another push certificate (${reason}). It must enroll again.`;
    case 'misconfigured':
      return `Apple refuses the push topic (${reason}). Check the push certificate on the Server page.`;
    case 'certificate':
      return `Apple refuses the push certificate (${reason}). Renew it and import it on the Server page.`;
    case 'defect':
      return `Apple refuses the push as malformed (${reason}). This is a defect in Russet; please report it.`;
    case 'rejected':
      return `Apple says that the push token does not fit the push certificate (${reason}). Check the certificate on the Server page; Russet tries again by itself.`;
    case 'unexpected':
      return `Something that is not Apple's push service answered (${reason}), such as a proxy. Russet tries again by itself.`;
    case 'back-off':
      return `Apple asks to wait (${reason}). Russet tries again by itself.`;
    case 'unreachable':
      return `Apple's push service cannot be reached (${reason}). Russet tries again by itself.`;
  }
};
