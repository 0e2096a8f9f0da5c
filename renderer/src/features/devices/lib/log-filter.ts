// The filters of a device's log: what is offered and what is asked of the core.
import type { MethodInput } from '@shared/ipc/contract.ts';
import { type LogAction, logActions, type LogStatus, logStatuses } from '@shared/model/log.ts';
import type { Facet } from '../../../components/filter-bar.tsx';
import { startOfDay } from '../../../lib/days.ts';
import { emptyListState, type ListState } from '../../../lib/list-state.ts';
import type { Texts } from '../../../lib/texts.ts';

export const logListDefaults: ListState = {
  ...emptyListState,
  sortBy: 'at',
  sortDirection: 'desc',
  filters: { idle: ['hide'] },
};

export const logFacets = (t: Texts<'devices'>): readonly Facet[] => [
  {
    id: 'action',
    label: t('log.action'),
    options: logActions.map((value) => ({ value, label: t(`model:logAction.${value}`) })),
  },
  {
    id: 'status',
    label: t('log.status'),
    options: logStatuses.map((value) => ({ value, label: t(`model:logStatus.${value}`) })),
  },
];

const sortKeys = ['at', 'action', 'status'] as const;

/** What the log asks of the core. Both days count as a whole. */
export const toLogFilter = (enrollmentId: string, state: ListState): MethodInput<'logs.list'> => {
  const { filters } = state;
  const actions = logActions.filter((action): action is LogAction => filters.action?.includes(action) === true);
  const statuses = logStatuses.filter((status): status is LogStatus => filters.status?.includes(status) === true);
  const from = startOfDay(filters.from?.[0]);
  const afterEnd = startOfDay(filters.to?.[0], 1);
  const sortBy = sortKeys.find((key) => key === state.sortBy);
  const search = state.search.trim();
  return {
    enrollmentId,
    page: state.page,
    pageSize: state.pageSize,
    hideIdle: filters.idle?.includes('hide') === true,
    ...(search === '' ? {} : { search }),
    ...(sortBy === undefined ? {} : { sortBy, sortDirection: state.sortDirection }),
    ...(actions.length === 0 ? {} : { actions }),
    ...(statuses.length === 0 ? {} : { statuses }),
    ...(from === undefined ? {} : { from }),
    ...(afterEnd === undefined ? {} : { to: afterEnd - 1 }),
  };
};
