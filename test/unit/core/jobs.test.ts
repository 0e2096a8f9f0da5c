import { describe, expect, it } from 'vitest';
import { createJobs, type Job, type JobTimes } from '../../../electron/core/jobs.ts';
import { silentLogger, type Logger } from '../../../electron/core/ports.ts';
import { createManualClock } from '../../support/fakes/manual-clock.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const rememberedTimes = (): JobTimes & { readonly kept: Map<string, number> } => {
  const kept = new Map<string, number>();
  return {
    kept,
    all: () => Promise.resolve(new Map(kept)),
    save: (name, at) => {
      kept.set(name, at);
      return Promise.resolve();
    },
  };
};

const counting = (name: string, everyMs: number, now: () => number) => {
  const ranAt: number[] = [];
  const job: Job = {
    name,
    everyMs,
    run: () => {
      ranAt.push(now());
      return Promise.resolve();
    },
  };
  return { job, ranAt };
};

describe('work by the clock', () => {
  it('runs a daily job 30 times in 30 days of nine hours a day', async () => {
    const clock = createManualClock();
    const times = rememberedTimes();
    const daily = counting('daily', day, clock.now);
    for (let n = 0; n < 30; n += 1) {
      const jobs = createJobs([daily.job], { clock, logger: silentLogger, times });
      await jobs.start();
      await clock.advance(9 * hour);
      await jobs.stop();
      await clock.advance(15 * hour);
    }
    expect(daily.ranAt).toHaveLength(30);
  });

  it('runs what is overdue soon after the start, one after the other, and the rest at its time', async () => {
    const clock = createManualClock();
    const times = rememberedTimes();
    const start = clock.now();
    const overdue = Array.from({ length: 10 }, (_, index) => counting(`overdue ${String(index)}`, day, clock.now));
    const fresh = counting('fresh', day, clock.now);
    for (const { job } of overdue) times.kept.set(job.name, start - 3 * day);
    times.kept.set('fresh', start - 20 * hour);
    const jobs = createJobs(
      [...overdue, fresh].map(({ job }) => job),
      { clock, logger: silentLogger, times },
    );
    await jobs.start();
    await clock.advance(29_000);
    expect(overdue.flatMap(({ ranAt }) => ranAt)).toEqual([]);
    await clock.advance(5 * minute);
    const at = overdue.map(({ ranAt }) => ranAt[0] ?? 0);
    expect(overdue.map(({ ranAt }) => ranAt.length)).toEqual(overdue.map(() => 1));
    expect(new Set(at).size).toBe(10);
    expect(fresh.ranAt).toEqual([]);
    await clock.advance(4 * hour);
    expect(fresh.ranAt).toEqual([start + 4 * hour]);
    await jobs.stop();
  });

  it('runs a job again at its next time after it failed, and remembers none that a crash cut short', async () => {
    const clock = createManualClock();
    const times = rememberedTimes();
    const problems: string[] = [];
    const logger: Logger = { ...silentLogger, error: (message) => problems.push(message) };
    let runs = 0;
    const failing: Job = { name: 'failing', everyMs: hour, run: () => Promise.reject(new Error(String((runs += 1)))) };
    const stuck: Job = { name: 'stuck', everyMs: hour, run: () => new Promise(() => undefined) };
    const jobs = createJobs([failing, stuck], { clock, logger, times });
    await jobs.start();
    await clock.advance(5 * minute);
    expect(runs).toBe(1);
    await clock.advance(2 * hour);
    expect(runs).toBe(3);
    expect(problems).toEqual(['a job failed', 'a job failed', 'a job failed']);
    expect([...times.kept.keys()]).toEqual(['failing']);
  });

  it('is not stopped by a clock that was set back, neither before the start nor while it runs', async () => {
    const clock = createManualClock();
    const times = rememberedTimes();
    const hourly = counting('hourly', hour, clock.now);
    times.kept.set('hourly', clock.now() + 300 * day);
    let back = 0;
    const shifted = { now: () => clock.now() - back, schedule: clock.schedule };
    const jobs = createJobs([hourly.job], { clock: shifted, logger: silentLogger, times });
    await jobs.start();
    await clock.advance(5 * minute);
    expect(hourly.ranAt).toHaveLength(1);
    back = 30 * day;
    await clock.advance(2 * hour);
    expect(hourly.ranAt.length).toBeGreaterThanOrEqual(2);
    await jobs.stop();
  });

  it('notices the time that a computer slept', async () => {
    const clock = createManualClock();
    const daily = counting('daily', day, clock.now);
    let slept = 0;
    const sleeping = { now: () => clock.now() + slept, schedule: clock.schedule };
    const times = rememberedTimes();
    times.kept.set('daily', clock.now());
    const jobs = createJobs([daily.job], { clock: sleeping, logger: silentLogger, times });
    await jobs.start();
    slept = 25 * hour;
    await clock.advance(5 * minute);
    expect(daily.ranAt).toHaveLength(1);
    await jobs.stop();
  });

  it('goes on without what cannot be read or kept, and says so', async () => {
    const clock = createManualClock();
    const problems: string[] = [];
    const logger: Logger = { ...silentLogger, error: (message) => problems.push(message) };
    const hourly = counting('hourly', hour, clock.now);
    const times: JobTimes = {
      all: () => Promise.reject(new Error('disk')),
      save: () => Promise.reject(new Error('disk')),
    };
    const jobs = createJobs([hourly.job], { clock, logger, times });
    await jobs.start();
    await clock.advance(5 * minute);
    expect(hourly.ranAt).toHaveLength(1);
    expect(problems).toEqual(['when the jobs last ran could not be read', 'when a job ran could not be kept']);
    await jobs.stop();
  });
});
