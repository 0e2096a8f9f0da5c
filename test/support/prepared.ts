// Data folders as a first start leaves them, made once in a process and copied from then on: migrating a database and
// making authorities takes longer than most tests.
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from '../../electron/core/once.ts';
import { openDatabase } from '../../electron/db/open.ts';

interface PreparedFile {
  readonly name: string;
  readonly bytes: Buffer;
  readonly mode: number;
}

/**
 * Fills folders with what `fill` leaves in an empty one. `fill` runs once and must have closed its files when it resolves;
 * it may leave files, no folders.
 */
export const preparedFolder = (fill: (folder: string) => Promise<void>): ((folder: string) => Promise<void>) => {
  const files = once(async (): Promise<readonly PreparedFile[]> => {
    const folder = await mkdtemp(join(tmpdir(), 'russet-prepared-'));
    try {
      await fill(folder);
      const left: PreparedFile[] = [];
      for (const name of await readdir(folder)) {
        const path = join(folder, name);
        left.push({ name, bytes: await readFile(path), mode: (await stat(path)).mode });
      }
      return left;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
  return async (folder) => {
    for (const { name, bytes, mode } of await files()) await writeFile(join(folder, name), bytes, { mode });
  };
};

/** Puts an empty database of this version into a folder. */
export const prepareDatabase = preparedFolder(async (folder) => {
  await (await openDatabase(folder)).close();
});
