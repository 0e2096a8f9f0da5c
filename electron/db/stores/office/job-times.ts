// When the work by the clock last ran.
import type { JobTimes } from '../../../core/jobs.ts';
import type { Executor } from '../../executor.ts';

export const createJobTimes = (executor: Executor): JobTimes => ({
  async all() {
    const rows = await executor.read.selectFrom('jobs').selectAll().execute();
    return new Map(rows.map((row) => [row.name, row.last_run_at]));
  },

  async save(name, at) {
    await executor.write((query) =>
      query
        .insertInto('jobs')
        .values({ name, last_run_at: at })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ last_run_at: at }))
        .execute(),
    );
  },
});
