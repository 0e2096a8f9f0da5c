// A database of an earlier version, opened by this one.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, Migrator, sql } from 'kysely';
import { openSqlite, sqlite3Dialect } from '../../electron/db/dialects/sqlite3.ts';
import { migrations } from '../../electron/db/migrations/index.ts';
import { openDatabase } from '../../electron/db/open.ts';

/** A database as the version before `name` left it, filled by `fill`, then opened by this version. */
export const migrated = async (name: string, fill: (db: Kysely<unknown>) => Promise<void>) => {
  const folder = await mkdtemp(join(tmpdir(), 'russet-migration-'));
  const names = Object.keys(migrations);
  const connection = await openSqlite(join(folder, 'russet.db'), 'read-write');
  const db = new Kysely<unknown>({ dialect: sqlite3Dialect(connection) });
  await sql.raw('pragma foreign_keys = on').execute(db);
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...migrations }) } });
  const { error } = await migrator.migrateTo(names[names.indexOf(name) - 1] ?? '');
  if (error !== undefined) throw error instanceof Error ? error : new Error('the migration failed');
  await fill(db);
  await db.destroy();
  const database = await openDatabase(folder);
  return {
    executor: database.executor,
    async close() {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
