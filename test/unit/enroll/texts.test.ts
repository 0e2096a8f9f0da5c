import { describe, expect, it } from 'vitest';
import { chooseLanguage, PersonError, textOf, textsIn, type TextKey } from '../../../electron/sign-in/texts.ts';
import { decisionCodes } from '../../../electron/mdm/enroll/decision.ts';
import de from '../../../shared/locales/de/enrollment-pages.json' with { type: 'json' };
import en from '../../../shared/locales/en/enrollment-pages.json' with { type: 'json' };

interface Tree {
  readonly [key: string]: string | Tree;
}

/** Every text by its full key. */
const flat = (tree: Tree, prefix = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : flat(value, `${prefix}${key}.`),
  );

describe('the texts', () => {
  const english = new Map(flat(en));
  const german = new Map(flat(de));

  it('are translated', () => {
    const same = [...english].filter(([key, text]) => german.get(key) === text).map(([key]) => key);
    expect(same).toEqual(['signIn.pin']);
  });

  it('fill placeholders as they are, with the right plural', () => {
    expect(textsIn('de')('signIn.heading', { office: 'Müller & Söhne <x>' })).toBe('Bei Müller & Söhne <x> anmelden');
    expect(textsIn('en')('errors.locked', { count: 1 })).toContain('1 minute,');
    expect(textsIn('de')('errors.locked', { count: 5 })).toContain('5 Minuten ');
  });

  it('have a word for every reason that can settle Device Enrollment', () => {
    for (const code of Object.values(decisionCodes)) {
      if (code === decisionCodes.authenticationOnly) continue;
      expect(english.has(`reasons.${code}` satisfies TextKey)).toBe(true);
    }
  });

  it('are English for the log and German for the person', () => {
    const error = new PersonError('enrollment.refused', 'errors.disabled');
    expect(error.message).toMatch(/^Your account is disabled/);
    expect(textOf(error, textsIn('de'))).toMatch(/^Ihr Konto ist deaktiviert/);
  });
});

describe('the language', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['de', 'de'],
    ['de-AT,de;q=0.9,en;q=0.8', 'de'],
    ['en-US,en;q=0.9,de;q=0.8', 'en'],
    ['fr-FR, de;q=0.5, en;q=0.4', 'de'],
    ['fr', 'en'],
    ['en;q=0.2, de;q=0.7', 'de'],
    ['de;q=0, en', 'en'],
    ['de;q=nonsense', 'en'],
    ['deutsch', 'en'],
    ['*', 'en'],
  ])('of %j is %s', (header, language) => {
    expect(chooseLanguage(header)).toBe(language);
  });
});
