import { join } from 'node:path';
import sqlite3 from 'sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changesBetween, createAudit, verifyAudit } from '../../../electron/office/audit.ts';
import { inTransaction, type Executor } from '../../../electron/db/executor.ts';
import { createAuditStore } from '../../../electron/db/stores/office/audit.ts';
import { inEnglish } from '../../support/english.ts';
import { stoppedClock, temporaryDatabase } from '../../support/people.ts';

let database: { executor: Executor; folder: string; close: () => Promise<void> };

beforeEach(async () => {
  database = await temporaryDatabase();
});
afterEach(() => database.close());

const context = { progress: () => undefined, signal: new AbortController().signal };
const entry = (name: string) =>
  ({ actor: 'console', category: 'Users', type: 'User', name, activity: 'Changed', changes: [] }) as const;

/** Writes into the file behind the program's back. */
const tamper = (...statements: string[]): Promise<void> =>
  new Promise((resolve, reject) => {
    const file = new sqlite3.Database(join(database.folder, 'russet.db'), (opened) => {
      if (opened) {
        reject(opened);
        return;
      }
      file.exec(statements.join(';'), (error) => {
        file.close(() => {
          if (error) reject(error);
          else resolve();
        });
      });
    });
  });

const trail = (count: number): Promise<void> =>
  createAudit({ executor: database.executor, clock: stoppedClock }).record(
    ...Array.from({ length: count }, (_, i) => entry(`Person ${String(i + 1)}`)),
  );
const verify = () => verifyAudit(createAuditStore(database.executor), context);

describe('the audit trail', () => {
  it('verifies what was written, across pages and transactions', async () => {
    await trail(2300);
    await trail(1);
    await Promise.all([trail(1), trail(1)]);
    expect(inEnglish(await verify()).text).toContain('2303 entries');
  });

  it('refuses to change and to remove a row', async () => {
    await trail(2);
    await expect(tamper(`update audit set name = 'x' where id = 1`)).rejects.toThrow('cannot be changed');
    await expect(tamper(`delete from audit where id = 1`)).rejects.toThrow('cannot be changed');
  });

  it('names the first row that was altered behind its back', async () => {
    await trail(5);
    await tamper('drop trigger audit_no_update', `update audit set actor = 'nobody' where id in (3, 4)`);
    await expect(verify()).rejects.toMatchObject({
      code: 'audit.broken',
      message: expect.stringContaining('Entry 3 ') as string,
    });
  });

  it('finds changes that are not even JSON any more', async () => {
    await trail(2);
    await tamper('drop trigger audit_no_update', `update audit set changes_json = '[' where id = 2`);
    await expect(verify()).rejects.toThrow('Entry 2 ');
  });

  it('finds a row that was removed, in the middle and at the end', async () => {
    await trail(5);
    await tamper('drop trigger audit_no_delete', `delete from audit where id = 5`);
    await expect(verify()).rejects.toThrow('ends at entry 4 but had 5');
    await tamper(`delete from audit where id = 2`);
    await expect(verify()).rejects.toThrow('Entry 2 of the audit trail is missing');
  });

  it('takes an entry back together with the change that failed', async () => {
    await trail(1);
    await expect(
      inTransaction(database.executor, async (bound) => {
        await createAudit({ executor: bound, clock: stoppedClock }).record(entry('never'));
        throw new Error('the change fails');
      }),
    ).rejects.toThrow('the change fails');
    await trail(1);
    const { rows } = await createAuditStore(database.executor).list({}, 10, 0);
    expect(rows.map(({ id, name }) => [id, name])).toEqual([
      [2, 'Person 1'],
      [1, 'Person 1'],
    ]);
    await verify();
  });

  it('is filtered by date, category, type, activity, name and person', async () => {
    const audit = createAudit({ executor: database.executor, clock: stoppedClock });
    await audit.record(entry('Anna Berg'), {
      ...entry('iPhone'),
      actor: 'command-line',
      category: 'Devices',
      type: 'Device',
      activity: 'Lock',
      changes: [{ attribute: 'Message', after: 'Lost' }],
    });
    const store = createAuditStore(database.executor);
    const names = async (query: Parameters<typeof store.list>[0]) =>
      (await store.list(query, 10, 0)).rows.map(({ name }) => name);
    expect(await names({ categories: ['Devices'] })).toEqual(['iPhone']);
    expect(await names({ types: ['User'] })).toEqual(['Anna Berg']);
    expect(await names({ activities: ['Lock', 'Erase'] })).toEqual(['iPhone']);
    expect(await names({ name: 'anna' })).toEqual(['Anna Berg']);
    expect(await names({ by: 'command' })).toEqual(['iPhone']);
    expect(await names({ search: 'lost' })).toEqual(['iPhone']);
    expect(await names({ from: stoppedClock.now() + 1 })).toEqual([]);
    expect(await names({ to: stoppedClock.now(), sortBy: 'name', sortDirection: 'asc' })).toEqual([
      'Anna Berg',
      'iPhone',
    ]);
    expect(await names({ search: '100%' })).toEqual([]);
  });
});

describe('what is recorded of a change', () => {
  it('names only what differs, never a secret, and Managed Apple IDs masked', () => {
    const before = {
      Name: 'Anna',
      Groups: ['A'],
      Password: { secret: 'old' },
      PIN: { secret: undefined },
      'Managed Apple ID': { managedAppleId: 'anna.berg@office.example' },
    };
    const after = {
      Name: 'Anna',
      Groups: ['A', 'B'],
      Password: { secret: 'new' },
      PIN: { secret: '123456' },
      // Masked alike, but not the same.
      'Managed Apple ID': { managedAppleId: 'alma.borg@office.example' },
    };
    expect(changesBetween(before, after)).toEqual([
      { attribute: 'Groups', before: 'A', after: 'A, B' },
      { attribute: 'Password', before: '••••', after: '••••' },
      { attribute: 'PIN', after: '••••' },
      { attribute: 'Managed Apple ID', before: 'a•••g@office.example', after: 'a•••g@office.example' },
    ]);
  });

  it('of something new or deleted names every value it has or had', () => {
    expect(changesBetween(undefined, { Name: 'A', Description: '', Enabled: true })).toEqual([
      { attribute: 'Name', after: 'A' },
      { attribute: 'Enabled', after: 'Yes' },
    ]);
    expect(changesBetween({ Name: 'A' }, undefined)).toEqual([{ attribute: 'Name', before: 'A' }]);
  });
});
