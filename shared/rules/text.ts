// Rules in plain words: in English for the audit trail, in the language of the admin in the console.
import { renderText, type ShownText } from '../locales/admin-texts.ts';
import english from '../locales/en/model.json' with { type: 'json' };
import {
  isRuleGroup,
  type RuleAttribute,
  type RuleCatalogue,
  type RuleGroup,
  type RuleOperator,
  type RuleRow,
  ruleOperators,
  type RuleValue,
} from './rules.ts';

/** The words between attributes and values. */
export interface RuleWords {
  /** Of attributes and of the values of lists. */
  readonly label: (label: ShownText) => string;
  readonly operator: (operator: RuleOperator) => string;
  readonly and: string;
  readonly or: string;
  readonly yes: string;
  readonly no: string;
  readonly nothing: string;
  readonly range: (from: string | number, to: string | number) => string;
  readonly ago: (amount: number, unit: 'hours' | 'days') => string;
}

const { and, or, yes, no, nothing } = english.ruleWords;

export const englishRuleWords: RuleWords = {
  and,
  or,
  yes,
  no,
  nothing,
  label: (label) => renderText(label, 'en'),
  operator: (operator) => english.ruleOperator[operator],
  range: (from, to) => english.ruleWords.range.replace('{{from}}', String(from)).replace('{{to}}', String(to)),
  ago: (amount, unit) =>
    english.ruleWords[`${unit}Ago_${amount === 1 ? 'one' : 'other'}`].replace('{{count}}', String(amount)),
};

const textOfValue = (value: RuleValue | undefined, options: RuleAttribute['options'], words: RuleWords): string => {
  if (value === undefined) return '…';
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') {
    return `"${words.label(options?.find((option) => option.value === value)?.label ?? value)}"`;
  }
  return 'from' in value ? words.range(value.from, value.to) : words.ago(value.amount, value.unit);
};

const textOfRow = (row: RuleRow, catalogue: RuleCatalogue, words: RuleWords): string => {
  const attribute = catalogue.find((candidate) => candidate.id === row.attribute);
  const start = `${words.label(attribute?.label ?? row.attribute)} ${words.operator(row.operator)}`;
  return ruleOperators[row.operator].test === 'blank'
    ? start
    : `${start} ${textOfValue(row.value, attribute?.options, words)}`;
};

/** For example `Enabled is equal to Yes AND (E-mail contains "sales" OR User Group is equal to "Sales")`. */
export const rulesToText = (tree: RuleGroup, catalogue: RuleCatalogue, words: RuleWords = englishRuleWords): string => {
  if (tree.rules.length === 0) return words.nothing;
  return tree.rules
    .map((rule) => (isRuleGroup(rule) ? `(${rulesToText(rule, catalogue, words)})` : textOfRow(rule, catalogue, words)))
    .join(` ${tree.match === 'any' ? words.or : words.and} `);
};
