import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { say } from '../../../shared/locales/admin-texts.ts';
import type { Executor } from '../../../electron/db/executor.ts';
import { createUsersStore, type UsersStore } from '../../../electron/db/stores/people/users.ts';
import { createUsersService, type UsersService } from '../../../electron/people/users.ts';
import { giveDevice, person, stoppedClock, temporaryDatabase } from '../../support/people.ts';

describe('users', () => {
  let executor: Executor;
  let close: () => Promise<void>;
  let users: UsersService;
  let store: UsersStore;
  let ended: string[];

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
    store = createUsersStore(executor);
  });
  afterEach(() => close());

  it('refuses a user name that somebody else has, whatever its case, and names that person', async () => {
    await users.create(person('anna'));
    await expect(users.create(person('bert', { username: 'ANNA@office.example' }))).rejects.toMatchObject({
      code: 'record.conflict',
      message: expect.stringContaining('anna Example') as string,
      fields: { username: say('fields.usedBy', { owner: 'anna Example' }) },
    });
    expect((await store.counts()).users).toBe(1);
  });

  it('check 12: a Managed Apple ID that another account has leaves the account unchanged and names the other', async () => {
    await users.create(person('anna', { managedAppleId: 'anna@appleid.office.example' }));
    const bert = await users.create(person('bert', { managedAppleId: 'bert@appleid.office.example' }));
    const before = await store.find(bert);
    await expect(
      users.update({
        ...person('bert', { lastName: 'Changed' }),
        id: bert,
        managedAppleId: 'Anna@AppleID.office.example',
      }),
    ).rejects.toMatchObject({
      code: 'record.conflict',
      message: 'This Managed Apple ID already belongs to anna Example (anna@office.example). Nothing was changed.',
    });
    expect(await store.find(bert)).toEqual(before);
  });

  it('keeps a locale that a change does not name, and removes it when asked to', async () => {
    const anna = await users.create(person('anna', { locale: 'de-DE' }));
    await users.update({ ...person('anna', { lastName: 'Berg' }), id: anna });
    expect((await store.find(anna))?.locale).toBe('de-DE');
    await users.update({ ...person('anna', { lastName: 'Berg' }), id: anna, locale: null });
    expect((await store.find(anna))?.locale).toBeUndefined();
  });

  it('leaves the account unchanged when one of the groups is gone', async () => {
    const anna = await users.create(person('anna'));
    const before = await store.find(anna);
    await expect(
      users.update({ ...person('anna', { lastName: 'Changed', groupIds: ['gone'] }), id: anna }),
    ).rejects.toMatchObject({ code: 'record.notFound', fields: { groupIds: say('fields.groupGone') } });
    expect(await store.find(anna)).toEqual(before);
  });

  it.each(['enrolled', 'token-invalid', 'retire-pending'] as const)(
    'keeps the Managed Apple ID while a User Enrollment is %s',
    async (state) => {
      const anna = await users.create(person('anna', { managedAppleId: 'anna@office.example' }));
      await giveDevice(executor, { id: 'E1', userId: anna, type: 'user', state });
      const other = { ...person('anna'), id: anna, managedAppleId: 'anna.new@office.example' };
      await expect(users.update(other)).rejects.toMatchObject({ code: 'record.inUse' });
      await expect(users.update({ ...other, managedAppleId: null })).rejects.toMatchObject({ code: 'record.inUse' });
      await users.update({ ...person('anna', { lastName: 'Married' }), id: anna });
      expect(await store.find(anna)).toMatchObject({ lastName: 'Married', managedAppleId: 'anna@office.example' });
    },
  );

  it('lets the Managed Apple ID change once the User Enrollment is retired, or with a Device Enrollment', async () => {
    const anna = await users.create(person('anna', { managedAppleId: 'anna@office.example' }));
    await giveDevice(executor, { id: 'E1', userId: anna, type: 'user', state: 'checked-out' });
    await giveDevice(executor, { id: 'D1', userId: anna, type: 'device', state: 'enrolled' });
    await users.update({ ...person('anna'), id: anna, managedAppleId: 'new@office.example' });
    expect((await store.find(anna))?.managedAppleId).toBe('new@office.example');
    await users.update({ ...person('anna'), id: anna, managedAppleId: null });
    expect((await store.find(anna))?.managedAppleId).toBeUndefined();
  });

  it('deletes nobody when one of them still has a device, and names who', async () => {
    const anna = await users.create(person('anna'));
    const bert = await users.create(person('bert'));
    await giveDevice(executor, { id: 'D1', userId: bert, state: 'checked-out' });
    await expect(users.delete([anna, bert])).rejects.toMatchObject({
      code: 'record.inUse',
      message: expect.stringContaining('bert Example (1 device)') as string,
    });
    expect((await store.counts()).users).toBe(2);
    await users.delete([anna]);
    expect(await users.byId(anna)).toBeUndefined();
  });

  it('ends the sessions of people who are disabled, and of nobody else', async () => {
    const anna = await users.create(person('anna'));
    const bert = await users.create(person('bert'));
    await users.setEnabled([anna, bert], true);
    expect(ended).toEqual([]);
    await users.setEnabled([bert], false);
    expect(ended).toEqual([bert]);
    expect((await users.byId(bert))?.enabled).toBe(false);
    await expect(users.setEnabled([anna, 'gone'], false)).rejects.toMatchObject({ code: 'record.notFound' });
    expect((await users.byId(anna))?.enabled).toBe(true);
  });

  it('finds a person by user name, Managed Apple ID or e-mail address without regard to case', async () => {
    const anna = await users.create(
      person('anna', { email: 'info@office.example', managedAppleId: 'anna@appleid.office.example' }),
    );
    for (const identifier of ['ANNA@office.example', ' anna@appleid.OFFICE.example ', 'Info@office.example']) {
      expect((await users.byIdentifier(identifier))?.id, identifier).toBe(anna);
    }
    expect(await users.byIdentifier('')).toBeUndefined();
    expect(await users.byIdentifier('nobody@office.example')).toBeUndefined();
  });

  it('finds nobody by an e-mail address that several people share', async () => {
    await users.create(person('anna', { email: 'info@office.example' }));
    await users.create(person('bert', { email: 'info@office.example' }));
    expect(await users.byIdentifier('info@office.example')).toBeUndefined();
    expect((await users.byIdentifier('bert@office.example'))?.firstName).toBe('bert');
  });

  it('accepts the right password only, and keeps none readable', async () => {
    const anna = await users.create(person('anna', { password: 'correct horse' }));
    const bert = await users.create(person('bert'));
    const stored = await store.passwordHash(anna);
    expect(stored).toMatch(/^scrypt\$131072\$8\$1\$/);
    expect(stored).not.toContain('correct');
    expect(await users.verifyPassword(anna, 'correct horse')).toBe(true);
    expect(await users.verifyPassword(anna, 'wrong horse')).toBe(false);
    expect(await users.verifyPassword(bert, '')).toBe(false);
    expect(await users.verifyPassword('gone', 'correct horse')).toBe(false);
    await users.update({ ...person('anna', { password: 'battery staple' }), id: anna });
    expect(await users.verifyPassword(anna, 'battery staple')).toBe(true);
    await users.update({ ...person('anna'), id: anna });
    expect(await users.verifyPassword(anna, 'battery staple')).toBe(true);
  });
});
