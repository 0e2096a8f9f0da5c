// The filters of the audit trail: what is offered and what is asked of the core.
import type { MethodInput } from '@shared/ipc/contract.ts';
import { auditFilter } from '@shared/ipc/office/audit.ts';
import { lookUp } from '@shared/look-up.ts';
import { auditActivities, auditCategories, auditTypes } from '@shared/model/audit.ts';
import type { Facet } from '../../components/filter-bar.tsx';
import { startOfDay } from '../../lib/days.ts';
import { emptyListState, type ListState } from '../../lib/list-state.ts';
import type { Texts } from '../../lib/texts.ts';

export const auditListDefaults: ListState = { ...emptyListState, sortBy: 'at', sortDirection: 'desc' };

export const auditFacets = (t: Texts<'audit'>): readonly Facet[] => [
  {
    id: 'category',
    label: t('column.category'),
    options: auditCategories.map((value) => ({ value, label: t(`model:auditCategory.${value}`) })),
  },
  {
    id: 'type',
    label: t('column.type'),
    options: auditTypes.map((value) => ({ value, label: t(`model:auditType.${value}`) })),
  },
  {
    id: 'activity',
    label: t('filter.activity'),
    options: auditActivities.map((value) => ({ value, label: t(`model:auditActivity.${value}`) })),
  },
];

/** The state of the list in the contract's words. Both days count as a whole. */
export const toAuditFilter = (state: ListState): MethodInput<'audit.list'> => {
  const picked = <T extends string>(id: string, known: readonly T[]): T[] =>
    known.filter((value) => lookUp(state.filters, id)?.includes(value));
  const categories = picked('category', auditCategories);
  const types = picked('type', auditTypes);
  const activities = picked('activity', auditActivities);
  const from = startOfDay(state.filters.from?.[0]);
  const afterEnd = startOfDay(state.filters.to?.[0], 1);
  const name = state.filters.name?.[0]?.trim() ?? '';
  const by = state.filters.by?.[0]?.trim() ?? '';
  const sortBy = auditFilter.shape.sortBy.safeParse(state.sortBy).data;
  return {
    page: state.page,
    pageSize: state.pageSize,
    ...(state.search.trim() === '' ? {} : { search: state.search.trim() }),
    ...(sortBy === undefined ? {} : { sortBy, sortDirection: state.sortDirection }),
    ...(categories.length === 0 ? {} : { categories }),
    ...(types.length === 0 ? {} : { types }),
    ...(activities.length === 0 ? {} : { activities }),
    ...(from === undefined ? {} : { from }),
    ...(afterEnd === undefined ? {} : { to: afterEnd - 1 }),
    ...(name === '' ? {} : { name }),
    ...(by === '' ? {} : { by }),
  };
};
