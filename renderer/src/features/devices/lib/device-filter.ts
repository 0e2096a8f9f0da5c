// The filters of the device list: what is offered and what is asked of the core.
import {
  enrollmentStateLabel,
  enrollmentStates,
  enrollmentTypeLabel,
  enrollmentTypes,
  type EnrollmentState,
  type EnrollmentType,
  type Ownership,
  ownershipLabel,
  ownerships,
  type Platform,
  platforms,
} from '../../../../../shared/model/enrollment.ts';
import { attentionLimits, outOfContactDays, waitingLongHours } from '../../../../../shared/model/attention.ts';
import { deviceSortKeys } from '../../../../../shared/ipc/devices.ts';
import type { MethodInput } from '../../../../../shared/ipc/contract.ts';
import type { Facet } from '../../../components/filter-bar.tsx';
import { emptyListState, type ListState } from '../../../lib/list-state.ts';

export const deviceListDefaults: ListState = { ...emptyListState, sortBy: 'name' };

/** One choice per word: two states that read the same are picked together. */
const statusWords: readonly string[] = [...new Set(enrollmentStates.map((state) => enrollmentStateLabel[state]))];
const statusValue = (word: string): string => word.toLowerCase().replaceAll(' ', '-');

export const deviceFacets: readonly Facet[] = [
  {
    id: 'status',
    label: 'Status',
    options: statusWords.map((word) => ({ value: statusValue(word), label: word })),
  },
  { id: 'os', label: 'OS', options: platforms.map((value) => ({ value, label: value })) },
  {
    id: 'ownership',
    label: 'Ownership',
    options: ownerships.map((value) => ({ value, label: ownershipLabel[value] })),
  },
  {
    id: 'type',
    label: 'Enrollment Type',
    single: true,
    options: enrollmentTypes.map((value) => ({ value, label: enrollmentTypeLabel[value] })),
  },
  {
    id: 'supervised',
    label: 'Supervised',
    single: true,
    options: [
      { value: 'yes', label: 'Yes' },
      { value: 'no', label: 'No' },
    ],
  },
  {
    id: 'attention',
    label: 'Attention',
    options: [
      { value: 'no-contact', label: `No contact > ${outOfContactDays} days` },
      { value: 'waiting', label: 'Commands waiting' },
      { value: 'waiting-long', label: `Commands waiting > ${waitingLongHours} h` },
      { value: 'failed', label: 'Command failed in 24 h' },
    ],
  },
];

const known = <T extends string>(values: readonly string[] | undefined, all: readonly T[]): T[] =>
  all.filter((value) => values?.includes(value) === true);

const statesOf = (words: readonly string[] | undefined): EnrollmentState[] =>
  enrollmentStates.filter((state) => words?.includes(statusValue(enrollmentStateLabel[state])) === true);

/**
 * What the list asks of the core. Values in the address that no facet offers are ignored.
 */
export const toDeviceFilter = (state: ListState, now: number): MethodInput<'devices.list'> => {
  const limits = attentionLimits(now);
  const { filters } = state;
  const states = statesOf(filters.status);
  const os = known<Platform>(filters.os, platforms);
  const owners = known<Ownership>(filters.ownership, ownerships);
  const [type] = known<EnrollmentType>(filters.type, enrollmentTypes);
  const [supervised] = known(filters.supervised, ['yes', 'no']);
  const attention = filters.attention ?? [];
  const sortBy = deviceSortKeys.find((key) => key === state.sortBy);
  const search = state.search.trim();
  return {
    page: state.page,
    pageSize: state.pageSize,
    ...(search === '' ? {} : { search }),
    ...(sortBy === undefined ? {} : { sortBy, sortDirection: state.sortDirection }),
    ...(states.length === 0 ? {} : { states }),
    ...(os.length === 0 ? {} : { platforms: os }),
    ...(owners.length === 0 ? {} : { ownerships: owners }),
    ...(type === undefined ? {} : { enrollmentType: type }),
    ...(supervised === undefined ? {} : { supervised: supervised === 'yes' }),
    ...(attention.includes('no-contact') ? { notSeenSince: limits.notSeenSince } : {}),
    ...(attention.includes('waiting') ? { pendingCommands: true } : {}),
    ...(attention.includes('waiting-long') ? { waitingSince: limits.waitingSince } : {}),
    ...(attention.includes('failed') ? { failedSince: limits.failedSince } : {}),
  };
};
