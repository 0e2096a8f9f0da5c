// The rules of the advanced search as part of the list's address, so that Back and a bookmark keep them.
import { type RuleGroup, ruleGroup } from '@shared/rules/rules.ts';

/** Under this name the rules stand among the filters of the list. */
export const rulesFilter = 'rules';

/** One value without commas, which separate values there. */
export const encodeRules = (rules: RuleGroup): string => encodeURIComponent(JSON.stringify(rules));

/** The rules of a list state; undefined if there are none, or if the address was tampered with. */
export const decodeRules = (values: readonly string[] | undefined): RuleGroup | undefined => {
  const [value] = values ?? [];
  if (value === undefined) return undefined;
  try {
    return ruleGroup.safeParse(JSON.parse(decodeURIComponent(value))).data;
  } catch {
    return undefined;
  }
};
