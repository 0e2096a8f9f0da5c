// Rules in plain words, the same in the console and in the audit trail.
import {
  isRuleGroup,
  type RuleAttribute,
  type RuleCatalogue,
  type RuleGroup,
  type RuleRow,
  ruleOperators,
  type RuleValue,
} from './rules.ts';

const textOfValue = (value: RuleValue | undefined, options: RuleAttribute['options']): string => {
  if (value === undefined) return '…';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return `"${options?.find((option) => option.value === value)?.label ?? value}"`;
  if ('from' in value) return `${value.from} to ${value.to}`;
  return `${value.amount} ${value.amount === 1 ? value.unit.slice(0, -1) : value.unit} ago`;
};

const textOfRow = (row: RuleRow, catalogue: RuleCatalogue): string => {
  const attribute = catalogue.find((candidate) => candidate.id === row.attribute);
  const operator = ruleOperators[row.operator];
  const words = `${attribute?.label ?? row.attribute} ${operator.label}`;
  return operator.test === 'blank' ? words : `${words} ${textOfValue(row.value, attribute?.options)}`;
};

/** For example `Enabled is equal to Yes AND (E-mail contains "sales" OR User Group is equal to "Sales")`. */
export const rulesToText = (tree: RuleGroup, catalogue: RuleCatalogue): string => {
  if (tree.rules.length === 0) return 'nobody and nothing';
  return tree.rules
    .map((rule) => {
      if (!isRuleGroup(rule)) return textOfRow(rule, catalogue);
      return `(${rulesToText(rule, catalogue)})`;
    })
    .join(tree.match === 'any' ? ' OR ' : ' AND ');
};
