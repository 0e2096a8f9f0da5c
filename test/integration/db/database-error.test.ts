// Which failures of the database are told as a clash of values, and which as a defect.
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Executor } from '../../../electron/db/executor.ts';
import { temporaryDatabase } from '../../support/people.ts';

let database: { executor: Executor; close: () => Promise<void> };

beforeEach(async () => {
  database = await temporaryDatabase();
  await run(`create table parents (id integer primary key, name text not null unique, size integer check (size > 0))`);
  await run(`create table children (parent integer not null references parents (id))`);
  await run(`insert into parents values (1, 'A', 1)`);
});
afterEach(() => database.close());

const run = (statement: string): Promise<unknown> =>
  database.executor.write((query) => sql.raw(statement).execute(query));

describe('a constraint that fails', () => {
  it.each([
    ['a value that another record has', `insert into parents values (2, 'A', 1)`],
    ['an id that another record has', `insert into parents values (1, 'B', 1)`],
    ['a reference to nothing', `insert into children values (9)`],
  ])('is the person’s to mend: %s', async (_what, statement) => {
    await expect(run(statement)).rejects.toMatchObject({ code: 'record.conflict' });
  });

  it('is the person’s to mend: a record that something refers to', async () => {
    await run(`insert into children values (1)`);
    await expect(run(`delete from parents where id = 1`)).rejects.toMatchObject({ code: 'record.conflict' });
  });

  it.each([
    ['a value that is missing', `insert into parents values (2, null, 1)`],
    ['a value against the rule of its table', `insert into parents values (2, 'B', 0)`],
    ['a change that the table refuses', `update audit set name = 'x'`],
  ])('is a defect of ours: %s', async (_what, statement) => {
    await run(
      `insert into audit (at, category, type, name, activity, actor, changes_json, hash)
       values (1, 'Users', 'User', 'A', 'Added', 'x', '[]', 'y')`,
    );
    await expect(run(statement)).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT' });
  });
});
