// What the start page counts is what its links show.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { counters } from '../../../renderer/src/features/home/lib/counters.ts';
import { deviceListDefaults, toDeviceFilter } from '../../../renderer/src/features/devices/lib/device-filter.ts';
import { parseListState } from '../../../renderer/src/lib/list-state.ts';
import { allowUserEnrollment, startOffice, type Office } from '../../support/core.ts';
import { enrollOwned, enrollPersonal, ownedDevicesGroup, send } from '../../support/enrolled.ts';

const day = 86_400_000;

describe('the counters of the start page', { timeout: 40_000 }, () => {
  let office: Office;
  const ids: Record<'anna' | 'ben' | 'mia', string> = { anna: '', ben: '', mia: '' };

  beforeAll(async () => {
    office = await startOffice();
    await allowUserEnrollment(office);
    const groupId = await ownedDevicesGroup(office);
    ids.anna = (await enrollPersonal(office, 'anna')).id;
    ids.mia = (await enrollPersonal(office, 'mia')).id;
    ids.ben = (await enrollOwned(office, 'ben', groupId)).id;
  }, 60_000);
  afterAll(() => office.stop());

  /** What happens after a jump of the clock, such as a push that fails, may fall between two calls: then it counts anew. */
  const expectAgreement = (): Promise<Record<string, number>> =>
    vi.waitFor(
      async () => {
        const counts = await office.call('devices.counts', {});
        for (const { key, query } of counters) {
          const state = parseListState(new URLSearchParams(query), deviceListDefaults);
          const { total } = await office.call('devices.list', toDeviceFilter(state, office.clock.now()));
          expect(total, key).toBe(counts[key]);
        }
        return { ...counts };
      },
      { timeout: 10_000 },
    );

  it('count devices and not commands, so that each number is the length of the list it opens', async () => {
    await send(office, ids.anna, { type: 'DeviceLock' });
    await send(office, ids.anna, { type: 'ProfileList' });
    expect(await expectAgreement()).toMatchObject({
      active: 3,
      userEnrollment: 2,
      deviceEnrollment: 1,
      pendingCommands: 1,
      waitingLong: 0,
      outOfContact: 0,
    });
  });

  it('leave a device that is being retired out of the active ones', async () => {
    await office.call('devices.retire', { id: ids.mia });
    expect(await expectAgreement()).toMatchObject({ enrolled: 3, active: 2, userEnrollment: 1, pendingCommands: 2 });
  });

  it('show commands that wait for more than 24 hours and devices without contact for more than 7 days', async () => {
    office.clock.advance(day + 3_600_000);
    expect((await expectAgreement()).waitingLong).toBe(2);
    const { rows } = await office.call('devices.list', {
      sortBy: 'pendingCommands',
      sortDirection: 'desc',
      waitingSince: office.clock.now() - day,
    });
    expect(rows.map(({ id }) => id)).toEqual([ids.anna, ids.mia]);
    office.clock.advance(7 * day);
    expect((await expectAgreement()).outOfContact).toBe(3);
  });
});
