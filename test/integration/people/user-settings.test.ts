import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Executor } from '../../../electron/db/executor.ts';
import { createTermsStore } from '../../../electron/db/stores/people/terms.ts';
import { createUserSettingsStore } from '../../../electron/db/stores/people/user-settings.ts';
import { createGroupsService, type GroupsService } from '../../../electron/people/groups.ts';
import { createUserSettingsService, type UserSettingsService } from '../../../electron/people/user-settings.ts';
import { createUsersService } from '../../../electron/people/users.ts';
import { inEnglish } from '../../support/english.ts';
import { noon, person, stoppedClock, temporaryDatabase } from '../../support/people.ts';
import { settingBody } from '../../support/user-settings.ts';

describe('user groups and user settings', () => {
  let executor: Executor;
  let close: () => Promise<void>;
  let groups: GroupsService;
  let settings: UserSettingsService;
  let anna: string;
  let sales: string;
  let field: string;

  const order = async () =>
    (await createUserSettingsStore(executor).list('registration')).map((one) => [one.name, one.priority]);

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
    const { setting, reason } = await settings.effective('registration', anna);
    expect(setting).toMatchObject({ id: 'default', body: { appleEnrollmentType: 'device' } });
    expect(reason.english).toContain('the default applies');
  });

  it('scenario 62: applies the setting with the highest priority among the groups of a person and says why', async () => {
    const first = await settings.create({ ...settingBody('Private phones'), groupIds: [sales] });
    const second = await settings.create({
      ...settingBody('Office phones', { appleEnrollmentType: 'device' }),
      groupIds: [field],
    });
    expect(inEnglish(await settings.effective('registration', anna))).toMatchObject({
      setting: { id: first },
      reason: 'Member of the user group "Sales"; it has a higher priority than "Office phones".',
    });
    await settings.reorder('registration', [second, first]);
    expect((await settings.registration(anna)).id).toBe(second);
  });

  it('reaches everybody through All Users without member rows', async () => {
    const all = await settings.create({ ...settingBody('Everybody'), groupIds: ['all-users'] });
    expect((await settings.registration(anna)).id).toBe(all);
    expect((await settings.registration('a person added later')).id).toBe(all);
  });

  it('puts a new setting last but above the default, and closes the gap after a deletion', async () => {
    const one = await settings.create({ ...settingBody('One'), groupIds: [sales] });
    await settings.create({ ...settingBody('Two'), groupIds: [sales] });
    await settings.create({ ...settingBody('Three'), groupIds: [sales] });
    const last = ['Default Device Registration Setting', undefined];
    expect(await order()).toEqual([['One', 1], ['Two', 2], ['Three', 3], last]);
    await settings.delete(one);
    expect(await order()).toEqual([['Two', 1], ['Three', 2], last]);
  });

  it('refuses an order that is not a permutation of all settings but the default', async () => {
    const one = await settings.create({ ...settingBody('One'), groupIds: [sales] });
    const two = await settings.create({ ...settingBody('Two'), groupIds: [sales] });
    for (const ids of [[one], [one, one], [one, two, 'default'], [one, 'gone']]) {
      await expect(settings.reorder('registration', ids), ids.join()).rejects.toMatchObject({ code: 'input.invalid' });
    }
    expect((await order())[0]).toEqual(['One', 1]);
  });

  it('keeps the default for everybody: it takes no groups and cannot be deleted, but can be edited', async () => {
    await expect(settings.delete('default')).rejects.toMatchObject({ code: 'access.denied' });
    await expect(
      settings.update({ ...settingBody('Default'), id: 'default', groupIds: [sales] }),
    ).rejects.toMatchObject({
      code: 'input.invalid',
    });
    await settings.update({ ...settingBody('Default', { includeMacos: true }), id: 'default' });
    expect((await settings.effective('registration', anna)).setting).toMatchObject({
      name: 'Default',
      body: { includeMacos: true },
      isDefault: true,
    });
  });

  it('refuses a taken name and an unknown group', async () => {
    await settings.create({ ...settingBody('One'), groupIds: [sales] });
    await expect(settings.create({ ...settingBody('one'), groupIds: [sales] })).rejects.toMatchObject({
      code: 'record.conflict',
    });
    await expect(settings.create({ ...settingBody('Two'), groupIds: ['gone'] })).rejects.toMatchObject({
      code: 'record.notFound',
    });
    expect(await order()).toHaveLength(2);
  });

  it('scenario 62: each type has its own default, order and names, and decides for itself', async () => {
    const limit = (name: string, maximum: number, groupIds: string[]) =>
      settings.create({ type: 'device-limit', name, description: '', body: { maximum }, groupIds });
    const two = await limit('Two', 2, [sales]);
    const five = await limit('Five', 5, [field]);
    const phones = await settings.create({ ...settingBody('Two'), groupIds: [field] });
    expect(await settings.body('device-limit', anna)).toEqual({ maximum: 2 });
    await settings.reorder('device-limit', [five, two]);
    expect(inEnglish(await settings.effective('device-limit', anna))).toMatchObject({
      setting: { id: five, body: { maximum: 5 } },
      reason: 'Member of the user group "Field"; it has a higher priority than "Two".',
    });
    expect((await settings.registration(anna)).id).toBe(phones);
    expect((await settings.effective('device-limit', 'somebody else')).setting).toMatchObject({
      id: 'default-device-limit',
      body: { maximum: null },
    });
    await expect(settings.reorder('device-limit', [five, two, phones])).rejects.toMatchObject({
      code: 'input.invalid',
    });
    await expect(
      settings.update({ type: 'device-limit', id: phones, name: 'X', description: '', body: { maximum: 1 } }),
    ).rejects.toMatchObject({ code: 'input.invalid' });
    await settings.delete(five);
    await settings.delete(two);
    expect((await settings.effective('device-limit', anna)).setting.isDefault).toBe(true);
    expect((await settings.bodies('invite-reminder', [anna, 'somebody else'])).get('somebody else')?.enabled).toBe(
      false,
    );
  });

  it('keeps terms of service that somebody accepted, and makes a version of every text', async () => {
    const terms = createTermsStore(executor);
    const rules = { type: 'terms-of-service', name: 'Rules', description: '' } as const;
    const id = await settings.create({ ...rules, body: { enabled: true, title: 'A', text: 'a' }, groupIds: [sales] });
    await settings.update({ ...rules, id, body: { enabled: false, title: 'A', text: 'a' } });
    await settings.update({ ...rules, id, body: { enabled: true, title: 'A', text: 'b' } });
    const [second, first] = await terms.list(id);
    expect([first?.version, first?.text, second?.version, second?.text]).toEqual([1, 'a', 2, 'b']);
    await terms.accept(anna, first?.id ?? 0, noon);
    await expect(settings.delete(id)).rejects.toMatchObject({ code: 'record.inUse' });
    expect(await terms.list(id)).toHaveLength(2);
    const other = await settings.create({
      ...rules,
      name: 'Other',
      body: { enabled: true, title: 'B', text: 'b' },
      groupIds: [field],
    });
    await settings.delete(other);
    expect(await terms.list(other)).toEqual([]);
  });

  it('refuses to delete a group while a setting uses it, and names the setting', async () => {
    const id = await settings.create({ ...settingBody('Private phones'), groupIds: [sales] });
    await expect(groups.delete(sales)).rejects.toMatchObject({
      code: 'record.inUse',
      message: expect.stringContaining('"Private phones"') as string,
    });
    await settings.update({ ...settingBody('Private phones'), id, groupIds: [field] });
    await groups.delete(sales);
    expect((await settings.effective('registration', anna)).reason.english).toContain('Field');
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
    await settings.create({ ...settingBody('One'), groupIds: [sales] });
    expect((await settings.effective('registration', anna)).reason.english).toContain('"Sales"');
  });
});
