import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../../electron/core/ports.ts';
import { createRefusalLimit } from '../../../electron/mdm/refusal-limit.ts';
import { createManualClock } from '../../support/fakes/manual-clock.ts';

const minute = 60_000;

const open = () => {
  const clock = createManualClock();
  const rows: string[] = [];
  const limit = createRefusalLimit({
    clock,
    logger: silentLogger,
    summarize: (detail) => {
      rows.push(detail);
      return Promise.resolve();
    },
    perAddress: { burst: 3, perMinute: 1 },
    total: { burst: 5, perMinute: 2 },
    bodies: { burst: 100, perMinute: 10 },
  });
  const admitted = (address: string, times: number): number =>
    Array.from({ length: times }, () => limit.admit(address)).filter(Boolean).length;
  return { clock, rows, limit, admitted };
};

describe('the limit of refused messages in the log', () => {
  it('gives an address a burst of rows, then so many a minute', async () => {
    const { clock, admitted } = open();
    expect(admitted('a', 10)).toBe(3);
    await clock.advance(2 * minute);
    expect(admitted('a', 10)).toBe(2);
    await clock.advance(60 * minute);
    expect(admitted('a', 10)).toBe(3);
  });

  it('limits all addresses together', async () => {
    const { clock, admitted } = open();
    expect(['a', 'b', 'c', 'd'].map((address) => admitted(address, 2))).toEqual([2, 2, 1, 0]);
    await clock.advance(minute);
    expect(['e', 'f', 'g'].map((address) => admitted(address, 1))).toEqual([1, 1, 0]);
  });

  it('counts what gets no row and says so once a minute, the loudest address first', async () => {
    const { clock, rows, admitted } = open();
    admitted('a', 5);
    admitted('b', 12);
    expect(rows).toEqual([]);
    await clock.advance(minute);
    expect(rows).toEqual(['And 12 more messages were refused without a row of their own: 10 from b, 2 from a.']);
    await clock.advance(10 * minute);
    expect(rows).toHaveLength(1);
    admitted('a', 4);
    await clock.advance(minute);
    expect(rows[1]).toBe('And 1 more message was refused without a row of its own: 1 from a.');
  });

  it('names few addresses and counts the others, however many there are', async () => {
    const { clock, rows, admitted } = open();
    for (let n = 0; n < 3005; n += 1) admitted(`address-${String(n)}`, 1);
    admitted('loud', 2);
    await clock.advance(minute);
    expect(rows[0]).toMatch(/^And 3002 more messages/);
    expect(rows[0]).toMatch(/, \d+ from other addresses\.$/);
    expect(rows[0]?.length).toBeLessThan(250);
  });

  it('keeps bodies up to an amount of bytes', async () => {
    const { clock, limit } = open();
    expect([limit.admitBody(80), limit.admitBody(30), limit.admitBody(20)]).toEqual([true, false, true]);
    await clock.advance(minute);
    expect([limit.admitBody(11), limit.admitBody(10)]).toEqual([false, true]);
  });

  it('writes at a stop what is counted, and nothing later', async () => {
    const { clock, rows, limit, admitted } = open();
    admitted('a', 4);
    await limit.flush();
    await limit.flush();
    await clock.advance(minute);
    expect(rows).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });
});
