// The console in German: by the language of the system, by the admin's choice, on every page.
import { endApp, expect, test } from './fixtures.ts';

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
    await first.getByRole('button', { name: 'Sprache' }).click();
    await first.getByRole('menuitemradio', { name: 'English' }).click();
    await expect(first.getByRole('navigation').getByRole('link', { name: 'User Groups' })).toBeVisible();
    await expect(first.locator('html')).toHaveAttribute('lang', 'en');
    await endApp(running);
    const second = await (await startWith({})).app.firstWindow();
    await expect(second.getByRole('navigation').getByRole('link', { name: 'User Groups' })).toBeVisible();
  });
});
