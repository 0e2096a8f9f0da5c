// Electron words its roles in English: every item of ours has its own.
import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { applicationMenuItems } from '../../../electron/shell/application-menu-items.ts';

type Item = MenuItemConstructorOptions;

const below = ({ submenu }: Item): readonly Item[] => (Array.isArray(submenu) ? submenu : []);
const allOf = (items: readonly Item[]): Item[] => items.flatMap((item) => [item, ...allOf(below(item))]);
const wordsOf = (platform: NodeJS.Platform, language: 'en' | 'de'): (string | undefined)[] =>
  allOf(applicationMenuItems(platform, language, () => undefined))
    .filter(({ type }) => type !== 'separator')
    .map(({ label }) => label);

describe('the menu of the application', () => {
  it.each(['win32', 'linux', 'darwin'] as const)('is in the language of the console on %s', (platform) => {
    const [english, german] = [wordsOf(platform, 'en'), wordsOf(platform, 'de')];
    expect(english).not.toContain(undefined);
    expect(german.filter((word, at) => word === english[at] && word !== 'Russet')).toEqual([]);
    expect(german).toEqual(expect.arrayContaining(['Bearbeiten', 'Widerrufen', 'Originalgröße', 'Vollbild']));
  });

  it('has About and Quit once, where the platform has them', () => {
    for (const platform of ['win32', 'darwin'] as const) {
      const words = wordsOf(platform, 'en');
      expect(words.filter((word) => word === 'About Russet' || word === 'Quit Russet')).toHaveLength(2);
    }
    const [first] = applicationMenuItems('darwin', 'en', () => undefined);
    expect(below(first ?? {}).map(({ label }) => label)).toContain('About Russet');
  });
});
