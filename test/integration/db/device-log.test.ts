import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../../../electron/db/open.ts';
import { createDeviceLogStore, type DeviceLogStore } from '../../../electron/db/stores/protocol/device-log.ts';
import { openTempDatabase } from '../../support/temp-database.ts';

const page = { page: 0, pageSize: 500 };

describe('the device log', () => {
  let database: OpenDatabase;
  let log: DeviceLogStore;

  beforeEach(async () => {
    database = await openTempDatabase();
    log = createDeviceLogStore(database.executor);
    await Promise.all(
      Array.from({ length: 100 }, (_, at) =>
        log.append({
          enrollmentId: 'E',
          channelId: 'E',
          at,
          action: at % 2 === 0 ? 'Token Update' : 'Idle',
          status: 'Received',
          detail: `number ${String(at)}`,
          request: '<plist/>',
        }),
      ),
    );
  });
  afterEach(() => database.close());

  it('drops rows and property lists by age, a limited number at a time, and says when there is more to do', async () => {
    expect(await log.prune(30, 60, 20)).toBe(true);
    expect(await log.prune(30, 60, 20)).toBe(false);
    const { rows, total } = await log.list({ enrollmentId: 'E' }, page);
    expect(total).toBe(70);
    expect(rows.at(-1)?.at).toBe(30);
    const kept = await Promise.all(rows.map(async (row) => [row.at, (await log.get(row.id))?.request] as const));
    expect(kept.filter(([, request]) => request === undefined).map(([at]) => at)).toEqual(
      Array.from({ length: 30 }, (_, n) => 59 - n),
    );
  });

  it('filters by action, status, dates and text, newest first, page by page', async () => {
    const filter = { enrollmentId: 'E', hideIdle: true, from: 10, to: 50, search: 'NUMBER 4' };
    const { rows, total } = await log.list(filter, page);
    // Each word anywhere.
    expect(total).toBe(8);
    expect(rows.map((row) => row.at)).toEqual([48, 46, 44, 42, 40, 34, 24, 14]);
    const second = await log.list(
      { enrollmentId: 'E', actions: ['Idle'] },
      { page: 1, pageSize: 20, sortDirection: 'asc' },
    );
    expect(second.total).toBe(50);
    expect(second.rows[0]?.at).toBe(41);
  });
});
