// Opens the database of a data folder: checks it, backs it up before a migration, migrates, and hands out the executor.
import { existsSync } from 'node:fs';
import { mkdir, open, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { Kysely, Migrator } from 'kysely';
import type sqlite3 from 'sqlite3';
import { say } from '../../shared/locales/admin-texts.ts';
import { AppError, isAppError } from '../core/errors.ts';
import { dropFreshKey, isKeyFresh, keyIsUsed, secretKeyFileName } from '../core/secret-box.ts';
import { databaseFileName } from './data-folder.ts';
import { toDatabaseError } from './database-error.ts';
import { allSqlite, execSqlite, openSqlite, sqlite3Dialect } from './dialects/sqlite3.ts';
import type { Executor } from './executor.ts';
import { createGroupCommit, type GroupCommit } from './group-commit.ts';
import { migrations } from './migrations/index.ts';
import type { Database } from './schema.ts';

/** What was committed at one moment, on a connection of its own. Reading only. */
export interface Snapshot {
  readonly executor: Executor;
  /** To be called soon: as long as a snapshot is open, the journal grows. */
  close(): Promise<void>;
}

export interface OpenDatabase {
  readonly executor: Executor;
  snapshot(): Promise<Snapshot>;
  /**
   * SQLite's own check of all pages, on a connection of its own: what it finds wrong, at most twenty lines. May take
   * minutes. Rejects when aborted.
   */
  quickCheck(signal: AbortSignal): Promise<string[]>;
  readonly file: string;
  /** Waits for writes that are under way, then closes the file. */
  close(): Promise<void>;
}

const pragmas = `
  pragma journal_mode = wal;
  pragma synchronous = full;
  pragma foreign_keys = on;
  pragma busy_timeout = 5000;
  pragma temp_store = memory;
  pragma cache_size = -32000;
  pragma wal_autocheckpoint = 8000;
`;

/** Names of migrations in the file that this version does not know. */
const unknownMigrations = async (connection: sqlite3.Database): Promise<string[]> => {
  const tables = await allSqlite(connection, `select name from sqlite_master where name = 'kysely_migration'`);
  if (tables.length === 0) return [];
  const applied = await allSqlite(connection, 'select name from kysely_migration order by name');
  return applied.map((row) => String(row['name'])).filter((name) => !Object.hasOwn(migrations, name));
};

const migrate = async (connection: sqlite3.Database, query: Kysely<Database>, file: string): Promise<void> => {
  const migrator = new Migrator({ db: query, provider: { getMigrations: () => Promise.resolve({ ...migrations }) } });
  const known = await migrator.getMigrations();
  const pending = known.filter((migration) => migration.executedAt === undefined);
  if (pending.length === 0) return;
  if (pending.length < known.length) {
    const backup = `${file}.before-${pending[0]?.name ?? 'migration'}`;
    if (!existsSync(backup)) await allSqlite(connection, 'vacuum into ?', [backup]);
  }
  const { error } = await migrator.migrateToLatest();
  if (error) throw toDatabaseError(error);
};

const executorOf = (reader: Kysely<Database>, commits: GroupCommit): Executor => ({
  read: reader,
  async write(work) {
    const afterCommit: (() => void)[] = [];
    const value = await commits.write((query) => work(query, (run) => afterCommit.push(run)));
    for (const run of afterCommit) run();
    return value;
  },
  append: (statement, row) => commits.append(statement, row),
  revision: () => commits.revision(),
});

const readingPragmas = 'pragma busy_timeout = 5000; pragma temp_store = memory; pragma cache_size = -64000;';

const openSnapshot = async (file: string): Promise<Snapshot> => {
  const connection = await openSqlite(file, 'read-only');
  // The first read after `begin` settles which moment is seen.
  await execSqlite(connection, `${readingPragmas} begin; select 1 from settings limit 1;`);
  const reader = new Kysely<Database>({ dialect: sqlite3Dialect(connection) });
  const refuse = (): Promise<never> => Promise.reject(new Error('a snapshot cannot be written to'));
  return { executor: { read: reader, write: refuse, append: refuse }, close: () => reader.destroy() };
};

const quickCheck = async (file: string, signal: AbortSignal): Promise<string[]> => {
  const connection = await openSqlite(file, 'read-only');
  const interrupt = (): void => {
    connection.interrupt();
  };
  signal.addEventListener('abort', interrupt, { once: true });
  try {
    signal.throwIfAborted();
    const rows = await allSqlite(connection, 'pragma quick_check(20)');
    // A finding may have a heading between asterisks and several lines.
    return rows
      .flatMap((row) => String(row['quick_check']).split('\n'))
      .filter((line) => line !== 'ok' && line !== '' && !line.startsWith('***'));
  } catch (error) {
    const known = toDatabaseError(error);
    if (isAppError(known, 'database.corrupt')) return [error instanceof Error ? error.message : String(error)];
    throw known;
  } finally {
    signal.removeEventListener('abort', interrupt);
    connection.close(() => undefined);
  }
};

/** Less than the journal and its index need to begin with. Bytes. */
const leastSpace = 64 * 1024;

/** Whether a failure to read or write is for want of space: SQLite says so of the database file alone, not of its index. */
const isFull = async (dataDir: string, error: unknown): Promise<boolean> => {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'SQLITE_IOERR') return false;
  try {
    const { bavail, bsize } = await statfs(dataDir);
    return bavail * bsize < leastSpace;
  } catch {
    return false;
  }
};

/** Size in bytes, undefined when there is no such file. */
const sizeOf = async (file: string): Promise<number | undefined> => {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};

/**
 * No file, or an empty one, beside the key of an office is what is left of its database, after a full disk, a copy that
 * failed or a hand that slipped: a new office in its place would have new authorities, and every device would be cut off.
 * Of an empty file the journal may hold it all; without the file it is of no use.
 */
const requireContent = async (dataDir: string, file: string): Promise<void> => {
  const size = await sizeOf(file);
  if (size !== undefined && (size > 0 || (await sizeOf(`${file}-wal`)) !== undefined)) return;
  if (isKeyFresh(dataDir) || (await sizeOf(join(dataDir, secretKeyFileName))) === undefined) return;
  throw new AppError(
    'database.corrupt',
    size === undefined ? say('errors.databaseMissing', { path: file }) : say('errors.databaseEmpty', { path: file }),
  );
};

/**
 * Opens `<dataDir>/russet.db`, creating it on the first run.
 * Throws `database.corrupt`, `database.newer`, `database.full` or `database.failed`; the file is left as it was.
 */
export const openDatabase = async (dataDir: string): Promise<OpenDatabase> => {
  const file = join(dataDir, databaseFileName);
  const opened: sqlite3.Database[] = [];
  let isNew = false;
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await requireContent(dataDir, file);
    isNew = (await sizeOf(file)) === undefined;
    // The folder may have existed with wider rights; the journal files take the rights of the database.
    await (await open(file, 'a', 0o600)).close();
    const writer = await openSqlite(file, 'read-write');
    opened.push(writer);
    const newer = await unknownMigrations(writer);
    if (newer.length > 0) {
      throw new AppError('database.newer', say('errors.databaseNewer'));
    }
    await execSqlite(writer, pragmas);
    const query = new Kysely<Database>({ dialect: sqlite3Dialect(writer) });
    await migrate(writer, query, file);
    const readConnection = await openSqlite(file, 'read-only');
    opened.push(readConnection);
    await execSqlite(readConnection, readingPragmas);
    const reader = new Kysely<Database>({ dialect: sqlite3Dialect(readConnection) });
    const commits = createGroupCommit(writer, query);
    keyIsUsed(dataDir);
    return {
      executor: executorOf(reader, commits),
      file,
      snapshot: () => openSnapshot(file),
      quickCheck: (signal) => quickCheck(file, signal),
      async close() {
        await commits.drain();
        await reader.destroy();
        await query.destroy();
      },
    };
  } catch (error) {
    await Promise.all(opened.map((connection) => new Promise((resolve) => connection.close(resolve))));
    // Nothing came into it: left there, it would look like an office that lost its database.
    if (isNew && (await sizeOf(file).catch(() => undefined)) === 0) await rm(file, { force: true });
    if (isNew && (await sizeOf(file).catch(() => 1)) === undefined) await dropFreshKey(dataDir);
    throw (await isFull(dataDir, error))
      ? new AppError('database.full', say('errors.diskFull'), { cause: error })
      : toDatabaseError(error);
  }
};
