// Light or dark by choice, and that nothing is wider than its window.
import type { Page } from 'playwright/test';
import { endApp, expect, test } from './fixtures.ts';

const isDark = (window: Page): Promise<boolean> =>
  window.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);

test('the console is light or dark as the admin chooses, at once and after a restart', async ({ startWith }) => {
  const running = await startWith({});
  const first = await running.app.firstWindow();
  await expect(first.getByRole('heading', { level: 1 })).toBeVisible();
  for (const [name, dark] of [
    ['Light', false],
    ['Dark', true],
  ] as const) {
    await first.getByRole('button', { name: 'Language and appearance' }).click();
    await first.getByRole('menuitemradio', { name, exact: true }).click();
    await expect.poll(() => isDark(first)).toBe(dark);
  }
  await endApp(running);
  const second = await (await startWith({})).app.firstWindow();
  await expect(second.getByRole('heading', { level: 1 })).toBeVisible();
  expect(await isDark(second)).toBe(true);
});

test('no list scrolls sideways in a window of 1280 pixels', async ({ window, call }) => {
  await window.setViewportSize({ width: 1280, height: 800 });
  const username = 'maximiliane.von-und-zu-langenfeld@office-of-architects.example';
  const displayName = 'Maximiliane von und zu Langenfeld';
  await call('users.create', { email: username, username, firstName: 'Maximiliane', lastName: 'Lang', displayName });
  for (const name of ['Users', 'User Groups', 'Audit Trail']) {
    await window.getByRole('navigation').getByRole('link', { name, exact: true }).click();
    await expect(window.getByRole('row').nth(1)).toBeVisible();
    await expect(window.locator('.MuiDataGrid-scrollbar--horizontal'), name).toHaveCount(0);
    const wide = await window.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll('main')]
        .filter((element) => element.scrollWidth > element.clientWidth)
        .map((element) => element.tagName),
    );
    expect(wide, name).toEqual([]);
  }
});
