import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Executor } from '../../../electron/db/executor.ts';
import { createUserSettingsStore } from '../../../electron/db/stores/user-settings.ts';
import { createGroupsService, type GroupsService } from '../../../electron/people/groups.ts';
import { createUserSettingsService, type UserSettingsService } from '../../../electron/people/user-settings.ts';
import { createUsersService } from '../../../electron/people/users.ts';
import { person, settingBody, stoppedClock, temporaryDatabase } from '../../support/people.ts';

describe('user groups and registration settings', () => {
  let executor: Executor;
  let close: () => Promise<void>;
  let groups: GroupsService;
  let settings: UserSettingsService;
  let anna: string;
  let sales: string;
  let field: string;

  const order = async () => (await createUserSettingsStore(executor).list()).map((one) => [one.name, one.priority]);

  beforeEach(async () => {
    ({ executor, close } = await temporaryDatabase());
    const deps = { executor, clock: stoppedClock, endAccess: () => Promise.resolve() };
    groups = createGroupsService(deps);
    settings = createUserSettingsService(deps);
    anna = await createUsersService(deps).create(person('anna'));
    sales = await groups.create({ name: 'Sales', description: '', memberIds: [anna] });
    field = await groups.create({ name: 'Field', description: '', memberIds: [anna] });
  });
  afterEach(() => close());

  it('applies the default to a person whom no other setting reaches', async () => {
    const { setting, reason } = await settings.effective(anna);
    expect(setting).toMatchObject({ id: 'default', appleEnrollmentType: 'device' });
    expect(reason).toContain('the default applies');
  });

  it('scenario 62: applies the setting with the highest priority among the groups of a person and says why', async () => {
    const first = await settings.create(settingBody('Private phones'), [sales]);
    const second = await settings.create(settingBody('Office phones', { appleEnrollmentType: 'device' }), [field]);
    expect(await settings.effective(anna)).toMatchObject({
      setting: { id: first },
      reason: 'Member of the user group "Sales"; it has a higher priority than "Office phones".',
    });
    await settings.reorder([second, first]);
    expect((await settings.effectiveSetting(anna)).id).toBe(second);
  });

  it('reaches everybody through All Users without member rows', async () => {
    const all = await settings.create(settingBody('Everybody'), ['all-users']);
    expect((await settings.effectiveSetting(anna)).id).toBe(all);
    expect((await settings.effectiveSetting('a person added later')).id).toBe(all);
  });

  it('puts a new setting last but above the default, and closes the gap after a deletion', async () => {
    const one = await settings.create(settingBody('One'), [sales]);
    await settings.create(settingBody('Two'), [sales]);
    await settings.create(settingBody('Three'), [sales]);
    const last = ['Default Device Registration Setting', undefined];
    expect(await order()).toEqual([['One', 1], ['Two', 2], ['Three', 3], last]);
    await settings.delete(one);
    expect(await order()).toEqual([['Two', 1], ['Three', 2], last]);
  });

  it('refuses an order that is not a permutation of all settings but the default', async () => {
    const one = await settings.create(settingBody('One'), [sales]);
    const two = await settings.create(settingBody('Two'), [sales]);
    for (const ids of [[one], [one, one], [one, two, 'default'], [one, 'gone']]) {
      await expect(settings.reorder(ids), ids.join()).rejects.toMatchObject({ code: 'input.invalid' });
    }
    expect((await order())[0]).toEqual(['One', 1]);
  });

  it('keeps the default for everybody: it takes no groups and cannot be deleted, but can be edited', async () => {
    await expect(settings.delete('default')).rejects.toMatchObject({ code: 'access.denied' });
    await expect(settings.update('default', settingBody('Default'), [sales])).rejects.toMatchObject({
      code: 'input.invalid',
    });
    await settings.update('default', settingBody('Default', { includeMacos: true }), undefined);
    expect(await settings.effectiveSetting(anna)).toMatchObject({
      name: 'Default',
      includeMacos: true,
      isDefault: true,
    });
  });

  it('refuses a taken name and an unknown group', async () => {
    await settings.create(settingBody('One'), [sales]);
    await expect(settings.create(settingBody('one'), [sales])).rejects.toMatchObject({ code: 'record.conflict' });
    await expect(settings.create(settingBody('Two'), ['gone'])).rejects.toMatchObject({ code: 'record.notFound' });
    expect(await order()).toHaveLength(2);
  });

  it('refuses to delete a group while a setting uses it, and names the setting', async () => {
    const id = await settings.create(settingBody('Private phones'), [sales]);
    await expect(groups.delete(sales)).rejects.toMatchObject({
      code: 'record.inUse',
      message: expect.stringContaining('"Private phones"') as string,
    });
    await settings.update(id, settingBody('Private phones'), [field]);
    await groups.delete(sales);
    expect((await settings.effective(anna)).reason).toContain('Field');
  });

  it('refuses to change All Users, to reuse a group name and to add people who are gone', async () => {
    const fields = { name: 'Nobody', description: '', memberIds: [] };
    await expect(groups.update('all-users', fields)).rejects.toMatchObject({ code: 'access.denied' });
    await expect(groups.delete('all-users')).rejects.toMatchObject({ code: 'access.denied' });
    await expect(groups.create({ ...fields, name: 'SALES' })).rejects.toMatchObject({ code: 'record.conflict' });
    await expect(groups.update(sales, { ...fields, memberIds: ['gone'] })).rejects.toMatchObject({
      code: 'record.notFound',
    });
    // The failed update left name and members alone.
    await settings.create(settingBody('One'), [sales]);
    expect((await settings.effective(anna)).reason).toContain('"Sales"');
  });
});
