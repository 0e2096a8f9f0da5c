// Rules as data: what a rule tree looks like, which operators a type has, and whether a tree fits a catalogue.
import { z } from 'zod';
import { type AdminText, say, type ShownText } from '../locales/admin-texts.ts';

/** What an attribute holds. A list is one of several given values. */
export type RuleType = 'text' | 'number' | 'version' | 'yes-no' | 'list' | 'time';

/** A positive test and whether a row asks for its opposite: negative operators match whatever the test does not. */
interface OperatorMeaning {
  readonly test: 'equals' | 'contains' | 'begins' | 'ends' | 'less' | 'greater' | 'range' | 'blank';
  readonly negated: boolean;
}

/** Every operator by name. Its words stand in shared/locales, under `ruleOperator`. */
export const ruleOperators = {
  equals: { test: 'equals', negated: false },
  'not-equals': { test: 'equals', negated: true },
  contains: { test: 'contains', negated: false },
  'not-contains': { test: 'contains', negated: true },
  begins: { test: 'begins', negated: false },
  'not-begins': { test: 'begins', negated: true },
  ends: { test: 'ends', negated: false },
  'not-ends': { test: 'ends', negated: true },
  blank: { test: 'blank', negated: false },
  'not-blank': { test: 'blank', negated: true },
  less: { test: 'less', negated: false },
  'less-or-equal': { test: 'less', negated: false },
  greater: { test: 'greater', negated: false },
  'greater-or-equal': { test: 'greater', negated: false },
  range: { test: 'range', negated: false },
  'not-range': { test: 'range', negated: true },
  'less-ago': { test: 'greater', negated: false },
  'greater-ago': { test: 'less', negated: false },
} as const satisfies Readonly<Record<string, OperatorMeaning>>;

export type RuleOperator = keyof typeof ruleOperators;

const ordered = [
  'equals',
  'not-equals',
  'less',
  'less-or-equal',
  'greater',
  'greater-or-equal',
  'range',
  'not-range',
] as const satisfies readonly RuleOperator[];

/** The operators of each type, in the order in which the console offers them. */
export const operatorsOf: Readonly<Record<RuleType, readonly RuleOperator[]>> = {
  text: [
    'equals',
    'not-equals',
    'contains',
    'not-contains',
    'begins',
    'not-begins',
    'ends',
    'not-ends',
    'blank',
    'not-blank',
  ],
  number: ordered,
  version: ordered,
  'yes-no': ['equals', 'not-equals'],
  list: ['equals', 'not-equals'],
  time: ['less-ago', 'greater-ago'],
};

/** Both ends belong to the range. */
const rangeValue = z.strictObject({
  from: z.union([z.number(), z.string().max(40)]),
  to: z.union([z.number(), z.string().max(40)]),
});

const ageValue = z.strictObject({ amount: z.number().int().min(1).max(100_000), unit: z.enum(['hours', 'days']) });

export const ruleRow = z.strictObject({
  attribute: z.string().min(1).max(200),
  operator: z.enum(Object.keys(ruleOperators) as [RuleOperator, ...RuleOperator[]]),
  /** Absent for `blank` and `not-blank`; otherwise of the attribute's type. */
  value: z.union([z.string().max(500), z.number(), z.boolean(), rangeValue, ageValue]).optional(),
});
export type RuleRow = z.infer<typeof ruleRow>;
export type RuleValue = NonNullable<RuleRow['value']>;

export interface RuleGroup {
  /** `any`: one of the rules is enough; `all`: every rule must match. Without rules the group matches nothing. */
  match: 'any' | 'all';
  rules: (RuleRow | RuleGroup)[];
}

export const ruleGroup: z.ZodType<RuleGroup, RuleGroup> = z
  .strictObject({
    match: z.enum(['any', 'all']),
    get rules() {
      return z.array(z.union([ruleRow, ruleGroup])).max(100);
    },
  })
  .meta({ id: 'RuleGroup' });

export interface RuleAttribute {
  readonly id: string;
  /** As it stands for what the office or its directory named. */
  readonly label: ShownText;
  readonly type: RuleType;
  /** Values of a list, with the words for them. */
  readonly options?: readonly { readonly value: string; readonly label: ShownText }[];
  /** What to know before using it. */
  readonly hint?: ShownText;
}

/** Kinds of records that rules may be about, each with a catalogue of its own. */
export const ruleSubjects = ['users'] as const;
export type RuleSubject = (typeof ruleSubjects)[number];

/** The attributes that rules on one kind of record may use. */
export type RuleCatalogue = readonly RuleAttribute[];

export const maxRuleDepth = 5;
export const maxRuleRows = 200;

export const isRuleGroup = (rule: RuleRow | RuleGroup): rule is RuleGroup => 'match' in rule;

/** Every row of a tree, in order. */
export const rowsOf = (group: RuleGroup): RuleRow[] =>
  group.rules.flatMap((rule) => (isRuleGroup(rule) ? rowsOf(rule) : [rule]));

const versionPattern = /^\d{1,9}(\.\d{1,9}){0,3}$/;

const problemOfScalar = (value: RuleValue | undefined, attribute: RuleAttribute): AdminText | undefined => {
  switch (attribute.type) {
    case 'text':
      // An empty text is what `is blank` asks for.
      return typeof value === 'string' && value !== '' && !value.includes('\0') ? undefined : say('rules.text');
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? undefined : say('rules.number');
    case 'version':
      return typeof value === 'string' && versionPattern.test(value) ? undefined : say('rules.version');
    case 'yes-no':
      return typeof value === 'boolean' ? undefined : say('rules.yesNo');
    case 'list':
      return typeof value === 'string' &&
        (attribute.options === undefined || attribute.options.some((option) => option.value === value))
        ? undefined
        : say('rules.list');
    case 'time':
      return typeof value === 'object' && 'amount' in value ? undefined : say('rules.time');
  }
};

/** What is wrong with the value of a row, as `enter …`; undefined if it can be used. */
const problemOfValue = ({ operator, value }: RuleRow, attribute: RuleAttribute): AdminText | undefined => {
  const { test } = ruleOperators[operator];
  if (test === 'blank') return value === undefined ? undefined : say('rules.noValue');
  if (test !== 'range') {
    const wanted = problemOfScalar(value, attribute);
    return wanted === undefined ? undefined : say('rules.enter', { what: wanted });
  }
  if (typeof value !== 'object' || !('from' in value)) return say('rules.bothEnds');
  const wanted = problemOfScalar(value.from, attribute) ?? problemOfScalar(value.to, attribute);
  return wanted === undefined ? undefined : say('rules.enterBoth', { what: wanted });
};

/** What is wrong with one row; undefined if it can be used. */
export const problemOfRow = (row: RuleRow, catalogue: RuleCatalogue): AdminText | undefined => {
  const attribute = catalogue.find((candidate) => candidate.id === row.attribute);
  if (!attribute) return say('rules.attribute');
  if (!operatorsOf[attribute.type].includes(row.operator)) return say('rules.operator', { attribute: attribute.label });
  return problemOfValue(row, attribute);
};

/** The type as which a row is evaluated; undefined for a row that does not fit the catalogue. */
export const usableType = (row: RuleRow, catalogue: RuleCatalogue): RuleType | undefined =>
  problemOfRow(row, catalogue) === undefined
    ? catalogue.find((candidate) => candidate.id === row.attribute)?.type
    : undefined;

/** Path such as `rules.0.rules.2` to what is wrong there. An empty tree is fine: it matches nothing. */
export const problemsOf = (tree: RuleGroup, catalogue: RuleCatalogue): Record<string, AdminText> => {
  const problems = new Map<string, AdminText>();
  const visit = (group: RuleGroup, path: string, depth: number): void => {
    if (depth > maxRuleDepth) problems.set(path, say('rules.tooDeep', { deep: maxRuleDepth }));
    else
      group.rules.forEach((rule, index) => {
        const at = `${path}${path === '' ? '' : '.'}rules.${index}`;
        if (isRuleGroup(rule)) visit(rule, at, depth + 1);
        else {
          const problem = problemOfRow(rule, catalogue);
          if (problem !== undefined) problems.set(at, problem);
        }
      });
  };
  visit(tree, '', 1);
  if (rowsOf(tree).length > maxRuleRows) problems.set('rules', say('rules.tooMany', { most: maxRuleRows }));
  return Object.fromEntries(problems);
};
