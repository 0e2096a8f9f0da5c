import { describe, expect, it } from 'vitest';
import type { CoreEvent } from '../../../shared/ipc/events.ts';
import { createEvents } from '../../../electron/core/events.ts';
import { createManualClock } from '../../support/fakes/manual-clock.ts';

const setUp = () => {
  const clock = createManualClock();
  const events = createEvents(clock);
  const told: CoreEvent[] = [];
  events.subscribe((event) => told.push(event));
  return { clock, events, told };
};

describe('events of the core', () => {
  it('are told almost at once after a quiet time', async () => {
    const { clock, events, told } = setUp();
    events.changed('devices', ['a']);
    events.changed('devices', ['b', 'a']);
    await clock.advance(50);
    expect(told).toEqual([{ topic: 'devices', ids: ['a', 'b'] }]);
  });

  it('are gathered to two rounds a second while changes keep coming', async () => {
    const { clock, events, told } = setUp();
    for (let at = 0; at < 2000; at += 10) {
      events.changed('devices', [String(at)]);
      await clock.advance(10);
    }
    expect(told.length).toBeGreaterThanOrEqual(4);
    expect(told.length).toBeLessThanOrEqual(5);
    await clock.advance(500);
    expect(told.flatMap(({ ids }) => ids ?? [])).toHaveLength(200);
  });

  it('are told in time although the clock was set back', async () => {
    const clock = createManualClock();
    let setBackMs = 0;
    const events = createEvents({ now: () => clock.now() - setBackMs, schedule: (ms, run) => clock.schedule(ms, run) });
    const told: CoreEvent[] = [];
    events.subscribe((event) => told.push(event));
    events.changed('devices', ['a']);
    await clock.advance(50);
    setBackMs = 3_600_000;
    events.changed('devices', ['b']);
    await clock.advance(500);
    expect(told).toHaveLength(2);
  });

  it('name nobody when more changed than is worth naming', async () => {
    const { clock, events, told } = setUp();
    for (let n = 0; n < 300; n += 1) events.changed('devices', [String(n)]);
    events.changed('users');
    await clock.advance(50);
    expect(told).toEqual([{ topic: 'devices' }, { topic: 'users' }]);
  });
});
