// The filters of the device list: what is offered and what is asked of the core.
import { lookUp } from '@shared/look-up.ts';
import {
  enrollmentTypes,
  type EnrollmentState,
  type EnrollmentType,
  type Ownership,
  ownerships,
  type Platform,
  platforms,
} from '@shared/model/enrollment.ts';
import { attentionLimits, usualOutOfContactDays, waitingLongHours } from '@shared/model/attention.ts';
import { deviceSortKeys, type OsMajorVersion } from '@shared/ipc/devices/devices.ts';
import type { MethodInput } from '@shared/ipc/contract.ts';
import type { Facet } from '../../../components/filter-bar.tsx';
import { emptyListState, type ListState } from '../../../lib/list-state.ts';
import type { Texts } from '../../../lib/texts.ts';

export const deviceListDefaults: ListState = { ...emptyListState, sortBy: 'name' };

/** The choices of the status; two states that read the same are picked together and go by the first. */
const statusValues: Readonly<Record<string, readonly EnrollmentState[]>> = {
  enrolling: ['authenticated'],
  active: ['enrolled'],
  'push-token-invalid': ['token-invalid'],
  'certificate-expired': ['expired'],
  'retire-pending': ['retire-pending'],
  'wipe-pending': ['wipe-pending'],
  wiped: ['wiped'],
  retired: ['checked-out', 'removed-by-admin'],
};

/** How the address names a version: `iOS-18`. */
const versionValue = ({ platform, major }: OsMajorVersion): string => `${platform}-${String(major)}`;

const versionOf = (value: string): OsMajorVersion | undefined => {
  const [name, major] = value.split('-');
  const platform = platforms.find((candidate) => candidate === name);
  return platform === undefined || major === undefined || !/^\d{1,4}$/.test(major)
    ? undefined
    : { platform, major: Number(major) };
};

/** `versions` are those to choose from; a device counts as out of contact after the days of the setting. */
export const deviceFacets = (
  t: Texts<'devices'>,
  versions: readonly OsMajorVersion[],
  outOfContactDays = usualOutOfContactDays,
): readonly Facet[] => [
  {
    id: 'status',
    label: t('column.status'),
    options: Object.entries(statusValues).flatMap(([value, [state]]) =>
      state === undefined ? [] : [{ value, label: t(`model:enrollmentState.${state}`) }],
    ),
  },
  { id: 'os', label: t('column.os'), options: platforms.map((value) => ({ value, label: value })) },
  {
    id: 'version',
    label: t('filter.version'),
    options: versions.map((version) => ({
      value: versionValue(version),
      label: `${version.platform} ${String(version.major)}`,
    })),
  },
  {
    id: 'ownership',
    label: t('column.ownership'),
    options: ownerships.map((value) => ({ value, label: t(`model:ownership.${value}`) })),
  },
  {
    id: 'type',
    label: t('column.enrollmentType'),
    single: true,
    options: enrollmentTypes.map((value) => ({ value, label: t(`model:enrollmentType.${value}`) })),
  },
  {
    id: 'supervised',
    label: t('column.supervised'),
    single: true,
    options: [
      { value: 'yes', label: t('common:yes') },
      { value: 'no', label: t('common:no') },
    ],
  },
  {
    id: 'attention',
    label: t('attention.title'),
    options: [
      { value: 'no-contact', label: t('attention.no-contact', { days: outOfContactDays }) },
      { value: 'old-inventory', label: t('attention.old-inventory') },
      { value: 'renewal', label: t('attention.renewal') },
      { value: 'waiting', label: t('attention.waiting') },
      { value: 'waiting-long', label: t('attention.waitingLong', { hours: waitingLongHours }) },
      { value: 'failed', label: t('attention.failed') },
    ],
  },
  {
    id: 'recent',
    label: t('filter.recent'),
    single: true,
    options: [
      { value: 'enrolled', label: t('filter.enrolled') },
      { value: 'left', label: t('filter.left') },
    ],
  },
];

const known = <T extends string>(values: readonly string[] | undefined, all: readonly T[]): T[] =>
  all.filter((value) => values?.includes(value) === true);

const statesOf = (values: readonly string[] | undefined): EnrollmentState[] => [
  ...new Set(values?.flatMap((value) => lookUp(statusValues, value) ?? [])),
];

/**
 * What the list asks of the core. Values in the address that no facet offers are ignored.
 */
export const toDeviceFilter = (
  state: ListState,
  now: number,
  outOfContactDays = usualOutOfContactDays,
): MethodInput<'devices.list'> => {
  const limits = attentionLimits(now, outOfContactDays);
  const { filters } = state;
  const states = statesOf(filters.status);
  const os = known<Platform>(filters.os, platforms);
  const owners = known<Ownership>(filters.ownership, ownerships);
  const [type] = known<EnrollmentType>(filters.type, enrollmentTypes);
  const [supervised] = known(filters.supervised, ['yes', 'no']);
  const versions = filters.version?.flatMap((value) => versionOf(value) ?? []) ?? [];
  const attention = filters.attention ?? [];
  const recent = filters.recent ?? [];
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
    ...(attention.includes('old-inventory') ? { inventorySince: limits.lastDay } : {}),
    ...(attention.includes('renewal') ? { renewalFailed: true as const } : {}),
    ...(attention.includes('waiting') ? { pendingCommands: true } : {}),
    ...(attention.includes('waiting-long') ? { waitingSince: limits.waitingSince } : {}),
    ...(attention.includes('failed') ? { failedSince: limits.lastDay } : {}),
    ...(recent.includes('enrolled') ? { enrolledSince: limits.lastDay } : {}),
    ...(recent.includes('left') ? { leftSince: limits.lastDay } : {}),
    ...(versions.length === 0 ? {} : { osVersions: versions }),
  };
};
