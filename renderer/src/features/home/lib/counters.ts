// The counters of the start page and the list that each opens.
import type { MethodOutput } from '../../../../../shared/ipc/contract.ts';

export type Counts = MethodOutput<'devices.counts'>;

interface Counter {
  readonly key: keyof Counts;
  readonly label: string;
  /** Search part of the address of the device list. */
  readonly query: string;
  /** More than none deserves a look. */
  readonly attention?: 'warning.main' | 'error.main';
}

export const counters: readonly Counter[] = [
  { key: 'active', label: 'Active devices', query: 'status=active' },
  { key: 'userEnrollment', label: 'User Enrollment', query: 'status=active&type=user' },
  { key: 'deviceEnrollment', label: 'Device Enrollment', query: 'status=active&type=device' },
  {
    key: 'outOfContact',
    label: 'No contact > 7 days',
    query: 'attention=no-contact',
    attention: 'warning.main',
  },
  { key: 'pendingCommands', label: 'Commands waiting', query: 'attention=waiting' },
  { key: 'waitingLong', label: 'Waiting > 24 h', query: 'attention=waiting-long', attention: 'warning.main' },
  { key: 'failedLastDay', label: 'Failed in 24 h', query: 'attention=failed', attention: 'error.main' },
];
