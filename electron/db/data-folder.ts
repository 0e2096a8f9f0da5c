// A data folder as a whole: the key and the database belong together, and neither is of use without the other.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { say } from '../../shared/locales/admin-texts.ts';
import { AppError } from '../core/errors.ts';
import { secretKeyFileName } from '../core/secret-box.ts';

export const databaseFileName = 'russet.db';

const hasContent = async (file: string): Promise<boolean> => {
  try {
    return (await stat(file)).size > 0;
  } catch {
    return false;
  }
};

const exists = async (file: string): Promise<boolean> => {
  try {
    await stat(file);
    return true;
  } catch (error) {
    // What cannot be looked at is told better by whoever reads it.
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
};

/**
 * To be asked before a key is opened or made: a new key beside the database of an office could open nothing in it, and would
 * stand in the place of the right one. Throws `secrets.unreadable`. That a database is missing beside a key is told by
 * `openDatabase`.
 */
export const requireKeyOfDatabase = async (dataDir: string): Promise<void> => {
  const [key, database] = [join(dataDir, secretKeyFileName), join(dataDir, databaseFileName)];
  if ((await hasContent(database)) && !(await exists(key))) {
    throw new AppError('secrets.unreadable', say('errors.keyFileMissing', { key, database }));
  }
};
