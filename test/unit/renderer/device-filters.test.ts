import { describe, expect, it } from 'vitest';
import { deviceFilter } from '../../../shared/ipc/devices/devices.ts';
import { logFilter } from '../../../shared/ipc/devices/logs.ts';
import {
  deviceFacets,
  deviceListDefaults,
  toDeviceFilter,
} from '../../../renderer/src/features/devices/lib/device-filter.ts';
import { logListDefaults, toLogFilter } from '../../../renderer/src/features/devices/lib/log-filter.ts';
import { startOfDay } from '../../../renderer/src/lib/days.ts';
import { currentTexts } from '../../../renderer/src/lib/texts.ts';

const now = Date.UTC(2026, 10, 22, 12, 34, 56);
const day = 86_400_000;

describe('the filter of the device list', () => {
  it('asks for all states that read the same', () => {
    const filter = toDeviceFilter({ ...deviceListDefaults, filters: { status: ['retired'] } }, now);
    expect(filter.states).toEqual(['checked-out', 'removed-by-admin']);
  });

  it('asks the same question for the rest of the hour, so that nothing is read again for nothing', () => {
    const state = { ...deviceListDefaults, filters: { attention: ['no-contact'] } };
    expect(toDeviceFilter(state, now)).toEqual(toDeviceFilter(state, now + 60_000));
    expect(toDeviceFilter(state, now).notSeenSince).toBe(Date.UTC(2026, 10, 22, 12) - 7 * day);
  });

  it('is accepted by the contract with every choice of every facet, and ignores what no facet offers', () => {
    for (const facet of deviceFacets(currentTexts('devices'), [{ platform: 'iOS', major: 18 }])) {
      for (const { value } of facet.options) {
        const filter = toDeviceFilter({ ...deviceListDefaults, filters: { [facet.id]: [value] } }, now);
        expect(deviceFilter.safeParse(filter).success).toBe(true);
        expect(Object.keys(filter).length).toBe(5);
      }
    }
    const odd = toDeviceFilter({ ...deviceListDefaults, sortBy: 'drop table', filters: { os: ['BeOS'] } }, now);
    expect(odd).toEqual({ page: 0, pageSize: 50 });
  });
});

describe('the filter of the log', () => {
  it('hides idle check-ins unless asked otherwise', () => {
    expect(toLogFilter('E1', logListDefaults)).toMatchObject({ hideIdle: true, sortBy: 'at', sortDirection: 'desc' });
    expect(toLogFilter('E1', { ...logListDefaults, filters: { idle: [] } }).hideIdle).toBe(false);
  });

  it('counts the end date as a whole day', () => {
    const filter = toLogFilter('E1', {
      ...logListDefaults,
      filters: { from: ['2026-11-20'], to: ['2026-11-20'], action: ['Device Lock', 'Nonsense'], status: ['Error'] },
    });
    expect((filter.to ?? 0) - (filter.from ?? 0)).toBe(day - 1);
    expect(filter).toMatchObject({ actions: ['Device Lock'], statuses: ['Error'] });
    expect(logFilter.safeParse(filter).success).toBe(true);
  });

  it('ignores what is not a date', () => {
    expect(startOfDay('tomorrow')).toBeUndefined();
    expect(startOfDay(undefined)).toBeUndefined();
  });
});
