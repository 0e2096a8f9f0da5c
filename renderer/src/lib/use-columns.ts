// The columns of one list as the person arranged them.
import { useCallback, useMemo, useState } from 'react';
import { type ColumnChoice, forgetColumns, loadColumns, reconcileColumns, saveColumns } from './column-state.ts';

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
    loadColumns(listId),
    columns.map(({ id, optional }) => ({ id, visible: optional !== true })),
  ).flatMap(({ id, visible }) => (visible ? [id] : []));

/** Reads and remembers the columns; `columns` must be a constant or memoized. */
export const useColumns = (
  listId: string,
  columns: readonly { readonly id: string; readonly optional?: boolean }[],
): ColumnHandle => {
  const [remembered, setRemembered] = useState(() => loadColumns(listId));
  const choice = useMemo(
    () =>
      reconcileColumns(
        remembered,
        columns.map(({ id, optional }) => ({ id, visible: optional !== true })),
      ),
    [remembered, columns],
  );
  const setChoice = useCallback(
    (next: readonly ColumnChoice[]) => {
      saveColumns(listId, next);
      setRemembered(next);
    },
    [listId],
  );
  const setWidth = (id: string, width: number): void => {
    setChoice(choice.map((column) => (column.id === id ? { ...column, width } : column)));
  };
  const restore = useCallback(() => {
    forgetColumns(listId);
    setRemembered([]);
  }, [listId]);
  return { choice, setChoice, setWidth, restore };
};
