// Rules in the language of the console.
import { useContractQuery } from '../../lib/contract-hooks.ts';
import type { RuleGroup, RuleSubject } from '@shared/rules/rules.ts';
import { rulesToText, type RuleWords } from '@shared/rules/text.ts';
import { type Texts, useTexts, wordsOf } from '../../lib/texts.ts';

export const ruleWords = (t: Texts<'model'>): RuleWords => ({
  label: wordsOf,
  operator: (operator) => t(`ruleOperator.${operator}`),
  and: t('ruleWords.and'),
  or: t('ruleWords.or'),
  yes: t('ruleWords.yes'),
  no: t('ruleWords.no'),
  nothing: t('ruleWords.nothing'),
  range: (from, to) => t('ruleWords.range', { from, to }),
  ago: (amount, unit) => t(`ruleWords.${unit}Ago`, { count: amount }),
});

/** Says stored rules in plain words; nothing while the names of attributes and groups are being read. */
export const useRulesInWords = (subject: RuleSubject, enabled = true): ((rules: RuleGroup) => string) => {
  const { t } = useTexts('model');
  const { data } = useContractQuery('rules.attributes', { subject }, { enabled });
  return (rules) => (data === undefined ? '' : rulesToText(rules, data, ruleWords(t)));
};
