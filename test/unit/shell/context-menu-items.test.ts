import { describe, expect, it } from 'vitest';
import { contextItems, type ContextTarget } from '../../../electron/shell/context-menu-items.ts';

const nothing = { canCut: false, canCopy: false, canPaste: true, canSelectAll: true };
const target = (change: Partial<ContextTarget>): ContextTarget => ({
  isEditable: false,
  selectionText: '',
  editFlags: nothing,
  ...change,
});

describe('the menu of the right mouse button', () => {
  it('cuts, copies and pastes in a field, what is impossible being grey', () => {
    const items = contextItems(target({ isEditable: true }), 'en');
    expect(items.map(({ role, enabled }) => [role, enabled])).toEqual([
      ['cut', false],
      ['copy', false],
      ['paste', true],
      ['selectAll', true],
    ]);
  });

  it('copies selected text, in the language of the console', () => {
    const editFlags = { ...nothing, canCopy: true };
    expect(contextItems(target({ selectionText: 'C02XG0AAJGH5', editFlags }), 'de')).toEqual([
      { role: 'copy', label: 'Kopieren', enabled: true },
    ]);
  });

  it('does not open where there is nothing to do', () => {
    expect(contextItems(target({ selectionText: ' ' }), 'en')).toEqual([]);
  });
});
