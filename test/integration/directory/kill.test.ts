// The server is killed in the middle of a sync: what was written is whole, and the next sync does the rest.
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakeEntra, type FakeEntra } from '../../support/fakes/entra.ts';
import { bindDn, personLdif, startLdapDirectory, suffix, type LdapDirectory } from '../../support/ldap-directory.ts';
import { everybody, ldapInput } from '../../support/ldap-office.ts';
import { bundleHeadless, type BundledHeadless } from '../../support/running/bundled-headless.ts';
import { startHeadless, type Headless } from '../../support/running/headless.ts';

describe('kill -9 in a sync', { timeout: 120_000 }, () => {
  let folder: string;
  let bundle: BundledHeadless;
  let server: Headless | undefined;

  beforeAll(async () => {
    bundle = await bundleHeadless();
  });
  afterAll(async () => {
    await bundle.remove();
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'russet-sync-kill-'));
  });
  afterEach(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const start = async (env: Readonly<Record<string, string>> = {}): Promise<Headless> => {
    const started = await startHeadless({
      root: process.cwd(),
      program: bundle.program,
      dataDir: folder,
      host: 'mdm.office.example',
      env,
    });
    server = started;
    return started;
  };
  const kill = async ({ process: child }: Headless): Promise<void> => {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  const total = async ({ call }: Headless): Promise<number> => (await call('users.list', { pageSize: 1 })).total;

  describe('with LDAP', () => {
    const count = 6000;
    let directory: LdapDirectory;

    beforeAll(async () => {
      const uids = Array.from({ length: count }, (_, n) => `person${String(n)}`);
      directory = await startLdapDirectory({
        config: `limits dn.exact="${bindDn}" size=unlimited`,
        entries: [
          '',
          ...uids.map((uid) => personLdif(uid)),
          `dn: cn=all,ou=groups,${suffix}`,
          'objectClass: groupOfNames',
          'cn: all',
          ...uids.map((uid) => `member: uid=${uid},ou=people,${suffix}`),
          '',
        ].join('\n'),
      });
    });
    afterAll(async () => {
      await directory.stop();
    });

    it('keeps whole people in their groups, says that it was cut short, and reads the rest', async () => {
      const first = await start();
      const { id } = await first.call('ldap.create', ldapInput(directory.url));
      await first.call('ldap.select', { id, items: [everybody] });
      await vi.waitFor(async () => expect(await total(first)).toBeGreaterThan(0), { timeout: 30_000, interval: 1 });
      await kill(first);

      const second = await start();
      const left = await total(second);
      expect(left).toBeGreaterThan(0);
      expect(left).toBeLessThan(count);
      expect(left % 500).toBe(0);
      const all = (await second.call('groups.list', { search: 'all' })).rows.find(({ name }) => name === 'all');
      expect(all?.members).toBe(left);
      expect((await second.call('ldap.list', {}))[0]).toMatchObject({
        syncState: 'cancelled',
        message: expect.stringContaining('ended during the sync') as string,
      });
      await second.call('ldap.syncNow', { id });
      await vi.waitFor(
        async () => expect((await second.call('ldap.list', {}))[0]).toMatchObject({ syncState: 'ok', people: count }),
        { timeout: 90_000, interval: 200 },
      );
      expect((await second.call('ldap.get', { id })).report).toMatchObject({
        created: count - left,
        unchanged: left,
        missing: 0,
      });
      expect(await second.call('users.list', { pageSize: 1, syncStates: ['no-sync'] })).toMatchObject({ total: 0 });
    });
  });

  describe('with Entra ID', () => {
    let entra: FakeEntra;

    beforeEach(async () => {
      entra = await createFakeEntra();
    });
    afterEach(async () => {
      await entra.stop();
    });

    it('keeps the pages that were read, in a full and in a delta sync, and goes on at the next one', async () => {
      const caFile = join(folder, 'microsoft-ca.pem');
      await writeFile(caFile, entra.caPem);
      const env = {
        RUSSET_ENTRA_LOGIN_ORIGIN: entra.endpoints.loginOrigin,
        RUSSET_ENTRA_GRAPH_ORIGIN: entra.endpoints.graphOrigin,
        RUSSET_ENTRA_CA: caFile,
      };
      const people = Array.from({ length: 9 }, (_, n) => entra.directory.addUser(`person${String(n)}`));
      const sales = entra.directory.addGroup(
        'Sales',
        people.slice(0, 4).map(({ id }) => id),
      );
      const pagesSince = (from: number) => entra.requests.slice(from).filter((line) => line.endsWith('/users/delta'));
      /** The second page of people is refused for long, and meanwhile the server is killed. */
      const killAfterFirstPage = async (running: Headless): Promise<number> => {
        const before = entra.requests.length;
        entra.answer(/users\/delta/, { status: 429, headers: { 'retry-after': '250' } }, 1, 1);
        await running.call('entra.sync', {});
        await vi.waitFor(() => expect(pagesSince(before)).toHaveLength(2), { timeout: 20_000, interval: 5 });
        await kill(running);
        return entra.requests.length;
      };
      const goOn = async (running: Headless): Promise<void> => {
        expect((await running.call('entra.get', {})).sync).toMatchObject({
          state: 'cancelled',
          text: expect.stringContaining('ended during the sync') as string,
        });
        await running.call('entra.sync', {});
        await vi.waitFor(async () => expect((await running.call('entra.get', {})).sync.state).toBe('ok'), 30_000);
      };

      let running = await start(env);
      await running.call('entra.update', {
        name: 'Office tenant',
        tenantId: entra.app.tenantId,
        clientId: entra.app.clientId,
        credential: { kind: 'secret', secret: entra.app.secret },
        enabled: true,
        managedAppleId: 'email',
        appleidSubdomain: false,
        autoInvite: false,
        syncMinutes: 1440,
        groups: [{ id: sales.id, name: 'Sales' }],
        attributes: [],
      });
      let seen = await killAfterFirstPage(running);
      running = await start(env);
      await goOn(running);
      expect(pagesSince(seen)).toHaveLength(2);
      expect(await total(running)).toBe(9);
      const members = async () =>
        (await running.call('groups.list', { search: 'Sales' })).rows.find(({ name }) => name === 'Sales')?.members;
      expect(await members()).toBe(4);

      for (const { id } of people) entra.directory.changeUser(id, { displayName: 'Somebody New' });
      entra.directory.leave(sales.id, people[0]?.id ?? '');
      seen = await killAfterFirstPage(running);
      running = await start(env);
      const renamed = async () =>
        (await running.call('users.list', { pageSize: 100 })).rows.filter((row) => row.displayName === 'Somebody New');
      await goOn(running);
      expect(pagesSince(seen)).toHaveLength(2);
      expect(await renamed()).toHaveLength(9);
      expect(await members()).toBe(3);
      expect(await running.call('users.list', { pageSize: 1, syncStates: ['no-sync'] })).toMatchObject({ total: 0 });
    });
  });
});
