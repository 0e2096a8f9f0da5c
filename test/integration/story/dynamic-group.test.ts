// A dynamic group decides how a device enrolls, through the contract and over the wire.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowUserEnrollment, officePassword, startOffice, type Office } from '../../support/core.ts';
import { addSetting } from '../../support/user-settings.ts';

describe('a setting for a dynamic group', () => {
  let office: Office;
  beforeAll(async () => {
    office = await startOffice();
    await allowUserEnrollment(office);
  });
  afterAll(async () => {
    await office.stop();
    expect(office.problems).toEqual([]);
  });

  it('applies to whoever fits the rules when the device asks to enroll', async () => {
    const anna = await office.addPerson('anna');
    const ben = await office.addPerson('ben');
    const { id: staff } = await office.call('groups.create', { name: 'Staff', memberIds: [anna.id] });
    const { id: group } = await office.call('groups.create', {
      name: 'Company phones',
      rules: {
        match: 'all',
        rules: [
          { attribute: 'userGroup', operator: 'equals', value: staff },
          { match: 'any', rules: [{ attribute: 'email', operator: 'begins', value: 'ANNA@' }] },
        ],
      },
    });
    await addSetting(office.call, 'registration', {
      name: 'Whole devices',
      body: { appleEnrollmentType: 'device' },
      groupIds: [group],
    });

    expect((await office.call('users.get', { id: anna.id })).effectiveSetting).toMatchObject({
      settingName: 'Whole devices',
      reason: expect.stringContaining('"Company phones"') as string,
    });
    expect((await office.call('users.get', { id: anna.id })).groups.map(({ name }) => name).sort()).toEqual([
      'Company phones',
      'Staff',
    ]);
    expect((await office.call('users.get', { id: ben.id })).effectiveSetting.settingName).not.toBe('Whole devices');
    expect(await office.call('groups.get', { id: group })).toMatchObject({
      members: 1,
      rulesText: 'User Group is equal to "Staff" AND (E-mail begins with "ANNA@")',
    });
    await expect(office.call('groups.delete', { id: staff })).rejects.toThrow('"Company phones"');

    const types: Record<string, string | undefined> = {};
    for (const name of ['anna', 'ben']) {
      const phone = office.device({ kind: 'iPhone', osVersion: '18.2' });
      await phone.enrollAccountDriven({
        identifier: `${name}@office.example`,
        discoveryOrigin: office.origin,
        password: officePassword,
        managedAppleId: `${name}@appleid.office.example`,
      });
      const { rows } = await office.call('devices.list', { search: name });
      types[name] = rows[0]?.userEnrollmentEnrolled === true ? 'user' : 'device';
    }
    expect(types).toEqual({ anna: 'device', ben: 'user' });
  });

  it('leaves its rules and the import of members in the audit trail', async () => {
    const { taskId } = await office.call('groups.importCsv', {
      fileName: 'staff.csv',
      text: 'accountUid,groupName\nben@office.example,Staff\n',
    });
    await expect
      .poll(async () => (await office.call('tasks.list', {})).find((task) => task.id === taskId)?.state)
      .toBe('done');
    const { rows } = await office.call('audit.list', { types: ['User Group'] });
    const entries = rows.map((row) => ({
      what: `${row.activity} ${row.name}`,
      changes: row.changes.map((change) => `${change.attribute}: ${change.after ?? ''}`),
    }));
    expect(entries).toContainEqual({ what: 'Imported Staff', changes: ['Members: ben Example'] });
    expect(entries.find(({ what }) => what === 'Added Company phones')?.changes).toContain(
      'Rules: User Group is equal to "Staff" AND (E-mail begins with "ANNA@")',
    );
  });
});
