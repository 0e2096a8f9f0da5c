// The Entra ID user source against the whole core and a strict Microsoft.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EntraInput } from '../../../shared/ipc/directories/entra.ts';
import { renderText } from '../../../shared/locales/admin-texts.ts';
import { createAudit } from '../../../electron/office/audit.ts';
import { createPeopleEntra } from '../../../electron/compose/people-entra.ts';
import { createGonePeople } from '../../../electron/directory/gone-people.ts';
import { createNotifications } from '../../../electron/office/notifications.ts';
import { silentLogger } from '../../../electron/core/ports.ts';
import { openSecretBox } from '../../../electron/core/secret-box.ts';
import { createTasks } from '../../../electron/core/tasks.ts';
import { openDatabase } from '../../../electron/db/open.ts';
import { createEntraStore } from '../../../electron/db/stores/directories/entra.ts';
import { startOffice, type Office } from '../../support/core.ts';
import { createFakeEntra, type FakeEntra } from '../../support/fakes/entra.ts';
import { createFakeSmtp } from '../../support/fakes/smtp.ts';
import { createShiftedClock, type ShiftedClock } from '../../support/fakes/shifted-clock.ts';
import { endedTask, mailServerFor } from '../../support/mail.ts';
import { prepareDatabase } from '../../support/prepared.ts';

let entra: FakeEntra;
let office: Office;
let clock: ShiftedClock;

beforeEach(async () => {
  clock = createShiftedClock();
  entra = await createFakeEntra({ now: () => clock.now() });
  office = await startOffice({ entra, clock, push: false });
});
afterEach(async () => {
  await office.stop();
  await entra.stop();
});

const setUp = (change: Partial<EntraInput> = {}) =>
  office.call('entra.update', {
    name: 'Office tenant',
    tenantId: entra.app.tenantId,
    clientId: entra.app.clientId,
    credential: { kind: 'secret', secret: entra.app.secret },
    enabled: true,
    managedAppleId: 'email',
    appleidSubdomain: false,
    autoInvite: false,
    syncMinutes: 60,
    groups: [],
    attributes: [],
    ...change,
  });

const sync = async () => endedTask(office, (await office.call('entra.sync', {})).taskId);

const people = async () => {
  const { rows } = await office.call('users.list', { sortBy: 'username', pageSize: 500 });
  return rows.map(({ username, managedAppleId, source, sync: state, enabled, groups }) => ({
    username,
    managedAppleId,
    source,
    state,
    enabled,
    groups: groups.map(({ name }) => name).filter((name) => name !== 'All Users'),
  }));
};

const named = async (username: string) => (await people()).find((person) => person.username === username);

describe('Entra ID sync', () => {
  it('scenario 60, check 26: reads all pages; Managed Apple IDs by e-mail or UPN, with the subdomain; a clash is told', async () => {
    await office.addPerson('taken', { managedAppleId: 'bert@appleid.mail.example' });
    for (const name of ['anna', 'bert', 'carl', 'dora', 'emil', 'fred', 'gina']) {
      entra.directory.addUser(name, { mail: `${name}@mail.example` });
    }
    entra.directory.addUser('guest', { userType: 'Guest' });
    entra.directory.addUser('printer', { mail: null });
    await setUp({ appleidSubdomain: true });
    const first = await sync();
    expect(first).toMatchObject({
      state: 'done',
      result: { text: expect.stringContaining('7 people added') as string },
    });
    expect(first.result?.details).toEqual([
      expect.stringMatching(/^bert Example: the Managed Apple ID b•••t@.*already belongs to taken Example/),
      'printer Example: has no e-mail address.',
    ]);
    expect(await named('anna@office.example')).toMatchObject({
      managedAppleId: expect.stringMatching(/@appleid\.mail\.example$/) as string,
      source: 'entra',
      state: 'direct',
    });
    expect((await named('bert@office.example'))?.managedAppleId).toBeUndefined();

    await setUp({ managedAppleId: 'upn' });
    expect((await sync()).result?.text).toContain('7 changed');
    expect((await named('anna@office.example'))?.managedAppleId).toMatch(/@office\.example$/);
    expect((await named('bert@office.example'))?.managedAppleId).toMatch(/@office\.example$/);
    expect(office.problems).toEqual([]);
  });

  it('takes changes only: changed, disabled and removed people, groups and their members', async () => {
    const [anna, bert, carl] = ['anna', 'bert', 'carl'].map((name) => entra.directory.addUser(name));
    if (!anna || !bert || !carl) throw new Error('unreachable');
    const sales = entra.directory.addGroup('Sales', [anna.id, bert.id]);
    // What no profile, mail or certificate can carry costs only itself.
    entra.directory.changeUser(anna.id, {
      displayName: 'Anna\u000bBerg \ud83d',
      givenName: '\ude00Anna',
      surname: '\u0000',
    });
    await setUp({ groups: [{ id: sales.id, name: 'Sales' }], attributes: ['department'] });
    await sync();
    expect((await people()).map(({ groups }) => groups)).toEqual([['Sales'], ['Sales'], []]);
    const [row] = (await office.call('users.list', { search: 'anna' })).rows;
    expect(await office.call('users.get', { id: row?.id ?? '' })).toMatchObject({
      displayName: 'Anna Berg',
      firstName: 'Anna',
      lastName: '',
    });

    entra.directory.changeUser(anna.id, { department: 'Sales' });
    entra.directory.changeUser(bert.id, { accountEnabled: false });
    entra.directory.removeUser(carl.id);
    const dora = entra.directory.addUser('dora');
    entra.directory.join(sales.id, dora.id);
    entra.directory.leave(sales.id, anna.id);
    const before = entra.requests.length;
    expect(await sync()).toMatchObject({
      state: 'done',
      result: {
        text: '1 person added, 2 changed, 0 unchanged, 1 no longer there. 1 disabled, because the directory has them no more.',
      },
    });
    // Graph told only what changed of Anna and Bert: each was read once more.
    expect(entra.requests.slice(before).filter((line) => /\/users\/[0-9a-f-]{36}$/.test(line))).toHaveLength(3);
    expect(await people()).toMatchObject([
      { username: 'anna@office.example', groups: [], enabled: true },
      { username: 'bert@office.example', groups: ['Sales'], enabled: false },
      { username: 'carl@office.example', state: 'no-sync' },
      { username: 'dora@office.example', groups: ['Sales'] },
    ]);
  });

  it('reads who was left out again in each round, groups included, until the clash is solved', async () => {
    entra.directory.addUser('bert');
    const sales = entra.directory.addGroup('Sales', []);
    await setUp({ groups: [{ id: sales.id, name: 'Sales' }], managedAppleId: 'upn' });
    await sync();
    const holder = await office.addPerson('clash');
    const clash = entra.directory.addUser('clash', { userPrincipalName: holder.username, mail: 'clash@mail.example' });
    entra.directory.join(sales.id, clash.id);
    expect((await sync()).result?.details).toEqual([expect.stringContaining('already belongs to') as string]);
    // Nothing changed there: only what is remembered here leads to the person again, and tells it again.
    expect((await sync()).result?.details).toEqual([expect.stringContaining('already belongs to') as string]);
    expect((await office.call('entra.get', {})).sync.skipped).toBe(1);

    await office.call('users.delete', { ids: [holder.id] });
    expect(await sync()).toMatchObject({
      result: { text: '1 person added, 0 changed, 0 unchanged, 0 no longer there.', details: [] },
    });
    expect(await named(holder.username)).toMatchObject({ source: 'entra', groups: ['Sales'] });
    const before = entra.requests.length;
    await sync();
    expect(entra.requests.slice(before).filter((line) => /\/users\/[0-9a-f-]{36}$/.test(line))).toEqual([]);
  });

  it('reads everything again when asked to', async () => {
    for (const name of ['anna', 'bert']) entra.directory.addUser(name);
    await setUp();
    await sync();
    expect((await sync()).result?.text).toBe('0 people added, 0 changed, 0 unchanged, 0 no longer there.');
    const { taskId } = await office.call('entra.sync', { everything: true });
    expect((await endedTask(office, taskId)).result?.text).toBe(
      '0 people added, 0 changed, 2 unchanged, 0 no longer there.',
    );
  });

  it('reads everybody again when Microsoft forgot the delta link, and notices who is gone', async () => {
    const anna = entra.directory.addUser('anna');
    entra.directory.addUser('bert');
    await setUp();
    await sync();
    entra.directory.removeUser(anna.id);
    entra.expireLinks();
    clock.advance(1000);
    expect(await sync()).toMatchObject({
      state: 'done',
      result: { text: expect.stringContaining('1 no longer') as string },
    });
    expect((await named('anna@office.example'))?.state).toBe('no-sync');
    expect((await named('bert@office.example'))?.state).toBe('direct');
  });

  it('goes on after a quit in the middle where it was, and by the clock on its own', async () => {
    for (let n = 0; n < 12; n += 1) entra.directory.addUser(`person${String(n)}`);
    await setUp();
    await office.call('entra.sync', {});
    await expect.poll(async () => (await people()).length, { interval: 5 }).toBeGreaterThan(0);
    await office.restart();
    const halfway = (await people()).length;
    const before = entra.requests.length;
    clock.advance(61_000);
    await expect.poll(async () => (await office.call('entra.get', {})).sync.state).toBe('ok');
    expect(await people()).toHaveLength(12);
    const pages = entra.requests.slice(before).filter((line) => line.endsWith('/users/delta')).length;
    // Pages that were taken before are not read again.
    expect(pages).toBeLessThanOrEqual(5 - Math.floor(halfway / 3));
    expect(office.problems).toEqual([]);
  });

  it('shows why a sync fails and what to do, and never gives the secret out', async () => {
    entra.directory.addUser('anna');
    await setUp({ credential: { kind: 'secret', secret: 'not the one' } });
    expect(await sync()).toMatchObject({ state: 'failed', error: { code: 'directory.credentials' } });
    const state = await office.call('entra.get', {});
    expect(state.sync).toMatchObject({ state: 'failed', error: { code: 'directory.credentials' } });
    expect(JSON.stringify(state)).not.toContain('not the one');
    const audit = JSON.stringify(await office.call('audit.list', {}));
    expect(audit).toContain('Office tenant');
    expect(audit).not.toContain('not the one');
    const connection = { tenantId: entra.app.tenantId, clientId: entra.app.clientId };
    await expect(office.call('entra.test', connection)).rejects.toThrow('directory.credentials');
    const given = { ...connection, credential: { kind: 'secret' as const, secret: entra.app.secret } };
    expect(await office.call('entra.test', given)).toEqual({ users: 1 });

    await setUp();
    entra.consent.delete('GroupMember.Read.All');
    await setUp({ groups: [{ id: entra.app.clientId, name: 'Sales' }] });
    expect(await sync()).toMatchObject({ state: 'failed', error: { code: 'directory.consent' } });
    expect(await named('anna@office.example')).toBeDefined();
    await setUp({ enabled: false });
    await expect(office.call('entra.sync', {})).rejects.toThrow('Enable this Entra ID');
  });

  it('notes every end of a sync in the audit trail, but not the same one by the clock again and again', async () => {
    const ends = async () =>
      (await office.call('audit.list', { activities: ['Synced'] })).rows
        .map(({ by, changes }) => `${by}: ${changes.map(({ after }) => after ?? '').join(', ')}`)
        .reverse();
    const byTheClock = async (state: string) => {
      const last = (await office.call('entra.get', {})).sync.startedAt;
      clock.advance(60 * 60_000);
      await expect
        .poll(async () => {
          const now = (await office.call('entra.get', {})).sync;
          if (now.startedAt !== last) return now.state;
          // The job may have been under way when the time passed: then it comes with the next minute.
          clock.advance(60_000);
          return undefined;
        })
        .toBe(state);
    };
    entra.directory.addUser('anna');
    await setUp();
    await sync();
    await byTheClock('ok');
    entra.consent.clear();
    await byTheClock('failed');
    await byTheClock('failed');
    entra.consent.add('User.Read.All');
    entra.answer(/users\/delta/, { status: 429, headers: { 'retry-after': '100' } });
    const before = entra.requests.length;
    const { taskId } = await office.call('entra.sync', {});
    await expect.poll(() => entra.requests.slice(before).at(-1)).toContain('/users/delta');
    await office.call('tasks.cancel', { id: taskId });
    expect(await endedTask(office, taskId)).toMatchObject({ state: 'cancelled' });
    await byTheClock('ok');
    await expect
      .poll(ends)
      .toEqual([
        'test: Succeeded, 1 person added, 0 changed, 0 unchanged, 0 no longer there.',
        expect.stringMatching(/^Russet: Failed, Microsoft does not let the app read the directory/),
        expect.stringMatching(/^test: Cancelled, /),
        expect.stringMatching(/^Russet: Succeeded, /),
      ]);
  });

  it('scenario 60, check 27: invites who is new when that is ticked, once, also when mail comes later', async () => {
    const smtp = await createFakeSmtp();
    try {
      entra.directory.addUser('anna');
      await setUp({ autoInvite: true });
      expect((await sync()).result?.details?.[0]).toContain('not invited');
      await office.call('mail.update', mailServerFor(smtp));
      await sync();
      await expect.poll(() => smtp.mailsTo('anna@office.example').length).toBe(1);
      entra.directory.addUser('bert');
      await sync();
      await expect.poll(() => smtp.mailsTo('bert@office.example').length).toBe(1);
      await sync();
      expect(smtp.mailsTo('anna@office.example')).toHaveLength(1);
      expect(office.problems).toEqual([]);
    } finally {
      await smtp.stop();
    }
  });

  it('leaves people as local users when the source is removed', async () => {
    entra.directory.addUser('anna');
    await setUp();
    await sync();
    await office.call('entra.remove', {});
    expect(await named('anna@office.example')).toMatchObject({ source: 'local' });
    expect((await office.call('entra.get', {})).settings).toBeUndefined();
  });

  it('takes the members of groups inside a group as well, follows what changes there, and ends where groups form a circle', async () => {
    const [anna, bert, carl, dora, emil] = ['anna', 'bert', 'carl', 'dora', 'emil'].map((name) =>
      entra.directory.addUser(name),
    );
    if (!anna || !bert || !carl || !dora || !emil) throw new Error('unreachable');
    const [all, sales, field] = [
      entra.directory.addGroup('All', [anna.id]),
      entra.directory.addGroup('Sales', [bert.id]),
      entra.directory.addGroup('Field', [carl.id, dora.id]),
    ];
    entra.directory.nest(all.id, sales.id);
    entra.directory.nest(sales.id, field.id);
    entra.directory.nest(field.id, all.id);
    await setUp({ groups: [{ id: all.id, name: 'All' }] });
    await sync();
    const members = async () =>
      (await people()).filter(({ groups }) => groups.includes('All')).map(({ username }) => username.split('@')[0]);
    expect(await members()).toEqual(['anna', 'bert', 'carl', 'dora']);

    // Nothing of it changes the group that was chosen.
    entra.directory.leave(field.id, carl.id);
    entra.directory.join(field.id, emil.id);
    await sync();
    expect(await members()).toEqual(['anna', 'bert', 'dora', 'emil']);

    entra.directory.unnest(all.id, sales.id);
    await sync();
    expect(await members()).toEqual(['anna']);
    expect(office.problems).toEqual([]);
  });

  it('takes only who is wanted, and says who comes, stays and goes before it is saved', async () => {
    const licence = { assignedLicenses: [{ skuId: 'e3' }] };
    const [anna, bert, carl, room] = [
      entra.directory.addUser('anna', licence),
      entra.directory.addUser('bert', licence),
      entra.directory.addUser('carl'),
      entra.directory.addUser('room', { accountEnabled: false }),
    ];
    entra.directory.addUser('guest', { userType: 'Guest' });
    entra.directory.addUser('printer', { mail: null, ...licence });
    const [outer, inner] = [entra.directory.addGroup('Outer', [anna.id]), entra.directory.addGroup('Inner', [carl.id])];
    entra.directory.nest(outer.id, inner.id);
    const groups = [{ id: outer.id, name: 'Outer' }];
    const all = { membersOnly: false, enabledOnly: false, licensedOnly: false };
    await setUp({ groups });
    await sync();
    const preview = async (filter: typeof all) => {
      const { tenantId, clientId } = entra.app;
      const { come, stay, go, unusable } = await office.call('entra.preview', { tenantId, clientId, groups, filter });
      return [come, stay, go, unusable].map(({ names }) => names.map((name) => name.split(' ')[0]).join());
    };
    expect(await preview(all)).toEqual(['', 'anna,bert,carl,room', '', 'printer']);
    expect(await preview({ ...all, enabledOnly: true })).toEqual(['', 'anna,bert,carl', 'room', 'printer']);
    expect(await preview({ ...all, licensedOnly: true })).toEqual(['', 'anna,bert', 'carl,room', 'printer']);
    expect(await preview({ ...all, membersOnly: true })).toEqual(['', 'anna,carl', 'bert,room', '']);
    await expect(setUp({ filter: { ...all, membersOnly: true } })).rejects.toThrow('input.invalid');

    const state = async () =>
      (await people()).map(
        ({ username, state: sync, enabled }) => `${username.split('@')[0] ?? ''} ${sync} ${String(enabled)}`,
      );
    await setUp({ groups, filter: { ...all, membersOnly: true } });
    await sync();
    // Not wanted is not gone: nobody is disabled for it.
    expect(await state()).toEqual(['anna direct true', 'bert no-sync true', 'carl direct true', 'room no-sync false']);
    entra.directory.join(inner.id, bert.id);
    entra.directory.leave(inner.id, carl.id);
    await sync();
    expect(await state()).toEqual(['anna direct true', 'bert direct true', 'carl no-sync true', 'room no-sync false']);
    entra.directory.removeUser(carl.id);
    await sync();
    expect(await state()).toContain('carl no-sync false');

    await setUp({ groups, filter: { ...all, enabledOnly: true, licensedOnly: true } });
    await sync();
    entra.directory.changeUser(anna.id, { accountEnabled: false });
    entra.directory.changeUser(bert.id, { assignedLicenses: [] });
    entra.directory.changeUser(room.id, { accountEnabled: true, ...licence });
    await sync();
    expect(await state()).toEqual([
      'anna no-sync false',
      'bert no-sync true',
      'carl no-sync false',
      'room direct true',
    ]);
    expect(office.problems).toEqual([]);
  });

  it('disables who is gone from the tenant, asks before it disables many, and enables who comes back', async () => {
    const [anna, bert, carl] = ['anna', 'bert', 'carl', 'dora'].map((name) => entra.directory.addUser(name));
    if (!anna || !bert || !carl) throw new Error('unreachable');
    await setUp();
    expect(await office.call('directoryMatches.policy', { sourceId: 'entra' })).toMatchObject({ gone: 'disable' });
    await sync();
    await office.call('directoryMatches.setPolicy', { sourceId: 'entra', goneLimit: 1 });
    entra.directory.removeUser(anna.id);
    expect((await sync()).result?.text).toContain('1 disabled, because the directory has them no more');
    expect(await named('anna@office.example')).toMatchObject({ enabled: false, state: 'no-sync' });

    entra.directory.removeUser(bert.id);
    entra.directory.removeUser(carl.id);
    expect((await sync()).result?.text).toContain('2 people are gone, and 1 may be disabled without asking');
    expect((await office.call('entra.get', {})).sync).toMatchObject({ state: 'discarded', stale: false });
    expect(await named('bert@office.example')).toMatchObject({ enabled: true });
    const { rows } = await office.call('notifications.list', {});
    expect(rows[0]?.title).toBe('More people are gone from the directory than are disabled without asking');
    const { taskId } = await office.call('entra.sync', { acceptChanges: true });
    await endedTask(office, taskId);
    expect(await named('bert@office.example')).toMatchObject({ enabled: false });
    expect((await office.call('entra.get', {})).sync.state).toBe('ok');
    expect(office.problems).toEqual([]);
  });

  it('goes on after a kill at its next page, and keeps what was read', async () => {
    for (let n = 0; n < 7; n += 1) entra.directory.addUser(`person${String(n)}`);
    const folder = await mkdtemp(join(tmpdir(), 'russet-entra-'));
    await prepareDatabase(folder);
    const database = await openDatabase(folder);
    const { executor } = database;
    const secretBox = await openSecretBox(folder);
    const store = createEntraStore(executor);
    /** The part of the core as a new process has it. */
    const started = () => {
      const tasks = createTasks({ clock, logger: silentLogger, changed: () => undefined });
      const part = createPeopleEntra({
        config: { entraEndpoints: entra.endpoints },
        executor,
        clock,
        secretBox,
        tasks,
        audit: createAudit({ executor, clock }),
        notifications: createNotifications({ executor, clock, logger: silentLogger, changed: () => undefined }),
        endAccess: () => Promise.resolve(),
        gone: createGonePeople({
          executor,
          clock,
          endAccess: () => Promise.resolve(),
          retireDevice: () => Promise.reject(new Error('nothing is to be retired')),
        }),
        mail: { invite: { inviteMany: () => Promise.reject(new Error('nobody is to be invited')) } },
        origin: () => Promise.resolve('https://mdm.office.example'),
        changed: () => undefined,
      });
      return { tasks, ...part };
    };
    const first = started();
    const context = { actor: 'test' };
    const connection = { tenantId: entra.app.tenantId, clientId: entra.app.clientId };
    await first.handlers['entra.update'](
      {
        ...connection,
        name: 'Office tenant',
        credential: { kind: 'secret', secret: entra.app.secret },
        enabled: true,
        managedAppleId: 'none',
        appleidSubdomain: false,
        autoInvite: false,
        syncMinutes: 60,
        groups: [],
        filter: { membersOnly: false, enabledOnly: false, licensedOnly: false },
        attributes: [],
      },
      context,
    );
    await first.handlers['entra.sync']({ everything: false, acceptChanges: false }, context);
    // The process is gone after the first page: nothing of it writes any more.
    await expect.poll(async () => (await store.get())?.cursor.usersOpen, { interval: 1 }).toBe(true);
    const killed = await store.get();
    if (!killed) throw new Error('there is no source');
    await first.tasks.stop();
    await store.begin(killed.id, clock.now());
    await store.setCursor(killed.id, killed.cursor);

    const second = started();
    const { sync: interrupted } = await second.handlers['entra.get']({}, context);
    expect(interrupted.state).toBe('cancelled');
    expect(renderText(interrupted.text ?? '', 'en')).toContain('goes on from there');
    expect(renderText(interrupted.text ?? '', 'de')).toContain('Der nächste macht dort weiter');
    const before = entra.requests.length;
    await second.jobs[0]?.run();
    const [task] = second.tasks.list();
    expect(await second.tasks.ended(task?.id ?? '')).toMatchObject({ state: 'done' });
    expect(entra.requests.slice(before).filter((line) => line.endsWith('/users/delta')).length).toBeLessThan(3);
    const rows = await executor.read.selectFrom('users').select('sync_state').execute();
    expect(rows.map((row) => row.sync_state)).toEqual(Array.from({ length: 7 }, () => 'direct'));
    const told = (await second.handlers['entra.get']({}, context)).sync.text;
    expect(renderText(told ?? '', 'de')).toMatch(/^\d Person(en)? hinzugefügt, .* unverändert/);
    // A report of a version that knew no keys.
    const former = { text: '7 people added.', details: ['printer Example: has no e-mail address.'] };
    await store.end(killed.id, 'ok', former, clock.now());
    expect((await second.handlers['entra.get']({}, context)).sync).toMatchObject(former);
    await second.tasks.stop();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });
});
