import { describe, expect, it } from 'vitest';
import { rangeOf } from '../../../electron/listener/answer.ts';
import { findRoute } from '../../../electron/listener/routes.ts';

describe('the part of a file that a Range header asks for', () => {
  it.each([
    ['bytes=0-0', { start: 0, end: 0 }],
    ['bytes=2-5', { start: 2, end: 5 }],
    ['bytes=2-', { start: 2, end: 9 }],
    ['bytes=2-500', { start: 2, end: 9 }],
    ['bytes=-3', { start: 7, end: 9 }],
    ['bytes=-500', { start: 0, end: 9 }],
    ['bytes=10-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    // What is malformed, in other units or several parts gets the whole.
    ['bytes=5-2', undefined],
    ['bytes=0-1,4-5', undefined],
    ['bytes=-', undefined],
    ['items=0-1', undefined],
    [undefined, undefined],
  ])('%s of ten bytes', (header, expected) => {
    expect(rangeOf(header, 10)).toEqual(expected);
  });

  it('is none of an empty file', () => {
    expect(rangeOf('bytes=0-', 0)).toBe('unsatisfiable');
  });
});

describe('the route of a path', () => {
  it('comes with what stands at its names', () => {
    expect([...(findRoute('/enroll/i/abc%20d/profile')?.parameters ?? [])]).toEqual([['token', 'abc%20d']]);
    expect(findRoute('/enroll/i/abc/profile')?.route.handler).toBe('invitationProfile');
    expect(findRoute('/mdm/connect')?.parameters.size).toBe(0);
    expect([findRoute('/enroll/i/'), findRoute('/enroll/i/a/b'), findRoute('/__proto__')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
