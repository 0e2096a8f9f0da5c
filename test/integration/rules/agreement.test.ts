import { sql, type RawBuilder } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rulesToSql, type RuleSource } from '../../../electron/db/rules/rules-sql.ts';
import { foldSql } from '../../../electron/db/sql/fold.ts';
import type { RuleCatalogue, RuleGroup } from '../../../shared/rules/rules.ts';
import { fold, foldedLetters } from '../../../shared/model/fold.ts';
import { matchesRules } from '../../../shared/rules/match.ts';
import { rulesToText } from '../../../shared/rules/text.ts';
import { noon, temporaryDatabase } from '../../support/people.ts';
import {
  awkwardTexts,
  awkwardVersions,
  type RandomSource,
  randomRules,
  seededRandom,
} from '../../support/random-rules.ts';

const catalogue: RuleCatalogue = [
  { id: 'name', label: 'Name', type: 'text' },
  { id: 'tags', label: 'Tags', type: 'text' },
  { id: 'count', label: 'Count', type: 'number' },
  { id: 'version', label: 'Version', type: 'version' },
  { id: 'active', label: 'Active', type: 'yes-no' },
  {
    id: 'kind',
    label: 'Kind',
    type: 'list',
    options: [
      { value: 'phone', label: 'Phone' },
      { value: 'tablet', label: 'Tablet' },
    ],
  },
  {
    id: 'clubs',
    label: 'Clubs',
    type: 'list',
    options: [
      { value: 'chess', label: 'Chess' },
      { value: 'choir', label: 'Choir' },
    ],
  },
  { id: 'seen', label: 'Seen', type: 'time' },
];

interface Thing {
  readonly id: number;
  readonly name: string | undefined;
  readonly tags: readonly string[];
  readonly count: number | undefined;
  readonly version: string | undefined;
  readonly active: boolean | undefined;
  readonly kind: string | undefined;
  readonly clubs: readonly string[];
  readonly seen: number | undefined;
}

const hour = 3_600_000;

const some = <T>(values: readonly T[], random: RandomSource): T[] => values.filter(() => random.chance(0.4));

const randomThing = (id: number, random: RandomSource): Thing => {
  const maybe = <T>(value: T): T | undefined => (random.chance(0.15) ? undefined : value);
  return {
    id,
    name: maybe(random.chance(0.1) ? '' : random.pick(awkwardTexts)),
    tags: some(awkwardTexts.slice(0, 6), random),
    count: maybe(random.int(7) - 2),
    version: maybe(random.pick(awkwardVersions)),
    active: maybe(random.chance(0.5)),
    kind: maybe(random.pick(['phone', 'tablet'])),
    clubs: some(['chess', 'choir'], random),
    seen: maybe(noon - random.int(80) * hour),
  };
};

const source = (id: string): RuleSource | undefined => {
  if (id === 'name') return { kind: 'one', value: foldSql(sql`t.name`) };
  if (id === 'tags') {
    return {
      kind: 'many',
      some: (test) => sql`exists (select 1 from json_each(t.tags) j where ${test(foldSql(sql`j.value`))})`,
    };
  }
  if (id === 'clubs') {
    return { kind: 'member', has: (club) => sql`exists (select 1 from json_each(t.clubs) where value = ${club})` };
  }
  return { kind: 'one', value: sql`${sql.ref(`t.${id}`)}` };
};

describe('rules in memory and in the database', () => {
  const things = Array.from({ length: 120 }, (_, id) => randomThing(id, seededRandom(1000 + id)));
  let database: Awaited<ReturnType<typeof temporaryDatabase>>;

  beforeAll(async () => {
    database = await temporaryDatabase();
    await database.executor.write(async (query) => {
      await sql`create table things (id integer, name, tags, count, version, active, kind, clubs, seen)`.execute(query);
      for (const { id, name, tags, count, version, active, kind, clubs, seen } of things) {
        await sql`insert into things values (${id}, ${name ?? null}, ${JSON.stringify(tags)}, ${count ?? null},
          ${version ?? null}, ${active === undefined ? null : Number(active)}, ${kind ?? null},
          ${JSON.stringify(clubs)}, ${seen ?? null})`.execute(query);
      }
    });
  });
  afterAll(() => database.close());

  const inDatabase = async (tree: RuleGroup, condition: RawBuilder<unknown>): Promise<number[]> => {
    try {
      const found = await sql<{ id: number }>`select id from things t where ${condition} order by id`.execute(
        database.executor.read,
      );
      return found.rows.map((row) => row.id);
    } catch (error) {
      throw new Error(rulesToText(tree, catalogue), { cause: error });
    }
  };

  const inMemory = (tree: RuleGroup): number[] =>
    things
      .filter((thing) => matchesRules(tree, catalogue, (id) => thing[id as keyof Thing], noon))
      .map((thing) => thing.id);

  it('agree on 600 random trees over awkward values', async () => {
    let matched = 0;
    for (let seed = 0; seed < 600; seed += 1) {
      const tree = randomRules(catalogue, seededRandom(seed));
      const expected = inMemory(tree);
      const found = await inDatabase(tree, rulesToSql(tree, { catalogue, source, now: noon }));
      expect({ seed, rules: rulesToText(tree, catalogue), ids: found }).toEqual({
        seed,
        rules: rulesToText(tree, catalogue),
        ids: expected,
      });
      matched += expected.length;
    }
    // The generator is of use only if many trees match something and do not match everything.
    expect(matched).toBeGreaterThan(5000);
    expect(matched).toBeLessThan(60_000);
  });

  it('fold every letter alike', async () => {
    const letters = [...foldedLetters.keys(), ...awkwardTexts, 'ß', 'ẞ', 'ﬀ', '', 'x'.repeat(2100), 'Ä'.repeat(2100)];
    const { rows } = await sql<{ folded: string }>`select ${foldSql(sql`j.value`)} as folded
      from json_each(${JSON.stringify(letters)}) j order by j.key`.execute(database.executor.read);
    expect(rows.map((row) => row.folded)).toEqual(letters.map(fold));
  });

  it('judge a row that no longer fits the catalogue as blank', async () => {
    for (const [operator, hits] of [
      ['equals', 0],
      ['not-equals', things.length],
    ] as const) {
      const tree: RuleGroup = { match: 'all', rules: [{ attribute: 'gone', operator, value: 'x' }] };
      expect(inMemory(tree)).toHaveLength(hits);
      expect(await inDatabase(tree, rulesToSql(tree, { catalogue, source, now: noon }))).toHaveLength(hits);
    }
  });
});
