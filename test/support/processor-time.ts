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

interface Comparison {
  /** How often each is done in one measurement, so that a measurement is long enough for its clock. */
  readonly turns: number;
  /** Tries no longer once the ratio is below. */
  readonly enough: number;
}

/**
 * How many times the processor time of `measure` `work` takes: both in turn, the least of up to 40 tries each. What a machine
 * is worth stands on both sides, so the ratio is the same on a fast one and a slow one.
 */
export const leastRatio = async (
  work: () => unknown,
  measure: () => unknown,
  { turns, enough }: Comparison,
): Promise<number> => {
  const often = (one: () => unknown) => async () => {
    for (let turn = 0; turn < turns; turn += 1) await one();
  };
  const least = { work: Infinity, measure: Infinity };
  const ratio = () => least.work / least.measure;
  for (let tries = 0; tries < 40 && !(ratio() < enough); tries += 1) {
    least.work = Math.min(least.work, (await processorTime(often(work))).ms);
    least.measure = Math.min(least.measure, (await processorTime(often(measure))).ms);
  }
  return ratio();
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
