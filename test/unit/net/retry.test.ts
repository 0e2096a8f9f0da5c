import { describe, expect, it } from 'vitest';
import { retryAfterMs } from '../../../electron/net/retry.ts';

describe('Retry-After', () => {
  const now = Date.UTC(2026, 10, 29, 4, 0, 0);
  it.each([
    ['120', 120_000],
    ['0', 0],
    ['-5', 0],
    ['1.5', 1500],
    ['Sun, 29 Nov 2026 04:00:30 GMT', 30_000],
    ['Sun, 29 Nov 2026 03:00:00 GMT', 0],
    ['', undefined],
    ['  ', undefined],
    ['soon', undefined],
    [undefined, undefined],
    [['1', '2'], undefined],
  ])('%j asks to wait %j ms', (value, ms) => {
    expect(retryAfterMs(value, now)).toBe(ms);
  });
});
