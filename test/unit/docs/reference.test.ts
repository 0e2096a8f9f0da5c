import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { z } from 'zod';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../../shared/errors.ts';
import { contract } from '../../../shared/ipc/contract.ts';
import { contributingPage } from '../../support/reference/contributing.ts';
import { readFloors } from '../../support/reference/floors.ts';
import { referencePages } from '../../support/reference/pages.ts';
import { claimsIn, findHeldBy } from '../../support/reference/scenarios.ts';
import { checkGroups, scenarioGroups } from '../../support/reference/scenarios-data.ts';
import { shapeOf } from '../../support/reference/shape.ts';

const root = join(import.meta.dirname, '../../..');
const docs = join(root, 'docs');
const made = referencePages(root);

describe('the pages that are made', () => {
  it('say what the code says, and there is none besides; otherwise run `npm run docs`', async () => {
    const entries = await readdir(join(docs, 'reference'), { recursive: true, withFileTypes: true });
    const reference = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    const read = [...reference, join(docs, 'scenarios.md'), join(docs, 'floors.svg')].map(
      async (file) => [relative(docs, file).replaceAll(sep, '/'), await readFile(file, 'utf8')] as const,
    );
    expect(Object.fromEntries(await Promise.all(read))).toEqual(await made);
  });

  it('have the floors of the core in CONTRIBUTING.md', async () => {
    expect(await readFile(join(root, 'CONTRIBUTING.md'), 'utf8')).toBe(await contributingPage(root));
  });

  it('have a section for every error code, and a row and a section for every method', async () => {
    const pages = await made;
    for (const error of Object.keys(errorCodes)) expect(pages['reference/errors.md']).toContain(`\n## ${error}\n`);
    const index = pages['reference/methods.md'] ?? '';
    for (const method of Object.keys(contract)) {
      const [, file = '', anchor] = new RegExp(`\\[\`${method}\`\\]\\((\\S+)#(\\w+)\\)`).exec(index) ?? [];
      expect(pages[`reference/${file}`]).toContain(`\n## ${method}\n`);
      expect(anchor).toBe(method.replace('.', '').toLowerCase());
    }
  });

  it('describe every floor of the core in docs/architecture.md, in its place', async () => {
    const text = await readFile(join(docs, 'architecture.md'), 'utf8');
    const described = text.split(/^(?=\d+\. )/m).slice(1);
    const floors = readFloors(root);
    expect(described).toHaveLength(floors.length);
    floors.forEach((floor, at) => {
      for (const { folder } of floor) expect(described[at]).toContain(`\`${folder.replace(/^electron\//, '')}/\``);
    });
  });

  it('find the numbers in the names of tests', () => {
    // Put together here, so that this file claims nothing itself.
    const named = (claim: string, quote: string) => `it(${quote}${claim}: is so${quote}, () => {});`;
    const text = [
      named('scenario 61, checks 8 and 11', "'"),
      named('scenarios 11, 12, 13', '`'),
      `// scenario 99: only spoken of; ${named('leaves scenario 98', "'")}`,
    ].join('\n');
    expect(claimsIn(text)).toEqual([
      ['scenario', 61],
      ['check', 8],
      ['check', 11],
      ['scenario', 11],
      ['scenario', 12],
      ['scenario', 13],
    ]);
  });

  it('number scenarios 1 to 88 and checks 1 to 30, know every number that a test claims, and name tests that exist', async () => {
    const numbersOf = (groups: typeof scenarioGroups) =>
      groups.flatMap(({ scenarios }) => scenarios.map(({ number }) => number));
    const upTo = (last: number) => Array.from({ length: last }, (_, at) => at + 1);
    expect(numbersOf(scenarioGroups)).toEqual(upTo(88));
    expect(numbersOf(checkGroups)).toEqual(upTo(30));
    const held = await findHeldBy(join(root, 'test'));
    expect([...held.scenario.keys()].filter((number) => number < 1 || number > 88)).toEqual([]);
    expect([...held.check.keys()].filter((number) => number < 1 || number > 30)).toEqual([]);
    const named = [...scenarioGroups, ...checkGroups].flatMap(({ scenarios }) =>
      scenarios.flatMap(({ alsoHeldBy = [] }) => alsoHeldBy),
    );
    for (const name of named) {
      expect(['test', 'spec'].some((ending) => existsSync(join(root, 'test', `${name}.${ending}.ts`)))).toBe(true);
    }
  });

  it('print a schema in short', () => {
    const schema = z.strictObject({
      id: z.string().min(1).max(128),
      kind: z.enum(['a', 'b']).optional(),
      tags: z.array(z.email()).max(5).default([]),
      days: z.number().int().min(1).max(90),
      at: z.number().int(),
      gone: z.string().nullable(),
    });
    expect(shapeOf(schema, 'input')).toBe(
      [
        '{',
        '  id: string(1..128)',
        '  kind?: "a" | "b"',
        '  tags?: email[](up to 5) = []',
        '  days: integer(1..90)',
        '  at: integer',
        '  gone: string | null',
        '}',
      ].join('\n'),
    );
  });
});
