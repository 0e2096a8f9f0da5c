// Keys that work on every page.
import { useEffect } from 'react';
import type { Texts } from '../lib/texts.ts';

interface Shortcuts {
  readonly openPalette: () => void;
  readonly openHelp: () => void;
}

export const shortcutList = (t: Texts<'app'>): readonly { readonly keys: string; readonly does: string }[] => [
  { keys: '/', does: t('help.search') },
  { keys: t('help.paletteKeys'), does: t('help.palette') },
  { keys: '?', does: t('help.help') },
  { keys: t('help.arrowKeys'), does: t('help.arrows') },
  { keys: t('help.enterKey'), does: t('help.enter') },
  { keys: t('help.spaceKey'), does: t('help.space') },
  { keys: t('help.escapeKey'), does: t('help.escape') },
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
