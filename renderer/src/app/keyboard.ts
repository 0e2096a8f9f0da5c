// Keys that work on every page.
import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { lookUp } from '@shared/look-up.ts';
import type { Texts } from '../lib/texts.ts';

interface Shortcuts {
  readonly openPalette: () => void;
  readonly openHelp: () => void;
}

export const shortcutList = (t: Texts<'app'>): readonly { readonly keys: string; readonly does: string }[] => [
  { keys: '/', does: t('help.search') },
  { keys: t('help.paletteKeys'), does: t('help.palette') },
  { keys: t('help.backKeys'), does: t('help.back') },
  { keys: t('help.forwardKeys'), does: t('help.forward') },
  { keys: '?', does: t('help.help') },
  { keys: t('help.arrowKeys'), does: t('help.arrows') },
  { keys: t('help.enterKey'), does: t('help.enter') },
  { keys: t('help.spaceKey'), does: t('help.space') },
  { keys: t('help.escapeKey'), does: t('help.escape') },
];

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

const stepsOnMac = { '[': -1, ']': 1 } as const;
const stepsElsewhere = { ArrowLeft: -1, ArrowRight: 1 } as const;

/** Steps in the history that the keys ask for; `mac`: its keyboard, where Alt moves by words. */
export const historySteps = (
  {
    key,
    altKey,
    ctrlKey,
    metaKey,
    shiftKey,
  }: Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>,
  mac: boolean,
): -1 | 1 | undefined => {
  if (ctrlKey || shiftKey || altKey === metaKey || metaKey !== mac) return undefined;
  return lookUp(mac ? stepsOnMac : stepsElsewhere, key);
};

const isMac = (): boolean => navigator.userAgent.includes('Macintosh');

/** Puts the cursor into the search of the page, if it has one. */
const focusSearch = (): boolean => {
  const field = document.querySelector<HTMLInputElement>('[data-page-search] input');
  field?.focus();
  field?.select();
  return field !== null;
};

export const useShortcuts = ({ openPalette, openHelp }: Shortcuts): void => {
  const navigate = useNavigate();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        openPalette();
        return;
      }
      const steps = historySteps(event, isMac());
      if (steps !== undefined) {
        event.preventDefault();
        void navigate(steps);
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
