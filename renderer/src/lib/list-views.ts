// Named views of a list: search, filters and order as the address has them, and the columns.
import type { ColumnChoice, ListView } from '@shared/ipc/office/preferences.ts';

/** The part of the address that belongs to the list: the page is where somebody was, the tab is not the list's. */
export const addressOfView = (params: URLSearchParams): string => {
  const kept = new URLSearchParams(params);
  kept.delete('page');
  kept.delete('tab');
  return kept.toString();
};

/** The address that shows the view where the list is now. */
export const paramsOfView = (view: ListView, current: URLSearchParams): URLSearchParams => {
  const params = new URLSearchParams(view.address);
  const tab = current.get('tab');
  if (tab !== null) params.set('tab', tab);
  return params;
};

/** Names are compared without case; a view of the same name is replaced where it stands. */
export const withView = (
  views: readonly ListView[],
  name: string,
  address: string,
  columns: readonly ColumnChoice[],
): readonly ListView[] => {
  const view = { name, address, columns: [...columns] };
  const at = views.findIndex((other) => other.name.toLowerCase() === name.toLowerCase());
  return at < 0 ? [...views, view] : views.with(at, view);
};
