// Which columns a list shows, in which order and how wide: remembered per list on this computer.
import { z } from 'zod';

export interface ColumnChoice {
  readonly id: string;
  readonly visible: boolean;
  /** Pixels; absent until the person dragged the border. */
  readonly width?: number | undefined;
}

interface ColumnDefault {
  readonly id: string;
  readonly visible: boolean;
}

const stored = z.array(z.strictObject({ id: z.string(), visible: z.boolean(), width: z.number().optional() }));

/** The remembered choice brought in line with the columns that exist now: unknown ones go, new ones are appended. */
export const reconcileColumns = (
  remembered: readonly ColumnChoice[],
  defaults: readonly ColumnDefault[],
): readonly ColumnChoice[] => {
  const known = new Set(defaults.map((column) => column.id));
  const kept = remembered.filter((column) => known.has(column.id));
  const keptIds = new Set(kept.map((column) => column.id));
  return [...kept, ...defaults.filter((column) => !keptIds.has(column.id)).map(({ id, visible }) => ({ id, visible }))];
};

/** Moves a column by `offset` places; at either end it stays. */
export const moveColumn = (columns: readonly ColumnChoice[], id: string, offset: -1 | 1): readonly ColumnChoice[] => {
  const from = columns.findIndex((column) => column.id === id);
  const moved = columns[from];
  const other = columns[from + offset];
  if (moved === undefined || other === undefined) return columns;
  const next = [...columns];
  next[from] = other;
  next[from + offset] = moved;
  return next;
};

const storageKey = (listId: string): string => `columns.${listId}`;

/** What was remembered for a list; nothing if that is missing or unreadable. */
export const loadColumns = (listId: string): readonly ColumnChoice[] => {
  const text = localStorage.getItem(storageKey(listId));
  if (text === null) return [];
  try {
    const result = stored.safeParse(JSON.parse(text));
    return result.success ? result.data : [];
  } catch {
    return [];
  }
};

/** Remembers the columns of a list. */
export const saveColumns = (listId: string, columns: readonly ColumnChoice[]): void => {
  localStorage.setItem(storageKey(listId), JSON.stringify(columns));
};

/** Forgets what was remembered for a list. */
export const forgetColumns = (listId: string): void => {
  localStorage.removeItem(storageKey(listId));
};
