// Work that is done once and whose result everybody shares.

export interface Once<T> {
  (): Promise<T>;
  /** The next call does the work anew. Returns what was under way or kept, so that it can be closed. */
  forget(): Promise<T> | undefined;
}

/**
 * Does `work` with the first call and gives its result to all later ones. A rejection reaches only whoever waits for it:
 * the next call tries again, so that one failure does not last until a restart.
 */
export const once = <T>(work: () => Promise<T>): Once<T> => {
  let kept: Promise<T> | undefined;
  const get = (): Promise<T> => {
    if (kept !== undefined) return kept;
    const started = work();
    kept = started;
    started.catch(() => {
      // It may have been forgotten meanwhile, and begun anew.
      if (kept === started) kept = undefined;
    });
    return started;
  };
  return Object.assign(get, {
    forget() {
      const former = kept;
      kept = undefined;
      return former;
    },
  });
};
