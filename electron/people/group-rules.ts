// Whether rules on users can be used: they fit the catalogue, name groups that exist, and lead to no cycle.
import { type AdminText, say } from '../../shared/locales/admin-texts.ts';
import { problemsOf, type RuleCatalogue, type RuleGroup, rowsOf } from '../../shared/rules/rules.ts';
import { customAttributesOf, groupAttribute, groupsNamedBy, userCatalogue } from '../../shared/rules/user-rules.ts';
import { AppError } from '../core/errors.ts';
import type { Executor } from '../db/executor.ts';
import { createGroupsStore } from '../db/stores/people/groups.ts';
import { createMembershipStore } from '../db/stores/people/memberships.ts';

/** Groups that are rules of groups multiply; more rows than this in sum are no longer quick. */
const maxExpandedRows = 1000;

interface NamedRules {
  readonly name: string;
  readonly rules: RuleGroup;
}

/**
 * Names of the groups on the way from the group `id` back to itself, its own first and last; undefined if there is none.
 * `groups` holds the dynamic groups as they would be.
 */
export const cycleThrough = (id: string, groups: ReadonlyMap<string, NamedRules>): string[] | undefined => {
  const seen = new Set<string>();
  const wayFrom = (current: string): string[] | undefined => {
    const group = groups.get(current);
    if (!group) return undefined;
    for (const next of groupsNamedBy(group.rules)) {
      if (next === id) return [group.name, groups.get(id)?.name ?? id];
      if (seen.has(next)) continue;
      seen.add(next);
      const way = wayFrom(next);
      if (way) return [group.name, ...way];
    }
    return undefined;
  };
  return wayFrom(id);
};

/** Rows of the rules with those of every group they ask for; there must be no cycle. */
const expandedRows = (rules: RuleGroup, groups: ReadonlyMap<string, NamedRules>): number =>
  rowsOf(rules).reduce((sum, row) => {
    const group = row.attribute === groupAttribute && typeof row.value === 'string' ? groups.get(row.value) : undefined;
    return sum + (group ? expandedRows(group.rules, groups) : 1);
  }, 0);

/** Everything that rules on users may use now: every group, every attribute that people have or will have. */
export const fullCatalogue = async (executor: Executor): Promise<RuleCatalogue> =>
  userCatalogue({
    groups: await createGroupsStore(executor).all(),
    customAttributes: await createMembershipStore(executor).customAttributes(),
  });

/** Several rows may lack the same. */
const wrongRules = (fields: Record<string, AdminText>): AppError => {
  const problems = [...new Map(Object.values(fields).map((problem) => [problem.english, problem])).values()];
  return new AppError('input.invalid', say('errors.rulesIncomplete', { problems }), { fields });
};

/**
 * Throws `input.invalid` for rules that cannot be evaluated, with the paths of the rows (`rules.rules.0`), and
 * `record.inUse` naming the way when a group would belong to itself.
 */
export const requireUsableRules = async (
  bound: Executor,
  rules: RuleGroup,
  self?: { readonly id: string; readonly name: string },
): Promise<void> => {
  if (rowsOf(rules).length === 0) throw wrongRules({ rules: say('fields.addRule') });
  const groups = await createGroupsStore(bound).all();
  const catalogue = userCatalogue({
    groups: self ? [...groups, self] : groups,
    customAttributes: customAttributesOf(rules),
  });
  const problems = Object.entries(problemsOf(rules, catalogue));
  if (problems.length > 0) {
    throw wrongRules(
      Object.fromEntries(problems.map(([path, text]) => [path === '' ? 'rules' : `rules.${path}`, text])),
    );
  }
  const dynamic = new Map<string, NamedRules>(await createMembershipStore(bound).dynamicGroups());
  if (self) {
    dynamic.set(self.id, { name: self.name, rules });
    const way = cycleThrough(self.id, dynamic);
    if (way) {
      throw new AppError(
        'record.inUse',
        say('errors.groupInItself', { way: way.map((name) => `"${name}"`).join(' → ') }),
        { fields: { rules: say('fields.groupInItself', { way: way.join(' → ') }) } },
      );
    }
  }
  if (expandedRows(rules, dynamic) > maxExpandedRows) {
    throw wrongRules({ rules: say('fields.rulesExpanded', { most: maxExpandedRows }) });
  }
};
