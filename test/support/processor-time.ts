// How much work something is: time of the processor, not of the clock, which other programs on the machine would share.

const spentSince = (start: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
};

/** What `work` gives and how many milliseconds of the processor it took, on all threads of this process. */
export const processorTime = async <T>(work: () => T | Promise<T>): Promise<{ value: T; ms: number }> => {
  const start = process.cpuUsage();
  const value = await work();
  return { value, ms: spentSince(start) };
};

/**
 * The least milliseconds of the processor of up to 40 tries: even its time grows where two programs share a core. Tries
 * no longer once it is below `enough`.
 */
export const leastProcessorTime = async (work: () => unknown, enough: number): Promise<number> => {
  let least = Infinity;
  for (let tries = 0; tries < 40 && least >= enough; tries += 1)
    least = Math.min(least, (await processorTime(work)).ms);
  return least;
};

/** Rounds before the least of each is believed. */
const fewestRounds = 5;

/**
 * How many times the work of `reference` something is, the least of each counting. Both are measured in turn in one run, so
 * that neither the machine nor what else runs on it counts. Tries up to 40 times, no longer than until it is below `enough`.
 */
export const timesAsMuchWork = async (
  work: () => unknown,
  reference: () => unknown,
  enough: number,
): Promise<number> => {
  let [least, leastReference] = [Infinity, Infinity];
  for (let round = 0; round < 40 && (round < fewestRounds || least >= enough * leastReference); round += 1) {
    leastReference = Math.min(leastReference, (await processorTime(reference)).ms);
    least = Math.min(least, (await processorTime(work)).ms);
  }
  return least / leastReference;
};
