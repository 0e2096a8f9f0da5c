// How an admin arranged the lists is there again after a restart, although the window keeps nothing on disk.
import type { Page } from 'playwright/test';
import { callThrough, endApp, expect, test, type RunningApp } from './fixtures.ts';
import { openPage } from './pages/navigation.ts';

const windowOf = async ({ app }: RunningApp): Promise<Page> => {
  const window = await app.firstWindow();
  await window.setViewportSize({ width: 1280, height: 800 });
  await window.locator('#root > *').first().waitFor();
  return window;
};

test('columns and filters of a list stay as they were chosen, after a restart too', async ({ startWith }) => {
  const before = await startWith({});
  const window = await windowOf(before);
  await callThrough(window, 'users.create', {
    email: 'anna@office.example',
    username: 'anna@office.example',
    firstName: 'Anna',
    lastName: 'Berg',
    displayName: 'Anna Berg',
    managedAppleId: 'anna.berg@appleid.office.example',
  });
  await openPage(window, 'Users');
  await window.getByRole('button', { name: 'Columns' }).click();
  const dialog = window.getByRole('dialog', { name: 'Columns' });
  await dialog.getByRole('checkbox', { name: 'Managed Apple ID' }).check();
  await dialog.getByRole('checkbox', { name: 'Username' }).uncheck();
  await dialog.getByRole('button', { name: 'OK' }).click();
  await window.getByRole('button', { name: 'Manage Filters' }).click();
  await window.getByRole('menuitemcheckbox', { name: 'Sync' }).click();
  await window.keyboard.press('Escape');
  await expect(window.getByRole('grid')).toContainText('a•••g@appleid.office.example');
  await endApp(before);

  const after = await startWith({});
  const again = await windowOf(after);
  await openPage(again, 'Users');
  const grid = again.getByRole('grid');
  await expect(grid).toContainText('a•••g@appleid.office.example');
  await expect(grid.getByRole('columnheader', { name: 'Username' })).toHaveCount(0);
  const filters = again.getByRole('region', { name: 'filters' });
  await expect(filters.getByRole('button', { name: 'Source', exact: true })).toBeVisible();
  await expect(filters.getByRole('button', { name: 'Sync', exact: true })).toHaveCount(0);

  await again.getByRole('button', { name: 'Columns' }).click();
  await again.getByRole('button', { name: 'Restore Defaults' }).click();
  await again.getByRole('button', { name: 'OK' }).click();
  await expect(grid.getByRole('columnheader', { name: 'Username' })).toBeVisible();
  await filters.getByRole('button', { name: 'Restore Defaults' }).click();
  await expect(filters.getByRole('button', { name: 'Sync', exact: true })).toBeVisible();
});
