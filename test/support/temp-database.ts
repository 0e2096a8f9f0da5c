// A database in a folder of its own, which goes with it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type OpenDatabase } from '../../electron/db/open.ts';
import { prepareDatabase } from './prepared.ts';

/** `close` deletes the folder. */
export const openTempDatabase = async (): Promise<OpenDatabase & { readonly folder: string }> => {
  const folder = await mkdtemp(join(tmpdir(), 'russet-db-'));
  await prepareDatabase(folder);
  const database = await openDatabase(folder);
  return {
    ...database,
    folder,
    async close() {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
