// Rules as large as they may be: the database must take them, alone and all dynamic groups of a list at once.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMembershipStore } from '../../../electron/db/stores/people/memberships.ts';
import { createUsersStore } from '../../../electron/db/stores/people/users.ts';
import { createGroupsService } from '../../../electron/people/groups.ts';
import { createUsersService } from '../../../electron/people/users.ts';
import { maxRuleDepth, maxRuleRows, type RuleGroup, type RuleRow } from '../../../shared/rules/rules.ts';
import { noon, person, stoppedClock, temporaryDatabase } from '../../support/people.ts';

/** Texts that are compared in every way there is, over an attribute that has to be folded for it. */
const row = (n: number): RuleRow => ({
  attribute: n % 2 === 0 ? 'attribute:department' : 'userGroupName',
  operator: (['equals', 'not-contains', 'begins', 'ends', 'not-ends'] as const)[n % 5] ?? 'equals',
  value: `nothing has this ${String(n)}`,
});

/** All rows that rules may have, as deep as they may be. */
const largest = (first?: RuleRow): RuleGroup => {
  const rows = Array.from({ length: maxRuleRows - (first ? 1 : 0) }, (_, n) => row(n));
  let tree: RuleGroup = { match: 'any', rules: [...(first ? [first] : []), ...rows.splice(0, 39)] };
  for (let depth = 2; depth <= maxRuleDepth; depth += 1) {
    tree = { match: 'any', rules: [tree, ...rows.splice(0, 40)] };
  }
  tree.rules.push(...rows);
  return tree;
};

describe('the largest rules', () => {
  let database: Awaited<ReturnType<typeof temporaryDatabase>>;
  let groups: ReturnType<typeof createGroupsService>;

  beforeAll(async () => {
    database = await temporaryDatabase();
    const { executor } = database;
    groups = createGroupsService({ executor, clock: stoppedClock });
    const users = createUsersService({ executor, clock: stoppedClock, endAccess: () => Promise.resolve() });
    await users.create(person('anna'));
  });
  afterAll(() => database.close());

  const create = (name: string, rules: RuleGroup) => groups.create({ name, description: '', memberIds: [], rules });
  const memberships = () => createMembershipStore(database.executor);

  it('are evaluated alone, and through a chain of groups up to the limit, which is named', async () => {
    let id = await create('Chain 1', largest());
    let refused: unknown;
    for (let link = 2; refused === undefined && link < 20; link += 1) {
      const rules = largest({ attribute: 'userGroup', operator: 'equals', value: id });
      try {
        id = await create(`Chain ${String(link)}`, rules);
        expect((await memberships().members(id, noon, 10)).total).toBe(1);
        expect((await memberships().matching(rules, noon, 10)).total).toBe(1);
      } catch (error) {
        refused = error;
      }
    }
    expect(refused).toMatchObject({
      code: 'input.invalid',
      message: expect.stringContaining('at most 1000 rules') as string,
    });
  });

  it('of forty groups at once are no obstacle to a list of users', async () => {
    for (let n = 0; n < 40; n += 1) await create(`Group ${String(n)}`, largest());
    const { rows } = await createUsersStore(database.executor).list({ limit: 50 }, noon);
    expect(rows[0]?.groups.length).toBeGreaterThanOrEqual(40);
    expect((await memberships().dynamicCounts(noon)).size).toBeGreaterThanOrEqual(40);
  });
});
