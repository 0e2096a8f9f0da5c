// Twenty thousand people: time, memory, cancel, and a sync that is killed half-way.
import { copyFile, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { allSqlite, openSqlite } from '../../../electron/db/dialects/sqlite3.ts';
import { ldapPresets } from '../../../shared/model/ldap.ts';
import { startOffice, type Office } from '../../support/core.ts';
import { bindDn, personLdif, startLdapDirectory, suffix, type LdapDirectory } from '../../support/ldap-directory.ts';
import { connectAndSync, everybody, ldapInput, taskEnd, until } from '../../support/ldap-office.ts';
import { processorTime } from '../../support/processor-time.ts';

const count = 20_000;
const megabyte = 1024 * 1024;

describe('LDAP sync of 20,000 people', () => {
  let directory: LdapDirectory;
  let office: Office;

  beforeAll(async () => {
    const uids = Array.from({ length: count }, (_, n) => `person${String(n)}`);
    const group = [
      `dn: cn=all,ou=groups,${suffix}`,
      'objectClass: groupOfNames',
      'cn: all',
      ...uids.map((uid) => `member: uid=${uid},ou=people,${suffix}`),
    ];
    directory = await startLdapDirectory({
      // Without it OpenLDAP gives 500 entries.
      config: `limits dn.exact="${bindDn}" size=unlimited`,
      entries: `\n${uids.map((uid) => personLdif(uid)).join('\n')}\n${group.join('\n')}\n`,
    });
  });
  afterAll(async () => {
    await directory.stop();
  });
  beforeEach(async () => {
    office = await startOffice({ push: false });
  });
  afterEach(async () => {
    expect(office.problems).toEqual([]);
    await office.stop();
  });

  /** Work for each of some people: person2, person20 to 29, 200 to 299 and 2000 to 2999. */
  const workForEachOfFew = async (): Promise<number> => {
    const other = await startOffice({ push: false });
    try {
      const users = { ...ldapPresets.openldap.users, filter: '(&(objectClass=inetOrgPerson)(uid=person2*))' };
      const input = ldapInput(directory.url, { search: { users } });
      const { value, ms } = await processorTime(() => connectAndSync(other, input));
      expect((await other.call('ldap.get', { id: value.id })).report).toMatchObject({ created: 1111, groups: 1 });
      return ms / 1111;
    } finally {
      await other.stop();
    }
  };

  it('scenario 59: takes in each with as much work as one of a few, and all with under 200 MB more memory', async () => {
    const work = await workForEachOfFew();
    const before = process.memoryUsage().rss;
    let peak = before;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
    }, 50);
    const { value, ms } = await processorTime(() => connectAndSync(office, ldapInput(directory.url)));
    const { id, task } = value;
    const times = ms / count / work;
    clearInterval(watch);
    const growth = (peak - before) / megabyte;
    console.log(`20,000 people: ${times.toFixed(1)} times the work of each of a few, ${growth.toFixed(0)} MB`);
    expect(task).toMatchObject({ state: 'done' });
    expect((await office.call('ldap.get', { id })).report).toMatchObject({ created: count, groups: 1 });
    expect((await office.call('groups.list', { search: 'all' })).rows.find(({ name }) => name === 'all')?.members).toBe(
      count,
    );
    expect(times).toBeLessThan(2);
    expect(growth).toBeLessThan(200);

    office.clock.advance(1000);
    await taskEnd(office, (await office.call('ldap.syncNow', { id })).taskId);
    expect((await office.call('ldap.get', { id })).report).toMatchObject({ unchanged: count, updated: 0, missing: 0 });
  });

  it('stops between batches when it is cancelled, and leaves whole people', async () => {
    const { id } = await office.call('ldap.create', ldapInput(directory.url));
    const { taskId } = await office.call('ldap.select', { id, items: [everybody] });
    await until(async () => (await office.call('users.list', { pageSize: 1 })).total > 0);
    await office.call('tasks.cancel', { id: taskId });
    expect(await taskEnd(office, taskId)).toMatchObject({ state: 'cancelled' });
    const { total } = await office.call('users.list', { pageSize: 1 });
    expect(total).toBeGreaterThan(0);
    expect(total).toBeLessThan(count);
    expect(total % 500).toBe(0);
    expect((await office.call('ldap.list', {}))[0]).toMatchObject({ syncState: 'cancelled' });

    // Whom a cancelled sync did not get to is not missing in the directory.
    const again = await office.call('ldap.syncNow', { id });
    await until(async () => (await office.call('users.list', { pageSize: 1 })).total > Math.max(total, 5000));
    await office.call('tasks.cancel', { id: again.taskId });
    await taskEnd(office, again.taskId);
    const third = await office.call('ldap.syncNow', { id });
    await until(async () =>
      (await office.call('tasks.list', {})).some(
        (task) => task.id === third.taskId && task.progress?.text === 'Writing' && task.progress.done >= 500,
      ),
    );
    await office.call('tasks.cancel', { id: third.taskId });
    expect(await taskEnd(office, third.taskId)).toMatchObject({ state: 'cancelled' });
    expect((await office.call('ldap.get', { id })).report).toMatchObject({ missing: 0 });
  });

  it('resumes by itself after Russet was killed in the middle', async () => {
    const { id } = await office.call('ldap.create', ldapInput(directory.url));
    await office.call('ldap.select', { id, items: [everybody] });
    await until(async () => (await office.call('users.list', { pageSize: 1 })).total > 0);
    // What a kill leaves: everything that was committed until then, and a server marked as running.
    const folder = await mkdtemp(join(tmpdir(), 'russet-killed-'));
    const copy = await openSqlite(join(office.dataDir, 'russet.db'), 'read-only');
    await allSqlite(copy, 'vacuum into ?', [join(folder, 'russet.db')]);
    copy.close();
    await copyFile(join(office.dataDir, 'secret.key'), join(folder, 'secret.key'));
    await office.stop();
    office = await startOffice({ push: false, dataDir: folder });
    expect((await office.call('ldap.list', {}))[0]).toMatchObject({
      syncState: 'cancelled',
      message: expect.stringContaining('ended during the sync') as string,
    });
    const before = (await office.call('users.list', { pageSize: 1 })).total;
    expect(before % 500).toBe(0);
    expect(before).toBeLessThan(count);
    office.clock.advance(60_000);
    await until(async () => (await office.call('ldap.list', {}))[0]?.syncState === 'ok');
    expect((await office.call('users.list', { pageSize: 1 })).total).toBe(count);
    expect((await office.call('ldap.get', { id })).report).toMatchObject({
      created: count - before,
      unchanged: before,
      missing: 0,
    });
  });
});
