// Which filters of a list are offered: remembered per list on this computer.
import { z } from 'zod';

const stored = z.array(z.string());
const storageKey = (listId: string): string => `filters.${listId}`;

/** Ids of the filters that the person hid; none if nothing readable was remembered. */
export const loadHiddenFilters = (listId: string): readonly string[] => {
  try {
    return stored.safeParse(JSON.parse(localStorage.getItem(storageKey(listId)) ?? '[]')).data ?? [];
  } catch {
    return [];
  }
};

/** Remembers which filters of a list are hidden. */
export const saveHiddenFilters = (listId: string, hidden: readonly string[]): void => {
  if (hidden.length === 0) localStorage.removeItem(storageKey(listId));
  else localStorage.setItem(storageKey(listId), JSON.stringify(hidden));
};
