// Damage deep inside the database file is found without anybody reading the page, and the office is told the way on.
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allSqlite, openSqlite } from '../../../electron/db/dialects/sqlite3.ts';
import { allowUserEnrollment, startOffice, type Office } from '../../support/core.ts';
import { enrollPersonal, type EnrolledDevice } from '../../support/enrolled.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

describe('damage inside the database file', () => {
  let office: Office;
  let phone: EnrolledDevice;

  beforeAll(async () => {
    office = await startOffice();
    await allowUserEnrollment(office);
    phone = await enrollPersonal(office, 'anna');
  });
  afterAll(async () => {
    await office.stop();
  });

  const problem = async () => (await office.call('server.get', {})).databaseProblem;

  /** Overwrites the root page of an index that no start reads; resolves to what it held. */
  const damage = async (put?: Buffer): Promise<Buffer> => {
    const name = join(office.dataDir, 'russet.db');
    const database = await openSqlite(name, 'read-only');
    const [row] = await allSqlite(
      database,
      `select rootpage as page, (select page_size from pragma_page_size) as size from sqlite_master
       where type = 'index' and tbl_name = 'device_log' limit 1`,
    );
    await new Promise((resolve) => database.close(resolve));
    const size = Number(row?.['size']);
    const position = (Number(row?.['page']) - 1) * size;
    const file = await open(name, 'r+');
    const before = Buffer.alloc(size);
    await file.read(before, 0, size, position);
    await file.write(put ?? Buffer.alloc(size, 0xff), 0, size, position);
    await file.close();
    return before;
  };

  let sound: Buffer;

  it('does not keep the server from starting, and is found a minute later', async () => {
    office.clock.advance(minute);
    await office.restart(async () => {
      sound = await damage();
    });
    expect(await problem()).toBeUndefined();
    office.clock.advance(minute);
    await expect
      .poll(problem)
      .toMatch(/^Part of the database file is damaged.*Quit Russet.*backup of .*russet\.db.*Found: [^*]+\.$/);
    expect(office.problems.join()).toContain('the database file is damaged');
    await expect.poll(() => office.events.some((event) => event.topic === 'server')).toBe(true);
    expect((await office.call('devices.get', { id: phone.id })).state).toBe('enrolled');
  });

  it('is looked for every day: once the file is mended the message goes away', async () => {
    await damage(sound);
    expect(await problem()).toBeDefined();
    office.clock.advance(day);
    await expect.poll(problem).toBeUndefined();
    expect((await phone.device.tokenUpdate()).status).toBe(200);
  });

  it('lets the server stop in the middle of a check', async () => {
    office.clock.advance(day);
    await office.restart();
    expect((await phone.device.tokenUpdate()).status).toBe(200);
  });
});
