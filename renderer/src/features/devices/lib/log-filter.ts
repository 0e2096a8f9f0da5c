// The filters of a device's log: what is offered and what is asked of the core.
import type { MethodInput } from '../../../../../shared/ipc/contract.ts';
import { type LogAction, logActions, type LogStatus, logStatuses } from '../../../../../shared/model/log.ts';
import { emptyListState, type ListState } from '../../../lib/list-state.ts';

export const logListDefaults: ListState = {
  ...emptyListState,
  sortBy: 'at',
  sortDirection: 'desc',
  filters: { idle: ['hide'] },
};

const sortKeys = ['at', 'action', 'status'] as const;

/** Start of a local day `yyyy-mm-dd`, `offsetDays` later; undefined if that is not a date. */
export const startOfDay = (day: string | undefined, offsetDays = 0): number | undefined => {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day ?? '');
  if (match === null) return undefined;
  const at = new Date(Number(match[1]), Number(match[2]) - 1, Number(match[3]) + offsetDays).getTime();
  return Number.isNaN(at) ? undefined : at;
};

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
