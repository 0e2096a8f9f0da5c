// The console in German: by the language of the system, by the admin's choice, on every page.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endApp, expect, test } from './fixtures.ts';

const locales = join(import.meta.dirname, '../../shared/locales');

interface Tree {
  readonly [key: string]: string | Tree;
}

const textsIn = (language: string): ReadonlyMap<string, string> => {
  const flat = (tree: Tree, prefix: string): [string, string][] =>
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[prefix + key, value] as [string, string]] : flat(value, `${prefix}${key}.`),
    );
  return new Map(
    readdirSync(join(locales, language))
      .filter((file) => file.endsWith('.json'))
      .flatMap((file) => flat(JSON.parse(readFileSync(join(locales, language, file), 'utf8')) as Tree, `${file}:`)),
  );
};

/** Texts that a German reader must never see: English ones that are no German ones as well. */
const englishOnly = (): ReadonlySet<string> => {
  const german = new Set(textsIn('de').values());
  return new Set([...textsIn('en').values()].filter((text) => !german.has(text)));
};

/** The names of what is built in stay English for now. */
const ofTheCore: ReadonlySet<string> = new Set(['All Users']);

test.describe('on a German system', () => {
  test.use({ launchArgs: ['--lang=de'] });

  test('the console speaks German until the admin chooses otherwise, which holds at once and after a restart', async ({
    startWith,
  }) => {
    const running = await startWith({});
    const first = await running.app.firstWindow();
    await expect(first.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(first.getByRole('navigation').getByRole('link', { name: 'Benutzergruppen' })).toBeVisible();
    await expect(first.locator('html')).toHaveAttribute('lang', 'de');
    const menus = () =>
      running.app.evaluate(({ Menu }) =>
        Menu.getApplicationMenu()?.items.flatMap(({ label, submenu }) => [
          label,
          ...(submenu?.items ?? []).map((item) => item.label),
        ]),
      );
    await first.getByRole('button', { name: 'Sprache' }).click();
    await first.getByRole('menuitemradio', { name: 'Deutsch' }).click();
    const german = ['Darstellung', 'Originalgröße', 'Widerrufen', 'Minimieren'];
    await expect.poll(menus).toEqual(expect.arrayContaining(german));
    await first.getByRole('button', { name: 'Sprache' }).click();
    await first.getByRole('menuitemradio', { name: 'English' }).click();
    await expect(first.getByRole('navigation').getByRole('link', { name: 'User Groups' })).toBeVisible();
    await expect(first.locator('html')).toHaveAttribute('lang', 'en');
    await expect.poll(menus).toEqual(expect.arrayContaining(['View', 'Actual Size', 'Undo', 'Minimize']));
    await endApp(running);
    const second = await (await startWith({})).app.firstWindow();
    await expect(second.getByRole('navigation').getByRole('link', { name: 'User Groups' })).toBeVisible();
  });

  test('no page shows an English text or the key of one, or is wider than the window', async ({ window }) => {
    test.setTimeout(120_000);
    await window.setViewportSize({ width: 1280, height: 800 });
    const english = englishOnly();
    const wrong: string[] = [];
    const links = window.getByRole('navigation').getByRole('link');
    const look = async (page: string): Promise<void> => {
      await expect(window.getByRole('progressbar')).toHaveCount(0);
      await window.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
      const seen = await window.evaluate(() => {
        const texts: string[] = [];
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode() !== null) texts.push(walker.currentNode.textContent?.trim() ?? '');
        const named = [...document.querySelectorAll('[aria-label], [placeholder], [title]')].flatMap((element) =>
          ['aria-label', 'placeholder', 'title'].map((name) => element.getAttribute(name) ?? ''),
        );
        return [...texts, ...named].filter((text) => text !== '');
      });
      for (const text of seen) {
        const isKey = /^[a-z][A-Za-z-]*(\.[a-z][A-Za-z-]*)+$/.test(text) && !text.endsWith('.example');
        if ((english.has(text) && !ofTheCore.has(text)) || isKey) wrong.push(`${page}: ${text}`);
      }
      if (await window.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth))
        wrong.push(`${page} is wider than the window`);
    };
    for (const name of await links.allTextContents()) {
      if (name.trim() === '') continue;
      const link = window.getByRole('navigation').getByRole('link', { name, exact: true });
      if ((await link.count()) !== 1) continue;
      await link.click();
      await expect(window.getByRole('heading', { level: 1 })).toBeVisible();
      await look(name);
      const tabs = window.getByRole('main').getByRole('tab');
      for (let index = 1; index < (await tabs.count()); index += 1) {
        await tabs.nth(index).click();
        await look(`${name} ${String(index)}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
