// What became of the last push to a device, in words. It is stored as `outcome: reason`, the reason being Apple's word.
import { type AdminText, say, verbatim } from '../../../shared/locales/admin-texts.ts';
import { lookUp } from '../../../shared/look-up.ts';
import type { PushOutcome } from '../../mdm/push/store.ts';

const outcomes: Readonly<Record<PushOutcome, (reason: string) => AdminText>> = {
  accepted: () => say('push.resultAccepted'),
  'push.notConfigured': () => say('push.resultNotConfigured'),
  'token-invalid': (reason) => say('push.resultTokenInvalid', { reason }),
  rejected: (reason) => say('push.resultRejected', { reason }),
  misconfigured: (reason) => say('push.resultMisconfigured', { reason }),
  certificate: (reason) => say('push.resultCertificate', { reason }),
  defect: (reason) => say('push.resultDefect', { reason }),
  unexpected: (reason) => say('push.resultUnexpected', { reason }),
  'back-off': (reason) => say('push.resultBackOff', { reason }),
  unreachable: (reason) => say('push.resultUnreachable', { reason }),
  paused: (reason) => say('push.resultPaused', { reason }),
  'topic-mismatch': (reason) => say('push.resultTopicMismatch', { reason }),
};

/** The words for a stored result. */
export const pushResultText = (stored: string): AdminText => {
  const [, outcome = '', reason = ''] = /^([^:]*)(?:: ([\s\S]*))?$/.exec(stored) ?? [];
  return lookUp(outcomes, outcome)?.(reason) ?? verbatim(stored);
};
