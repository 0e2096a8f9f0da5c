import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMembershipStore, type MembershipStore } from '../../../electron/db/stores/people/memberships.ts';
import { createGroupsService } from '../../../electron/people/groups.ts';
import type { RuleGroup } from '../../../shared/rules/rules.ts';
import { matchesRules, type RecordScalar } from '../../../shared/rules/match.ts';
import { rulesToText } from '../../../shared/rules/text.ts';
import { userCatalogue } from '../../../shared/rules/user-rules.ts';
import { giveDevice, noon, stoppedClock, temporaryDatabase } from '../../support/people.ts';
import { awkwardTexts, type RandomSource, randomRules, seededRandom } from '../../support/random-rules.ts';

const hour = 3_600_000;

interface Someone {
  readonly id: string;
  readonly displayName: string;
  readonly email: string;
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly enabled: boolean;
  readonly managedAppleId: string | null;
  readonly source: 'local' | 'ldap' | 'entra';
  readonly createdAt: number;
  readonly locale: string | null;
  readonly department: string | undefined;
  readonly devices: number;
  readonly groupIds: readonly string[];
}

const manualGroups = [
  { id: 'g1', name: 'ÖSTERREICH', kind: 'manual', dn: null, guid: null },
  { id: 'g2', name: 'Weiß & Co', kind: 'directory', dn: 'CN=Weiß,DC=office', guid: '0a1b' },
  { id: 'g3', name: 'änna', kind: 'directory', dn: '', guid: '0A1C-ö' },
] as const;

const randomPerson = (index: number, random: RandomSource): Someone => ({
  id: `u${String(index).padStart(3, '0')}`,
  displayName: random.pick(awkwardTexts),
  email: `${random.pick(['anna', 'ÖSTEN', 'Weiß'])}${index}@office.example`,
  username: `person${index}@office.example`,
  firstName: random.chance(0.2) ? '' : random.pick(awkwardTexts),
  lastName: random.pick(awkwardTexts),
  enabled: random.chance(0.7),
  managedAppleId: random.chance(0.5) ? `m${index}@appleid.office.example` : null,
  source: random.pick(['local', 'ldap', 'entra']),
  createdAt: noon - random.int(80) * hour,
  locale: random.chance(0.5) ? random.pick(['de-DE', 'en-GB', '']) : null,
  department: random.chance(0.5) ? random.pick(awkwardTexts) : undefined,
  devices: random.int(3),
  groupIds: manualGroups.filter(() => random.chance(0.4)).map((group) => group.id),
});

/** As the office set it, as the directory tells it, or both, where the directory's value counts. */
const attributesOf = ({ id, source, department }: Someone) => {
  const has = JSON.stringify(department === undefined ? {} : { department });
  if (source === 'local') return { custom_attributes_json: has };
  const others = JSON.stringify({ desk: id, ...(department !== undefined && { department: 'not this one' }) });
  return { attributes_json: has, custom_attributes_json: source === 'ldap' ? others : '{}' };
};

describe('rules on users in memory and in the database', () => {
  const people = Array.from({ length: 80 }, (_, index) => randomPerson(index, seededRandom(7000 + index)));
  /** Each dynamic group may ask for those before it. */
  const dynamic: { id: string; name: string; members: ReadonlySet<string> }[] = [];
  let database: Awaited<ReturnType<typeof temporaryDatabase>>;
  let memberships: MembershipStore;

  const catalogue = () =>
    userCatalogue({
      groups: [...manualGroups, ...dynamic, { id: 'all-users', name: 'All Users' }],
      customAttributes: ['department'],
    });

  const read = (person: Someone, id: string): RecordScalar | readonly RecordScalar[] | undefined => {
    const groups = manualGroups.filter((group) => person.groupIds.includes(group.id));
    switch (id) {
      case 'hasManagedAppleId':
        return person.managedAppleId !== null;
      case 'inviteStatus':
        return person.devices > 0 ? 'completed' : 'not-invited';
      case 'userGroup':
        return [
          'all-users',
          ...person.groupIds,
          ...dynamic.filter((group) => group.members.has(person.id)).map((group) => group.id),
        ];
      case 'userGroupName':
        return groups.map((group) => group.name);
      case 'userGroupDn':
        return groups.flatMap((group) => group.dn ?? []);
      case 'userGroupGuid':
        return groups.flatMap((group) => group.guid ?? []);
      case 'attribute:department':
        return person.department;
      default:
        return person[id as 'displayName' | 'locale'] ?? undefined;
    }
  };
  const fits = (rules: RuleGroup, person: Someone): boolean =>
    matchesRules(rules, catalogue(), (id) => read(person, id), noon);

  beforeAll(async () => {
    database = await temporaryDatabase();
    const { executor } = database;
    memberships = createMembershipStore(executor);
    await executor.write(async (query) => {
      for (const { id, name, kind, dn, guid } of manualGroups) {
        await query
          .insertInto('user_groups')
          .values({
            id,
            name,
            description: '',
            kind,
            distinguished_name: dn,
            external_id: guid,
            created_at: 0,
            updated_at: 0,
          })
          .execute();
      }
      for (const person of people) {
        await query
          .insertInto('users')
          .values({
            id: person.id,
            username: person.username,
            email: person.email,
            first_name: person.firstName,
            last_name: person.lastName,
            // The triggers have to follow changes too.
            display_name: 'before',
            managed_apple_id: person.managedAppleId,
            source: person.source,
            locale: person.locale,
            enabled: person.enabled ? 1 : 0,
            ...attributesOf(person),
            created_at: person.createdAt,
            updated_at: noon,
          })
          .execute();
        await query
          .updateTable('users')
          .set({ display_name: person.displayName })
          .where('id', '=', person.id)
          .execute();
        for (const groupId of person.groupIds) {
          await query.insertInto('user_group_members').values({ group_id: groupId, user_id: person.id }).execute();
        }
      }
    });
    for (const person of people) {
      for (let device = 0; device < person.devices; device += 1) {
        await giveDevice(executor, { id: `${person.id}-${device}`, userId: person.id });
      }
    }
    const groups = createGroupsService({ executor, clock: stoppedClock });
    for (let seed = 0; dynamic.length < 6; seed += 1) {
      const rules = randomRules(catalogue(), seededRandom(seed));
      try {
        const name = `Dynamic ${dynamic.length}`;
        const members = new Set(people.filter((person) => fits(rules, person)).map((person) => person.id));
        dynamic.push({ id: await groups.create({ name, description: '', memberIds: [], rules }), name, members });
      } catch {
        // A tree without rules is refused; the next seed makes another one.
      }
    }
  });
  afterAll(() => database.close());

  it('agree on 300 random trees, groups of groups included', async () => {
    let matched = 0;
    for (let seed = 0; seed < 300; seed += 1) {
      const rules = randomRules(catalogue(), seededRandom(50_000 + seed));
      const expected = people.filter((person) => fits(rules, person)).map((person) => person.id);
      const found = await memberships.matching(rules, noon, 1000);
      expect({ seed, rules: rulesToText(rules, catalogue()), ids: found.rows.map((row) => row.id).sort() }).toEqual({
        seed,
        rules: rulesToText(rules, catalogue()),
        ids: expected,
      });
      expect(found.total).toBe(expected.length);
      matched += expected.length;
    }
    expect(matched).toBeGreaterThan(2000);
    expect(matched).toBeLessThan(22_000);
  });
});
