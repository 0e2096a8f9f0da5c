import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allowUserEnrollment, startOffice, type Office } from '../../support/core.ts';
import { enrollPersonal } from '../../support/enrolled.ts';

let office: Office;

beforeEach(async () => {
  office = await startOffice();
});
afterEach(() => office.stop());

const exported = async (method: 'exports.users' | 'exports.devices'): Promise<string> => {
  const { taskId } = await office.call(method, {});
  const ended = async () => (await office.call('tasks.list', {})).find(({ id }) => id === taskId);
  await expect.poll(async () => (await ended())?.state).toBe('done');
  const { data } = await office.call('exports.read', { id: (await ended())?.result?.exportId ?? '' });
  return Buffer.from(data, 'base64').toString('utf8');
};

describe('Managed Apple IDs', () => {
  it('scenario 61, checks 8 and 11: are masked in list, details, log, audit trail and export of people and devices', async () => {
    await allowUserEnrollment(office);
    const { id, person } = await enrollPersonal(office, 'annika');
    const [entry] = (await office.call('logs.list', { enrollmentId: id })).rows;
    const answers = [
      await office.call('users.list', {}),
      await office.call('users.get', { id: person.id }),
      await office.call('devices.list', {}),
      await office.call('devices.get', { id }),
      await office.call('logs.get', { id: entry?.id ?? 0 }),
      await office.call('audit.list', { types: ['User'] }),
      await exported('exports.users'),
      await exported('exports.devices'),
    ];
    for (const answer of answers) {
      expect(JSON.stringify(answer)).toContain('a•••a@appleid.office.example');
      expect(JSON.stringify(answer)).not.toContain('annika@appleid');
    }
    expect((await office.call('devices.list', { search: 'appleid' })).total).toBe(0);
    expect((await office.call('users.list', { search: 'appleid' })).total).toBe(0);
    // What an export leaves behind goes with the program.
    await office.restart();
    expect(await office.call('exports.list', {})).toEqual([]);
    expect(office.problems).toEqual([]);
  });
});
