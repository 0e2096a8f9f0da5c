// What the office may change about people of a directory, and what only the directory may.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { say } from '../../../shared/locales/admin-texts.ts';
import type { TaskContext } from '../../../electron/core/tasks.ts';
import type { Executor } from '../../../electron/db/executor.ts';
import { createUsersStore, type UsersStore } from '../../../electron/db/stores/people/users.ts';
import { createDirectoryImport } from '../../../electron/directory/directory-import.ts';
import type { DirectoryPerson } from '../../../electron/model/directory-person.ts';
import { createUserBulk, type UserBulk } from '../../../electron/invitations/user-bulk.ts';
import { createUsersService, type UsersService, type UserUpdate } from '../../../electron/people/users.ts';
import { inEnglish } from '../../support/english.ts';
import { stoppedClock, temporaryDatabase } from '../../support/people.ts';

const context: TaskContext = { progress: () => undefined, signal: new AbortController().signal };

const told = (name: string, more: Partial<DirectoryPerson> = {}): DirectoryPerson => ({
  externalId: `guid-${name}`,
  username: `${name}@office.example`,
  email: `${name}@office.example`,
  firstName: '',
  lastName: 'Berg',
  displayName: `${name} Berg`,
  enabled: undefined,
  attributes: {},
  ...more,
});

describe('people of a directory', () => {
  let executor: Executor;
  let close: () => Promise<void>;
  let users: UsersService;
  let store: UsersStore;
  let bulk: UserBulk;

  beforeEach(async () => {
    ({ executor, close } = await temporaryDatabase());
    const endAccess = () => Promise.resolve();
    users = createUsersService({ executor, clock: stoppedClock, endAccess });
    store = createUsersStore(executor);
    bulk = createUserBulk({
      executor,
      clock: stoppedClock,
      users,
      pins: {
        pinPoliciesOf: () => Promise.resolve(new Map()),
        generatePins: () => Promise.resolve({ pins: [], refused: [] }),
      },
      changed: () => undefined,
    });
    for (const type of ['active-directory', 'openldap'] as const) {
      await executor.write((query) =>
        query
          .insertInto('ldap_servers')
          .values({
            id: type,
            name: type,
            config_json: JSON.stringify({ connection: { type } }),
            enabled: 1,
            sync_state: 'never',
            created_at: 0,
            updated_at: 0,
          })
          .execute(),
      );
    }
  });
  afterEach(() => close());

  const directory = () => createDirectoryImport({ executor, clock: stoppedClock, endAccess: () => Promise.resolve() });
  const take = async (sourceId: string, name: string): Promise<string> => {
    const source = {
      kind: 'ldap' as const,
      id: sourceId,
      name: sourceId,
      managedAppleId: { kind: 'none' as const, appleidSubdomain: false },
    };
    await directory().apply(source, [told(name)]);
    return (await store.byUsername(`${name}@office.example`))?.id ?? '';
  };
  const unchanged = (id: string, name: string): UserUpdate => ({
    id,
    email: `${name}@office.example`,
    username: `${name}@office.example`,
    displayName: `${name} Berg`,
    groupIds: [],
  });

  it('get groups and a Managed Apple ID here, but no names, addresses and passwords', async () => {
    const id = await take('openldap', 'anna');
    await users.update({ ...unchanged(id, 'anna'), managedAppleId: 'anna@appleid.office.example' });
    expect((await store.find(id))?.managedAppleId).toBe('anna@appleid.office.example');
    await expect(
      users.update({ ...unchanged(id, 'anna'), lastName: 'Holm', password: 'long enough 1A', locale: null }),
    ).rejects.toMatchObject({
      code: 'input.invalid',
      message:
        'The directory gives anna Berg the last name; password. Change this there and sync. Nothing was changed.',
      fields: { lastName: say('fields.fromDirectory'), password: say('fields.fromDirectory') },
    });
    expect(await store.find(id)).toMatchObject({ lastName: 'Berg', hasPassword: false });
  });

  it('are the office to change once the directory does not know them any more', async () => {
    const id = await take('active-directory', 'anna');
    await expect(users.setEnabled([id], false)).rejects.toMatchObject({
      code: 'input.invalid',
      message: expect.stringContaining('A directory decides who of these is enabled: anna Berg.') as string,
    });
    await directory().remove({ kind: 'ldap', id: 'active-directory' }, ['guid-anna']);
    expect(inEnglish(await bulk.check([id], { kind: 'disable' }))).toMatchObject({ allowed: 1, refused: [] });
    await users.setEnabled([id], false);
    await users.update({ ...unchanged(id, 'anna'), firstName: 'Anna', lastName: 'Holm' });
    expect(await store.find(id)).toMatchObject({ enabled: false, lastName: 'Holm' });
  });

  it('are enabled and disabled here where the directory does not say it of everybody', async () => {
    const id = await take('openldap', 'anna');
    await bulk.run([id], { kind: 'disable' }, 'console', context);
    expect((await store.find(id))?.enabled).toBe(false);
    await take('openldap', 'anna');
    expect((await store.find(id))?.enabled).toBe(false);
    await users.setEnabled([id], true);
    expect((await store.find(id))?.enabled).toBe(true);
  });

  it('come back after they were deleted, which is said before', async () => {
    const id = await take('openldap', 'anna');
    expect(inEnglish(await bulk.check([id], { kind: 'delete' })).notes).toEqual([
      '1 user of a directory will come back at the next sync. To end that, take them out of what is synced, or delete them there.',
    ]);
    await directory().remove({ kind: 'ldap', id: 'openldap' }, ['guid-anna']);
    expect(inEnglish(await bulk.check([id], { kind: 'delete' })).notes).toEqual([]);
  });
});
