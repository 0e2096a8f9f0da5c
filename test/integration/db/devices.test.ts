import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../../../electron/db/open.ts';
import { createDevicesStore } from '../../../electron/db/stores/protocol/devices.ts';
import { createUsersStore } from '../../../electron/db/stores/people/users.ts';
import { giveDevice, noon } from '../../support/people.ts';
import { openTempDatabase } from '../../support/temp-database.ts';

describe('the device list', () => {
  let database: OpenDatabase;

  beforeEach(async () => {
    database = await openTempDatabase();
  });
  afterEach(() => database.close());

  it('sorts system versions part by part, not as text', async () => {
    const { executor } = database;
    await createUsersStore(executor).insert(
      {
        id: 'anna',
        username: 'anna@office.example',
        email: 'anna@office.example',
        firstName: 'Anna',
        lastName: 'Berg',
        displayName: 'Anna Berg',
        managedAppleId: undefined,
        source: 'local',
        enabled: true,
        createdAt: noon,
        updatedAt: noon,
      },
      undefined,
    );
    const versions = ['17.10', '9.3.5', '17.9', '18', '17.9.2', '17'];
    for (const version of versions) {
      await giveDevice(executor, { id: version, userId: 'anna' });
      await executor.write((query) =>
        sql`update enrollments set os_version = ${version} where id = ${version}`.execute(query),
      );
    }
    const { rows } = await createDevicesStore(executor).list({ sortBy: 'osVersion', page: 0, pageSize: 10 });
    expect(rows.map((row) => row.osVersion)).toEqual(['9.3.5', '17', '17.9', '17.9.2', '17.10', '18']);
  });
});
