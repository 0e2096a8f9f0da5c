import { describe, expect, it } from 'vitest';
import { decodeRules, encodeRules, rulesFilter } from '../../../renderer/src/features/users/advanced-filter.ts';
import { toUserQuery, userListDefaults } from '../../../renderer/src/features/users/filters.ts';
import { parseListState, writeListState } from '../../../renderer/src/lib/list-state.ts';
import type { RuleGroup } from '../../../shared/rules/rules.ts';

const rules: RuleGroup = {
  match: 'any',
  rules: [
    { attribute: 'displayName', operator: 'contains', value: 'a,,b & "c" 100%' },
    { match: 'all', rules: [{ attribute: 'devices', operator: 'range', value: { from: 1, to: 2 } }] },
  ],
};

describe('the advanced search in the address', () => {
  it('survives the way through it, commas included', () => {
    const state = { ...userListDefaults, filters: { [rulesFilter]: [encodeRules(rules)] } };
    const address = writeListState(state, userListDefaults, new URLSearchParams()).toString();
    const read = parseListState(new URLSearchParams(address), userListDefaults);
    expect(toUserQuery(read).rules).toEqual(rules);
  });

  it('is nothing when the address was tampered with', () => {
    for (const value of ['%', 'no json', '{"match":"some","rules":[]}', '{"match":"any","rules":[{"attribute":1}]}']) {
      expect(decodeRules([value]), value).toBeUndefined();
    }
    expect(decodeRules(undefined)).toBeUndefined();
  });
});
