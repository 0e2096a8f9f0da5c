// What is typed and not saved is asked about before the page goes away: the shell hears of it when the window unloads.
import { useEffect } from 'react';

/** While `dirty`, the page objects to being unloaded; the shell then asks the person, or the browser does. */
export const useUnsaved = (dirty: boolean): void => {
  useEffect(() => {
    if (!dirty) return;
    const object = (event: BeforeUnloadEvent): void => {
      event.preventDefault();
    };
    window.addEventListener('beforeunload', object);
    return () => {
      window.removeEventListener('beforeunload', object);
    };
  }, [dirty]);
};
