import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction, type Executor } from '../../../electron/db/executor.ts';
import { openDatabase, type OpenDatabase } from '../../../electron/db/open.ts';
import { createDeviceLogStore } from '../../../electron/db/stores/protocol/device-log.ts';
import { createSettingsStore } from '../../../electron/db/stores/office/settings.ts';
import { guardWrites } from '../../support/guard-writes.ts';
import { prepareDatabase } from '../../support/prepared.ts';

describe('the guard against a write that waits for itself', () => {
  let folder: string;
  let database: OpenDatabase;
  let executor: Executor;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'russet-guard-'));
    await prepareDatabase(folder);
    database = await openDatabase(folder);
    executor = guardWrites(database.executor);
  });
  afterAll(async () => {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });

  const setPort = (over: Executor, port: number) => createSettingsStore(over).set({ port });
  const port = () => createSettingsStore(executor).get('port');

  it('throws when a transaction writes by the outer executor, and undoes the transaction', async () => {
    const before = await port();
    const nested = inTransaction(executor, async (bound) => {
      await setPort(bound, 1111);
      await setPort(executor, 2222);
    });
    await expect(nested).rejects.toThrow('it would wait for itself for ever');
    expect(await port()).toBe(before);
  });

  it('throws for an appended row and for a call that is many awaits deep', async () => {
    const row = { enrollmentId: 'x', channelId: 'x', at: 1, action: 'Idle', status: 'Received', detail: '' } as const;
    const nested = inTransaction(executor, async (bound) => {
      await createSettingsStore(bound).all();
      await Promise.all([Promise.resolve().then(() => createDeviceLogStore(executor).append(row))]);
    });
    await expect(nested).rejects.toThrow('append was called inside a transaction');
  });

  it('leaves alone what belongs: the bound executor, writes side by side, and writes after the commit', async () => {
    await Promise.all([
      inTransaction(executor, (bound) => setPort(bound, 3333)),
      inTransaction(executor, (bound) => setPort(bound, 4444)),
    ]);
    let later: Promise<void> | undefined;
    await executor.write((_query, afterCommit) => {
      afterCommit(() => {
        later = setPort(executor, 5555);
      });
      return Promise.resolve();
    });
    await later;
    expect(await port()).toBe(5555);
  });
});
