import { describe, expect, it } from 'vitest';
import { whyNotDeletable } from '../../../renderer/src/features/groups/group-words.ts';
import { currentTexts } from '../../../renderer/src/lib/texts.ts';

const t = currentTexts('groups');

describe('whyNotDeletable', () => {
  it('names the settings that use the group', () => {
    expect(whyNotDeletable({ kind: 'manual', settings: [] }, t)).toBeUndefined();
    expect(whyNotDeletable({ kind: 'manual', settings: ['Phones'] }, t)).toContain('setting “Phones” is distributed');
    expect(whyNotDeletable({ kind: 'manual', settings: ['A', 'B'] }, t)).toContain('settings “A”, “B” are distributed');
    expect(whyNotDeletable({ kind: 'built-in', settings: [] }, t)).toContain('built in');
  });
});
