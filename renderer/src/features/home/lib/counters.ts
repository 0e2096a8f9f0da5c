// The counters of the start page and the list that each opens.
import type { MethodOutput } from '../../../../../shared/ipc/contract.ts';

export type Counts = MethodOutput<'devices.counts'>;

interface Counter {
  readonly key: Exclude<keyof Counts, 'enrolled'>;
  /** Search part of the address of the device list. */
  readonly query: string;
  /** More than none deserves a look. */
  readonly attention?: 'warning.main' | 'error.main';
}

export const counters: readonly Counter[] = [
  { key: 'active', query: 'status=active' },
  { key: 'userEnrollment', query: 'status=active&type=user' },
  { key: 'deviceEnrollment', query: 'status=active&type=device' },
  {
    key: 'outOfContact',
    query: 'attention=no-contact',
    attention: 'warning.main',
  },
  { key: 'pendingCommands', query: 'attention=waiting' },
  { key: 'waitingLong', query: 'attention=waiting-long', attention: 'warning.main' },
  { key: 'failedLastDay', query: 'attention=failed', attention: 'error.main' },
];
