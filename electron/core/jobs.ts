// Work that runs by the clock, and remembers when it last ran: a program that is on nine hours a day still does once a day
// what it does once a day. A job that fails is logged and comes again at its next time.
import type { Clock, Logger } from './ports.ts';
import { minute } from './durations.ts';

export interface Job {
  /** Its time is remembered under this name. */
  readonly name: string;
  readonly everyMs: number;
  readonly run: () => Promise<unknown>;
}

/** What is remembered of the jobs from one start of the program to the next. */
export interface JobTimes {
  /** When each job last began, by its name, in ms since the epoch. */
  all(): Promise<ReadonlyMap<string, number>>;
  save(name: string, at: number): Promise<void>;
}

export interface Jobs {
  /** Reads when the jobs last ran and plans them. Never rejects: without that knowledge every job is overdue. */
  start(): Promise<void>;
  /** Starts no more runs and waits for those under way. */
  stop(): Promise<void>;
}

export interface JobsDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly times: JobTimes;
}

/** What is overdue at a start waits so long at least: the first moments belong to devices and the window. */
const graceMs = 30_000;
/** The overdue jobs of a start are spread over this time, in the order of the list. */
const spreadMs = 4 * minute;
/** The clock is looked at this often at least: a computer that slept has not counted the time. */
const lookAgainMs = 5 * minute;

/** A run is never started while the one before it lasts. */
export const createJobs = (jobs: readonly Job[], { clock, logger, times }: JobsDeps): Jobs => {
  const dueAt = new Map<Job, number>();
  const running = new Map<Job, Promise<void>>();
  let cancel = (): void => undefined;
  let stopped = false;

  /** Plans the next look at the clock, for the job that is due first. */
  const arm = (): void => {
    cancel();
    if (stopped) return;
    const waiting = [...dueAt].filter(([job]) => !running.has(job)).map(([, at]) => at);
    const wait = Math.min(lookAgainMs, Math.max(0, Math.min(...waiting) - clock.now()));
    cancel = clock.schedule(wait, look);
  };

  const look = (): void => {
    const now = clock.now();
    for (const job of jobs) {
      if (running.has(job)) continue;
      const at = dueAt.get(job) ?? now;
      // The clock was set back: a last run in the future says nothing, here as at a start.
      if (at <= now || at - job.everyMs > now) begin(job, now);
    }
    arm();
  };

  const begin = (job: Job, now: number): void => {
    dueAt.set(job, now + job.everyMs);
    const work = async (): Promise<void> => {
      try {
        await job.run();
      } catch (error) {
        logger.error('a job failed', { job: job.name, error });
      }
      try {
        // Only now: a run that a crash cut short is overdue at the next start.
        await times.save(job.name, now);
      } catch (error) {
        logger.error('when a job ran could not be kept', { job: job.name, error });
      }
    };
    running.set(
      job,
      work().finally(() => {
        running.delete(job);
        arm();
      }),
    );
  };

  const known = async (): Promise<ReadonlyMap<string, number>> => {
    try {
      return await times.all();
    } catch (error) {
      logger.error('when the jobs last ran could not be read', { error });
      return new Map();
    }
  };

  return {
    async start() {
      const ranAt = await known();
      const now = clock.now();
      const overdue: Job[] = [];
      for (const job of jobs) {
        const last = ranAt.get(job.name);
        // A last run in the future is one of before the clock was set back: it says nothing.
        if (last === undefined || last > now || last + job.everyMs <= now) overdue.push(job);
        else dueAt.set(job, last + job.everyMs);
      }
      for (const [index, job] of overdue.entries()) {
        dueAt.set(job, now + Math.min(job.everyMs, graceMs + (index * spreadMs) / overdue.length));
      }
      arm();
    },
    async stop() {
      stopped = true;
      cancel();
      await Promise.all(running.values());
    },
  };
};
