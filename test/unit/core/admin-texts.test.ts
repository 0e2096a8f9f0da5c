import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { adminTextSchema, renderText, say, sayAsPage, verbatim } from '../../../shared/locales/admin-texts.ts';
import { german } from '../../../shared/locales/de/core.ts';
import { english } from '../../../shared/locales/en/core.ts';

const root = join(import.meta.dirname, '../../..');

const flat = (texts: Readonly<Record<string, Readonly<Record<string, string>>>>): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(texts).flatMap(([area, own]) =>
      Object.entries(own).map(([name, text]) => [`${area}.${name}`, text] as const),
    ),
  );

const placeholdersOf = (text: string): readonly string[] => (text.match(/\{\{[^}]*\}\}/g) ?? []).sort();

const codeOf = (folder: string): string =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/locales.(en|de)/.test(file))
    .map((file) => readFileSync(join(root, folder, file), 'utf8'))
    .join('\n');

describe('the texts of the core', () => {
  it('exist in both languages, with the same placeholders', () => {
    const inGerman = flat(german);
    const inEnglish = flat(english);
    expect([...inGerman.keys()].sort()).toEqual([...inEnglish.keys()].sort());
    for (const [key, text] of inEnglish) {
      expect([key, placeholdersOf(inGerman.get(key) ?? '')]).toEqual([key, placeholdersOf(text)]);
      expect([key, text.trim() === '' || inGerman.get(key)?.trim() === '']).toEqual([key, false]);
    }
  });

  it('are all used', () => {
    const code = ['electron', 'shared', 'renderer/src'].map(codeOf).join('\n');
    const literals = new Set([...code.matchAll(/'(\w+\.\w+)'/g)].map(([, key = '']) => key));
    const patterns = [...code.matchAll(/`(\w+\.\w*(?:\$\{[^`{}]*\}\w*)+)`/g)].map(
      ([, template = '']) => new RegExp(`^${template.replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '\\w*')}$`),
    );
    const unused = [...flat(english).keys()]
      .map((key) => key.replace(/_(one|other)$/, ''))
      .filter((key) => !literals.has(key) && !patterns.some((pattern) => pattern.test(key)));
    expect(unused).toEqual([]);
  });

  it('survive JSON and are put into words where they are read', () => {
    const text = say('errors.formerAddressStays', { problem: say('errors.portTaken', { port: 8443 }) });
    const stored = adminTextSchema.parse(JSON.parse(JSON.stringify(text)));
    expect(renderText(stored, 'en')).toBe(text.english);
    expect(renderText(stored, 'de')).toMatch(/^Port 8443 wird .* bleibt in Gebrauch\.$/);
  });

  it('choose the plural, write numbers and days as the language does, and join lists', () => {
    const people = say('errors.tooManyPeople', { people: 12_000, most: 10_000 });
    expect(renderText(people, 'de')).toContain('12.000');
    expect(people.english).toContain('12,000');
    const day = say('certificates.expiresSoon', { at: Date.UTC(2026, 4, 9) });
    expect([day.english, renderText(day, 'de')]).toEqual([
      'The certificate expires on 9 May 2026. Renew it in time.',
      'Das Zertifikat läuft am 09.05.2026 ab. Erneuern Sie es rechtzeitig.',
    ]);
    expect(say('mail.unknownVariables', { count: 1, names: ['${a}'] }).english).toBe('unknown variable ${a}');
    expect(say('mail.unknownVariables', { count: 2, names: ['${a}', '${b}'] }).english).toBe(
      'unknown variables ${a}, ${b}',
    );
    const problems = [say('fields.required'), say('fields.used')];
    expect(say('mail.checkText', { problems }).english).toBe('Check the mail text: required; already used.');
  });

  it('leave alone what was written before they had keys, and what a key of another version says', () => {
    expect(renderText('The disk is full.', 'de')).toBe('The disk is full.');
    expect(renderText({ key: 'errors.ofTomorrow', english: 'Words of tomorrow.' }, 'de')).toBe('Words of tomorrow.');
    expect(renderText(verbatim('550 {{no}} $t(errors.internal)'), 'de')).toBe('550 {{no}} $t(errors.internal)');
  });

  it('include those that people read while enrolling', () => {
    expect(renderText(sayAsPage('pages.errors.deviceLimit', { count: 2 }), 'de')).toContain('2');
  });

  it('are refused by the compiler without a placeholder, or with a key that does not exist', () => {
    // @ts-expect-error -- port is missing
    expect(say('errors.portTaken', {}).key).toBe('errors.portTaken');
    // @ts-expect-error -- no such key
    expect(say('errors.nothing').key).toBe('errors.nothing');
    // @ts-expect-error -- what chooses the plural is missing
    expect(say('mail.unknownVariables', { names: [] }).key).toBe('mail.unknownVariables');
  });
});
