import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { languageOf } from '../../../renderer/src/lib/language.ts';
import { resources } from '../../../renderer/src/lib/text-resources.ts';
import { languages } from '../../../shared/locales/text-keys.ts';
import { findBareTexts } from '../../support/bare-texts.ts';

const root = join(import.meta.dirname, '../../..');
const locales = join(root, 'shared/locales');

interface Tree {
  readonly [key: string]: string | Tree;
}

/** Every text by its full key. */
const flat = (tree: Tree, prefix = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : flat(value, `${prefix}${key}.`),
  );

const read = (language: string, area: string): ReadonlyMap<string, string> =>
  new Map(flat(JSON.parse(readFileSync(join(locales, language, `${area}.json`), 'utf8')) as Tree));

/** `{{count, number}}` and `<code>`, in the order of the alphabet. */
const partsOf = (text: string): readonly string[] =>
  [...text.matchAll(/\{\{\s*([\w.]+[^}]*)\}\}|<\/?(\w+)\/?>/g)].map(([part]) => part).sort();

const areasOf = (language: string): readonly string[] =>
  readdirSync(join(locales, language))
    // Those of the core are TypeScript: test/unit/core/admin-texts.test.ts.
    .filter((file) => file.endsWith('.json'))
    .map((file) => basename(file, '.json'))
    .sort();

const areas = areasOf('en');

describe('the resources', () => {
  it('exist in every language, and the console has all of its own', () => {
    for (const language of languages) expect(areasOf(language)).toEqual(areas);
    for (const language of languages) {
      expect(Object.keys(resources[language]).sort()).toEqual(areas.filter((area) => area !== 'enrollment-pages'));
    }
  });

  it.each(areas)('of %s have the same keys in both languages, and no empty text', (area) => {
    const english = read('en', area);
    const german = read('de', area);
    expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
    expect([...english, ...german].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it.each(areas)('of %s have the same placeholders and marked parts in both languages', (area) => {
    const english = read('en', area);
    const german = read('de', area);
    for (const [key, text] of english) expect([key, partsOf(german.get(key) ?? '')]).toEqual([key, partsOf(text)]);
  });

  it.each(areas)('of %s have both forms of each plural', (area) => {
    const keys = [...read('en', area).keys()];
    const ones = keys.filter((key) => key.endsWith('_one')).map((key) => key.slice(0, -'_one'.length));
    const others = keys.filter((key) => key.endsWith('_other')).map((key) => key.slice(0, -'_other'.length));
    expect(ones).toEqual(others);
  });
});

const filesOf = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join(root, folder, file))
    .sort();
const codeOf = (file: string): string => readFileSync(file, 'utf8');
// The theme is nothing but styles.
const consoleFiles = filesOf('renderer/src').filter((file) => !/\.d\.ts$|\/theme\.ts$/.test(file));

describe('the code of the console', () => {
  it.each(areas)('uses every text of %s', (area) => {
    const pages = ['electron/sign-in', 'electron/portal', 'electron/mdm'];
    const files = area === 'enrollment-pages' ? pages.flatMap(filesOf) : consoleFiles;
    // A file speaks of an area by its name; the shared areas are also named before a key.
    // Who speaks of an area names it or lies in its folder; the shared areas are also named before a key.
    const code = files
      .map((file) => ({ file, text: codeOf(file) }))
      .filter(
        ({ file, text }) =>
          area === 'enrollment-pages' ||
          file.includes(`/features/${area}/`) ||
          [`'${area}'`, `"${area}"`, `${area}:`].some((name) => text.includes(name)),
      )
      .map(({ text }) => text)
      .join('\n');
    const literals = new Set([...code.matchAll(/['"`](?:[\w-]+:)?([\w.\- ]+)['"`]/g)].map(([, key = '']) => key));
    const patterns = [...code.matchAll(/`(?:[\w-]+:)?([\w.-]*(?:\$\{[^`{}]*\}[\w.-]*)+)`/g)].map(
      ([, template = '']) => new RegExp(`^${template.replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '[^.]+')}$`),
    );
    const unused = [...read('en', area).keys()]
      .map((key) => key.replace(/_(one|other)$/, ''))
      .filter((key) => !literals.has(key) && !patterns.some((pattern) => pattern.test(key)));
    expect(unused).toEqual([]);
  });

  it('has no words of its own', () => {
    const bare = consoleFiles.flatMap((file) =>
      findBareTexts(file, codeOf(file)).map(({ line, text }) => `${file.slice(root.length + 1)}:${line} ${text}`),
    );
    expect(bare).toEqual([]);
  });

  it('is searched for words in texts, attributes, tables and templates', () => {
    const code = [
      'const look = { open: { tone: "info", label: "Open" } };',
      'const title = (name: string) => `Delete ${name}?`;',
      'export const Sample = () => <Button aria-label="Save it" variant="outlined">Save</Button>;',
    ].join('\n');
    expect(findBareTexts('sample.tsx', code).map(({ text }) => text)).toEqual(['Open', 'Delete …?', 'Save it', 'Save']);
  });
});

describe('the language of the console', () => {
  it.each([
    ['system', ['de-AT', 'en'], 'de'],
    ['system', ['fr-FR', 'de'], 'de'],
    ['system', ['en-GB', 'de'], 'en'],
    ['system', ['fr'], 'en'],
    ['system', [], 'en'],
    ['en', ['de-DE'], 'en'],
    ['de', ['en-US'], 'de'],
  ] as const)('for the choice %s on a system with %j is %s', (choice, system, language) => {
    expect(languageOf(choice, system)).toBe(language);
  });
});
