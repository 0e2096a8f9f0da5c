// Words, colours and explanations for what a device is.
import type { EnrollmentState, EnrollmentType, EnrollmentFlow } from '../../../../../shared/model/enrollment.ts';
import type { LogStatus } from '../../../../../shared/model/log.ts';
import type { Tone } from '../../../components/status-chip.tsx';

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

/** Only states that an admin may not know by their name. */
export const stateHint: Readonly<Partial<Record<EnrollmentState, string>>> = {
  authenticated: 'The device has begun to enroll and has not sent its push token yet.',
  'token-invalid': 'Apple refused the push token. The device answers again when it checks in by itself.',
  expired: 'The identity certificate has expired; the device must enroll again.',
  'retire-pending': 'The device removes its management at its next contact.',
  'wipe-pending': 'The device erases itself at its next contact.',
  'checked-out': 'The device said that it removed its management.',
  'removed-by-admin': 'The office removed the management.',
};

export const enrollmentTypeHint: Readonly<Record<EnrollmentType, string>> = {
  user: 'A personal device. Work data lives on its own volume; the office sees and manages only that part.',
  device: 'The office manages the whole device.',
};

export const flowHint: Readonly<Record<EnrollmentFlow, string>> = {
  'profile-device': 'Came in by a profile that a person installed.',
  'profile-user': 'Came in by a profile from an invitation link, with a Managed Apple ID.',
  'account-user': 'Came in by signing in with a Managed Apple ID in Settings.',
  'account-device': 'Came in by signing in with a work account in Settings.',
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
