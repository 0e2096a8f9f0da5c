// Names that every object of JavaScript has, where a device, a file or a directory may send any name.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isWhole, personOf } from '../../../electron/directory/clients/entra-people.ts';
import { decodeDeviceInformation } from '../../../electron/mdm/command/report.ts';
import { parsePlistDict } from '../../../electron/wire/plist.ts';
import { allowUserEnrollment, officePassword, startOffice, type Office } from '../../support/core.ts';
import { encodePlist } from '../../support/device/plist.ts';
import { enrollPersonal, send, type EnrolledDevice } from '../../support/enrolled.ts';
import { endedTask } from '../../support/mail.ts';

const inherited = ['constructor', 'toString', 'hasOwnProperty'];
const names = [...inherited, '__proto__'];

describe('names that every object has', { timeout: 120_000 }, () => {
  let office: Office;
  let phone: EnrolledDevice;

  beforeAll(async () => {
    office = await startOffice();
    await allowUserEnrollment(office);
    phone = await enrollPersonal(office, 'anna');
  }, 120_000);
  afterAll(async () => {
    await office.stop();
    expect(office.problems).toEqual([]);
  });

  it.each(names)('enrolls a device that is called %s all over', async (name) => {
    const person = await office.addPerson(`owner-${name.toLowerCase().replaceAll('_', '')}`);
    const device = office.device({ kind: 'iPhone' });
    device.wire = {
      extraKeys: {
        ProductName: name,
        Model: name,
        ModelName: name,
        OSVersion: name,
        BuildVersion: name,
        DeviceName: name,
      },
    };
    await device.enrollAccountDriven({
      identifier: person.username,
      discoveryOrigin: office.origin,
      password: officePassword,
      managedAppleId: person.username.replace('@', '@appleid.'),
    });
    const { rows } = await office.call('devices.list', { search: person.username });
    expect(rows).toMatchObject([{ platform: 'iOS', state: 'enrolled' }]);
  });

  it('takes a report with such keys, in it and in its lists', async () => {
    const odd = Object.fromEntries(names.map((name) => [name, name]));
    const commandUuid = await send(office, phone.id, { type: 'DeviceInformation' });
    await phone.device.report({ Status: 'Idle' });
    const { status } = await phone.device.report({
      Status: 'Acknowledged',
      CommandUUID: commandUuid,
      ...odd,
      QueryResponses: { ...odd, DeviceName: 'constructor', ModelName: '__proto__', OSVersion: 'toString' },
    });
    expect(status).toBe(200);
    const details = await office.call('devices.get', { id: phone.id });
    expect(JSON.stringify(details)).toContain('"__proto__"');
    expect(details.name).toBe('constructor');
  });

  it('reads a property list with such keys as it stands, and finds nothing that is not there', () => {
    const odd = Object.fromEntries(names.map((name) => [name, { [name]: 1 }]));
    const read = parsePlistDict(encodePlist(odd));
    expect(Object.keys(read)).toEqual(names);
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
    const source = { platform: 'iOS', enrollmentType: 'user' } as const;
    const decoded = decodeDeviceInformation({ QueryResponses: read }, source);
    expect(decoded).toEqual({ value: {}, skipped: [], dropped: [] });
  });

  it('keeps the columns of a file of people that have such names, all but one', async () => {
    const file = (columns: readonly string[]) =>
      Buffer.from(
        `email,${columns.join(',')}\nbea@office.example,${columns.map((column) => `of ${column}`).join(',')}\n`,
      );
    const read = await office.call('peopleImport.readCsv', { data: file(inherited).toString('base64') });
    const attributes = Object.fromEntries(inherited.map((name) => [name, `of ${name}`]));
    expect(read.attributes).toEqual(inherited);
    expect(read.rows).toMatchObject([{ attributes }]);
    const { taskId } = await office.call('peopleImport.start', { rows: read.rows });
    expect(await endedTask(office, taskId)).toMatchObject({ state: 'done' });
    const found = await office.call('users.list', { search: 'bea@' });
    expect(found.rows).toMatchObject([{ attributes }]);
    await expect(office.call('peopleImport.readCsv', { data: file(names).toString('base64') })).rejects.toThrow(
      'No attribute can be named __proto__: rename the column.',
    );
  });

  it('takes such a name for an attribute of many people, and knows who has it', async () => {
    const { id } = await office.addPerson('carl');
    const refusals = async (kind: 'set-attribute' | 'remove-attribute', name: string, value = 'own') => {
      const action = kind === 'set-attribute' ? { kind, name, value } : { kind, name };
      return (await office.call('users.checkBulk', { ids: [id], action })).refused.length;
    };
    for (const name of inherited) {
      expect(await refusals('remove-attribute', name)).toBe(1);
      expect(await refusals('set-attribute', name)).toBe(0);
      const action = { kind: 'set-attribute' as const, name, value: 'own' };
      const { taskId } = await office.call('users.runBulk', { ids: [id], action });
      expect(await endedTask(office, taskId)).toMatchObject({ state: 'done' });
      expect(await refusals('set-attribute', name)).toBe(1);
      expect(await refusals('remove-attribute', name)).toBe(0);
    }
    const { rows } = await office.call('audit.list', { search: 'carl' });
    expect(rows.flatMap(({ changes }) => changes).filter(({ after }) => after === 'own')).toEqual(
      inherited.map((attribute) => ({ attribute, after: 'own' })).reverse(),
    );
    await expect(refusals('set-attribute', '__proto__')).rejects.toThrow('no attribute can have this name');
  });

  it('finds in a person of Entra ID only what Microsoft sent', () => {
    const user = { id: 'a', userPrincipalName: 'dora@office.example', toString: 'Design' };
    expect(isWhole(user, ['userPrincipalName', 'constructor'])).toBe(false);
    expect(personOf(user, inherited).attributes).toEqual({
      userPrincipalName: 'dora@office.example',
      toString: 'Design',
    });
  });
});
