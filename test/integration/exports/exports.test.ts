import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportsHandlers } from '../../../electron/admin/office/exports.ts';
import { createAudit } from '../../../electron/office/audit.ts';
import { createExports, type Exports } from '../../../electron/office/exports.ts';
import { silentLogger } from '../../../electron/core/ports.ts';
import { createTasks, type Tasks } from '../../../electron/core/tasks.ts';
import { openDatabase, type OpenDatabase } from '../../../electron/db/open.ts';
import { createAuditStore } from '../../../electron/db/stores/office/audit.ts';
import { createMembershipStore } from '../../../electron/db/stores/people/memberships.ts';
import { createPinsStore } from '../../../electron/db/stores/people/pins.ts';
import { createUsersService } from '../../../electron/people/users.ts';
import { exportsApi } from '../../../shared/ipc/office/exports.ts';
import { fieldKey } from '../../../shared/ipc/field-texts.ts';
import { giveDevice, noon, person, stoppedClock } from '../../support/people.ts';
import { prepareDatabase } from '../../support/prepared.ts';

let folder: string;
let database: OpenDatabase;
let tasks: Tasks;
let exports: Exports;
let onProgress: () => void;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'russet-exports-'));
  await prepareDatabase(folder);
  database = await openDatabase(folder);
  onProgress = () => undefined;
  tasks = createTasks({
    clock: stoppedClock,
    logger: silentLogger,
    changed: () => {
      onProgress();
    },
  });
  exports = createExports({ folder: join(folder, 'exports'), clock: stoppedClock, tasks, snapshot: database.snapshot });
});
afterEach(async () => {
  await tasks.stop();
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

const add = (name: string, more: Parameters<typeof person>[1] = {}): Promise<string> =>
  createUsersService({ executor: database.executor, clock: stoppedClock, endAccess: () => Promise.resolve() }).create(
    person(name, more),
  );

const start = async (name: 'exports.users' | 'exports.devices' | 'exports.audit', input: object): Promise<string> => {
  const handlers = exportsHandlers({
    exports,
    audit: createAudit({ executor: database.executor, clock: stoppedClock }),
    clock: stoppedClock,
    attributes: createMembershipStore(database.executor).customAttributes,
  });
  const parsed = exportsApi[name].input.parse(input) as never;
  const { taskId } = await handlers[name](parsed, { actor: 'anna' });
  return taskId;
};

const download = async (id: string): Promise<string> => {
  const pieces: Buffer[] = [];
  let offset: number | undefined = 0;
  while (offset !== undefined) {
    const { data, next }: { data: Buffer; next: number | undefined } = await exports.read(id, offset);
    pieces.push(data);
    offset = next;
  }
  return Buffer.concat(pieces).toString('utf8');
};

const exported = async (...args: Parameters<typeof start>): Promise<string[]> => {
  const task = await tasks.ended(await start(...args));
  expect(task.error).toBeUndefined();
  return (await download(task.result?.exportId ?? '')).split('\r\n');
};

/** 100,000 people and devices in a few statements. */
const crowd = async (count: number): Promise<void> => {
  await database.executor.write(async (query) => {
    for (let from = 0; from < count; from += 5000) {
      const rows = Array.from({ length: 5000 }, (_, i) => {
        const n = String(from + i).padStart(6, '0');
        return {
          id: `user-${n}`,
          username: `p${n}@office.example`,
          email: `p${n}@office.example`,
          first_name: 'P',
          last_name: n,
          display_name: `P ${n}`,
          managed_apple_id: `person${n}@appleid.office.example`,
          source: 'local' as const,
          enabled: 1 as const,
          created_at: noon,
          updated_at: noon,
        };
      });
      for (let at = 0; at < rows.length; at += 500) {
        await query
          .insertInto('users')
          .values(rows.slice(at, at + 500))
          .execute();
      }
    }
  });
};

describe('an export of users', () => {
  it('checks 8 and 11: carries the Managed Apple ID masked, User Enrollment Enrolled and a hidden PIN, and obeys the filter', async () => {
    const id = await add('anna', { displayName: '=1+1|x', managedAppleId: 'anna.berg@appleid.office.example' });
    await add('bert');
    await giveDevice(database.executor, { id: 'E1', userId: id, type: 'user' });
    await createPinsStore(database.executor).put({ userId: id, hash: 'h', issuedAt: noon, expiresAt: noon + 1 });
    const [header, row, ...rest] = await exported('exports.users', { search: 'anna', pageSize: 1 });
    expect(header).toBe(
      '\uFEFFDisplay Name,First Name,Last Name,Email,Username,User Groups,Source,Sync,Invite Status,Managed Apple ID,User Enrollment Enrolled,Registration PIN,PIN Status,PIN Issued,PIN Expires,Devices,Enabled,Created',
    );
    expect(row).toBe(
      `'=1+1\\|x,anna,Example,anna@office.example,anna@office.example,,Local,N/A,Completed,a•••g@appleid.office.example,Yes,****,Valid,2026-05-04T12:00:00.000Z,2026-05-04T12:00:00.001Z,1,Yes,2026-05-04T12:00:00.000Z`,
    );
    expect(rest).toEqual(['']);
    expect(exports.list()).toMatchObject([{ fileName: 'users-2026-05-04.csv', rows: 1 }]);
  });

  it('has the chosen columns in their order, and those about User Enrollment always', async () => {
    await add('anna');
    const [header, row] = await exported('exports.users', { columns: ['email', 'actions', 'displayName'] });
    expect(header).toBe('\uFEFFEmail,Display Name,Managed Apple ID,User Enrollment Enrolled');
    expect(row).toBe('anna@office.example,anna Example,,No');
  });

  it('has a column for every attribute, of the office and of directories', async () => {
    const anna = await add('anna');
    await add('ben');
    await database.executor.write((query) =>
      query
        .updateTable('users')
        .set({ attributes_json: '{"department":"Sales"}', custom_attributes_json: '{"Badge":"=1"}' })
        .where('id', '=', anna)
        .execute(),
    );
    const [header, row, other] = await exported('exports.users', {});
    expect(header).toMatch(/,Created,Badge,department$/);
    expect(row).toMatch(/,'=1,Sales$/);
    expect(other).toMatch(/Z,,$/);
    const [chosen] = await exported('exports.users', { columns: ['email', 'attribute:department'] });
    expect(chosen).toBe('\uFEFFEmail,department,Managed Apple ID,User Enrollment Enrolled');
  });

  it('shows Managed Apple IDs only for a reason, which the audit trail keeps', async () => {
    await add('anna', { managedAppleId: 'anna.berg@appleid.office.example' });
    expect(() => exportsApi['exports.users'].input.parse({ unmask: { reason: ' ' } })).toThrow(
      fieldKey('fields.exportReason'),
    );
    const [, row] = await exported('exports.users', { unmask: { reason: 'Federation check' } });
    expect(row).toContain('anna.berg@appleid.office.example');
    const { rows } = await createAuditStore(database.executor).list({ types: ['Export'] }, 10, 0);
    expect(rows).toMatchObject([
      {
        name: 'users-2026-05-04.csv',
        activity: 'Exported',
        by: 'anna',
        changes: [
          { attribute: 'Managed Apple IDs', after: 'Not masked' },
          { attribute: 'Reason', after: 'Federation check' },
        ],
      },
    ]);
  });
});

describe('an export of devices', () => {
  it('check 11: carries the masked Managed Apple ID and User Enrollment Enrolled', async () => {
    const id = await add('anna');
    await giveDevice(database.executor, { id: 'E1', userId: id, type: 'user' });
    await database.executor.write((query) =>
      query.updateTable('enrollments').set({ managed_apple_id: 'anna.berg@appleid.office.example' }).execute(),
    );
    const [header, row] = await exported('exports.devices', {});
    expect(header).toContain('User Enrollment Enrolled,Managed Apple ID');
    expect(row).toContain('Yes,a•••g@appleid.office.example');
  });
});

describe('an export of the audit trail', () => {
  it('has one line for every change', async () => {
    await add('anna', { managedAppleId: 'anna.berg@appleid.office.example' });
    const lines = await exported('exports.audit', {});
    expect(lines.filter((line) => line.includes(',User,Users,Added,Russet,'))).toHaveLength(7);
    expect(lines.join()).toContain('Managed Apple ID,,a•••g@appleid.office.example');
  });
});

describe('exports of 100,000 rows', () => {
  it('run with progress, from one moment, without holding the rows in memory', { timeout: 120_000 }, async () => {
    await crowd(100_000);
    let late: Promise<string> | undefined;
    let peak = 0;
    const before = process.memoryUsage().heapUsed;
    onProgress = () => {
      peak = Math.max(peak, process.memoryUsage().heapUsed - before);
      // Somebody is added while the export runs: it stays out.
      if ((tasks.list()[0]?.progress?.done ?? 0) >= 50_000) late ??= add('late', { displayName: 'Z late' });
    };
    const task = await tasks.ended(await start('exports.users', { sortBy: 'displayName' }));
    await late;
    expect(late).toBeDefined();
    expect(task).toMatchObject({ state: 'done', progress: { done: 100_000, total: 100_000 } });
    const text = await download(task.result?.exportId ?? '');
    const lines = text.split('\r\n');
    expect(lines).toHaveLength(100_002);
    expect(lines[100_000]).toMatch(/^P 099999,/);
    expect(createHash('sha256').update(text).digest('hex')).toBe(
      createHash('sha256')
        .update(await download(task.result?.exportId ?? ''))
        .digest('hex'),
    );
    // The rows alone are far more than 100 MB as objects.
    expect(peak).toBeLessThan(150 * 1024 * 1024);
  });

  it('stop when they are cancelled and leave no file', async () => {
    await crowd(20_000);
    const id = await start('exports.users', {});
    onProgress = () => {
      if (tasks.list()[0]?.progress) tasks.cancel(id);
    };
    const task = await tasks.ended(id);
    expect(task.state).toBe('cancelled');
    expect(task.progress?.done).toBeLessThan(20_000);
    expect(await readdir(join(folder, 'exports'))).toEqual([]);
    expect(exports.list()).toEqual([]);
  });
});

describe('exported files', () => {
  it('belong to this account alone and go when they are deleted, with their task', async () => {
    const task = await tasks.ended(await start('exports.users', {}));
    const id = task.result?.exportId ?? '';
    const file = join(folder, 'exports', `${id}.csv`);
    expect((await stat(file)).mode & 0o077).toBe(0);
    await exports.delete(id);
    expect(existsSync(file)).toBe(false);
    expect(tasks.list()).toEqual([]);
    await expect(exports.read(id, 0)).rejects.toMatchObject({ code: 'record.notFound' });
  });

  it('are made one after the other', async () => {
    const first = await start('exports.users', {});
    const second = await start('exports.users', {});
    expect(tasks.list().map(({ state }) => state)).toContain('waiting');
    await Promise.all([tasks.ended(first), tasks.ended(second)]);
    expect(exports.list()).toHaveLength(2);
    await exports.clear();
    expect(existsSync(join(folder, 'exports'))).toBe(false);
  });
});
