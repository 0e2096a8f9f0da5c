// The columns of one list as the person arranged them.
import { useMemo, useState } from 'react';
import type { ColumnChoice } from '@shared/ipc/office/preferences.ts';
import { reconcileColumns } from './column-state.ts';
import { arrangementOf, useArrange } from './list-arrangements.ts';

interface ColumnHandle {
  readonly choice: readonly ColumnChoice[];
  readonly setChoice: (choice: readonly ColumnChoice[]) => void;
  readonly setWidth: (id: string, width: number) => void;
  readonly restore: () => void;
}

/** Ids of the columns that a list shows now, in their order. */
export const shownColumns = (
  listId: string,
  columns: readonly { readonly id: string; readonly optional?: boolean }[],
): string[] =>
  reconcileColumns(
    arrangementOf(listId).columns,
    columns.map(({ id, optional }) => ({ id, visible: optional !== true })),
  ).flatMap(({ id, visible }) => (visible ? [id] : []));

/** Reads and remembers the columns; `columns` must be a constant or memoized. */
export const useColumns = (
  listId: string,
  columns: readonly { readonly id: string; readonly optional?: boolean }[],
): ColumnHandle => {
  const [remembered, setRemembered] = useState<readonly ColumnChoice[]>(() => arrangementOf(listId).columns);
  const choice = useMemo(
    () =>
      reconcileColumns(
        remembered,
        columns.map(({ id, optional }) => ({ id, visible: optional !== true })),
      ),
    [remembered, columns],
  );
  const arrange = useArrange(listId);
  const setChoice = (next: readonly ColumnChoice[]): void => {
    arrange({ columns: [...next] });
    setRemembered(next);
  };
  const setWidth = (id: string, width: number): void => {
    setChoice(choice.map((column) => (column.id === id ? { ...column, width } : column)));
  };
  const restore = (): void => {
    setChoice([]);
  };
  return { choice, setChoice, setWidth, restore };
};
