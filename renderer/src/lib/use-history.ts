// Going back is going back: to the entry of the history one came from, with its filters, its page and its place.
import { type RefObject, useCallback, useLayoutEffect, useMemo } from 'react';
import { NavigationType, useLocation, useNavigate, useNavigationType } from 'react-router';
import { historyIndex, historyMemory } from './history-memory.ts';

/** The place in the history of the page that is rendered. */
export const useHistoryIndex = (): number => {
  const { key } = useLocation();
  // The router moves the history before it renders: the place belongs to the key, not to the moment.
  return useMemo(() => ({ key, index: historyIndex() }), [key]).index;
};

/** Goes to a page as it was last seen on the way here; to the page anew if the way did not lead through it. */
export const useBackTo = (): ((path: string) => void) => {
  const navigate = useNavigate();
  return useCallback(
    (path) => {
      const steps = historyMemory.stepsTo(historyIndex(), path);
      void (steps === undefined ? navigate(path) : navigate(steps));
    },
    [navigate],
  );
};

// A page that loads grows; after this many pictures it will not become long enough any more.
const patience = 60;

/** Remembers the pages of the way, and how far the scrolling frame of the pages was scrolled on each. */
export const useHistoryMemory = (frame: RefObject<HTMLElement | null>): void => {
  const { pathname } = useLocation();
  const type = useNavigationType();
  const index = useHistoryIndex();
  useLayoutEffect(() => {
    historyMemory.visit(index, pathname, type === NavigationType.Push);
  }, [index, pathname, type]);
  // Before the next page is painted: what it changes of the height must not count as scrolled on the page before.
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const wanted = historyMemory.scrolled(index, 'page');
    let left = wanted === 0 ? 0 : patience;
    let picture = 0;
    const restore = (): void => {
      element.scrollTo(0, wanted);
      left = Math.abs(element.scrollTop - wanted) <= 1 ? 0 : left - 1;
      if (left > 0) picture = requestAnimationFrame(restore);
    };
    const keep = (): void => {
      if (left <= 0) historyMemory.keepScrolled(index, 'page', element.scrollTop);
    };
    restore();
    element.addEventListener('scroll', keep, { passive: true });
    return () => {
      cancelAnimationFrame(picture);
      element.removeEventListener('scroll', keep);
    };
  }, [frame, index, pathname]);
};

/** How far a list of the page was scrolled when the page was left by this entry of the history, and the way to keep it. */
export const useListScroll = (
  listId: string,
): { readonly initial: number; readonly keep: (pixels: number) => void } => {
  const index = useHistoryIndex();
  const type = useNavigationType();
  // A page that was opened anew begins at its top, whatever stood at this place of the history before.
  const initial = type === NavigationType.Push ? 0 : historyMemory.scrolled(index, listId);
  const keep = useCallback(
    (pixels: number) => {
      historyMemory.keepScrolled(index, listId, pixels);
    },
    [index, listId],
  );
  return { initial, keep };
};
