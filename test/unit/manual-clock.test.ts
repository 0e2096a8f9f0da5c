import { describe, expect, it } from 'vitest';
import { createManualClock } from '../support/fakes/manual-clock.ts';

describe('the manual clock', () => {
  it('runs what falls due in order of time, at that time, and lets promises settle in between', async () => {
    const clock = createManualClock(1000);
    const seen: string[] = [];
    const note = (name: string) => () => {
      seen.push(`${name}@${String(clock.now())}`);
    };
    clock.schedule(30, note('late'));
    clock.schedule(10, () => {
      note('early')();
      void Promise.resolve().then(() => clock.schedule(10, note('chained')));
    });
    const cancel = clock.schedule(15, note('cancelled'));
    cancel();
    clock.schedule(100, note('never'));
    await clock.advance(50);
    expect(seen).toEqual(['early@1010', 'chained@1020', 'late@1030']);
    expect(clock.now()).toBe(1050);
    expect(clock.pending).toBe(1);
  });
});
