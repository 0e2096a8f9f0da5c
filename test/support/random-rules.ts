// Random rule trees from a seed, for tests that compare two ways to evaluate them.
import {
  operatorsOf,
  type RuleCatalogue,
  type RuleGroup,
  type RuleRow,
  ruleOperators,
} from '../../shared/rules/rules.ts';

export interface RandomSource {
  /** From 0 up to but without `below`. */
  int(below: number): number;
  pick<T>(values: readonly T[]): T;
  chance(probability: number): boolean;
}

/** Mulberry32: the same seed gives the same numbers everywhere. */
export const seededRandom = (seed: number): RandomSource => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (below: number): number => Math.floor(next() * below);
  return {
    int,
    pick: (values) => {
      const value = values[int(values.length)];
      if (value === undefined) throw new Error('nothing to pick from');
      return value;
    },
    chance: (probability) => next() < probability,
  };
};

/** Texts whose letters, marks and lengths give comparison trouble. */
export const awkwardTexts = [
  'anna',
  'Anna',
  'ÄNNA Öst',
  'änna öst',
  'Weiß',
  'WEISS',
  'Σίσυφος',
  'ΣΊΣΥΦΟΣ',
  'Иванов',
  'иванов',
  "O'Brien",
  '50% off_',
  'a\\b"c',
  'İstanbul',
  'ıstanbul',
  '👩‍💻 dev',
  'Nguyễn',
  'Müller',
  'Mu\u0308ller',
  'MU\u0308LLER',
  '%',
  '_',
  'NGUYỄN',
  '*[a-z]*',
  ' anna ',
  '1',
  '01',
] as const;

export const awkwardVersions = [
  '16',
  '16.0',
  '16.4',
  '16.4.1',
  '17',
  '17.0',
  '17.0.0.0',
  '17.0.1',
  '9.3.5',
  '10',
  '16.10',
  '16.',
  '17.4.1 (a)',
  'x',
  '1..2',
];

const valueFor = (row: Pick<RuleRow, 'attribute' | 'operator'>, catalogue: RuleCatalogue, random: RandomSource) => {
  const attribute = catalogue.find(({ id }) => id === row.attribute);
  const usableVersions = awkwardVersions.filter((version) => /^\d+(\.\d+)*$/.test(version));
  const one = (): string | number => {
    if (attribute?.type === 'version') return random.pick(usableVersions);
    return attribute?.type === 'number' ? random.int(7) - 2 : random.pick(awkwardTexts);
  };
  if (ruleOperators[row.operator].test === 'range') return { from: one(), to: one() };
  switch (attribute?.type) {
    case 'text': {
      const text = random.pick(awkwardTexts);
      const letters = Array.from(text);
      const cut = letters.slice(random.int(letters.length), random.int(letters.length) + 2).join('');
      return random.chance(0.5) && cut !== '' ? cut : text;
    }
    case 'yes-no':
      return random.chance(0.5);
    case 'list':
      return random.pick(attribute.options ?? []).value;
    case 'time':
      return { amount: 1 + random.int(72), unit: random.pick(['hours', 'days'] as const) };
    case 'number':
    case 'version':
    case undefined:
      return one();
  }
};

const randomRow = (catalogue: RuleCatalogue, random: RandomSource): RuleRow => {
  const { id, type } = random.pick(catalogue);
  const head = { attribute: id, operator: random.pick(operatorsOf[type]) };
  return ruleOperators[head.operator].test === 'blank' ? head : { ...head, value: valueFor(head, catalogue, random) };
};

/** A tree of up to four levels; now and then a group is empty. */
export const randomRules = (catalogue: RuleCatalogue, random: RandomSource, depth = 1): RuleGroup => ({
  match: random.pick(['any', 'all'] as const),
  rules: Array.from({ length: random.chance(0.08) ? 0 : 1 + random.int(3) }, () =>
    depth < 4 && random.chance(0.3) ? randomRules(catalogue, random, depth + 1) : randomRow(catalogue, random),
  ),
});
