import { describe, expect, it } from 'vitest';
import { whyNotDeletable } from '../../../renderer/src/features/groups/group-words.ts';

describe('whyNotDeletable', () => {
  it('names the settings that use the group', () => {
    expect(whyNotDeletable({ kind: 'manual', settings: [] })).toBeUndefined();
    expect(whyNotDeletable({ kind: 'manual', settings: ['Phones'] })).toContain('setting “Phones” is distributed');
    expect(whyNotDeletable({ kind: 'manual', settings: ['A', 'B'] })).toContain('settings “A”, “B” are distributed');
    expect(whyNotDeletable({ kind: 'built-in', settings: [] })).toContain('built in');
  });
});
