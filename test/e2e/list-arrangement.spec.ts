// How an admin arranged the lists is there again after a restart, although the window keeps nothing on disk.
import type { Page } from 'playwright/test';
import { callThrough, endApp, expect, test, type RunningApp } from './fixtures.ts';
import { openPage } from './pages/navigation.ts';

const windowOf = async ({ app }: RunningApp): Promise<Page> => {
  const window = await app.firstWindow();
  await window.setViewportSize({ width: 1280, height: 800 });
  await window.locator('nav').first().waitFor();
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
  await dialog.getByRole('checkbox', { name: 'Devices' }).uncheck();
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
  await expect(grid.getByRole('columnheader', { name: 'Devices' })).toHaveCount(0);
  const filters = again.getByRole('region', { name: 'filters' });
  await expect(filters.getByRole('button', { name: 'Source', exact: true })).toBeVisible();
  await expect(filters.getByRole('button', { name: 'Sync', exact: true })).toHaveCount(0);

  await again.getByRole('button', { name: 'Columns' }).click();
  await again.getByRole('button', { name: 'Restore Defaults' }).click();
  await again.getByRole('button', { name: 'OK' }).click();
  await expect(grid.getByRole('columnheader', { name: 'Devices' })).toBeVisible();
  await filters.getByRole('button', { name: 'Restore Defaults' }).click();
  await expect(filters.getByRole('button', { name: 'Sync', exact: true })).toBeVisible();
});

test('a view kept by name brings back filters, order and columns, after a restart too', async ({ startWith }) => {
  const before = await startWith({});
  const window = await windowOf(before);
  for (const name of ['Anna', 'Ben']) {
    const username = `${name.toLowerCase()}@office.example`;
    await callThrough(window, 'users.create', {
      email: username,
      username,
      firstName: name,
      lastName: 'Berg',
      displayName: `${name} Berg`,
    });
  }
  await openPage(window, 'Users');
  await window.getByRole('searchbox').fill('ben');
  await window.getByRole('columnheader', { name: 'Devices' }).click();
  await window.getByRole('button', { name: 'Columns' }).click();
  await window.getByRole('dialog').getByRole('checkbox', { name: 'Enabled' }).uncheck();
  await window.getByRole('dialog').getByRole('button', { name: 'OK' }).click();
  await window.getByRole('button', { name: 'Views' }).click();
  await window.getByRole('menuitem', { name: 'Save this view' }).click();
  const dialog = window.getByRole('dialog', { name: 'Save this view' });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('required', { exact: true })).toBeVisible();
  await dialog.getByLabel('Name of the view').fill('Only Ben');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  await window.getByRole('button', { name: 'Columns' }).click();
  await window.getByRole('button', { name: 'Restore Defaults' }).click();
  await window.getByRole('button', { name: 'OK' }).click();
  await endApp(before);

  const again = await windowOf(await startWith({}));
  await openPage(again, 'Users');
  const grid = again.getByRole('grid');
  await expect(grid.getByText('Anna Berg')).toBeVisible();
  await again.getByRole('button', { name: 'Views' }).click();
  await again.getByRole('menuitem', { name: 'Only Ben' }).click();
  await expect(grid.getByText('Anna Berg')).toHaveCount(0);
  await expect(grid.getByText('Ben Berg')).toBeVisible();
  await expect(grid.getByRole('columnheader', { name: 'Enabled' })).toHaveCount(0);
  await expect(grid.getByRole('columnheader', { name: 'Devices' })).toHaveAttribute('aria-sort', 'ascending');

  await again.getByRole('button', { name: 'Views' }).click();
  await again.getByRole('menuitem', { name: 'Save this view' }).click();
  await again.getByRole('button', { name: 'Delete the view Only Ben' }).click();
  await again.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await again.getByRole('button', { name: 'Views' }).click();
  await expect(again.getByRole('menuitem')).toHaveText(['Save this view']);
});
