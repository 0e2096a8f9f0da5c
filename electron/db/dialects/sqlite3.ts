// kysely on the callback driver `sqlite3`: one connection, statements queued first come, first served.
import sqlite3 from 'sqlite3';
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
} from 'kysely';

/** Opens a database file; rejects with the driver's error, whose `code` is such as `SQLITE_CANTOPEN`. */
export const openSqlite = (file: string, mode: 'read-write' | 'read-only'): Promise<sqlite3.Database> =>
  new Promise((resolve, reject) => {
    const flags = mode === 'read-only' ? sqlite3.OPEN_READONLY : sqlite3.OPEN_READWRITE | sqlite3.OPEN_CREATE;
    const database = new sqlite3.Database(file, flags, (error) => {
      if (error) reject(error);
      else resolve(database);
    });
  });

/** Runs several statements that return nothing. */
export const execSqlite = (database: sqlite3.Database, script: string): Promise<void> =>
  new Promise((resolve, reject) => {
    database.exec(script, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });

/** Rows of one statement. `all` serves every statement: `get` misreports RETURNING on some tables. */
export const allSqlite = (
  database: sqlite3.Database,
  statement: string,
  parameters: readonly unknown[] = [],
): Promise<Record<string, unknown>[]> =>
  new Promise((resolve, reject) => {
    database.all(statement, parameters, (error, rows) => {
      if (error) reject(error);
      else resolve(rows as Record<string, unknown>[]);
    });
  });

/** One statement without rows; resolves to the number of changed rows. */
export const runSqlite = (
  database: sqlite3.Database,
  statement: string,
  parameters: readonly unknown[] = [],
): Promise<{ changes: number; lastId: number }> =>
  new Promise((resolve, reject) => {
    database.run(statement, parameters, function done(error) {
      if (error) reject(error);
      else resolve({ changes: this.changes, lastId: this.lastID });
    });
  });

const closeSqlite = (database: sqlite3.Database): Promise<void> =>
  new Promise((resolve, reject) => {
    database.close((error) => {
      if (error) reject(error);
      else resolve();
    });
  });

/** The connection as kysely sees it. */
class Sqlite3Connection implements DatabaseConnection {
  readonly #database: sqlite3.Database;

  constructor(database: sqlite3.Database) {
    this.#database = database;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const returnsRows =
      query.query.kind === 'SelectQueryNode' || query.query.kind === 'RawNode' || 'returning' in query.query;
    if (returnsRows) {
      return { rows: (await allSqlite(this.#database, query.sql, query.parameters)) as R[] };
    }
    const { changes, lastId } = await runSqlite(this.#database, query.sql, query.parameters);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastId) };
  }

  // oxlint-disable-next-line require-yield -- the interface demands a generator; streaming is not offered
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    await Promise.reject(new Error('streaming is not supported'));
  }
}

class Sqlite3Driver implements Driver {
  readonly #database: sqlite3.Database;
  readonly #connection: Sqlite3Connection;
  #tail: Promise<void> = Promise.resolve();
  readonly #releases = new Map<DatabaseConnection, () => void>();

  constructor(database: sqlite3.Database) {
    this.#database = database;
    this.#connection = new Sqlite3Connection(database);
  }

  async init(): Promise<void> {
    // The connection is opened and configured before the dialect is made.
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#tail;
    let release = (): void => undefined;
    this.#tail = new Promise<void>((resolve) => (release = resolve));
    await before;
    this.#releases.set(this.#connection, release);
    return this.#connection;
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // Some failures (a full disk) have already ended the transaction; the error that led here is the one that counts.
    await connection.executeQuery(CompiledQuery.raw('rollback')).catch(() => undefined);
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    this.#releases.get(connection)?.();
    return Promise.resolve();
  }

  async destroy(): Promise<void> {
    await closeSqlite(this.#database);
  }
}

/** SQLite can undo changes of the schema: a migration that fails half-way must leave nothing behind. */
class Sqlite3Adapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** The dialect over an open connection; destroying the Kysely instance closes it. */
export const sqlite3Dialect = (database: sqlite3.Database): Dialect => ({
  createAdapter: () => new Sqlite3Adapter(),
  createDriver: () => new Sqlite3Driver(database),
  createIntrospector: (db: Kysely<unknown>) => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteQueryCompiler(),
});
