// What somebody does to the audit trail who can write to the database file, but has not the key of the office.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allSqlite, openSqlite } from '../../../electron/db/dialects/sqlite3.ts';
import { behindItsBack } from '../../support/behind-its-back.ts';
import { startOffice, type Office } from '../../support/core.ts';
import { endedTask } from '../../support/mail.ts';

const free = 'drop trigger audit_no_update; drop trigger audit_no_delete;';

describe('the anchor of the audit trail', { timeout: 60_000 }, () => {
  let office: Office;

  beforeEach(async () => {
    office = await startOffice({ push: false });
    for (const name of ['One', 'Two', 'Three']) await office.call('groups.create', { name, memberIds: [] });
  });
  afterEach(() => office.stop());

  const anchor = () => office.call('audit.anchor', {});
  const tamper = (script: string) => office.restart(() => behindItsBack(office.dataDir, `${free}${script}`));
  const told = async () => {
    const { rows } = await office.call('notifications.list', {});
    return rows.filter(({ title }) => title === 'The audit trail is not what was written').map((row) => row.detail);
  };
  const verify = async (noted?: { entries: number; hash: string }) => {
    const { taskId } = await office.call('audit.verify', noted ? { anchor: noted } : {});
    const { state, error } = await endedTask(office, taskId);
    return error === undefined ? state : `${error.code}: ${error.message}`;
  };

  it('names the last entry, follows every change, and is quiet about a trail that is as it was', async () => {
    const before = (await anchor()).anchor;
    await office.call('groups.create', { name: 'Four', memberIds: [] });
    const after = (await anchor()).anchor;
    expect(after?.entries).toBe((before?.entries ?? 0) + 1);
    await office.restart();
    expect([await anchor(), await told(), await verify(before), await verify(after)]).toEqual([
      { anchor: after },
      [],
      'done',
      'done',
    ]);
    // One that was noted elsewhere, and another trail.
    const other = { entries: before?.entries ?? 0, hash: 'a'.repeat(64) };
    expect(await verify(other)).toContain(`its entry ${String(other.entries)} is another one, or is missing`);
    expect(await verify({ ...other, entries: 1000 })).toContain('audit.broken');
  });

  it('tells of a tail that was deleted together with the sequence, also after further entries', async () => {
    const { entries = 0 } = (await anchor()).anchor ?? {};
    const last = String(entries - 2);
    await tamper(`delete from audit where id > ${last};
      update sqlite_sequence set seq = ${last} where name = 'audit'`);
    const words = `ends at entry ${last} but had ${String(entries)} entries`;
    expect(await told()).toEqual([expect.stringContaining(words)]);
    expect((await anchor()).problem).toContain(words);
    expect(await verify()).toContain(words);
    await office.call('groups.create', { name: 'Later', memberIds: [] });
    expect(await verify()).toContain(`Entry ${String(entries - 1)} of the audit trail is missing`);
    expect((await anchor()).problem).toContain('2 of ');
    await office.restart();
    expect(await told()).toHaveLength(1);
  });

  it('tells of a table that was emptied', async () => {
    await tamper(`delete from audit; delete from sqlite_sequence where name = 'audit'`);
    expect(await told()).toEqual([expect.stringContaining('ends at entry 0')]);
    expect(await verify()).toContain('audit.broken');
    await office.call('groups.create', { name: 'Later', memberIds: [] });
    expect(await verify()).toContain('Entry 1 of the audit trail is missing');
  });

  it('tells of a whole chain that was written anew, with hashes that fit', async () => {
    await office.restart(async () => {
      await behindItsBack(office.dataDir, free);
      const file = await openSqlite(join(office.dataDir, 'russet.db'), 'read-write');
      const rows = await allSqlite(file, 'select * from audit order by id');
      let previous = '0'.repeat(64);
      for (const row of rows) {
        const name = row['name'] === 'Two' ? 'Innocent' : row['name'];
        const content = [row['id'], row['at'], row['category'], row['type'], name, row['activity'], row['actor']];
        previous = createHash('sha256')
          .update(previous)
          .update(JSON.stringify([...content, row['changes_json']]))
          .digest('hex');
        await allSqlite(file, 'update audit set name = ?, hash = ? where id = ?', [name, previous, row['id']]);
      }
      await new Promise((resolve) => file.close(resolve));
    });
    expect(await told()).toEqual([expect.stringContaining('was written anew')]);
    expect(await verify()).toContain('was written anew');
    await office.call('groups.create', { name: 'Later', memberIds: [] });
    expect(await verify()).toContain('audit.broken');
  });

  it('tells of entries that somebody added, and of an anchor that was removed, replaced or put back', async () => {
    await tamper(`update secrets set sealed = (select sealed from secrets where name = 'pki.deviceCa.key')
      where name = 'audit.anchor'`);
    expect(await told()).toEqual([expect.stringContaining('The anchor of the audit trail is not what was written')]);
    await tamperAgain(`delete from secrets where name = 'audit.anchor'`);
    expect(await verify()).toContain('The anchor of the audit trail was removed');
    await office.call('groups.create', { name: 'Later', memberIds: [] });
    expect(await verify()).toContain('The anchor of the audit trail was removed');
  });

  const tamperAgain = (script: string) => office.restart(() => behindItsBack(office.dataDir, script));

  it('anchors a trail that is older than anchors, once', async () => {
    await tamper(`update secrets set sealed = x'' where name = 'audit.anchor'`);
    expect(await told()).toEqual([]);
    expect((await anchor()).anchor?.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await verify()).toBe('done');
  });
});
