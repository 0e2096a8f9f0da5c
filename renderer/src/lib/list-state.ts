// Search, filters, order and page of a list, kept in the address so that Back returns to what was shown.
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { lookUp } from '@shared/look-up.ts';

export interface ListState {
  readonly search: string;
  readonly sortBy: string | undefined;
  readonly sortDirection: 'asc' | 'desc';
  readonly page: number;
  readonly pageSize: number;
  /** Facet id to the picked values. */
  readonly filters: Readonly<Record<string, readonly string[]>>;
}

export const pageSizes = [25, 50, 100] as const;

const reserved = ['q', 'sort', 'page', 'size', 'tab'];

export const emptyListState: ListState = {
  search: '',
  sortBy: undefined,
  sortDirection: 'asc',
  page: 0,
  pageSize: 50,
  filters: {},
};

const wholeNumber = (text: string | null, fallback: number): number =>
  text !== null && /^\d{1,6}$/.test(text) ? Number(text) : fallback;

/** Reads a list state from the address; whatever is missing or odd takes the default. */
export const parseListState = (params: URLSearchParams, defaults: ListState): ListState => {
  const sort = params.get('sort');
  const filters = new Map(Object.entries(defaults.filters));
  for (const [key, value] of params) {
    if (!reserved.includes(key))
      filters.set(
        key,
        value.split(',').filter((part) => part !== ''),
      );
  }
  const size = wholeNumber(params.get('size'), defaults.pageSize);
  return {
    search: params.get('q') ?? defaults.search,
    sortBy: sort === null ? defaults.sortBy : sort.replace(/^-/, ''),
    sortDirection: sort === null ? defaults.sortDirection : sort.startsWith('-') ? 'desc' : 'asc',
    page: wholeNumber(params.get('page'), defaults.page),
    pageSize: (pageSizes as readonly number[]).includes(size) ? size : defaults.pageSize,
    filters: Object.fromEntries(filters),
  };
};

/** Writes a list state into the address, leaving out what is default and keeping what is not ours. */
export const writeListState = (state: ListState, defaults: ListState, current: URLSearchParams): URLSearchParams => {
  const params = new URLSearchParams();
  const tab = current.get('tab');
  if (tab !== null) params.set('tab', tab);
  if (state.search !== defaults.search) params.set('q', state.search);
  if (
    state.sortBy !== undefined &&
    (state.sortBy !== defaults.sortBy || state.sortDirection !== defaults.sortDirection)
  )
    params.set('sort', (state.sortDirection === 'desc' ? '-' : '') + state.sortBy);
  if (state.page !== defaults.page) params.set('page', String(state.page));
  if (state.pageSize !== defaults.pageSize) params.set('size', String(state.pageSize));
  for (const [id, values] of Object.entries(state.filters)) {
    const standard = lookUp(defaults.filters, id) ?? [];
    if (values.join(',') !== standard.join(',')) params.set(id, values.join(','));
  }
  return params;
};

export interface ListStateHandle {
  readonly state: ListState;
  /** Changes part of the state; anything but a change of page returns to the first page. */
  readonly change: (patch: Partial<ListState>) => void;
  /** Search and filters back to what the list starts with. */
  readonly restoreDefaults: () => void;
  /** True if search or filters differ from what the list starts with. */
  readonly isNarrowed: boolean;
}

const sameFilters = (a: ListState['filters'], b: ListState['filters']): boolean =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].every(
    (id) => (lookUp(a, id) ?? []).join(',') === (lookUp(b, id) ?? []).join(','),
  );

/** The list state of this page. `defaults` must be a constant of the module. */
export const useListState = (defaults: ListState): ListStateHandle => {
  const [params, setParams] = useSearchParams();
  const state = useMemo(() => parseListState(params, defaults), [params, defaults]);
  const change = useCallback(
    (patch: Partial<ListState>) => {
      setParams(
        (current) => {
          const next = {
            ...parseListState(current, defaults),
            ...(patch.page === undefined ? { page: 0 } : {}),
            ...patch,
          };
          return writeListState(next, defaults, current);
        },
        { replace: true },
      );
    },
    [setParams, defaults],
  );
  const restoreDefaults = useCallback(() => {
    change({ search: defaults.search, filters: defaults.filters });
  }, [change, defaults]);
  const isNarrowed = state.search !== defaults.search || !sameFilters(state.filters, defaults.filters);
  return { state, change, restoreDefaults, isNarrowed };
};
