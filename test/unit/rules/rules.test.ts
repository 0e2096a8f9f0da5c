import { describe, expect, it } from 'vitest';
import { cycleThrough } from '../../../electron/people/group-rules.ts';
import { fold } from '../../../shared/model/fold.ts';
import { versionKey } from '../../../shared/model/version.ts';
import { matchesRules } from '../../../shared/rules/match.ts';
import { rulesToText } from '../../../shared/rules/text.ts';
import {
  maxRuleDepth,
  problemsOf,
  type RuleCatalogue,
  type RuleGroup,
  ruleGroup,
  type RuleRow,
} from '../../../shared/rules/rules.ts';
import { inEnglish } from '../../support/english.ts';

const catalogue: RuleCatalogue = [
  { id: 'name', label: 'Name', type: 'text' },
  { id: 'os', label: 'OS', type: 'version' },
  { id: 'on', label: 'On', type: 'yes-no' },
  { id: 'seen', label: 'Last Check-in', type: 'time' },
  { id: 'group', label: 'User Group', type: 'list', options: [{ value: 'g1', label: 'Sales' }] },
];
const now = Date.UTC(2026, 4, 4);
const hour = 3_600_000;

const matches = (row: RuleRow, record: Readonly<Record<string, string | number | boolean>>): boolean =>
  matchesRules({ match: 'all', rules: [row] }, catalogue, (id) => record[id], now);

describe('rules', () => {
  it('compare text without regard to case, in every script that has one', () => {
    for (const [value, wanted] of [
      ['ÄNNA', 'änna'],
      ['Σίσυφος', 'ΣΊΣΥΦΟσ'],
      ['Иванов', 'ИВАНОВ'],
    ] as const) {
      expect(matches({ attribute: 'name', operator: 'equals', value: wanted }, { name: value }), value).toBe(
        fold(value) === fold(wanted),
      );
    }
    expect(fold('ÄÖÜ ÉÑ ŠŽ ИЖ ΑΩ Nguyễn')).toBe('äöü éñ šž иж αω nguyễn');
    expect(matches({ attribute: 'name', operator: 'contains', value: 'NN' }, { name: 'Änna' })).toBe(true);
  });

  it('compare versions part by part, not as text', () => {
    expect(matches({ attribute: 'os', operator: 'less', value: '16.10' }, { os: '16.9' })).toBe(true);
    expect(matches({ attribute: 'os', operator: 'equals', value: '17' }, { os: '17.0.0' })).toBe(true);
    expect(matches({ attribute: 'os', operator: 'range', value: { from: '9', to: '16' } }, { os: '10.3' })).toBe(true);
    expect(versionKey('beta')).toBeUndefined();
  });

  it('let an empty group match nothing, wherever it stands', () => {
    const always: RuleRow = { attribute: 'name', operator: 'blank' };
    const empty: RuleGroup = { match: 'all', rules: [] };
    for (const [tree, expected] of [
      [empty, false],
      [{ match: 'all', rules: [always, empty] }, false],
      [{ match: 'any', rules: [always, empty] }, true],
    ] as const) {
      expect(matchesRules(tree as RuleGroup, catalogue, () => undefined, now)).toBe(expected);
    }
  });

  it('take the unknown as blank: negative operators match it, others do not', () => {
    expect(matches({ attribute: 'name', operator: 'not-contains', value: 'x' }, {})).toBe(true);
    expect(matches({ attribute: 'os', operator: 'not-range', value: { from: '1', to: '99' } }, {})).toBe(true);
    expect(matches({ attribute: 'on', operator: 'not-equals', value: true }, {})).toBe(true);
    expect(matches({ attribute: 'on', operator: 'equals', value: false }, {})).toBe(false);
    expect(matches({ attribute: 'os', operator: 'less', value: '99' }, {})).toBe(false);
    expect(matches({ attribute: 'seen', operator: 'greater-ago', value: { amount: 1, unit: 'hours' } }, {})).toBe(
      false,
    );
    expect(matches({ attribute: 'name', operator: 'blank' }, { name: '' })).toBe(true);
  });

  it('count hours and days back from now', () => {
    const row = (operator: RuleRow['operator']): RuleRow => ({
      attribute: 'seen',
      operator,
      value: { amount: 2, unit: 'days' },
    });
    expect(matches(row('less-ago'), { seen: now - 47 * hour })).toBe(true);
    expect(matches(row('greater-ago'), { seen: now - 47 * hour })).toBe(false);
    expect(matches(row('greater-ago'), { seen: now - 49 * hour })).toBe(true);
  });

  it('read in plain words', () => {
    const tree: RuleGroup = {
      match: 'all',
      rules: [
        { attribute: 'on', operator: 'equals', value: true },
        {
          match: 'any',
          rules: [
            { attribute: 'group', operator: 'not-equals', value: 'g1' },
            { attribute: 'os', operator: 'range', value: { from: '16', to: '17.4' } },
            { attribute: 'seen', operator: 'less-ago', value: { amount: 1, unit: 'days' } },
            { attribute: 'name', operator: 'not-blank' },
          ],
        },
      ],
    };
    expect(rulesToText(tree, catalogue)).toBe(
      'On is equal to Yes AND (User Group is not equal to "Sales" OR OS is in range 16 to 17.4 OR Last Check-in is less than 1 day ago OR Name is not blank)',
    );
  });

  it('are refused when they do not fit, at the row that is wrong', () => {
    const row = (more: Partial<RuleRow>): RuleRow => ({ attribute: 'name', operator: 'equals', value: 'a', ...more });
    const tree: RuleGroup = {
      match: 'all',
      rules: [
        row({}),
        row({ attribute: 'gone' }),
        row({ operator: 'less' }),
        { match: 'any', rules: [row({ operator: 'blank' }), row({ attribute: 'on' })] },
      ],
    };
    expect(inEnglish(problemsOf(tree, catalogue))).toEqual({
      'rules.1': 'choose an attribute that exists',
      'rules.2': 'choose an operator that fits Name',
      'rules.3.rules.0': 'this operator takes no value',
      'rules.3.rules.1': 'enter Yes or No',
    });
    let deep: RuleGroup = { match: 'all', rules: [row({})] };
    for (let level = 0; level < maxRuleDepth; level += 1) deep = { match: 'all', rules: [deep] };
    expect(inEnglish(Object.values(problemsOf(deep, catalogue)))).toEqual(['groups can be nested 5 deep at most']);
    expect(ruleGroup.safeParse({ match: 'all', rules: [{ ...row({}), extra: 1 }] }).success).toBe(false);
  });
});

describe('cycles of groups', () => {
  const group = (...ids: string[]): RuleGroup => ({
    match: 'any',
    rules: ids.map((value) => ({ attribute: 'userGroup', operator: 'equals', value })),
  });

  it('are found on whichever way, and groups met twice are none', () => {
    const groups = new Map([
      ['a', { name: 'A', rules: group('b', 'c') }],
      ['b', { name: 'B', rules: group('d') }],
      ['c', { name: 'C', rules: group('d', 'manual') }],
      ['d', { name: 'D', rules: group() }],
    ]);
    expect(cycleThrough('a', groups)).toBeUndefined();
    groups.set('d', { name: 'D', rules: group('x', 'c') });
    expect(cycleThrough('d', groups)).toEqual(['D', 'C', 'D']);
    expect(cycleThrough('a', groups)).toBeUndefined();
  });
});
