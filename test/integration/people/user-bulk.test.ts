import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TaskContext } from '../../../electron/core/tasks.ts';
import type { Executor } from '../../../electron/db/executor.ts';
import { createAuditStore } from '../../../electron/db/stores/office/audit.ts';
import { createUsersStore } from '../../../electron/db/stores/people/users.ts';
import { createGroupsService } from '../../../electron/people/groups.ts';
import { createUserBulk, type UserBulk } from '../../../electron/invitations/user-bulk.ts';
import { createUsersService, type UsersService } from '../../../electron/people/users.ts';
import { inEnglish } from '../../support/english.ts';
import { giveDevice, person, stoppedClock, temporaryDatabase } from '../../support/people.ts';

let executor: Executor;
let close: () => Promise<void>;
let users: UsersService;
let bulk: UserBulk;
let ended: string[];
let pinned: string[];
const withPin = new Set<string>();

beforeEach(async () => {
  ({ executor, close } = await temporaryDatabase());
  ended = [];
  users = createUsersService({
    executor,
    clock: stoppedClock,
    endAccess: (ids) => {
      ended.push(...ids);
      return Promise.resolve();
    },
  });
  pinned = [];
  bulk = createUserBulk({
    executor,
    clock: stoppedClock,
    users,
    pins: {
      pinPoliciesOf: (ids) =>
        Promise.resolve(
          new Map(ids.filter((id) => withPin.has(id)).map((id) => [id, { length: 6, lifetimeDays: 7 }] as const)),
        ),
      generatePins: (ids) => {
        pinned.push(...ids);
        return Promise.resolve({ pins: [], refused: [] });
      },
    },
    changed: () => undefined,
  });
});
afterEach(() => close());

const context: TaskContext = { progress: () => undefined, signal: new AbortController().signal };
const enabledOf = async (): Promise<Record<string, boolean>> => {
  const { rows } = await createUsersStore(executor).list({}, stoppedClock.now());
  return Object.fromEntries(rows.map((user) => [user.displayName.split(' ')[0] ?? '', user.enabled]));
};

describe('an action on many people', () => {
  it('says beforehand whom it reaches and whom not and why, and changes nothing by that', async () => {
    const anna = await users.create(person('anna'));
    const ben = await users.create(person('ben'));
    const cleo = await users.create(person('cleo'));
    await users.setEnabled([ben], false);
    await executor.write(async (query) => {
      await query
        .insertInto('ldap_servers')
        .values({
          id: 'ad',
          name: 'Office',
          config_json: '{"connection":{"type":"active-directory"}}',
          enabled: 1,
          sync_state: 'never',
          created_at: 0,
          updated_at: 0,
        })
        .execute();
      await query
        .updateTable('users')
        .set({ source: 'ldap', source_id: 'ad', external_id: 'e', sync_state: 'direct' })
        .where('id', '=', cleo)
        .execute();
    });
    const ids = [anna, ben, cleo, 'gone', anna];
    expect(inEnglish(await bulk.check(ids, { kind: 'disable' }))).toEqual({
      allowed: 1,
      notes: [],
      refused: [
        { reason: 'Is disabled already.', count: 1, names: ['ben Example'] },
        {
          reason: 'The directory decides who is enabled: change it there, then sync.',
          count: 1,
          names: ['cleo Example'],
        },
        { reason: 'Does not exist any more.', count: 1, names: [] },
      ],
    });
    expect(await enabledOf()).toEqual({ anna: true, ben: false, cleo: true });

    ended = [];
    const { text, details } = inEnglish(await bulk.run(ids, { kind: 'disable' }, 'console', context));
    expect(text).toBe('1 user disabled. 3 users left as they were.');
    expect(details?.[0]).toBe('1 user: Is disabled already. (ben Example)');
    expect(await enabledOf()).toEqual({ anna: false, ben: false, cleo: true });
    expect(ended).toEqual([anna]);
  });

  it('says of devices that disabling their people leaves them managed', async () => {
    const anna = await users.create(person('anna'));
    const ben = await users.create(person('ben'));
    await giveDevice(executor, { id: 'D1', userId: anna });
    await giveDevice(executor, { id: 'D2', userId: anna, type: 'user' });
    await giveDevice(executor, { id: 'D3', userId: anna, state: 'removed-by-admin' });
    await giveDevice(executor, { id: 'D4', userId: ben, state: 'token-invalid' });
    expect(inEnglish(await bulk.check([anna, ben], { kind: 'disable' })).notes).toEqual([
      '3 devices will still be managed. To end that, retire them on the Devices page.',
      '1 device among these will ask for a sign-in, and until the person is enabled again hear nothing but retiring and erasing.',
    ]);
    expect(inEnglish(await bulk.check([ben], { kind: 'disable' })).notes).toEqual([
      '1 device will still be managed. To end that, retire it on the Devices page.',
    ]);
    expect(inEnglish(await bulk.check([anna], { kind: 'delete' })).notes).toEqual([]);
  });

  it('deletes who has no device and leaves the others', async () => {
    const anna = await users.create(person('anna'));
    const ben = await users.create(person('ben'));
    await giveDevice(executor, { id: 'D1', userId: ben, state: 'checked-out' });
    const { text } = inEnglish(await bulk.run([anna, ben], { kind: 'delete' }, 'console', context));
    expect(text).toBe('1 user deleted. 1 user left as they were.');
    expect(Object.keys(await enabledOf())).toEqual(['ben']);
    const { rows } = await createAuditStore(executor).list({ activities: ['Deleted'] }, 10, 0);
    expect(rows).toMatchObject([{ name: 'anna Example', by: 'console' }]);
  });

  it('puts people into a manual group and takes them out, and into no other kind', async () => {
    const groups = createGroupsService({ executor, clock: stoppedClock });
    const groupId = await groups.create({ name: 'Sales', description: '', memberIds: [], rules: undefined });
    const ids = [await users.create(person('anna')), await users.create(person('ben'))];
    await bulk.run(ids.slice(0, 1), { kind: 'add-to-group', groupId }, 'console', context);
    expect(inEnglish(await bulk.check(ids, { kind: 'add-to-group', groupId }))).toMatchObject({
      allowed: 1,
      refused: [{ reason: 'Is in Sales already.', names: ['anna Example'] }],
    });
    const { text } = inEnglish(await bulk.run(ids, { kind: 'add-to-group', groupId }, 'console', context));
    expect(text).toBe('1 user assigned to the group. 1 user left as they were.');
    await bulk.run(ids, { kind: 'remove-from-group', groupId }, 'console', context);
    expect(inEnglish(await bulk.check(ids, { kind: 'remove-from-group', groupId }))).toMatchObject({ allowed: 0 });
    const { rows } = await createAuditStore(executor).list({ types: ['User Group'] }, 10, 0);
    expect(rows[0]?.changes).toEqual([{ attribute: 'Members', before: 'anna Example, ben Example' }]);
    await expect(bulk.check(ids, { kind: 'add-to-group', groupId: 'all-users' })).rejects.toThrow(
      'not managed by hand',
    );
  });

  it('gives people of a directory attributes of the office beside those of the directory, which it leaves alone', async () => {
    await executor.write((query) =>
      query
        .insertInto('entra_sources')
        .values({
          id: 'entra',
          config_json: JSON.stringify({ name: 'Head office', attributes: ['costCenter'] }),
          sealed_credential: new Uint8Array(),
          sync_state: 'never',
          cursor_json: '{}',
          created_at: 0,
          updated_at: 0,
        })
        .execute(),
    );
    const anna = await users.create(person('anna'));
    const ben = await users.create(person('ben'));
    const from = { source: 'entra', source_id: 'entra', external_id: 'e1', sync_state: 'direct' } as const;
    await executor.write((query) =>
      query
        .updateTable('users')
        .set({ ...from, attributes_json: '{"department":"Sales"}' })
        .where('id', '=', ben)
        .execute(),
    );
    const ids = [anna, ben];
    const set = (name: string) => ({ kind: 'set-attribute', name, value: 'Red' }) as const;
    const { text } = inEnglish(await bulk.run(ids, set('Badge'), 'console', context));
    expect(text).toBe('2 users given the attribute.');
    const told = (name: string) => [
      {
        reason: `The directory gives the attribute ${name}: change it there and sync, or use another name.`,
        count: 1,
        names: ['ben Example'],
      },
    ];
    expect(inEnglish(await bulk.check(ids, set('Department')))).toMatchObject({
      allowed: 1,
      refused: told('department'),
    });
    // The directory is set up to bring it, and may do so at the next sync.
    expect(inEnglish(await bulk.check(ids, set('costCenter')))).toMatchObject({
      allowed: 1,
      refused: told('costCenter'),
    });
    const remove = { kind: 'remove-attribute', name: 'department' } as const;
    expect(inEnglish(await bulk.check([ben], remove))).toMatchObject({ allowed: 0, refused: told('department') });
    expect(await createUsersStore(executor).find(ben)).toMatchObject({
      attributes: { Badge: 'Red', department: 'Sales' },
      customAttributes: { Badge: 'Red' },
      directoryAttributes: { department: 'Sales' },
    });
  });

  it('assigns and removes a custom attribute, and tells the audit trail before and after', async () => {
    const anna = await users.create(person('anna'));
    const set = { kind: 'set-attribute', name: 'Building "A"', value: "O'Hara" } as const;
    expect(inEnglish(await bulk.check([anna], set))).toMatchObject({ allowed: 1, refused: [] });
    await bulk.run([anna], set, 'console', context);
    const attributes = async () => (await createUsersStore(executor).find(anna))?.attributes;
    expect(await attributes()).toEqual({ 'Building "A"': "O'Hara" });
    expect(inEnglish(await bulk.check([anna], set))).toMatchObject({
      allowed: 0,
      refused: [{ reason: 'Has this value already.' }],
    });

    const remove = { kind: 'remove-attribute', name: 'Building "A"' } as const;
    await bulk.run([anna], remove, 'console', context);
    expect(await attributes()).toEqual({});
    expect(inEnglish(await bulk.check([anna], remove))).toMatchObject({
      refused: [{ reason: 'Has no such attribute.' }],
    });
    const { rows } = await createAuditStore(executor).list({ activities: ['Changed'] }, 10, 0);
    expect(rows.map(({ name, changes }) => [name, changes])).toEqual([
      ['anna Example', [{ attribute: 'Building "A"', before: "O'Hara" }]],
      ['anna Example', [{ attribute: 'Building "A"', after: "O'Hara" }]],
    ]);
  });

  it('generates PINs for those whose setting asks for one and who are enabled', async () => {
    const anna = await users.create(person('anna'));
    const ben = await users.create(person('ben'));
    const cleo = await users.create(person('cleo'));
    await users.setEnabled([cleo], false);
    withPin.add(anna).add(cleo);
    const ids = [anna, ben, cleo];
    expect(inEnglish(await bulk.check(ids, { kind: 'generate-pin' }))).toEqual({
      allowed: 1,
      notes: [],
      refused: [
        { reason: 'The registration setting of the person does not ask for a PIN.', count: 1, names: ['ben Example'] },
        { reason: 'The account is disabled. Enable the user first.', count: 1, names: ['cleo Example'] },
      ],
    });
    const { text } = inEnglish(await bulk.run(ids, { kind: 'generate-pin' }, 'console', context));
    expect(text).toBe('1 user given a PIN. 2 users left as they were.');
    expect(pinned).toEqual([anna]);
  });

  it('reaches thousands in pages and keeps what was done before a cancel', async () => {
    await executor.write(async (query) => {
      for (let page = 0; page < 4; page += 1) {
        await query
          .insertInto('users')
          .values(
            Array.from({ length: 300 }, (_, i) => {
              const name = `p${page * 300 + i}`;
              return {
                id: name,
                username: `${name}@office.example`,
                email: `${name}@office.example`,
                first_name: name,
                last_name: '',
                display_name: name,
                managed_apple_id: null,
                source: 'local' as const,
                enabled: 1 as const,
                created_at: 0,
                updated_at: 0,
              };
            }),
          )
          .execute();
      }
    });
    const ids = await createUsersStore(executor).ids({ search: 'p' }, stoppedClock.now());
    const abort = new AbortController();
    const { text } = inEnglish(
      await bulk.run(ids, { kind: 'disable' }, 'console', {
        signal: abort.signal,
        progress: () => {
          abort.abort();
        },
      }),
    );
    expect(text).toBe('500 users disabled.');
    expect(ended).toHaveLength(500);
  });
});
