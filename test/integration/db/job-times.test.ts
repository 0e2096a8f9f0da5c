import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../../../electron/db/open.ts';
import { createJobTimes } from '../../../electron/db/stores/office/job-times.ts';
import { openTempDatabase } from '../../support/temp-database.ts';

let database: OpenDatabase;
beforeEach(async () => {
  database = await openTempDatabase();
});
afterEach(() => database.close());

it('keeps for each job when it last ran', async () => {
  const times = createJobTimes(database.executor);
  await times.save('one', 1000);
  await times.save('two', 2000);
  await times.save('one', 3000);
  expect(await times.all()).toEqual(
    new Map([
      ['one', 3000],
      ['two', 2000],
    ]),
  );
});
