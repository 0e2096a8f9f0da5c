// docs/scenarios.md: every numbered scenario and check with the tests that hold it, found by the numbers in their names.
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { notice, table } from './markdown.ts';
import { checkGroups, type Scenario, type ScenarioGroup, scenarioGroups } from './scenarios-data.ts';

type Kind = 'scenario' | 'check';

/** Number to tests, as paths below test/ without ending. */
export type HeldBy = Readonly<Record<Kind, ReadonlyMap<number, readonly string[]>>>;

const testFile = /\.(?:test|spec)\.ts$/;
/** The beginning of a test's name, up to its colon: `scenario 61, checks 8 and 11`. */
const claims = /['"`]((?:scenario|check)s? \d[\d, a-z]*):/g;
const numbered = /(scenario|check)s? (\d+(?:(?:, | and )\d+)*)/g;

/** The numbers that the names of the tests in `text` claim. */
export const claimsIn = (text: string): readonly (readonly [Kind, number])[] =>
  [...text.matchAll(claims)].flatMap(([, claim]) =>
    [...(claim ?? '').matchAll(numbered)].flatMap(([, kind, numbers]) =>
      (numbers ?? '').split(/\D+/).map((number) => [kind as Kind, Number(number)] as const),
    ),
  );

/** Reads all tests below `folder`. */
export const findHeldBy = async (folder: string): Promise<HeldBy> => {
  const held = { scenario: new Map<number, string[]>(), check: new Map<number, string[]>() };
  const files = (await readdir(folder, { recursive: true })).filter((file) => testFile.test(file)).sort();
  for (const file of files) {
    const name = relative(folder, join(folder, file)).replaceAll(sep, '/').replace(testFile, '');
    for (const [kind, number] of claimsIn(await readFile(join(folder, file), 'utf8'))) {
      const names = held[kind].get(number) ?? [];
      if (!names.includes(name)) held[kind].set(number, [...names, name]);
    }
  }
  return held;
};

const state = ({ number, alsoHeldBy = [], note }: Scenario, held: ReadonlyMap<number, readonly string[]>): string => {
  const tests = [...new Set([...(held.get(number) ?? []), ...alsoHeldBy])];
  if (tests.length > 0) return [tests.map((name) => `\`${name}\``).join(', '), note].filter(Boolean).join('. ');
  return note ?? 'Not built yet.';
};

const section = ({ title, scenarios }: ScenarioGroup, held: ReadonlyMap<number, readonly string[]>): string =>
  [
    `## ${title}`,
    table(
      ['No.', 'What happens', 'Held by'],
      scenarios.map((scenario) => [String(scenario.number), scenario.text, state(scenario, held)]),
    ),
  ].join('\n\n');

/** The page; `testFolder` is where the tests lie. */
export const scenariosPage = async (testFolder: string): Promise<string> => {
  const held = await findHeldBy(testFolder);
  return [
    '# Scenarios and checks',
    notice,
    'What Russet is measured by, in short. The numbers stand at the beginning of the names of tests, and this page finds them there: "held by" names the files below `test/`. One scenario runs with `npx vitest run --project integration -t \'scenario 59\'`. Where no test is named nothing is promised yet. [What is promised of people](acceptance.md) has those about users and directories with their measures.',
    ...scenarioGroups.map((group) => section(group, held.scenario)),
    ...checkGroups.map((group) => section(group, held.check)),
  ].join('\n\n');
};
