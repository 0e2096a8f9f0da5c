// The list of users at work: filters that are managed, PINs that are viewed, attributes, groups and messages in bulk.
import type { Page, TestInfo } from 'playwright/test';
import type { Call } from '../support/running/bridge-client.ts';
import { registrationBody, setDefault } from '../support/user-settings.ts';
import { expect, test } from './fixtures.ts';

const look = async (window: Page, testInfo: TestInfo, name: string): Promise<void> => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await window.emulateMedia({ colorScheme });
    await window.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
    const path = testInfo.outputPath(`${name}-${colorScheme}.png`);
    await window.screenshot({ path });
    await testInfo.attach(`${name}, ${colorScheme}`, { path, contentType: 'image/png' });
  }
};

test('people get PINs that can be viewed, an attribute and a new group; filters are managed', async ({
  window,
  call,
}, testInfo) => {
  await window.setViewportSize({ width: 1280, height: 800 });
  await setDefault(
    call as Call,
    'registration',
    registrationBody({ appleEnrollmentType: 'device', registrationType: 'pin' }),
  );
  for (const name of ['Anna', 'Ben', 'Cleo']) {
    const email = `${name.toLowerCase()}@office.example`;
    await call('users.create', {
      email,
      username: email,
      firstName: name,
      lastName: 'Berg',
      displayName: `${name} Berg`,
    });
  }
  await window.getByRole('navigation').getByRole('link', { name: 'Users', exact: true }).click();
  const users = window.getByRole('grid', { name: 'Users' });
  await expect(users).toContainText('Anna Berg');

  // A filter that nobody needs is put away, and stays away.
  await window.getByRole('button', { name: 'Manage Filters' }).click();
  await look(window, testInfo, 'manage-filters');
  await window.getByRole('menuitemcheckbox', { name: 'Sync' }).click();
  await window.keyboard.press('Escape');
  const filters = window.getByRole('region', { name: 'filters' });
  await expect(filters.getByRole('button', { name: 'Sync', exact: true })).toHaveCount(0);
  await window.reload();
  await expect(filters.getByRole('button', { name: 'Source', exact: true })).toBeVisible();
  await expect(filters.getByRole('button', { name: 'Sync', exact: true })).toHaveCount(0);

  // PINs for the three, then one of them is viewed in the list.
  await window.getByRole('button', { name: 'Columns' }).click();
  const dialog = window.getByRole('dialog');
  for (const column of ['REGISTRATION PIN', 'PIN Status', 'PIN Expires']) {
    await dialog.getByRole('checkbox', { name: column }).check();
  }
  await dialog.getByRole('button', { name: 'OK' }).click();
  await users.getByRole('checkbox', { name: 'Select all rows' }).check();
  const action = async (name: string): Promise<void> => {
    await window.getByRole('button', { name: 'Actions', exact: true }).click();
    await window.getByRole('menuitem', { name, exact: true }).click();
  };
  await window.getByRole('button', { name: 'Actions', exact: true }).click();
  await look(window, testInfo, 'actions');
  await window.keyboard.press('Escape');
  await action('Generate PIN');
  await dialog.getByRole('button', { name: 'Generate PIN' }).click();
  await expect(dialog).toContainText('3 PINs generated');
  const pin = await dialog
    .getByRole('row', { name: /Anna Berg/ })
    .locator('code')
    .innerText();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await window.getByRole('button', { name: 'View PIN of Anna Berg' }).scrollIntoViewIfNeeded();
  await look(window, testInfo, 'pin-columns');
  await window.getByRole('button', { name: 'View PIN of Anna Berg' }).click();
  await expect(dialog).toContainText(pin);
  await look(window, testInfo, 'view-pin');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toBeHidden();
  await expect(window.getByRole('heading', { level: 1 })).toHaveText('Users');

  await window.getByRole('button', { name: 'Columns' }).click();
  await dialog.getByRole('button', { name: 'Restore Defaults' }).click();
  await dialog.getByRole('button', { name: 'OK' }).click();

  // An attribute and a group that is made on the spot, both with a dry run.
  await action('Assign Attribute');
  await dialog.getByRole('combobox', { name: 'Attribute' }).fill('Building');
  await dialog.getByLabel('Value').fill('North');
  await expect(dialog.getByRole('status')).toContainText('3 allowed, 0 refused.');
  await look(window, testInfo, 'assign-attribute');
  await dialog.getByRole('button', { name: 'Assign to 3 users' }).click();
  await expect(dialog).toBeHidden();
  await users.getByRole('checkbox', { name: 'Select all rows' }).check();
  await action('Assign to Group');
  await dialog.getByRole('combobox', { name: 'User Group' }).fill('North wing');
  await window.getByRole('option', { name: 'Create New: North wing' }).click();
  await expect(dialog.getByRole('status')).toContainText('3 allowed, 0 refused.');
  await look(window, testInfo, 'create-group');
  await dialog.getByRole('button', { name: 'Assign 3 users' }).click();
  await expect(users.getByRole('row', { name: /Anna Berg/ })).toContainText('North wing');

  // A message says what is missing before anybody writes it in vain.
  await users.getByRole('checkbox', { name: 'Select all rows' }).check();
  await action('Send Message');
  await expect(dialog).toContainText('No mail server is set up.');
  await look(window, testInfo, 'send-message');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
});
