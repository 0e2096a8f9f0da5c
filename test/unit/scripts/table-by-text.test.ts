// The lint rule about objects that are read by a text from outside.
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { findTablesByText } from '../../../scripts/lint/table-by-text.mjs';

const options: ts.CompilerOptions = {
  strict: true,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts'],
  types: [],
};
const host = ts.createCompilerHost(options, true);
const declared = `declare const key: string; declare const known: 'a' | 'b'; declare const at: number;`;

/** Remembers the files of the language, which every case reads. */
const libraries = new Map<string, ts.SourceFile | undefined>();
const libraryFile = (name: string): ts.SourceFile | undefined => {
  if (!libraries.has(name)) libraries.set(name, host.getSourceFile(name, ts.ScriptTarget.ES2022));
  return libraries.get(name);
};

/** What the rule says of some TypeScript. */
const findings = (code: string): string[] => {
  const file = ts.createSourceFile('case.ts', `${declared}\n${code}\nexport {};`, ts.ScriptTarget.ES2022, true);
  const program = ts.createProgram(['case.ts'], options, {
    ...host,
    getSourceFile: (name) => (name === 'case.ts' ? file : libraryFile(name)),
  });
  return findTablesByText(program, file).map(({ kind }) => kind);
};

describe('the lint rule about tables by text', { timeout: 120_000 }, () => {
  it.each([
    ['a literal', `const table: Record<string, number> = { a: 1 }; table[key];`, ['read']],
    ['a literal without a type', `const table = { a: 1 }; table[key];`, ['read']],
    ['a table that may be absent', `declare const table: Record<string, number> | undefined; table?.[key];`, ['read']],
    ['a key that may be absent', `declare const table: Record<string, number>; table[key ?? ''];`, ['read']],
    [
      'a key that is text among others',
      `declare const table: Record<string, number>; table[key as string | 7];`,
      ['read'],
    ],
    ['a generic table', `const of = <T extends Record<string, number>>(table: T) => table[key];`, ['read']],
    ['whether it is in there', `declare const table: Record<string, number>; key in table;`, ['read']],
    ['writing', `const table: Record<string, number> = {}; table[key] = 1;`, ['write']],
    ['writing what is not there', `const table: Record<string, number> = {}; table[key] ??= 1;`, ['write']],
    [
      'a guard of another key',
      `declare const table: Record<string, number>; Object.hasOwn(table, 'a') ? table[key] : 0;`,
      ['read'],
    ],
    [
      'the wrong side of a guard',
      `declare const table: Record<string, number>; Object.hasOwn(table, key) ? 0 : table[key];`,
      ['read'],
    ],
  ])('finds %s', (_what, code, expected) => {
    expect(findings(code)).toEqual(expected);
  });

  it.each([
    ['a key that is one of some literals', `const table = { a: 1, b: 2 }; table[known]; known in table;`],
    ['a key that is written there', `declare const table: Record<string, number>; table['a']; table.a; 'a' in table;`],
    ['numbers', `declare const table: Record<number, number>; table[at];`],
    [
      'arrays and their like',
      `declare const list: string[]; declare const pair: [1, 2]; list[at]; pair[at]; 'text'[at];`,
    ],
    ['Maps', `declare const map: Map<string, number>; map.get(key);`],
    [
      'what is looked up with a guard',
      `declare const table: Record<string, number>; Object.hasOwn(table, key) ? table[key] : 0;`,
    ],
    [
      'what comes after a guard',
      `declare const table: Record<string, number>; Object.hasOwn(table, key) && table[key] > 1;`,
    ],
    ['a key of an object that is being made', `export const made = { [key]: 1 };`],
  ])('has nothing against %s', (_what, code) => {
    expect(findings(code)).toEqual([]);
  });
});
