import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction, type Executor } from '../../../electron/db/executor.ts';
import type { OpenDatabase } from '../../../electron/db/open.ts';
import { remembering } from '../../../electron/db/remember.ts';
import { openTempDatabase } from '../../support/temp-database.ts';

const write = (executor: Executor, key: string, value: string) =>
  executor.write(async (query) => {
    await query
      .insertInto('settings')
      .values({ key, value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
      .execute();
  });

describe('remembered rows', () => {
  let database: OpenDatabase;
  let reads: number;
  const settingOf = (executor: Executor) =>
    remembering(executor, (key) => {
      reads += 1;
      return executor.read.selectFrom('settings').selectAll().where('key', '=', key).executeTakeFirst();
    });

  beforeEach(async () => {
    database = await openTempDatabase();
    reads = 0;
  });
  afterEach(() => database.close());

  it('are read once, and again after anybody has written', async () => {
    const { executor } = database;
    const setting = settingOf(executor);
    await write(executor, 'a', '1');
    expect((await setting('a'))?.value).toBe('1');
    expect((await setting('a'))?.value).toBe('1');
    expect(reads).toBe(1);
    await write(executor, 'a', '2');
    expect((await setting('a'))?.value).toBe('2');
    expect(reads).toBe(2);
  });

  it('are not kept when a commit overtakes the read', async () => {
    const { executor } = database;
    await write(executor, 'a', '1');
    let overtake = (): Promise<void> => write(executor, 'a', '2');
    const setting = remembering(executor, async (key) => {
      const row = await executor.read.selectFrom('settings').selectAll().where('key', '=', key).executeTakeFirst();
      await overtake();
      return row;
    });
    expect((await setting('a'))?.value).toBe('1');
    overtake = () => Promise.resolve();
    expect((await setting('a'))?.value).toBe('2');
  });

  it('are never used inside a transaction, which sees its own writes', async () => {
    const { executor } = database;
    await write(executor, 'a', '1');
    await inTransaction(executor, async (bound) => {
      const setting = settingOf(bound);
      expect((await setting('a'))?.value).toBe('1');
      await write(bound, 'a', '2');
      expect((await setting('a'))?.value).toBe('2');
    });
  });
});
