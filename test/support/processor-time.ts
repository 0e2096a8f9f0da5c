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
