// What the menu of the right mouse button offers: in a field to cut, copy and paste, on selected text to copy.
import { renderText, say } from '../../shared/locales/admin-texts.ts';
import type { Language } from '../../shared/locales/text-keys.ts';

/** The part of Electron's parameters that decides. */
export interface ContextTarget {
  readonly isEditable: boolean;
  readonly selectionText: string;
  readonly editFlags: {
    readonly canCut: boolean;
    readonly canCopy: boolean;
    readonly canPaste: boolean;
    readonly canSelectAll: boolean;
  };
}

export interface ContextItem {
  readonly role: 'cut' | 'copy' | 'paste' | 'selectAll';
  readonly label: string;
  readonly enabled: boolean;
}

/** Empty where there is nothing to do: then no menu opens. */
export const contextItems = (target: ContextTarget, language: Language): readonly ContextItem[] => {
  const { isEditable, selectionText, editFlags } = target;
  const item = (role: ContextItem['role'], enabled: boolean): ContextItem => ({
    role,
    label: renderText(say(`shell.${role}`), language),
    enabled,
  });
  if (isEditable) {
    return [
      item('cut', editFlags.canCut),
      item('copy', editFlags.canCopy),
      item('paste', editFlags.canPaste),
      item('selectAll', editFlags.canSelectAll),
    ];
  }
  return selectionText.trim() === '' ? [] : [item('copy', editFlags.canCopy)];
};
