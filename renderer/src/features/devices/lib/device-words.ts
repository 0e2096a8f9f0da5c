// Colours and explanations for what a device is.
import type { EnrollmentState } from '@shared/model/enrollment.ts';
import type { LogStatus } from '@shared/model/log.ts';
import type { Tone } from '../../../components/status-chip.tsx';
import type { Texts } from '../../../lib/texts.ts';

export const stateTone: Readonly<Record<EnrollmentState, Tone>> = {
  authenticated: 'info',
  enrolled: 'success',
  'token-invalid': 'warning',
  expired: 'error',
  'retire-pending': 'warning',
  'wipe-pending': 'warning',
  wiped: 'neutral',
  'checked-out': 'neutral',
  'removed-by-admin': 'neutral',
};

const explained = [
  'authenticated',
  'token-invalid',
  'expired',
  'retire-pending',
  'wipe-pending',
  'checked-out',
  'removed-by-admin',
] as const satisfies readonly EnrollmentState[];

/** What a state means; only for those that an admin may not know by their name. */
export const stateHint = (state: EnrollmentState, t: Texts<'devices'>): string | undefined => {
  const known = explained.find((candidate) => candidate === state);
  return known && t(`stateHint.${known}`);
};

export const logTone: Readonly<Record<LogStatus, Tone>> = {
  Received: 'success',
  Rejected: 'error',
  Queued: 'info',
  Sent: 'info',
  Acknowledged: 'success',
  'Not Now': 'warning',
  Error: 'error',
  Cancelled: 'neutral',
  Expired: 'warning',
  Accepted: 'success',
  Failed: 'error',
};
