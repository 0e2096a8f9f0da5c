import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MethodInput } from '../../../shared/ipc/contract.ts';
import type { EnglishOutput } from '../../support/english.ts';
import { allowUserEnrollment, officePassword, startOffice, type Office } from '../../support/core.ts';

let office: Office;

beforeEach(async () => {
  office = await startOffice();
});
afterEach(() => office.stop());

const trail = async (filter: MethodInput<'audit.list'> = {}): Promise<EnglishOutput<'audit.list'>['rows']> =>
  (await office.call('audit.list', filter)).rows;

const verified = async (): Promise<unknown> => {
  const { taskId } = await office.call('audit.verify', {});
  let task: EnglishOutput<'tasks.list'>[number] | undefined;
  await expect
    .poll(async () => {
      task = (await office.call('tasks.list', {})).find(({ id }) => id === taskId);
      return task?.endedAt;
    })
    .toBeDefined();
  return task?.state;
};

describe('what admins change is in the audit trail', () => {
  it('records people with before and after, without passwords and with masked Managed Apple IDs', async () => {
    const { id, username } = await office.addPerson('anna');
    await office.call('users.update', {
      id,
      email: username,
      username,
      firstName: 'Anna',
      lastName: 'Berg',
      displayName: 'Anna Berg',
      managedAppleId: 'anna.berg@appleid.office.example',
      password: 'a new long password',
    });
    await office.call('users.setEnabled', { ids: [id], enabled: false });
    await office.call('users.setEnabled', { ids: [id], enabled: false });
    await office.call('users.delete', { ids: [id] });

    const rows = await trail({ categories: ['Users'] });
    expect(rows.map(({ name, activity, by }) => [name, activity, by])).toEqual([
      ['Anna Berg', 'Deleted', 'test'],
      ['Anna Berg', 'Disabled', 'test'],
      ['Anna Berg', 'Changed', 'test'],
      ['anna Example', 'Added', 'test'],
    ]);
    expect(rows[2]?.changes).toEqual([
      { attribute: 'First Name', before: 'anna', after: 'Anna' },
      { attribute: 'Last Name', before: 'Example', after: 'Berg' },
      { attribute: 'Display Name', before: 'anna Example', after: 'Anna Berg' },
      {
        attribute: 'Managed Apple ID',
        before: 'a•••a@appleid.office.example',
        after: 'a•••g@appleid.office.example',
      },
      { attribute: 'Password', before: '••••', after: '••••' },
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/scrypt|correct horse|new long|anna\.berg@/);
    expect(await verified()).toBe('done');
  });

  it('records nothing of a change that was refused or changed nothing', async () => {
    const { id, username } = await office.addPerson('anna');
    const other = await office.addPerson('ben');
    const before = await trail();
    const same = { firstName: 'anna', lastName: 'Example', displayName: 'anna Example', email: username };
    await expect(office.call('users.update', { id, ...same, username: other.username })).rejects.toThrow('conflict');
    await office.call('users.update', { id, ...same, username });
    expect(await trail()).toEqual(before);
  });

  it('records groups with who joined and left, settings, server and business manager', async () => {
    const anna = await office.addPerson('anna');
    const ben = await office.addPerson('ben');
    const group = await office.call('groups.create', { name: 'Sales', memberIds: [anna.id] });
    await office.call('groups.update', { id: group.id, name: 'Sales', description: 'North', memberIds: [ben.id] });
    const [changed, added] = await trail({ types: ['User Group'] });
    expect(added).toMatchObject({ activity: 'Added', name: 'Sales' });
    expect(changed?.changes).toEqual([
      { attribute: 'Description', after: 'North' },
      { attribute: 'Members', before: 'anna Example', after: 'ben Example' },
    ]);

    await allowUserEnrollment(office);
    const [setting] = await trail({ types: ['User Setting'] });
    expect(setting?.changes).toContainEqual({ attribute: 'Apple Enrollment Type', before: 'device', after: 'user' });
    const [manager] = await trail({ types: ['Apple Business Manager'] });
    expect(manager?.changes).toContainEqual({ attribute: 'Validated Domains', after: 'office.example' });

    const { settings } = await office.call('server.get', {});
    await office.call('server.update', { ...settings, organizationName: 'Berg & Co' });
    const [server] = await trail({ types: ['Server'] });
    expect(server?.changes).toContainEqual({ attribute: 'Organization Name', before: 'My Office', after: 'Berg & Co' });

    const link = await office.call('enrollment.invite', { userId: anna.id });
    await office.call('enrollment.withdraw', { id: link.id });
    const links = await trail({ types: ['Invitation'] });
    expect(links.map(({ name, activity }) => [name, activity])).toEqual([
      ['anna Example', 'Withdrawn'],
      ['anna Example', 'Invited'],
    ]);
    expect(JSON.stringify(links)).not.toContain(link.link);

    await office.call('groups.delete', { id: group.id });
    expect((await trail({ types: ['User Group'], activities: ['Deleted'] }))[0]?.name).toBe('Sales');
    expect(await verified()).toBe('done');
  });
});

describe('what admins do to devices is in the audit trail', () => {
  it('records lock, rename, cancel and retire, with the PIN hidden', async () => {
    const anna = await office.addPerson('anna', { managedAppleId: undefined });
    const mac = office.device({ kind: 'Mac' });
    const { link } = await office.call('enrollment.invite', { userId: anna.id });
    await mac.enrollByInvitation(link, { username: anna.username, password: officePassword });
    const [device] = (await office.call('devices.list', {})).rows;
    if (!device) throw new Error('the Mac is not enrolled');
    const { id } = device;
    const { commandUuid } = await office.call('devices.sendCommand', {
      id,
      command: { type: 'DeviceLock', pin: '246802' },
    });
    await office.call('devices.cancelCommand', { commandUuid });
    await office.call('devices.setOwnership', { id, ownership: 'company-owned' });
    await office.call('devices.refresh', { id });
    await office.call('devices.retire', { id });

    const rows = await trail({ categories: ['Devices'] });
    expect(rows.map(({ activity }) => activity)).toEqual([
      'Retire',
      'Check-In',
      'Ownership',
      'Command Cancelled',
      'Lock',
      'Enrolled',
    ]);
    expect(rows[0]?.changes).toEqual([{ attribute: 'Status', before: 'Active', after: 'Retire Pending' }]);
    expect(rows[2]?.changes).toContainEqual(expect.objectContaining({ after: 'Company Owned' }));
    expect(rows[4]?.changes).toEqual([{ attribute: 'PIN', after: '••••' }]);
    expect(rows.every(({ name }) => name === device.name)).toBe(true);
  });
});

describe('what people and devices do by themselves is in the audit trail', () => {
  it('records sign-ins that worked and that failed, an enrollment and its end, and nothing of made-up names', async () => {
    const anna = await office.addPerson('anna', { managedAppleId: undefined });
    const mac = office.device({ kind: 'Mac' });
    const guess = async (username: string): Promise<void> => {
      const web = mac.webSession();
      const page = await web.open(`${office.origin}/enroll/sign-in`);
      if (page.kind !== 'page') throw new Error('a page was expected');
      await web.signIn(page, { username, password: 'guessed' });
    };
    await guess(anna.username);
    await guess('nobody@office.example');
    const { link } = await office.call('enrollment.invite', { userId: anna.id });
    await mac.enrollByInvitation(link, { username: anna.username, password: officePassword });
    await mac.checkOut();
    await mac.checkOut().catch(() => undefined);

    const signIns = await trail({ types: ['Sign-In'] });
    expect(signIns.map(({ name, activity, by }) => [name, activity, by])).toEqual([
      ['anna Example', 'Signed In', anna.username],
      ['anna Example', 'Sign-In Failed', anna.username],
    ]);
    expect(signIns[1]?.changes).toEqual([
      { attribute: 'Address', after: expect.any(String) as string },
      { attribute: 'Reason', after: 'Wrong password or PIN' },
    ]);
    const devices = await trail({ types: ['Device'] });
    expect(devices.map(({ activity, by }) => [activity, by])).toEqual([
      ['Unenrolled', anna.username],
      ['Enrolled', anna.username],
    ]);
    expect(devices[0]?.changes).toEqual([{ attribute: 'Status', before: 'Active', after: 'Retired' }]);
    expect(devices[1]?.changes).toContainEqual({ attribute: 'Enrollment Type', after: 'Device Enrollment' });
    expect(JSON.stringify([signIns, devices])).not.toContain('guessed');
    expect(await verified()).toBe('done');
  });

  it('records a right sign-in to a disabled account as failed', async () => {
    const { id, username } = await office.addPerson('ben');
    await office.call('users.setEnabled', { ids: [id], enabled: false });
    const web = office.device({ kind: 'Mac' }).webSession();
    const page = await web.open(`${office.origin}/enroll/sign-in`);
    if (page.kind !== 'page') throw new Error('a page was expected');
    await web.signIn(page, { username, password: officePassword });
    const [entry] = await trail({ types: ['Sign-In'] });
    expect(entry?.changes).toContainEqual({ attribute: 'Reason', after: 'The account is disabled' });
  });
});
