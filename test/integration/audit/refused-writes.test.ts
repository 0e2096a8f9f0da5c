// Every method that changes something, with a database that refuses: it answers an error, and nothing has changed, nobody
// was told.
import { join } from 'node:path';
import type sqlite3 from 'sqlite3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { allSqlite, openSqlite } from '../../../electron/db/dialects/sqlite3.ts';
import type { ErrorEnvelope } from '../../../shared/errors.ts';
import type { MethodInput } from '../../../shared/ipc/contract.ts';
import { refusing } from '../../support/behind-its-back.ts';
import type { Office } from '../../support/core.ts';
import { audited, startEveryMethod, type Audited, type EveryMethod } from '../../support/every-method.ts';
import { createFailingStatements, diskFull } from '../../support/failing-statements.ts';
import { endedTask } from '../../support/mail.ts';

/** A sync writes batch after batch and how it ended last of all: the next one goes on where it was left. */
const syncs: readonly Audited[] = ['ldap.syncNow', 'entra.sync'];
/** The call is answered once its own part is done; the mails or the sync that follow tell themselves how they end. */
const goOn: readonly Audited[] = [...syncs, 'invitations.send', 'invitations.retry', 'messages.send', 'ldap.select'];

type Dump = ReadonlyMap<string, readonly string[]>;

/** All tables but when which job ran, and the letters of the search, which are many and never change. */
const dumpOf = async (file: sqlite3.Database): Promise<Dump> => {
  const tables = await allSqlite(
    file,
    `select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not in ('jobs', 'search_letters')`,
  );
  const dump = new Map<string, readonly string[]>();
  for (const { name } of tables) {
    const rows = await allSqlite(file, `select * from "${String(name)}"`);
    dump.set(
      String(name),
      rows.map((row) => JSON.stringify(row)),
    );
  }
  return dump;
};

/** Rows that came, went or changed, with their table. */
const difference = (before: Dump, after: Dump): string[] =>
  [...after].flatMap(([table, rows]) => {
    const [had, has] = [new Set(before.get(table)), new Set(rows)];
    const came = [...has].filter((row) => !had.has(row)).map((row) => `+ ${table} ${row}`);
    return [...came, ...[...had].filter((row) => !has.has(row)).map((row) => `- ${table} ${row}`)];
  });

describe('every method, when the database refuses', { timeout: 120_000 }, () => {
  const failing = createFailingStatements();
  let every: EveryMethod;
  let office: Office;
  let file: sqlite3.Database;

  beforeAll(async () => {
    every = await startEveryMethod({ executor: (executor) => failing.over(executor) });
    ({ office } = every);
    file = await openSqlite(join(office.dataDir, 'russet.db'), 'read-only');
    // The key of all PINs is made with the first of them.
    await every.scenarios['pins.reveal']();
  }, 120_000);
  afterAll(async () => {
    file.close();
    await every.stop();
  });

  /** What left the office, and the files it keeps for a while. */
  const outside = async () => ({
    pushes: office.apns.received.length,
    mails: every.smtp.mails.length,
    exports: (await office.call('exports.list', {})).length,
  });

  /** The database once nothing goes on in the background any more. */
  const settled = async () => {
    // Pushes to one channel keep a distance: those that earlier calls asked for go out now.
    office.clock.advance(10_000);
    let before = await dumpOf(file);
    await vi.waitFor(
      async () => {
        const former = before;
        before = await dumpOf(file);
        expect(difference(former, before)).toEqual([]);
      },
      { timeout: 30_000, interval: 150 },
    );
    return { dump: before, outside: await outside() };
  };

  /** Undefined if it worked, in the background as well; else the code of what went wrong. */
  const failureOf = async (name: Audited, input: MethodInput<Audited>): Promise<string | undefined> => {
    try {
      const output = await office.call(name, input);
      if (!('taskId' in output)) return undefined;
      const { error } = await endedTask(office, output.taskId);
      return goOn.includes(name) ? undefined : error?.code;
    } catch (error) {
      // Without an envelope the call itself has thrown, which it must not.
      return (error as { readonly envelope: ErrorEnvelope }).envelope.code;
    }
  };

  for (const name of audited) {
    it(name, async () => {
      const input = await every.scenarios[name]();
      const before = await settled();
      const nothingChanged = async (when: string): Promise<void> => {
        expect({ when, changes: difference(before.dump, await dumpOf(file)), outside: await outside() }).toEqual({
          when,
          changes: [],
          outside: before.outside,
        });
      };

      if (!syncs.includes(name)) {
        const withoutTrail = () => refusing(office.dataDir, 'insert on audit', () => failureOf(name, input));
        expect(await withoutTrail()).toBe('internal');
        await nothingChanged('the entry of the audit trail is refused');

        const read = { kind: 'read', at: 1, error: new Error('the first read fails') } as const;
        expect((await failing.during(read, withoutTrail)).value).toBe('internal');
        await nothingChanged('the first read fails');
      }

      // One write after the other, the device log and the trail among them, until all of them work.
      for (let at = 1, met = true; met; at += 1) {
        const run = await failing.during({ kind: 'write', at, error: diskFull() }, () => failureOf(name, input));
        if (run.value === undefined) break;
        ({ met } = run);
        expect([at, run.value]).toEqual([at, 'database.full']);
        await nothingChanged(`the disk is full at write ${String(at)}`);
      }
    });
  }
});
