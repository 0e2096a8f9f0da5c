// The filters of notifications: what is offered and what is asked of the core.
import type { MethodInput } from '@shared/ipc/contract.ts';
import { notificationFilter } from '@shared/ipc/office/notifications.ts';
import { lookUp } from '@shared/look-up.ts';
import {
  notificationComponentTypes,
  notificationSeverities,
  notificationStatusSchema,
  notificationStatuses,
  notificationTypes,
} from '@shared/model/notification.ts';
import type { Facet } from '../../components/filter-bar.tsx';
import { emptyListState, type ListState } from '../../lib/list-state.ts';
import type { Texts } from '../../lib/texts.ts';

/** What is over is history: it is shown when somebody asks. */
export const notificationListDefaults: ListState = {
  ...emptyListState,
  sortBy: 'at',
  sortDirection: 'desc',
  filters: { status: [notificationStatusSchema.enum.Open] },
};

export const notificationFacets = (t: Texts<'notifications'>): readonly Facet[] => [
  {
    id: 'status',
    label: t('column.status'),
    options: notificationStatuses.map((value) => ({ value, label: t(`status.${value}`) })),
  },
  {
    id: 'severity',
    label: t('column.severity'),
    options: notificationSeverities.map((value) => ({ value, label: t(`severity.${value}`) })),
  },
  {
    id: 'type',
    label: t('column.type'),
    options: notificationTypes.map((value) => ({ value, label: t(`type.${value}`) })),
  },
  {
    id: 'componentType',
    label: t('column.componentType'),
    options: notificationComponentTypes.map((value) => ({ value, label: t(`componentType.${value}`) })),
  },
];

/** The state of the list in the contract's words. */
export const toNotificationFilter = (state: ListState): MethodInput<'notifications.list'> => {
  const picked = <T extends string>(id: string, known: readonly T[]): T[] =>
    known.filter((value) => lookUp(state.filters, id)?.includes(value));
  const statuses = picked('status', notificationStatuses);
  const severities = picked('severity', notificationSeverities);
  const types = picked('type', notificationTypes);
  const componentTypes = picked('componentType', notificationComponentTypes);
  const sortBy = notificationFilter.shape.sortBy.safeParse(state.sortBy).data;
  return {
    page: state.page,
    pageSize: state.pageSize,
    ...(state.search.trim() === '' ? {} : { search: state.search.trim() }),
    ...(sortBy === undefined ? {} : { sortBy, sortDirection: state.sortDirection }),
    ...(statuses.length === 0 ? {} : { statuses }),
    ...(severities.length === 0 ? {} : { severities }),
    ...(types.length === 0 ? {} : { types }),
    ...(componentTypes.length === 0 ? {} : { componentTypes }),
  };
};
