// Fills a copy of a data folder with far more rows than enrolling could: copies of rows that the product wrote.
import sqlite3 from 'sqlite3';

export interface SeedSize {
  readonly users: number;
  readonly devices: number;
  readonly logRows: number;
  /** Rows of the device that talks most. */
  readonly busiestLogRows: number;
}

type Overrides = Readonly<Record<string, string>>;

const open = (file: string): Promise<sqlite3.Database> =>
  new Promise((resolve, reject) => {
    const database = new sqlite3.Database(file, (error) => (error ? reject(error) : resolve(database)));
  });

const execute = (database: sqlite3.Database, script: string): Promise<void> =>
  new Promise((resolve, reject) => {
    database.exec(script, (error) => (error ? reject(error) : resolve()));
  });

const columnsOf = (database: sqlite3.Database, table: string): Promise<string[]> =>
  new Promise((resolve, reject) => {
    database.all(`select name from pragma_table_info('${table}')`, (error, rows) =>
      error ? reject(error) : resolve((rows as { name: string }[]).map(({ name }) => name)),
    );
  });

const pick = (values: readonly string[], by: string): string =>
  `case ${by} % ${String(values.length)} ${values.map((value, index) => `when ${String(index)} then ${value}`).join(' ')} end`;

const quoted = (values: readonly string[]): string[] => values.map((value) => `'${value}'`);

const firstNames = ['Anna', 'James', 'Lukas', 'Emily', 'Sophie', 'Oliver', 'Mia', 'Daniel', 'Hannah', 'George', 'Nina'];
const lastNames = ['Lindner', 'Park', 'Schneider', 'Carter', 'Weber', 'Hughes', 'Vogel', 'Baker', 'Maier', 'Evans'];
const states = ['enrolled', 'enrolled', 'enrolled', 'enrolled', 'enrolled', 'token-invalid', 'checked-out', 'wiped'];
const actions = ['Idle', 'Idle', 'Idle', 'Token Update', 'Device Information', 'Security Information', 'Profile List'];

/** Copies a template row `count` times; `n` in an override is the number of the copy, `t` the template. */
const copies = async (
  database: sqlite3.Database,
  table: string,
  where: string,
  count: number,
  overrides: Overrides,
): Promise<string> => {
  const columns = await columnsOf(database, table);
  return `insert into ${table} (${columns.join(', ')})
    select ${columns.map((column) => overrides[column] ?? `t.${column}`).join(', ')}
    from numbers join (select * from ${table} where ${where} limit 1) t where n < ${String(count)};`;
};

/** Grows the database in `file`, which no server has open. Resolves to the id of the device with the longest log. */
export const seed = async (file: string, size: SeedSize, now: number): Promise<string> => {
  const database = await open(file);
  const { users, devices, logRows, busiestLogRows } = size;
  const year = 365 * 86_400_000;
  const deviceId = `printf('00008120-%016X', n)`;
  const when = `${String(now)} - (n * 7919) % ${String(year)}`;
  const rest = logRows - busiestLogRows;
  const template = `type = 'device'`;
  await execute(database, 'pragma synchronous = off; pragma cache_size = -200000; begin');
  await execute(
    database,
    `create temp table numbers (n integer primary key);
    with recursive counted (n) as (select 0 union all select n + 1 from counted where n < ${String(Math.max(devices, rest))})
    insert into numbers select n from counted;`,
  );
  await execute(
    database,
    await copies(database, 'users', 'true', users, {
      id: `'user-' || n`,
      username: `'user' || n || '@bench.example'`,
      email: `'user' || n || '@bench.example'`,
      managed_apple_id: `'user' || n || '@appleid.bench.example'`,
      first_name: pick(quoted(firstNames), 'n'),
      last_name: pick(quoted(lastNames), '(n / 11)'),
      display_name: `${pick(quoted(firstNames), 'n')} || ' ' || ${pick(quoted(lastNames), '(n / 11)')} || ' ' || n`,
      enabled: 'n % 9 > 0',
      created_at: when,
    }),
  );
  await execute(
    database,
    await copies(database, 'enrollments', template, devices, {
      id: deviceId,
      udid: deviceId,
      user_id: `'user-' || (n % ${String(users)})`,
      name: `${pick(quoted(firstNames), 'n')} || '’s iPhone ' || n`,
      serial_number: `printf('C%09X', n * 7)`,
      type: `case when n % 3 = 0 then 'device' else 'user' end`,
      state: pick(quoted(states), 'n'),
      platform: pick(quoted(['iOS', 'iPadOS', 'macOS']), 'n'),
      ownership: pick(quoted(['user-owned', 'company-owned', 'not-set']), '(n / 3)'),
      os_version: pick(quoted(['17.6', '18.1', '18.2', '26.1']), 'n'),
      managed_apple_id: `'user' || (n % ${String(users)}) || '@appleid.bench.example'`,
      certificate_sha256: `hex(randomblob(32))`,
      enrolled_at: when,
      last_seen_at: `${String(now)} - (n * 104729) % ${String(30 * 86_400_000)}`,
      last_push_at: when,
    }),
  );
  await execute(
    database,
    await copies(database, 'channels', `kind = 'device'`, devices, {
      id: deviceId,
      enrollment_id: deviceId,
      push_token: 'randomblob(32)',
    }),
  );
  await execute(
    database,
    await copies(database, 'commands', 'true', Math.floor(devices / 10), {
      seq: 'null',
      uuid: `lower(hex(randomblob(16)))`,
      channel_id: deviceId.replace('n)', 'n * 10)'),
      enrollment_id: deviceId.replace('n)', 'n * 10)'),
      status: `'queued'`,
      expires_at: String(now + 7 * 86_400_000),
    }),
  );
  const logOf = (id: string, count: number): Promise<string> =>
    copies(database, 'device_log', 'response is not null', count, {
      id: 'null',
      enrollment_id: id,
      channel_id: id,
      at: `${String(now)} - (n * 7919) % ${String(year)}`,
      action: pick(quoted(actions), `(n / 10007)`),
      status: `case when n % 1000 = 0 then 'Error' when n % 7 < 4 then 'Received' else 'Acknowledged' end`,
      // Raw property lists are kept for a month of the year.
      response: `case when n % 12 = 0 then t.response end`,
      request: 'null',
    });
  await execute(database, await logOf(`printf('00008120-%016X', n % ${String(devices)})`, rest));
  const busiest = '00008120-0000000000000001';
  await execute(database, await logOf(`'${busiest}'`, busiestLogRows));
  await execute(database, 'commit; pragma optimize; pragma wal_checkpoint(truncate);');
  await new Promise<void>((resolve, reject) => {
    database.close((error) => (error ? reject(error) : resolve()));
  });
  return busiest;
};
