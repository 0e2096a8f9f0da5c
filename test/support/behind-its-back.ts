// Statements that reach the database of a running office by a connection of their own, such as triggers that refuse what
// the program writes.
import { join } from 'node:path';
import { execSqlite, openSqlite } from '../../electron/db/dialects/sqlite3.ts';

/** Runs a script on the database file of a data folder. */
export const behindItsBack = async (dataDir: string, script: string): Promise<void> => {
  const connection = await openSqlite(join(dataDir, 'russet.db'), 'read-write');
  try {
    await execSqlite(connection, `pragma busy_timeout = 5000; ${script}`);
  } finally {
    await new Promise<void>((resolve) => {
      connection.close(() => {
        resolve();
      });
    });
  }
};

/** While `run` lasts, the database refuses `what`, such as `insert on audit`. */
export const refusing = async <T>(dataDir: string, what: string, run: () => Promise<T>): Promise<T> => {
  await behindItsBack(
    dataDir,
    `create trigger refused_by_test before ${what} begin select raise(abort, 'refused by the test'); end`,
  );
  try {
    return await run();
  } finally {
    await behindItsBack(dataDir, 'drop trigger refused_by_test');
  }
};
