import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGroupsStore } from '../../../electron/db/stores/people/groups.ts';
import { createMembershipStore } from '../../../electron/db/stores/people/memberships.ts';
import { createUsersStore } from '../../../electron/db/stores/people/users.ts';
import { createGroupsService, type GroupsService } from '../../../electron/people/groups.ts';
import { createUserSettingsService } from '../../../electron/people/user-settings.ts';
import { createUsersService } from '../../../electron/people/users.ts';
import type { RuleGroup, RuleRow } from '../../../shared/rules/rules.ts';
import { inEnglish } from '../../support/english.ts';
import { giveDevice, noon, person, stoppedClock, temporaryDatabase } from '../../support/people.ts';
import { settingBody } from '../../support/user-settings.ts';

const all = (...rules: RuleGroup['rules']): RuleGroup => ({ match: 'all', rules });
const inGroup = (id: string): RuleRow => ({ attribute: 'userGroup', operator: 'equals', value: id });
const named = (text: string): RuleRow => ({ attribute: 'displayName', operator: 'begins', value: text });

describe('dynamic groups', () => {
  let database: Awaited<ReturnType<typeof temporaryDatabase>>;
  let groups: GroupsService;

  beforeEach(async () => {
    database = await temporaryDatabase();
    groups = createGroupsService({ executor: database.executor, clock: stoppedClock });
  });
  afterEach(() => database.close());

  const users = () =>
    createUsersService({ executor: database.executor, clock: stoppedClock, endAccess: () => Promise.resolve() });
  const dynamic = (name: string, rules: RuleGroup) => groups.create({ name, description: '', memberIds: [], rules });
  const manual = (name: string, memberIds: string[] = []) => groups.create({ name, description: '', memberIds });
  const namesIn = async (id: string): Promise<string> => {
    const { rows } = await createMembershipStore(database.executor).members(id, noon, 100);
    return rows.map((row) => row.displayName.split(' ')[0]).join(' ');
  };

  it('hold whoever fits the rules, from the moment that changes', async () => {
    const id = await dynamic('A', all(named('ÄN'), { attribute: 'enabled', operator: 'equals', value: true }));
    expect(await namesIn(id)).toBe('');
    const anna = await users().create(person('anna', { displayName: 'Änna Example' }));
    expect(await namesIn(id)).toBe('Änna');
    await users().setEnabled([anna], false);
    expect(await namesIn(id)).toBe('');
  });

  it('look at devices, sources and the absence of a Managed Apple ID', async () => {
    const anna = await users().create(person('anna', { managedAppleId: 'anna@appleid.office.example' }));
    await users().create(person('ben'));
    await giveDevice(database.executor, { id: 'E1', userId: anna });
    expect(await namesIn(await dynamic('1', all({ attribute: 'devices', operator: 'greater', value: 0 })))).toBe(
      'anna',
    );
    expect(
      await namesIn(await dynamic('2', all({ attribute: 'hasManagedAppleId', operator: 'equals', value: false }))),
    ).toBe('ben');
    expect(
      await namesIn(await dynamic('3', all({ attribute: 'source', operator: 'not-equals', value: 'local' }))),
    ).toBe('');
    expect(
      await namesIn(await dynamic('4', all({ attribute: 'inviteStatus', operator: 'equals', value: 'completed' }))),
    ).toBe('anna');
  });

  it('take other groups as rules, and show in lists, counts, filters and on the user', async () => {
    const anna = await users().create(person('anna'));
    await users().create(person('ben'));
    const staff = await manual('Staff', [anna]);
    const inner = await dynamic('Inner', all(inGroup(staff)));
    const outer = await dynamic('Outer', { match: 'any', rules: [inGroup(inner), named('zoe')] });
    expect(await namesIn(outer)).toBe('anna');
    const byName = await dynamic('By name', all({ attribute: 'userGroupName', operator: 'begins', value: 'STA' }));
    expect(await namesIn(byName)).toBe('anna');

    const store = createUsersStore(database.executor);
    const listed = await store.list({ groupId: outer }, noon);
    expect(listed.rows.map((user) => user.displayName)).toEqual(['anna Example']);
    expect(listed.rows[0]?.groups.map((group) => group.name).sort()).toEqual(['By name', 'Inner', 'Outer', 'Staff']);
    expect((await store.list({ rules: all(named('b')) }, noon)).total).toBe(1);

    const counts = await createMembershipStore(database.executor).dynamicCounts(noon);
    const page = await createGroupsStore(database.executor).list(
      { sortBy: 'members', sortDirection: 'desc', limit: 10, offset: 0 },
      counts,
    );
    expect(page.rows.map((group) => `${group.name} ${group.members}`)).toEqual([
      'All Users 2',
      'By name 1',
      'Inner 1',
      'Outer 1',
      'Staff 1',
    ]);
  });

  it('decide which setting applies', async () => {
    const anna = await users().create(person('anna'));
    const ben = await users().create(person('ben'));
    const outer = await dynamic('Outer', all(inGroup(await dynamic('Inner', all(named('anna'))))));
    const settings = createUserSettingsService({ executor: database.executor, clock: stoppedClock });
    await settings.create({ ...settingBody('For Outer'), groupIds: [outer] });
    expect(inEnglish(await settings.effective('registration', anna)).reason).toContain('"Outer"');
    expect((await settings.effective('registration', ben)).setting.isDefault).toBe(true);
  });

  it('refuse to belong to themselves, and name the way', async () => {
    const a = await dynamic('A', all(named('a')));
    const b = await dynamic('B', all(inGroup(a)));
    const c = await dynamic('C', { match: 'any', rules: [named('c'), all(inGroup(b))] });
    await expect(
      groups.update(a, { name: 'A', description: '', memberIds: [], rules: all(inGroup(c)) }),
    ).rejects.toThrow('"A" → "C" → "B" → "A"');
    await expect(
      groups.update(a, { name: 'A', description: '', memberIds: [], rules: all(inGroup(a)) }),
    ).rejects.toThrow('"A" → "A"');
    expect(await namesIn(a)).toBe('');
  });

  it('keep a group from being deleted while their rules ask for it', async () => {
    const staff = await manual('Staff');
    const inner = await dynamic('Inner', all(inGroup(staff)));
    await expect(groups.delete(staff)).rejects.toThrow('The group Staff is used by the user group "Inner".');
    await groups.delete(inner);
    await groups.delete(staff);
  });

  it('refuse incomplete rules, naming the rows', async () => {
    const cases: [RuleGroup, Record<string, string>][] = [
      [all(), { rules: 'add at least one rule' }],
      [all({ match: 'any', rules: [] }), { rules: 'add at least one rule' }],
      [all(named('a'), named('')), { 'rules.rules.1': 'enter a text' }],
      [all({ match: 'any', rules: [inGroup('gone')] }), { 'rules.rules.0.rules.0': 'enter one of the listed values' }],
      [
        all({ attribute: 'enabled', operator: 'contains', value: 'x' }),
        { 'rules.rules.0': 'choose an operator that fits Enabled' },
      ],
    ];
    for (const [rules, problems] of cases) {
      const fields = Object.fromEntries(Object.entries(problems).map(([path, english]) => [path, { english }]));
      await expect(dynamic('X', rules)).rejects.toMatchObject({ fields });
    }
  });

  it('take nobody by hand, neither at the group nor at the user', async () => {
    const anna = await users().create(person('anna'));
    const id = await dynamic('A', all(named('zoe')));
    await expect(
      groups.create({ name: 'B', description: '', memberIds: [anna], rules: all(named('a')) }),
    ).rejects.toThrow('leave the members out');
    await expect(users().create(person('ben', { groupIds: [id] }))).rejects.toThrow('its rules decide');
    await expect(groups.update(id, { name: 'A', description: '', memberIds: [anna] })).rejects.toThrow(
      'needs its rules',
    );
  });

  it('find attributes of a directory, and people without them as blank', async () => {
    const anna = await users().create(person('anna'));
    await users().create(person('ben'));
    await database.executor.write((query) =>
      query
        .updateTable('users')
        .set({ attributes_json: JSON.stringify({ 'it\'s "odd"': 'Grün', department: 'Sales' }), locale: 'de-DE' })
        .where('id', '=', anna)
        .execute(),
    );
    const store = createMembershipStore(database.executor);
    expect(await store.customAttributes()).toEqual(['department', 'it\'s "odd"']);
    const count = async (row: RuleRow) =>
      (await store.matching(all(row), noon, 10)).rows.map((user) => user.displayName);
    expect(await count({ attribute: 'attribute:it\'s "odd"', operator: 'equals', value: 'GRÜN' })).toEqual([
      'anna Example',
    ]);
    expect(await count({ attribute: 'attribute:department', operator: 'not-equals', value: 'sales' })).toEqual([
      'ben Example',
    ]);
    expect(await count({ attribute: 'attribute:department', operator: 'blank' })).toEqual(['ben Example']);
    expect(await count({ attribute: 'locale', operator: 'begins', value: 'DE' })).toEqual(['anna Example']);
  });
});
