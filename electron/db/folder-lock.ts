// One program per data folder: two of them over one database would have two queues, two caches and two heads of the audit
// chain. The lock is SQLite's own on an empty file, which the system lets go of however a process ends, on every platform;
// a note beside it says who holds it.
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type sqlite3 from 'sqlite3';
import { z } from 'zod';
import { type AdminText, say } from '../../shared/locales/admin-texts.ts';
import { AppError } from '../core/errors.ts';
import { unwritable } from '../core/secret-box.ts';
import { execSqlite, openSqlite } from './dialects/sqlite3.ts';

const lockName = 'russet.lock';
const holderName = 'russet.lock.json';

type HolderProgram = 'desktop' | 'headless';

const holderSchema = z.object({
  program: z.enum(['desktop', 'headless']),
  processId: z.number().int(),
  computer: z.string().max(300),
});

export interface FolderLock {
  /** Lets the next one in. May be called more than once. */
  release(): Promise<void>;
}

/** Locks of this process: a connection that nobody refers to would be closed, and its lock with it. */
const held = new Set<sqlite3.Database>();

const holderOf = async (folder: string): Promise<AdminText> => {
  try {
    const { program, processId, computer } = holderSchema.parse(
      JSON.parse(await readFile(join(folder, holderName), 'utf8')),
    );
    return say('errors.folderHolder', {
      program: say(program === 'desktop' ? 'errors.holderDesktop' : 'errors.holderHeadless'),
      processId: String(processId),
      computer,
    });
  } catch {
    // It got the lock a moment ago and has not said yet who it is, or the disk is full.
    return say('errors.folderHolderUnknown');
  }
};

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'SQLITE_BUSY' || error.code === 'SQLITE_LOCKED');

/**
 * Takes the data folder, which is made if it is missing. Throws `database.failed` while another program has it, naming
 * that one, and when the folder cannot be written; `database.full` when the disk is full.
 */
export const lockDataFolder = async (folder: string, program: HolderProgram): Promise<FolderLock> => {
  const file = join(folder, lockName);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // SQLite would open a file of a folder without rights for reading alone, and lock nothing.
    await (await open(file, 'a', 0o600)).close();
  } catch (error) {
    throw unwritable(say('errors.dataFolder', { path: folder }), error);
  }
  const connection = await openSqlite(file, 'read-write').catch((error: unknown) => {
    throw unwritable(say('errors.dataFolder', { path: folder }), error);
  });
  try {
    await execSqlite(connection, 'begin exclusive');
  } catch (error) {
    connection.close(() => undefined);
    if (!isBusy(error)) throw unwritable(say('errors.dataFolder', { path: folder }), error);
    const holder = await holderOf(folder);
    throw new AppError('database.failed', say('errors.folderInUse', { folder, holder }), { cause: error });
  }
  held.add(connection);
  const note = join(folder, holderName);
  const holder = { program, processId: process.pid, computer: hostname() };
  // The note is for people alone: a full disk must not keep the program from saying so itself.
  await writeFile(note, `${JSON.stringify(holder)}\n`, { mode: 0o600 }).catch(() => undefined);
  return {
    async release() {
      if (!held.delete(connection)) return;
      await rm(note, { force: true }).catch(() => undefined);
      await new Promise<void>((resolve) => {
        connection.close(() => {
          resolve();
        });
      });
    },
  };
};
