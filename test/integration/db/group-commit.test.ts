import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '../../../electron/db/executor.ts';
import { openDatabase } from '../../../electron/db/open.ts';
import { openTempDatabase } from '../../support/temp-database.ts';

const setSetting = {
  sql: `insert into settings (key, value)
    select value ->> 0, value ->> 1 from json_each(?) where true
    on conflict (key) do update set value = excluded.value`,
};

describe('group commit', () => {
  let database: Awaited<ReturnType<typeof openTempDatabase>>;

  beforeEach(async () => {
    database = await openTempDatabase();
  });
  afterEach(() => database.close());

  it('shares one commit among many writers and tells each of them only afterwards', async () => {
    const { executor } = database;
    await Promise.all(
      Array.from({ length: 200 }, async (_, n) => {
        await executor.append(setSetting, [`key-${String(n)}`, String(n)]);
        const row = await executor.read
          .selectFrom('settings')
          .selectAll()
          .where('key', '=', `key-${String(n)}`)
          .executeTakeFirst();
        expect(row?.value).toBe(String(n));
      }),
    );
  });

  it('undoes a failed writer without touching the others of its round', async () => {
    const { executor } = database;
    const insert = (key: string) =>
      executor.write(async (query) => {
        await query.insertInto('settings').values({ key, value: '1' }).execute();
      });
    const outcomes = await Promise.allSettled([insert('a'), insert('a'), insert('b')]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes[1]).toMatchObject({ reason: { code: 'record.conflict' } });
    const rows = await executor.read.selectFrom('settings').select('key').execute();
    expect(rows.map((row) => row.key).sort()).toEqual(['a', 'b']);
  });

  it('binds several stores to one transaction that is undone as a whole', async () => {
    const { executor } = database;
    let committed = false;
    await expect(
      inTransaction(executor, async (bound) => {
        await bound.write(async (query, afterCommit) => {
          await query.insertInto('settings').values({ key: 'x', value: '1' }).execute();
          afterCommit(() => (committed = true));
        });
        await bound.append(setSetting, ['y', '2']);
        expect(await bound.read.selectFrom('settings').selectAll().execute()).toHaveLength(2);
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect(await executor.read.selectFrom('settings').selectAll().execute()).toHaveLength(0);
    expect(committed).toBe(false);
  });

  it('refuses a database of a newer version and leaves it alone', async () => {
    await database.executor.write((query) =>
      sql`insert into kysely_migration (name, timestamp) values ('9999-future', '')`.execute(query),
    );
    await expect(openDatabase(database.folder)).rejects.toMatchObject({ code: 'database.newer' });
  });

  it('names a file that is not a database and does not overwrite it', async () => {
    const other = join(database.folder, 'other');
    await mkdir(other);
    await writeFile(join(other, 'russet.db'), 'this is certainly not a database file, is it?'.repeat(50));
    await expect(openDatabase(other)).rejects.toMatchObject({ code: 'database.corrupt' });
  });
});
