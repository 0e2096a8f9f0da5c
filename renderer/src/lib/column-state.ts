// Which columns a list shows, in which order and how wide.
import type { ColumnChoice } from '@shared/ipc/office/preferences.ts';

interface ColumnDefault {
  readonly id: string;
  readonly visible: boolean;
}

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
