import { describe, expect, it } from 'vitest';
import { differingIn } from '../../../renderer/src/features/users/differing.ts';

const anna = { email: 'anna@office.example', username: 'Anna@office.example', source: 'local', groups: [] } as const;
const nothing = { username: false, groups: false, source: false };

describe('the list of people', () => {
  it('has no column that says the same of everybody, or the e-mail twice', () => {
    expect(differingIn([])).toEqual(nothing);
    expect(differingIn([anna])).toEqual(nothing);
    expect(differingIn([{ ...anna, source: 'entra' }])).toEqual(nothing);
  });

  it('has a column for what tells people apart', () => {
    expect(differingIn([anna, { ...anna, username: 'anna' }])).toEqual({ ...nothing, username: true });
    expect(differingIn([anna, { ...anna, source: 'entra' }])).toEqual({ ...nothing, source: true });
    expect(differingIn([anna, { ...anna, groups: [{}] }])).toEqual({ ...nothing, groups: true });
  });
});
