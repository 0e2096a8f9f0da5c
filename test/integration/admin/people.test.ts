import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MethodInput, MethodName } from '../../../shared/ipc/contract.ts';
import { say } from '../../../shared/locales/admin-texts.ts';
import { type EnglishOutput, inEnglish } from '../../support/english.ts';
import { AppError } from '../../../electron/core/errors.ts';
import type { Executor } from '../../../electron/db/executor.ts';
import { createTestAdmin, type TestAdmin } from '../../support/admin.ts';
import { person, temporaryDatabase } from '../../support/people.ts';
import { settingBody } from '../../support/user-settings.ts';

describe('people in the contract', () => {
  let admin: TestAdmin;
  let executor: Executor;
  let close: () => Promise<void>;

  const call = async <N extends MethodName>(method: N, input: MethodInput<N>): Promise<EnglishOutput<N>> => {
    const result = await admin.call(method, input);
    if (!result.ok) throw new AppError(result.error.code, result.error.text);
    return inEnglish(result.value) as EnglishOutput<N>;
  };

  beforeEach(async () => {
    ({ executor, close } = await temporaryDatabase());
    admin = createTestAdmin(executor, (port) => new AppError('listener.portTaken', say('errors.portTaken', { port })));
  });
  afterEach(() => close());

  it('shows the effective setting of a user with its reason and what is missing for User Enrollment', async () => {
    const { id } = await call('users.create', person('anna'));
    expect((await call('users.get', { id })).unmetRequirements).toEqual([
      'The setting "Default Device Registration Setting" asks for Device Enrollment.',
      'Apple Business Manager is not connected.',
      'Apps and Books is not connected.',
      'The person has no Managed Apple ID.',
      'No validated domain can be checked without a Managed Apple ID.',
    ]);
    const group = await call('groups.create', { name: 'User Enrollment Group', memberIds: [id] });
    const setting = await call('userSettings.create', { ...settingBody('Private phones'), groupIds: [group.id] });
    await call('businessManager.declare', {
      accountConnected: true,
      organizationName: 'Office',
      appsAndBooksConnected: true,
      appsAndBooksSameOrganization: true,
      validatedDomains: ['office.example'],
      federated: false,
    });
    await call('users.update', {
      ...person('anna', { groupIds: [group.id] }),
      id,
      managedAppleId: 'anna@appleid.office.example',
    });
    expect(await call('users.get', { id })).toMatchObject({
      effectiveSetting: {
        settingId: setting.id,
        settingName: 'Private phones',
        appleEnrollmentType: 'user',
        reason: 'Member of the user group "User Enrollment Group".',
      },
      unmetRequirements: [],
    });
    await call('users.setEnabled', { ids: [id], enabled: false });
    expect((await call('users.get', { id })).unmetRequirements).toEqual([
      'The user is disabled and cannot enroll devices.',
    ]);
  });

  it('lists groups with members and settings, All Users with everybody', async () => {
    const { id } = await call('users.create', person('anna'));
    await call('users.create', person('bert'));
    const group = await call('groups.create', { name: 'Sales', memberIds: [id] });
    await call('userSettings.create', { ...settingBody('Private phones'), groupIds: [group.id] });
    const { rows, total } = await call('groups.list', { sortBy: 'members', sortDirection: 'desc' });
    expect(total).toBe(2);
    expect(rows).toMatchObject([
      { id: 'all-users', members: 2, kind: 'built-in', settings: [] },
      { id: group.id, members: 1, kind: 'manual', settings: ['Private phones'] },
    ]);
    const everybody = await call('groups.get', { id: 'all-users' });
    expect(everybody.memberUsers.map((user) => user.email)).toEqual(['anna@office.example', 'bert@office.example']);
    expect((await call('groups.list', { search: 'sal' })).rows).toHaveLength(1);
  });

  it('tells consoles what changed, and nothing when a call failed', async () => {
    const { id } = await call('users.create', person('anna'));
    expect(admin.topics).toEqual(['users', 'groups']);
    await admin.call('users.create', person('anna'));
    await admin.call('users.delete', { ids: [id, 'gone'] });
    expect(admin.topics).toEqual(['users', 'groups']);
  });
});

describe('the server in the contract', () => {
  let admin: TestAdmin;
  let executor: Executor;
  let close: () => Promise<void>;

  const settings = {
    organizationName: 'Office',
    hostName: 'mdm.office.example',
    port: 9443,
    extraNames: [],
    signInMethod: 'apple-as-web',
    rawLogDays: 30,
    logDays: 90,
    commandLineAccess: false,
  };

  beforeEach(async () => {
    const database = await temporaryDatabase();
    close = database.close;
    executor = database.executor;
    admin = createTestAdmin(executor, (port) => new AppError('listener.portTaken', say('errors.portTaken', { port })));
  });
  afterEach(() => close());

  it('restarts the listener when its address changes, and only then', async () => {
    expect(await admin.call('server.update', settings)).toEqual({ ok: true, value: {} });
    expect(await admin.call('server.update', { ...settings, organizationName: 'Other' })).toMatchObject({ ok: true });
    expect(admin.restarts).toEqual([9443]);
    const state = await admin.call('server.get', {});
    expect(state).toMatchObject({ ok: true, value: { settings: { ...settings, organizationName: 'Other' } } });
    expect(JSON.stringify(state)).not.toContain('listener key');
  });

  it('opens on names that an earlier version took, and refuses to save them again', async () => {
    const declaration = {
      accountConnected: true,
      organizationName: 'Office',
      appsAndBooksConnected: true,
      appsAndBooksSameOrganization: true,
      validatedDomains: ['bad'],
      federated: false,
    };
    await executor.write((query) =>
      query
        .insertInto('settings')
        .values([
          { key: 'extraNames', value: JSON.stringify(['name!']) },
          { key: 'businessManager', value: JSON.stringify(declaration) },
        ])
        .execute(),
    );
    expect(await admin.call('server.get', {})).toMatchObject({ value: { settings: { extraNames: ['name!'] } } });
    expect(await admin.call('businessManager.get', {})).toEqual({ ok: true, value: declaration });
    expect(await admin.call('businessManager.declare', declaration)).toMatchObject({
      error: { fields: { 'validatedDomains.0': 'a domain such as office.example' } },
    });
    expect(await admin.call('server.update', { ...settings, extraNames: ['name!'] })).toMatchObject({
      error: { code: 'input.invalid' },
    });
  });

  it('goes back to the former address when the new port is taken', async () => {
    await admin.call('server.update', settings);
    admin.takenPorts.add(443);
    expect(await admin.call('server.update', { ...settings, port: 443, organizationName: 'Other' })).toMatchObject({
      ok: false,
      error: {
        code: 'listener.portTaken',
        message: say('errors.formerAddressStays', { problem: say('errors.portTaken', { port: 443 }) }).english,
      },
    });
    expect(admin.restarts).toEqual([9443, 9443]);
    expect(await admin.call('server.get', {})).toMatchObject({ value: { settings } });
  });

  it('refuses to keep property lists longer than their rows, and a host name that is none', async () => {
    expect(await admin.call('server.update', { ...settings, rawLogDays: 91 })).toMatchObject({
      error: { code: 'input.invalid', fields: { rawLogDays: expect.any(String) as string } },
    });
    expect(await admin.call('server.update', { ...settings, hostName: 'https://mdm' })).toMatchObject({
      error: { code: 'input.invalid', fields: { hostName: expect.any(String) as string } },
    });
  });

  it('shows on a fresh installation that everything is still to do', async () => {
    const result = await admin.call('server.checklist', {});
    const items = result.ok ? (result.value as { id: string; state: string }[]) : [];
    expect(items.map((item) => [item.id, item.state])).toEqual([
      ['office', 'open'],
      ['certificate', 'done'],
      ['push', 'open'],
      ['mail', 'open'],
      ['business-manager', 'open'],
      ['apps-and-books', 'open'],
      ['people', 'open'],
      ['enrollment-setting', 'open'],
      ['domain', 'open'],
      ['first-device', 'open'],
    ]);
  });

  it('wants exactly one form of the push certificate', async () => {
    for (const input of [{}, { pem: 'x', pkcs12: 'eA==' }]) {
      expect(await admin.call('push.import', input)).toMatchObject({ error: { code: 'input.invalid' } });
    }
  });
});
