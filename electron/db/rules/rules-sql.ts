// Rule trees as SQL conditions; shared/rules/match.ts decides the same in memory. Values are always parameters.
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import {
  isRuleGroup,
  type RuleCatalogue,
  type RuleGroup,
  type RuleRow,
  ruleOperators,
  type RuleType,
  usableType,
} from '../../../shared/rules/rules.ts';
import { comparable, momentAgo } from '../../../shared/rules/match.ts';
import { contains, endsWith } from '../sql/text.ts';
import { versionKeySql } from '../sql/version.ts';

type Condition = RawBuilder<SqlBool>;
type Value = RawBuilder<unknown>;

/**
 * Where the values of an attribute are. Texts must be folded (a column that the triggers of migration 0030 keep, or
 * `foldSql`), versions raw, yes/no 1 or 0, times milliseconds.
 */
export type RuleSource =
  | { readonly kind: 'one'; readonly value: Value }
  /** Several values: `some` makes the condition that one of them passes a test. */
  | { readonly kind: 'many'; readonly some: (test: (value: Value) => Condition) => Condition }
  /** A list of which only "is it among them" can be asked, such as the groups of a user. */
  | { readonly kind: 'member'; readonly has: (option: string) => Condition };

export interface RuleSqlContext {
  readonly catalogue: RuleCatalogue;
  readonly source: (attributeId: string) => RuleSource | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** A value in the form in which it is compared; null for one that counts as blank. */
const comparableSql = (value: Value, type: RuleType): Value => {
  switch (type) {
    case 'version':
      return versionKeySql(value);
    case 'text':
    case 'list':
      return sql`nullif(${value}, '')`;
    case 'number':
    case 'yes-no':
    case 'time':
      return value;
  }
};

const parameter = (value: string | number | boolean | undefined): string | number | null =>
  typeof value === 'boolean' ? Number(value) : (value ?? null);

/** The largest code point, which follows every text that begins alike. */
const last = '\u{10ffff}';

const compares = (operator: RuleRow['operator'], value: Value, limit: string | number | null): Condition => {
  switch (operator) {
    case 'less':
    case 'greater-ago':
      return sql`${value} < ${limit}`;
    case 'less-or-equal':
      return sql`${value} <= ${limit}`;
    case 'greater':
    case 'less-ago':
      return sql`${value} > ${limit}`;
    case 'greater-or-equal':
      return sql`${value} >= ${limit}`;
    case 'contains':
    case 'not-contains':
      return contains(value, limit);
    case 'begins':
    case 'not-begins':
      // A range, so that an index serves.
      return sql`(${value} >= ${limit} and ${value} < ${String(limit) + last})`;
    case 'ends':
    case 'not-ends':
      return endsWith(value, limit);
    case 'equals':
    case 'not-equals':
      return sql`${value} = ${limit}`;
    case 'range':
    case 'not-range':
    case 'blank':
    case 'not-blank':
      return sql`0`;
  }
};

/** The positive test of a row against one value, which may come out as null. */
const test = (row: RuleRow, value: Value, type: RuleType, now: number): Condition => {
  const wanted = row.value;
  const compared = comparableSql(value, type);
  if (ruleOperators[row.operator].test === 'blank') return sql`${compared} is not null`;
  if (typeof wanted !== 'object') {
    return compares(row.operator, compared, parameter(wanted === undefined ? undefined : comparable(wanted, type)));
  }
  if ('amount' in wanted) return compares(row.operator, compared, momentAgo(wanted, now));
  const [from, to] = [wanted.from, wanted.to].map((end) => parameter(comparable(end, type)));
  return sql`${compared} between ${from} and ${to}`;
};

const never: Condition = sql`0`;

/** For blank rows the condition that there is a value; otherwise the positive test. */
const positiveTest = (row: RuleRow, source: RuleSource, type: RuleType, now: number): Condition => {
  switch (source.kind) {
    case 'one':
      return test(row, source.value, type, now);
    case 'many':
      return source.some((value) => test(row, value, type, now));
    case 'member':
      return typeof row.value === 'string' ? source.has(row.value) : never;
  }
};

const rowCondition = (row: RuleRow, context: RuleSqlContext): Condition => {
  const { test: kind, negated } = ruleOperators[row.operator];
  const type = usableType(row, context.catalogue);
  const source = type && context.source(row.attribute);
  const positive = source ? positiveTest(row, source, type, context.now) : never;
  // A test of a blank value is null, which counts as false. For `is blank` the test says that there IS a value.
  const wantsTrue = kind === 'blank' ? negated : !negated;
  return wantsTrue ? positive : sql`not coalesce(${positive}, 0)`;
};

/** In halves, because SQLite takes expressions of a depth of 1,000, and a chain is as deep as it is long. */
const joined = (conditions: readonly Condition[], by: RawBuilder<unknown>): Condition => {
  const [first] = conditions;
  if (conditions.length <= 1) return first ?? never;
  const half = conditions.length >> 1;
  return sql`(${joined(conditions.slice(0, half), by)}${by}${joined(conditions.slice(half), by)})`;
};

/** True for the rows that fit; never null where it matters, so that it may stand in WHERE, AND and OR. */
export const rulesToSql = (tree: RuleGroup, context: RuleSqlContext): Condition => {
  if (tree.rules.length === 0) return never;
  const conditions = tree.rules.map((rule) =>
    isRuleGroup(rule) ? rulesToSql(rule, context) : rowCondition(rule, context),
  );
  return joined(conditions, tree.match === 'any' ? sql` or ` : sql` and `);
};
