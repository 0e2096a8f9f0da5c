// The server is killed with SIGKILL at moments that chance chooses: what it said was done is done, nothing is half,
// nobody is mailed twice, and everything can go on.
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EnglishOutput } from '../../support/english.ts';
import { createFakeSmtp, type FakeSmtp } from '../../support/fakes/smtp.ts';
import { bindDn, personLdif, startLdapDirectory, type LdapDirectory } from '../../support/ldap-directory.ts';
import { everybody, ldapInput } from '../../support/ldap-office.ts';
import { mailServerFor } from '../../support/mail.ts';
import { seededRandom } from '../../support/random-rules.ts';
import { bundleHeadless, type BundledHeadless } from '../../support/running/bundled-headless.ts';
import { startHeadless, type Headless } from '../../support/running/headless.ts';

const people = 800;
const imported = 3000;
const invited = 60;
/** Of the whole work, spread over it by chance. */
const kills = 4;

describe('kill -9 at a random moment', { timeout: 180_000 }, () => {
  const seed = Number(process.env['RUSSET_SEED'] ?? Date.now() % 1_000_000);
  const random = seededRandom(seed);
  let folder: string;
  let bundle: BundledHeadless;
  let directory: LdapDirectory;
  let smtp: FakeSmtp;
  let server: Headless;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'russet-killed-'));
    const entries = Array.from({ length: people }, (_, n) => personLdif(`person${String(n)}`)).join('\n');
    [bundle, smtp, directory] = await Promise.all([
      bundleHeadless(),
      createFakeSmtp(),
      startLdapDirectory({ config: `limits dn.exact="${bindDn}" size=unlimited`, entries: `\n${entries}` }),
    ]);
    server = await start();
  });
  afterAll(async () => {
    await server.stop();
    await smtp.stop();
    await directory.stop();
    await bundle.remove();
    await rm(folder, { recursive: true, force: true });
  });

  const start = () =>
    startHeadless({ root: process.cwd(), program: bundle.program, dataDir: folder, host: 'mdm.office.example' });

  const ended = async (taskId: string): Promise<EnglishOutput<'tasks.list'>[number]> => {
    for (;;) {
      const task = (await server.call('tasks.list', {})).find(({ id }) => id === taskId);
      if (task?.endedAt !== undefined) return task;
      await setTimeout(20);
    }
  };

  /** Kills the server some time after the work began, and starts it again: the chain of the audit trail holds. */
  const killWithin = async (ms: number): Promise<void> => {
    const exit = once(server.process, 'exit');
    await setTimeout(random.int(ms));
    server.process.kill('SIGKILL');
    await exit;
    server = await start();
    expect(await ended((await server.call('audit.verify', {})).taskId)).toMatchObject({ state: 'done' });
  };

  /** Waits until the server mails nobody any more. */
  const mailsEnd = async (): Promise<void> => {
    for (;;) {
      const tasks = await server.call('tasks.list', {});
      if (tasks.every(({ kind, endedAt }) => kind !== 'invitations' || endedAt !== undefined)) return;
      await setTimeout(50);
    }
  };

  const total = async (search: string) => (await server.call('users.list', { search, pageSize: 1 })).total;
  const recordedImports = async () =>
    (await server.call('audit.list', { activities: ['Imported'], types: ['User'], pageSize: 1 })).total;

  it(`leaves whole people of a sync and invites each of them once (seed ${String(seed)})`, async () => {
    await server.call('mail.update', mailServerFor(smtp));
    const options = { resultsCount: 100, autoInvite: true };
    const { id } = await server.call('ldap.create', ldapInput(directory.url, { options }));
    await server.call('ldap.select', { id, items: [everybody] });
    for (let round = 0; round < kills; round += 1) {
      await killWithin(900);
      await server.call('ldap.syncNow', { id });
    }
    const { taskId } = await server.call('ldap.syncNow', { id });
    expect(await ended(taskId)).toMatchObject({ state: 'done' });
    expect(await total('person')).toBe(people);
    expect((await server.call('ldap.get', { id })).report).toMatchObject({ missing: 0, skipped: [] });
    await mailsEnd();
    const addresses = smtp.mails.flatMap(({ to }) => to);
    expect(new Set(addresses).size).toBe(addresses.length);
    // Four mails are under way at a time; whether those arrived nobody knows.
    expect(addresses.length).toBeGreaterThanOrEqual(people - 4 * kills);
  });

  it(`leaves whole rows of a CSV import, which can be imported again (seed ${String(seed)})`, async () => {
    const lines = Array.from({ length: imported }, (_, n) => `row${String(n)}@office.example,Row,${String(n)}`);
    const csv = ['email,first,last', ...lines].join('\n');
    const { rows } = await server.call('peopleImport.readCsv', { data: Buffer.from(csv).toString('base64') });
    const begin = () => server.call('peopleImport.start', { rows, groupIds: [] });
    for (let round = 0; round < kills; round += 1) {
      await begin();
      await killWithin(700);
      expect(await total('row')).toBe(await recordedImports());
    }
    await ended((await begin()).taskId);
    expect(await total('row')).toBe(imported);
    expect(await recordedImports()).toBe(imported);
  });

  it(`mails nobody twice and forgets nobody (seed ${String(seed)})`, async () => {
    const before = smtp.mails.length;
    const { rows } = await server.call('users.list', { search: 'row', pageSize: invited });
    const { batchId } = await server.call('invitations.send', { ids: rows.map(({ id }) => id) });
    for (let round = 0; round < kills; round += 1) await killWithin(400);
    await mailsEnd();
    const { counts } = await server.call('invitations.outcomes', { batchId });
    const addresses = smtp.mails.slice(before).flatMap(({ to }) => to);
    expect(new Set(addresses).size).toBe(addresses.length);
    // Of a mail that was under way nobody knows; all others arrived, and no other did.
    expect((counts.sent ?? 0) + (counts.unknown ?? 0)).toBe(invited);
    expect(addresses.length).toBeGreaterThanOrEqual(counts.sent ?? 0);
    expect(addresses.length).toBeLessThanOrEqual(invited);
  });

  it(`leaves no exported file behind (seed ${String(seed)})`, async () => {
    await server.call('exports.users', {});
    await killWithin(300);
    const exportsFolder = join(folder, 'exports');
    expect(existsSync(exportsFolder) ? await readdir(exportsFolder) : []).toEqual([]);
    const task = await ended((await server.call('exports.users', {})).taskId);
    expect(task.result?.text).toContain(`${(people + imported).toLocaleString('en')} rows`);
  });

  it(`loses no change that was acknowledged (seed ${String(seed)})`, async () => {
    for (let round = 0; round < kills; round += 1) {
      const acknowledged: string[] = [];
      let alive = true;
      const writers = Array.from({ length: 8 }, async (_, writer) => {
        for (let n = 0; alive; n += 1) {
          const email = `kept-${String(round)}-${String(writer)}-${String(n)}@office.example`;
          const names = { firstName: 'K', lastName: 'Kept', displayName: email };
          await server.call('users.create', { email, username: email, ...names });
          acknowledged.push(email);
        }
      }).map((writer) => writer.catch(() => undefined));
      const kill = killWithin(500);
      await once(server.process, 'exit');
      alive = false;
      await kill;
      await Promise.all(writers);
      const { rows } = await server.call('users.list', { search: `kept-${String(round)}-`, pageSize: 500 });
      const there = new Set(rows.map(({ email }) => email));
      expect(acknowledged.filter((email) => !there.has(email))).toEqual([]);
      const { rows: trail } = await server.call('audit.list', { search: `kept-${String(round)}-`, pageSize: 200 });
      expect(trail.length).toBe(Math.min(200, rows.length));
    }
  });
});
