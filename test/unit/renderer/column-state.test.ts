import { describe, expect, it } from 'vitest';
import { moveColumn, reconcileColumns } from '../../../renderer/src/lib/column-state.ts';

const shown = (...ids: string[]) => ids.map((id) => ({ id, visible: true }));

describe('remembered columns', () => {
  it('keep order, choice and width, drop columns that are gone and append new ones with their default', () => {
    const remembered = [
      { id: 'email', visible: false },
      { id: 'gone', visible: true },
      { id: 'name', visible: true, width: 300 },
    ];
    const defaults = [...shown('name', 'email'), { id: 'serial', visible: false }];
    expect(reconcileColumns(remembered, defaults)).toEqual([
      { id: 'email', visible: false },
      { id: 'name', visible: true, width: 300 },
      { id: 'serial', visible: false },
    ]);
  });

  it('move by one place and stay at either end', () => {
    expect(moveColumn(shown('a', 'b', 'c'), 'b', 1)).toEqual(shown('a', 'c', 'b'));
    expect(moveColumn(shown('a', 'b', 'c'), 'a', -1)).toEqual(shown('a', 'b', 'c'));
    expect(moveColumn(shown('a', 'b', 'c'), 'c', 1)).toEqual(shown('a', 'b', 'c'));
  });
});
