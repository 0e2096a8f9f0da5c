import { describe, expect, it } from 'vitest';
import { say } from '../../../shared/locales/admin-texts.ts';
import {
  draftOf,
  draftProblems,
  newGroup,
  newRow,
  rulesOf,
  withAttribute,
} from '../../../renderer/src/parts/rules/draft-rules.ts';
import type { RuleCatalogue, RuleGroup } from '../../../shared/rules/rules.ts';

const catalogue: RuleCatalogue = [
  { id: 'name', label: 'Name', type: 'text' },
  { id: 'email', label: 'E-mail', type: 'text' },
  { id: 'count', label: 'Count', type: 'number' },
  { id: 'os', label: 'OS', type: 'version' },
  { id: 'on', label: 'On', type: 'yes-no' },
  { id: 'seen', label: 'Seen', type: 'time' },
  { id: 'kind', label: 'Kind', type: 'list', options: [{ value: 'a', label: 'A' }] },
];

const tree: RuleGroup = {
  match: 'any',
  rules: [
    { attribute: 'name', operator: 'not-begins', value: 'x' },
    { attribute: 'name', operator: 'blank' },
    { attribute: 'count', operator: 'range', value: { from: -1, to: 2.5 } },
    {
      match: 'all',
      rules: [
        { attribute: 'os', operator: 'not-range', value: { from: '16', to: '17.4.1' } },
        { attribute: 'on', operator: 'equals', value: false },
        { attribute: 'seen', operator: 'less-ago', value: { amount: 3, unit: 'hours' } },
        { attribute: 'kind', operator: 'equals', value: 'a' },
      ],
    },
  ],
};

describe('rules while they are typed', () => {
  it('become the rules they came from', () => {
    expect(rulesOf(draftOf(tree), catalogue)).toEqual(tree);
    expect(draftProblems(draftOf(tree), catalogue)).toEqual({});
  });

  it('are incomplete until the value fits the type', () => {
    const row = newRow(catalogue);
    const problemWith = (change: Partial<typeof row>) =>
      draftProblems({ ...newGroup(catalogue), rules: [{ ...row, ...change }] }, catalogue)['rules.0']?.english;
    expect(problemWith({ text: '  ' })).toBe('enter a text');
    expect(problemWith({ text: 'a' })).toBeUndefined();
    expect(problemWith({ attribute: 'count', text: '1x' })).toBe('enter a number');
    expect(problemWith({ attribute: 'count', operator: 'range', text: '1' })).toBe('enter both ends of the range');
    expect(problemWith({ attribute: 'os', text: '17.x' })).toBe('enter a version such as 16 or 17.4.1');
    expect(problemWith({ attribute: 'seen', operator: 'less-ago', text: '0' })).toBe('enter a number of hours or days');
    expect(problemWith({ attribute: 'kind', text: 'b' })).toBe('enter one of the listed values');
    expect(draftProblems({ ...newGroup(catalogue), rules: [] }, catalogue)).toEqual({ '': say('fields.addRule') });
  });

  it('keep what still fits when the attribute changes', () => {
    const row = { ...newRow(catalogue), operator: 'ends' as const, text: 'berg' };
    expect(withAttribute(row, 'email', catalogue)).toMatchObject({
      attribute: 'email',
      operator: 'ends',
      text: 'berg',
    });
    expect(withAttribute(row, 'count', catalogue)).toMatchObject({ operator: 'equals', text: '' });
    expect(withAttribute(row, 'on', catalogue)).toMatchObject({ operator: 'equals', text: 'yes' });
  });
});
