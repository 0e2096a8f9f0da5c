// Remembers rows that every contact of a device needs and that seldom change, until anybody writes anything at all.
import type { Executor } from './executor.ts';

const maxRemembered = 50_000;

/**
 * Reads by key and remembers what was found until the next commit of a `write`. Only for rows that no appended statement
 * changes. Inside a transaction nothing is remembered.
 */
export const remembering = <T extends object>(
  executor: Executor,
  read: (key: string) => Promise<T | undefined>,
): ((key: string) => Promise<T | undefined>) => {
  const known = new Map<string, T>();
  let knownAt = -1;
  return async (key) => {
    const revision = executor.revision?.();
    if (revision === undefined) return read(key);
    if (revision !== knownAt || known.size >= maxRemembered) {
      known.clear();
      knownAt = revision;
    }
    const remembered = known.get(key);
    if (remembered) return remembered;
    const found = await read(key);
    // A commit during the read may have changed the row.
    if (found && executor.revision?.() === revision && knownAt === revision) known.set(key, found);
    return found;
  };
};
