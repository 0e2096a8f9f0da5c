// Keys that work on every page.
import { useEffect } from 'react';

interface Shortcuts {
  readonly openPalette: () => void;
  readonly openHelp: () => void;
}

export const shortcutList: readonly { readonly keys: string; readonly does: string }[] = [
  { keys: '/', does: 'Go to the search of the page' },
  { keys: 'Ctrl+K or ⌘K', does: 'Go to any page' },
  { keys: '?', does: 'Show this help' },
  { keys: 'Arrow keys', does: 'Move in a table' },
  { keys: 'Enter', does: 'Open the row' },
  { keys: 'Space', does: 'Tick the row' },
  { keys: 'Esc', does: 'Close a dialog or a menu' },
];

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

/** Puts the cursor into the search of the page, if it has one. */
const focusSearch = (): boolean => {
  const field = document.querySelector<HTMLInputElement>('[data-page-search] input');
  field?.focus();
  field?.select();
  return field !== null;
};

export const useShortcuts = ({ openPalette, openHelp }: Shortcuts): void => {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        openPalette();
        return;
      }
      const inDialog = document.querySelector('[role="dialog"]') !== null;
      if (isTyping(event.target) || inDialog || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === '/' && focusSearch()) event.preventDefault();
      if (event.key === '?') openHelp();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
    };
  });
};
