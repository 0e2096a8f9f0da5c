// What a check of the connection to Apple's push service found, in words for the administrator.
import { type AdminText, say } from '../../../shared/locales/admin-texts.ts';
import { assertNever } from '../../core/errors.ts';
import type { PushResult } from '../../mdm/push/result.ts';

/** What the result of a check means and what to do about it. */
export const describeCheck = (result: PushResult): AdminText => {
  switch (result.outcome) {
    case 'accepted':
    case 'rejected':
    case 'token-invalid':
      return say('push.works');
    case 'certificate':
      return say('push.certificateRefused', { reason: result.reason });
    case 'misconfigured':
      return say('push.topicRefused', { reason: result.reason });
    case 'defect':
      return say('push.malformed', { reason: result.reason });
    case 'unexpected':
      return say('push.notApple', { reason: result.reason });
    case 'back-off':
      return say('push.busy', { reason: result.reason });
    case 'unreachable':
      return say('push.unreachable', { reason: result.reason });
    default:
      return assertNever(result);
  }
};
