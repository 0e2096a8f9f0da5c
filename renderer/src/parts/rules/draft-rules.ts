// Rules while they are typed: rows with keys and texts, which become rules of the contract when they are complete.
import { type AdminText, say } from '@shared/locales/admin-texts.ts';
import {
  isRuleGroup,
  operatorsOf,
  problemsOf,
  rowsOf,
  type RuleAttribute,
  type RuleCatalogue,
  type RuleGroup,
  type RuleOperator,
  type RuleRow,
  ruleOperators,
  type RuleValue,
} from '@shared/rules/rules.ts';

export interface DraftRow {
  readonly kind: 'row';
  readonly key: string;
  readonly attribute: string;
  readonly operator: RuleOperator;
  /** The value, or the lower end of a range, as it is typed; `yes` or `no`. */
  readonly text: string;
  /** The upper end of a range. */
  readonly to: string;
  readonly unit: 'hours' | 'days';
}

export interface DraftGroup {
  readonly kind: 'group';
  readonly key: string;
  readonly match: 'any' | 'all';
  readonly rules: readonly (DraftRow | DraftGroup)[];
}

const newKey = (): string => crypto.randomUUID();

const firstText = (attribute: RuleAttribute | undefined): string => (attribute?.type === 'yes-no' ? 'yes' : '');

export const newRow = (catalogue: RuleCatalogue): DraftRow => {
  const attribute = catalogue[0];
  return {
    kind: 'row',
    key: newKey(),
    attribute: attribute?.id ?? '',
    operator: attribute ? (operatorsOf[attribute.type][0] ?? 'equals') : 'equals',
    text: firstText(attribute),
    to: '',
    unit: 'days',
  };
};

export const newGroup = (catalogue: RuleCatalogue): DraftGroup => ({
  kind: 'group',
  key: newKey(),
  match: 'all',
  rules: [newRow(catalogue)],
});

/** The row with another attribute: operator and value stay if they fit. */
export const withAttribute = (row: DraftRow, id: string, catalogue: RuleCatalogue): DraftRow => {
  const before = catalogue.find((attribute) => attribute.id === row.attribute);
  const after = catalogue.find((attribute) => attribute.id === id);
  if (!after) return row;
  const operators = operatorsOf[after.type];
  const sameValues = before?.type === after.type && after.type !== 'list';
  return {
    ...row,
    attribute: id,
    operator: operators.includes(row.operator) ? row.operator : (operators[0] ?? 'equals'),
    text: sameValues ? row.text : firstText(after),
    to: sameValues ? row.to : '',
  };
};

const draftTexts = (value: RuleValue | undefined): Pick<DraftRow, 'text' | 'to' | 'unit'> => {
  const none = { text: '', to: '', unit: 'days' } as const;
  if (value === undefined) return none;
  if (typeof value === 'boolean') return { ...none, text: value ? 'yes' : 'no' };
  if (typeof value !== 'object') return { ...none, text: String(value) };
  if ('from' in value) return { ...none, text: String(value.from), to: String(value.to) };
  return { ...none, text: String(value.amount), unit: value.unit };
};

export const draftOf = (tree: RuleGroup): DraftGroup => ({
  kind: 'group',
  key: newKey(),
  match: tree.match,
  rules: tree.rules.map((rule) =>
    isRuleGroup(rule)
      ? draftOf(rule)
      : {
          kind: 'row',
          key: newKey(),
          attribute: rule.attribute,
          operator: rule.operator,
          ...draftTexts(rule.value),
        },
  ),
});

const scalar = (text: string, attribute: RuleAttribute): string | number | boolean | undefined => {
  const typed = text.trim();
  if (typed === '') return undefined;
  if (attribute.type === 'yes-no') return typed === 'yes';
  if (attribute.type !== 'number') return typed;
  const number = Number(typed);
  return Number.isFinite(number) ? number : undefined;
};

const valueOf = (row: DraftRow, attribute: RuleAttribute): RuleValue | undefined => {
  const { test } = ruleOperators[row.operator];
  if (test === 'blank') return undefined;
  const value = scalar(row.text, attribute);
  if (attribute.type === 'time') {
    return /^\d{1,6}$/.test(row.text.trim()) && Number(row.text) > 0
      ? { amount: Number(row.text), unit: row.unit }
      : undefined;
  }
  if (test !== 'range') return value;
  const to = scalar(row.to, attribute);
  return typeof value === 'boolean' || typeof to === 'boolean' || value === undefined || to === undefined
    ? undefined
    : { from: value, to };
};

const rowOf = (row: DraftRow, catalogue: RuleCatalogue): RuleRow => {
  const attribute = catalogue.find((candidate) => candidate.id === row.attribute);
  const value = attribute && valueOf(row, attribute);
  return { attribute: row.attribute, operator: row.operator, ...(value === undefined ? {} : { value }) };
};

/** The rules as the contract takes them; a value that is not complete is left out. */
export const rulesOf = (draft: DraftGroup, catalogue: RuleCatalogue): RuleGroup => ({
  match: draft.match,
  rules: draft.rules.map((rule) => (rule.kind === 'group' ? rulesOf(rule, catalogue) : rowOf(rule, catalogue))),
});

/** What is wrong with a draft by path; empty if it can be used. One without rules has a problem at its root. */
export type DraftProblems = Readonly<Record<string, AdminText>>;

export const draftProblems = (draft: DraftGroup, catalogue: RuleCatalogue): DraftProblems => {
  const rules = rulesOf(draft, catalogue);
  return rowsOf(rules).length === 0 ? { '': say('fields.addRule') } : problemsOf(rules, catalogue);
};

/** The group with the rule of that key replaced; removed if nothing replaces it. */
export const replaced = (
  group: DraftGroup,
  key: string,
  change: (rule: DraftRow | DraftGroup) => DraftRow | DraftGroup | undefined,
): DraftGroup => ({
  ...group,
  rules: group.rules.flatMap((rule) => (rule.key === key ? (change(rule) ?? []) : rule)),
});
