import { describe, expect, it } from 'vitest';
import { createBodyBudget } from '../../../electron/listener/body-budget.ts';

describe('the bytes of requests in memory', () => {
  const open = (limits: { total: number; perNetwork: number }) => {
    const budget = createBodyBudget(limits);
    const gone: string[] = [];
    return { budget, gone, body: (network: string, name: string) => budget.open(network, () => gone.push(name)) };
  };

  it('of one network are bounded: its largest unfinished body gives way, not the one that comes next', () => {
    const { budget, gone, body } = open({ total: 1000, perNetwork: 100 });
    body('a', 'large').take(90);
    const small = body('a', 'small');
    small.take(20);
    expect(gone).toEqual(['large']);
    expect(budget.held()).toBe(20);
    small.complete();
    small.release();
    expect(budget.held()).toBe(0);
  });

  it('of all together are bounded: whoever holds most gives way', () => {
    const { budget, gone, body } = open({ total: 100, perNetwork: 90 });
    for (const name of ['first', 'second', 'third']) body('flood', name).take(25);
    body('office', 'device').take(20);
    expect(gone).toEqual([]);
    body('office', 'other device').take(10);
    expect(gone).toEqual(['first']);
    expect(budget.held()).toBe(80);
  });

  it('never take away a body that is complete, and refuse the one that would need its room', () => {
    const { budget, gone, body } = open({ total: 100, perNetwork: 100 });
    const complete = body('a', 'complete');
    complete.take(90);
    complete.complete();
    body('b', 'late').take(20);
    expect(gone).toEqual(['late']);
    expect(budget.held()).toBe(90);
    complete.release();
    complete.release();
    expect(budget.held()).toBe(0);
  });

  it('count nothing of a body that gave way, however much of it still comes', () => {
    const { budget, gone, body } = open({ total: 100, perNetwork: 50 });
    const endless = body('a', 'endless');
    for (let n = 0; n < 100; n += 1) endless.take(10);
    expect(gone).toEqual(['endless']);
    expect(budget.held()).toBe(0);
    endless.release();
    expect(budget.held()).toBe(0);
  });
});
