// What the address does not say of the pages one came through: where they are in the history, and how far they were
// scrolled. Going back restores it.

interface Entry {
  readonly path: string;
  readonly scrolled: Map<string, number>;
}

/** The history of one window. `index` counts its entries from where the console was opened. */
export interface HistoryMemory {
  /** The page of an entry; a new page at its place forgets what came after. */
  visit(index: number, path: string, isNew: boolean): void;
  /** How many steps back the newest earlier entry with this path is, as a negative number; undefined if there is none. */
  stepsTo(index: number, path: string): number | undefined;
  /** Pixels that `part` of the entry's page was scrolled; 0 if not known. */
  scrolled(index: number, part: string): number;
  keepScrolled(index: number, part: string, pixels: number): void;
}

export const createHistoryMemory = (): HistoryMemory => {
  const entries = new Map<number, Entry>();
  return {
    visit(index, path, isNew) {
      if (isNew) {
        for (const other of [...entries.keys()]) if (other >= index) entries.delete(other);
      }
      // A page that stays, such as a list with another filter, keeps what is known of it.
      if (entries.get(index)?.path !== path) entries.set(index, { path, scrolled: new Map() });
    },
    stepsTo(index, path) {
      const earlier = [...entries].filter(([other, entry]) => other < index && entry.path === path);
      return earlier.length === 0 ? undefined : Math.max(...earlier.map(([other]) => other)) - index;
    },
    scrolled: (index, part) => entries.get(index)?.scrolled.get(part) ?? 0,
    keepScrolled(index, part, pixels) {
      entries.get(index)?.scrolled.set(part, pixels);
    },
  };
};

export const historyMemory = createHistoryMemory();

/** The place of the shown entry in the history, as the router counts. */
export const historyIndex = (): number => {
  const state: unknown = window.history.state;
  return typeof state === 'object' && state !== null && 'idx' in state && typeof state.idx === 'number' ? state.idx : 0;
};
