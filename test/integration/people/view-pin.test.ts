import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOffice, type Office } from '../../support/core.ts';
import { endedTask } from '../../support/mail.ts';
import { setDefault } from '../../support/user-settings.ts';

describe('View PIN', () => {
  let office: Office;
  let anna: { id: string; username: string };
  let pin: string;
  const databaseFiles = async (): Promise<string[]> => {
    const names = (await readdir(office.dataDir)).filter((name) => name.startsWith('russet.db'));
    expect(names.length).toBeGreaterThan(0);
    return Promise.all(names.map(async (name) => (await readFile(join(office.dataDir, name))).toString('latin1')));
  };
  beforeAll(async () => {
    office = await startOffice();
    await setDefault(office.call, 'registration', {
      appleEnrollmentType: 'device',
      registrationType: 'pin',
      pin: { length: 8, lifetimeDays: 3 },
    });
    anna = await office.addPerson('anna');
    const { pins } = await office.call('pins.generate', { ids: [anna.id] });
    pin = pins[0]?.pin ?? '';
  });
  afterAll(async () => {
    await office.stop();
    expect(office.problems).toEqual([]);
  });

  it('shows the PIN of one person, and the audit trail keeps who looked', async () => {
    expect(await office.call('pins.reveal', { userId: anna.id })).toMatchObject({ pin });
    const { rows } = await office.call('audit.list', { types: ['Registration PIN'] });
    expect(rows).toMatchObject([{ name: 'anna Example', activity: 'Viewed', by: 'test' }]);
  });

  it('tells status and times in list and details, the PIN itself nowhere else: not in audit trail, export or database', async () => {
    const list = await office.call('users.list', {});
    expect(list.rows[0]?.pin).toEqual({
      status: 'valid',
      issuedAt: expect.any(Number) as number,
      expiresAt: expect.any(Number) as number,
    });
    const { taskId } = await office.call('exports.users', {});
    const { result } = await endedTask(office, taskId);
    const { data } = await office.call('exports.read', { id: result?.exportId ?? '' });
    const csv = Buffer.from(data, 'base64').toString('utf8');
    expect(csv).toContain('Registration PIN,PIN Status,PIN Issued,PIN Expires');
    expect(csv).toMatch(/,\*{4},Valid,\d{4}-\d\d-\d\dT/);
    const elsewhere = [
      JSON.stringify(list),
      JSON.stringify(await office.call('users.get', { id: anna.id })),
      JSON.stringify(await office.call('audit.list', { pageSize: 500 })),
      JSON.stringify(office.events),
      csv,
      ...(await databaseFiles()),
    ];
    for (const text of elsewhere) expect(text).not.toContain(pin);
  });

  it('finds nothing to view for people without a PIN and after it expired', async () => {
    const ben = await office.addPerson('ben');
    await expect(office.call('pins.reveal', { userId: ben.id })).rejects.toThrow('record.notFound');
    office.clock.advance(4 * 24 * 60 * 60_000);
    await expect(office.call('pins.reveal', { userId: anna.id })).rejects.toThrow('record.notFound');
    expect((await office.call('users.get', { id: anna.id })).pin.status).toBe('expired');
  });
});
