// A headless server that cannot start says why in one line, ends with 1 and leaves the data folder as it was.
import { createHash, randomBytes } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { execSqlite, openSqlite } from '../../../electron/db/dialects/sqlite3.ts';
import { bundleHeadless, type BundledHeadless } from '../../support/running/bundled-headless.ts';
import { startHeadless } from '../../support/running/headless.ts';

const host = 'mdm.office.example';
/** Mounting a small file system takes root; elsewhere these tests say that they were left out. */
const isRoot = process.platform === 'linux' && process.getuid?.() === 0;

describe('a server that cannot start', () => {
  let folder: string;
  let bundle: BundledHeadless;
  let copies = 0;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'russet-start-'));
    bundle = await bundleHeadless();
    const first = await startHeadless({
      root: process.cwd(),
      program: bundle.program,
      dataDir: join(folder, 'good'),
      host,
    });
    await first.call('groups.create', { name: 'Kept' });
    await first.stop();
  });
  afterAll(async () => {
    await bundle.remove();
    await rm(folder, { recursive: true, force: true });
  });

  /** A copy of a data folder that was in use. */
  const copy = async (): Promise<string> => {
    const dataDir = join(folder, `copy-${String((copies += 1))}`);
    await cp(join(folder, 'good'), dataDir, { recursive: true });
    return dataDir;
  };

  /** Hash of every file, the program's own log left out. */
  const hashes = async (dataDir: string): Promise<Record<string, string>> => {
    const found: Record<string, string> = {};
    for (const name of (await readdir(dataDir)).sort()) {
      const file = join(dataDir, name);
      if (!(await stat(file)).isFile()) continue;
      found[name] = createHash('sha256')
        .update(await readFile(file))
        .digest('hex');
    }
    return found;
  };

  /** Starts it, and expects that it fails with one line that `says` so, and changes nothing. */
  const failsWith = async (dataDir: string, says: RegExp, port = 0): Promise<void> => {
    const before = await hashes(dataDir);
    const { code, stderr } = await bundle.run(['--data', dataDir, '--host', host, '--port', String(port)]);
    expect(stderr).toMatch(says);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).not.toMatch(/^\s+at |node:internal/m);
    expect(code).toBe(1);
    expect(await hashes(dataDir)).toEqual(before);
  };

  it('starts again on a copy that nothing was done to', async () => {
    const dataDir = await copy();
    const server = await startHeadless({ root: process.cwd(), program: bundle.program, dataDir, host });
    const { rows } = await server.call('groups.list', {});
    await server.stop();
    expect(rows.map(({ name }) => name)).toContain('Kept');
  });

  it.each([
    ['is no database', (file: string) => writeFile(file, randomBytes(50_000))],
    ['is cut in the middle', async (file: string) => truncate(file, Math.floor((await stat(file)).size / 8192) * 4096)],
    [
      'has a broken schema page',
      async (file: string) => {
        const bytes = await readFile(file);
        bytes.fill(0xff, 100, 4096);
        await writeFile(file, bytes);
      },
    ],
  ])('says so when the database %s', async (_how, damage) => {
    const dataDir = await copy();
    await damage(join(dataDir, 'russet.db'));
    await failsWith(dataDir, /^russet: The database file is damaged\. Put a backup in its place/);
  });

  it('says so when the database is from a newer version', async () => {
    const dataDir = await copy();
    const database = await openSqlite(join(dataDir, 'russet.db'), 'read-write');
    await execSqlite(database, `insert into kysely_migration values ('9999-future', '2030-01-01T00:00:00.000Z')`);
    await new Promise((resolve) => database.close(resolve));
    await failsWith(dataDir, /^russet: The database was written by a newer version of Russet/);
  });

  it('says so when another program has the port', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await failsWith(await copy(), new RegExp(`^russet: Port ${String(port)} is used by another program`), port);
    other.close();
  });

  it.each([
    ['is damaged', (file: string) => writeFile(file, '{"version":1,')],
    ['is empty', (file: string) => writeFile(file, '')],
    [
      'cannot be read',
      async (file: string) => {
        await rm(file);
        await mkdir(file);
      },
    ],
  ])('says so when the key file %s', async (_how, damage) => {
    const dataDir = await copy();
    await damage(join(dataDir, 'secret.key'));
    await failsWith(dataDir, /^russet: The key file .*secret\.key (is damaged|cannot be read)/);
  });

  it('says so when the key is another one', async () => {
    const dataDir = await copy();
    const key = { version: 1, protection: 'key-file', key: randomBytes(32).toString('base64') };
    await writeFile(join(dataDir, 'secret.key'), JSON.stringify(key));
    await failsWith(dataDir, /^russet: A stored secret cannot be decrypted.*secret\.key/);
  });

  it('says so when the data folder is a file', async () => {
    const dataDir = join(folder, 'a-file');
    await writeFile(dataDir, 'something else');
    const { code, stderr } = await bundle.run(['--data', dataDir, '--host', host, '--port', '0']);
    expect(stderr).toMatch(/^russet: The data folder .*a-file cannot be written/);
    expect(code).toBe(1);
    expect(await readFile(dataDir, 'utf8')).toBe('something else');
  });

  it('explains an option that does not fit', async () => {
    for (const [args, why] of [
      [['--port', '99999'], /^russet: The options do not fit: --port: /],
      [['--prot', '1'], /^russet: The options do not fit: Unknown option '--prot'/],
    ] as const) {
      const { code, stderr } = await bundle.run([...args]);
      expect(stderr).toMatch(why);
      expect(code).toBe(1);
    }
    expect(await bundle.run(['--help'])).toMatchObject({ code: 0, stderr: '' });
  });

  it('says so when the database is empty beside the key of an office, and makes no new one', async () => {
    const dataDir = await copy();
    await writeFile(join(dataDir, 'russet.db'), '');
    await failsWith(
      dataDir,
      /^russet: The database file .*russet\.db is empty, but there is the key of an office beside it/,
    );
  });

  it('says so when the database is missing beside the key of an office, and makes no new one', async () => {
    const words = /^russet: The database file .*russet\.db is missing, but there is the key of an office beside it/;
    const dataDir = await copy();
    await rm(join(dataDir, 'russet.db'));
    await failsWith(dataDir, words);
    // A journal without its database is of no use, and stays for who helps.
    await writeFile(join(dataDir, 'russet.db-wal'), 'journal');
    await failsWith(dataDir, words);
    expect(await readdir(dataDir)).not.toContain('russet.db');
  });

  it('says so when the key is missing beside the database of an office, and makes no new one', async () => {
    const dataDir = await copy();
    const key = await readFile(join(dataDir, 'secret.key'));
    await rm(join(dataDir, 'secret.key'));
    await failsWith(dataDir, /^russet: The key file .*secret\.key is missing, but there is the database of an office/);
    expect(await readdir(dataDir)).not.toContain('secret.key');
    await writeFile(join(dataDir, 'secret.key'), key);
    const server = await startHeadless({ root: process.cwd(), program: bundle.program, dataDir, host });
    expect((await server.call('groups.list', {})).rows.map(({ name }) => name)).toContain('Kept');
    await server.stop();
  });

  it('says who holds the folder when another server works in it, which goes on', async () => {
    const dataDir = await copy();
    const first = await startHeadless({ root: process.cwd(), program: bundle.program, dataDir, host });
    const { code, stderr } = await bundle.run(['--data', dataDir, '--host', host, '--port', '0']);
    expect(code).toBe(1);
    expect(stderr).toContain(
      `${dataDir} is in use by a Russet server without a window (process ${String(first.process.pid)} on `,
    );
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    await first.call('groups.create', { name: 'Still here' });
    await first.stop();
    expect(await readdir(dataDir)).not.toContain('russet.lock.json');
  });

  it('starts after a crash, whoever the note says holds the folder', async () => {
    const dataDir = await copy();
    const crashed = await startHeadless({ root: process.cwd(), program: bundle.program, dataDir, host });
    crashed.process.kill('SIGKILL');
    await crashed.stop();
    expect(await readdir(dataDir)).toContain('russet.lock.json');
    const server = await startHeadless({ root: process.cwd(), program: bundle.program, dataDir, host });
    await server.stop();
  });

  it.skipIf(!isRoot)('says so when the folder cannot be written', async () => {
    const dataDir = join(folder, 'read-only');
    await mkdir(dataDir);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=32m', 'tmpfs', dataDir]);
    try {
      await cp(join(folder, 'good'), dataDir, { recursive: true });
      execFileSync('mount', ['-o', 'remount,ro', dataDir]);
      await failsWith(
        dataDir,
        /^russet: The data folder .*read-only cannot be written \(EROFS\)\. Check path and permissions\./,
      );
    } finally {
      execFileSync('umount', [dataDir]);
    }
  });

  it.skipIf(!isRoot).each(['4k', '40k', '200k'])(
    'says so when the disk is full (%s), and starts once there is space',
    async (size) => {
      const dataDir = join(folder, `small-${size}`);
      await mkdir(dataDir);
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', dataDir]);
      try {
        const { code, stderr } = await bundle.run(['--data', dataDir, '--host', host, '--port', '0']);
        expect(stderr).toMatch(/^russet: The disk is full/);
        expect(stderr.trimEnd().split('\n')).toHaveLength(1);
        expect(code).toBe(1);
        execFileSync('mount', ['-o', 'remount,size=32m', dataDir]);
        const server = await startHeadless({ root: process.cwd(), program: bundle.program, dataDir, host });
        expect((await server.call('groups.list', {})).total).toBe(1);
        await server.stop();
      } finally {
        execFileSync('umount', [dataDir]);
      }
    },
  );
});
