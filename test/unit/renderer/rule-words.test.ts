import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ruleWords } from '../../../renderer/src/parts/rules/rule-words.ts';
import { currentTexts, setLanguage, wordsOf } from '../../../renderer/src/lib/texts.ts';
import { problemOfRow, type RuleGroup } from '../../../shared/rules/rules.ts';
import { rulesToText } from '../../../shared/rules/text.ts';
import { customAttributePrefix, userCatalogue } from '../../../shared/rules/user-rules.ts';

const catalogue = userCatalogue({ groups: [{ id: 'g1', name: 'Sales' }], customAttributes: ['Cost Center'] });

const rules: RuleGroup = {
  match: 'all',
  rules: [
    { attribute: 'userGroupGuid', operator: 'not-blank' },
    { attribute: 'source', operator: 'equals', value: 'local' },
    { attribute: 'userGroup', operator: 'equals', value: 'g1' },
    { attribute: `${customAttributePrefix}Cost Center`, operator: 'blank' },
  ],
};

describe('rules in a German console', () => {
  beforeAll(() => {
    setLanguage('de');
  });
  afterAll(() => {
    setLanguage('en');
  });

  it('name every attribute, value and hint in German, and leave alone what the office named', () => {
    expect(rulesToText(rules, catalogue, ruleWords(currentTexts('model')))).toBe(
      'GUID der Benutzergruppe ist nicht leer UND Herkunft ist gleich "Lokal" UND Benutzergruppe ist gleich "Sales" UND Cost Center ist leer',
    );
  });

  it('are told what is wrong with them in German, the attribute too', () => {
    const problem = problemOfRow({ attribute: 'createdAt', operator: 'contains', value: 'x' }, catalogue);
    expect(problem && wordsOf(problem)).toBe('einen Operator wählen, der zu „Hinzugefügt“ passt');
  });

  it('have a catalogue whose words are keys, so that none of them stays English', () => {
    const words = catalogue
      .filter(({ id }) => !id.startsWith(customAttributePrefix))
      .flatMap(({ id, label, hint, options = [] }) => [
        label,
        ...(hint === undefined ? [] : [hint]),
        ...(id === 'userGroup' ? [] : options.map((option) => option.label)),
      ]);
    expect(words.length).toBeGreaterThan(25);
    expect(words.filter((word) => typeof word === 'string')).toEqual([]);
  });
});

describe('rules in the audit trail', () => {
  it('are in English', () => {
    expect(rulesToText(rules, catalogue)).toBe(
      'User Group GUID is not blank AND Source is equal to "Local" AND User Group is equal to "Sales" AND Cost Center is blank',
    );
  });
});
