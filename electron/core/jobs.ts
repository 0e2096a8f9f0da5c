// Work that runs by the clock. A job that fails is logged and comes again at its next time.
import type { Clock, Logger } from './ports.ts';

export interface Job {
  readonly name: string;
  readonly everyMs: number;
  readonly run: () => Promise<unknown>;
}

export interface Jobs {
  start(): void;
  /** Starts no more runs and waits for the one under way. */
  stop(): Promise<void>;
}

/** The first run of a job comes after its interval; a run is never started while the one before it lasts. */
export const createJobs = (jobs: readonly Job[], clock: Clock, logger: Logger): Jobs => {
  const cancels = new Map<string, () => void>();
  const running = new Set<Promise<void>>();
  let stopped = false;

  const plan = (job: Job): void => {
    if (stopped) return;
    cancels.set(
      job.name,
      clock.schedule(job.everyMs, () => {
        const run = job
          .run()
          .then(() => undefined)
          .catch((error: unknown) => {
            logger.error('a job failed', {
              job: job.name,
              error,
            });
          })
          .finally(() => {
            running.delete(run);
            plan(job);
          });
        running.add(run);
      }),
    );
  };

  return {
    start() {
      for (const job of jobs) plan(job);
    },
    async stop() {
      stopped = true;
      for (const cancel of cancels.values()) cancel();
      await Promise.all(running);
    },
  };
};
