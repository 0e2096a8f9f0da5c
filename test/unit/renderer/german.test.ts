// One word for one thing: the German texts use the words of docs/glossary.md, each for its own thing.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { actionGroups } from '../../../renderer/src/features/devices/lib/action-words.ts';
import { renderText, say } from '../../../shared/locales/admin-texts.ts';
import { german } from '../../../shared/locales/de/core.ts';
import { english } from '../../../shared/locales/en/core.ts';
import { shownName } from '../../../shared/locales/shipped.ts';

const locales = join(import.meta.dirname, '../../../shared/locales');

interface Tree {
  readonly [key: string]: string | Tree;
}

const flat = (tree: Tree, prefix: string): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${prefix}.${key}`, value] as [string, string]] : flat(value, `${prefix}.${key}`),
  );

const textsOf = (language: string, core: Tree): ReadonlyMap<string, string> =>
  new Map([
    ...flat(core, 'core'),
    ...readdirSync(join(locales, language))
      .filter((file) => file.endsWith('.json'))
      .flatMap((file) => flat(JSON.parse(readFileSync(join(locales, language, file), 'utf8')) as Tree, file)),
  ]);

const inEnglish = textsOf('en', english);
const inGerman = textsOf('de', german);

/** Keys of the texts whose English has the word. */
const keysWith = (word: RegExp): string[] => [...inEnglish].flatMap(([key, text]) => (word.test(text) ? [key] : []));

/** Keys and German of the texts whose English has the word and whose German has not its own. */
const astray = (word: RegExp, own: RegExp): string[] =>
  keysWith(word).flatMap((key) => {
    const text = inGerman.get(key) ?? '';
    return own.test(text) ? [] : [`${key}: ${text}`];
  });

describe('the German texts', () => {
  it.each([
    ['wipe, erase', /\b(wip(e|ed|es)|eras(e|ed|es))\b/i, /zurück(zu)?(setz|gesetzt)|setz\w* .*zurück/i],
    ['delete', /\bdelet(e|ed|es)\b/i, /lösch/i],
    ['retire', /\bretir(e|ed|es)\b/i, /außer Verwaltung|verlässt .*Verwaltung/i],
    ['manually managed', /\bmanually managed\b/i, /manuell verwaltet/i],
    ['User Enrollment', /\bUser Enrollment\b/, /Benutzer\u00AD?registrierung/],
    ['Device Enrollment', /\bDevice Enrollment\b(?! Enrolled)/, /Geräteregistrierung|Registrierung von Geräten/],
    ['saved', /\b(was|were|is) saved\b/, /sicher/],
    ['command line', /\bcommand line\b/i, /Kommandozeile/],
    ['audit trail', /\baudit trail\b/i, /Prüfprotokoll|Protokoll prüfen/],
  ])('have one word for %s', (_, word, own) => {
    expect(keysWith(word)).not.toEqual([]);
    expect(astray(word, own)).toEqual([]);
  });

  it('do not call deleting a record or clearing a passcode what Wipe is called', () => {
    const wrong = [...inGerman].filter(
      ([key, text]) =>
        /(device|gerät|code)s? löschen\b/i.test(text) ||
        (/lösch/i.test(text) && /^model.*(Wip|Eras|Passcode)/.test(key)),
    );
    expect(wrong).toEqual([]);
  });

  it.each([
    /\bBind-/,
    /Apple-Account/,
    /Abfrage\b/,
    /Befehlszeile/,
    /Client-Geheimnis/,
    /von Hand verwaltet/i,
    /Entra ID-/,
    /\b(per|eine|Die|die) Mails?\b/,
    /\b(User|Device) Enrollment\b/,
    /(abgemeldet|abzumelden)/,
    /(Ansicht|Einstellungen?|Suche) (wurden? )?(ge)?speicher/,
  ])('never say %s', (other) => {
    expect([...inGerman].filter(([, text]) => other.test(text))).toEqual([]);
  });
});

describe('what Russet ships under an English name', () => {
  it('has the same name on every page, and what somebody named stays as it is', () => {
    expect(renderText(shownName('All Users'), 'de')).toBe(inGerman.get('users.json.allUsers'));
    expect(shownName('Field Team')).toBe('Field Team');
    const setting = { name: 'Default Device Registration Setting' };
    expect(renderText(say('reasons.asksDeviceEnrollment', { setting: shownName(setting.name) }), 'de')).toBe(
      'Die Einstellung „Standard: Registrierungseinstellung“ verlangt die Geräteregistrierung.',
    );
  });
});

describe('the Actions menu of a device', () => {
  it('has Wipe and the deletion of the record far from each other', () => {
    const groupOf = (action: string): number => actionGroups.findIndex((group) => group.some((one) => one === action));
    expect(Math.abs(groupOf('erase') - groupOf('delete'))).toBeGreaterThan(1);
    expect(actionGroups.at(-1)?.at(-1)).toBe('erase');
  });
});
