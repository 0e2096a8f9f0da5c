// Whether a record fits a rule tree, decided in memory. electron/db/rules/rules-sql.ts decides the same in the database.
import { fold } from '../model/fold.ts';
import { versionKey } from '../model/version.ts';
import {
  isRuleGroup,
  type RuleCatalogue,
  type RuleGroup,
  type RuleRow,
  ruleOperators,
  type RuleType,
  type RuleValue,
  usableType,
} from './rules.ts';

/** Times are milliseconds since the epoch. */
export type RecordScalar = string | number | boolean;

/** The value of an attribute: several for one that has several, undefined when it is unknown. */
export type ReadAttribute = (attributeId: string) => RecordScalar | readonly RecordScalar[] | undefined;

const hourMs = 60 * 60_000;

/** The moment that lies a span before `now`. */
export const momentAgo = (value: RuleValue | undefined, now: number): number => {
  if (typeof value !== 'object' || !('amount' in value)) return Number.NaN;
  return now - value.amount * (value.unit === 'days' ? 24 : 1) * hourMs;
};

/** A value as its type is compared; undefined for one that counts as blank. */
export const comparable = (value: RecordScalar, type: RuleType): RecordScalar | undefined => {
  if (value === '') return undefined;
  if (type === 'text') return fold(String(value));
  return type === 'version' ? versionKey(String(value)) : value;
};

const compares = (operator: RuleRow['operator'], value: RecordScalar, wanted: RecordScalar): boolean => {
  switch (operator) {
    case 'less':
    case 'greater-ago':
      return value < wanted;
    case 'less-or-equal':
      return value <= wanted;
    case 'greater':
    case 'less-ago':
      return value > wanted;
    case 'greater-or-equal':
      return value >= wanted;
    case 'contains':
    case 'not-contains':
      return String(value).includes(String(wanted));
    case 'begins':
    case 'not-begins':
      return String(value).startsWith(String(wanted));
    case 'ends':
    case 'not-ends':
      return String(value).endsWith(String(wanted));
    case 'equals':
    case 'not-equals':
      return value === wanted;
    case 'range':
    case 'not-range':
    case 'blank':
    case 'not-blank':
      return false;
  }
};

/** The positive test of a row against one value. */
const test = (row: RuleRow, value: RecordScalar, type: RuleType, now: number): boolean => {
  const wanted = row.value;
  if (wanted === undefined) return false;
  if (typeof wanted !== 'object') {
    const limit = comparable(wanted, type);
    return limit !== undefined && compares(row.operator, value, limit);
  }
  if ('amount' in wanted) return compares(row.operator, value, momentAgo(wanted, now));
  const from = comparable(wanted.from, type);
  const to = comparable(wanted.to, type);
  return from !== undefined && to !== undefined && value >= from && value <= to;
};

const matchesRow = (row: RuleRow, type: RuleType | undefined, read: ReadAttribute, now: number): boolean => {
  const { test: kind, negated } = ruleOperators[row.operator];
  const held = type && read(row.attribute);
  const values = (held === undefined ? [] : typeof held === 'object' ? held : [held]).flatMap(
    (value) => (type && comparable(value, type)) ?? [],
  );
  const positive =
    kind === 'blank' ? values.length === 0 : type !== undefined && values.some((value) => test(row, value, type, now));
  return positive !== negated;
};

/**
 * True if the record fits. An empty group fits nothing. An unknown value is blank: negative operators match it, others
 * do not; a row that does not fit the catalogue (any more) is judged as if its attribute were blank. `now` in
 * milliseconds.
 */
export const matchesRules = (tree: RuleGroup, catalogue: RuleCatalogue, read: ReadAttribute, now: number): boolean => {
  const matches = (rule: RuleRow | RuleGroup): boolean => {
    if (!isRuleGroup(rule)) return matchesRow(rule, usableType(rule, catalogue), read, now);
    if (rule.rules.length === 0) return false;
    return rule.match === 'any' ? rule.rules.some(matches) : rule.rules.every(matches);
  };
  return matches(tree);
};
