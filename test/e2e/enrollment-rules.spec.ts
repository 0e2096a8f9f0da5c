// The rules of enrollment in the window: registration type with PIN, terms of service, device limit.
import { expect, test } from './fixtures.ts';

test('registration type, terms of service and device limit are set on the User Settings page', async ({
  window,
  call,
}, testInfo) => {
  await window.setViewportSize({ width: 1280, height: 800 });
  await window.getByRole('navigation').getByRole('link', { name: 'User Settings' }).click();

  await window.getByRole('button', { name: /^Edit Default/ }).click();
  const wizard = window.getByRole('dialog');
  await wizard.getByRole('radio', { name: 'Password and PIN' }).check();
  await wizard.getByLabel('PIN length (4 to 12 digits)').fill('3');
  await wizard.getByRole('button', { name: 'Done' }).click();
  await expect(wizard.getByText('at least 4')).toBeVisible();
  await wizard.getByLabel('PIN length (4 to 12 digits)').fill('8');
  await window.screenshot({ path: testInfo.outputPath('registration-type.png') });
  await wizard.getByRole('button', { name: 'Done' }).click();
  await expect(wizard).toBeHidden();
  await expect(window.getByText('Password and PIN')).toBeVisible();
  expect(await call('userSettings.list', {})).toMatchObject([
    { registrationType: 'password-and-pin', pin: { length: 8, lifetimeDays: 7 } },
  ]);

  await window.getByRole('button', { name: 'Edit terms of service' }).click();
  const terms = window.getByRole('dialog', { name: 'Edit terms of service' });
  await terms.getByRole('switch', { name: 'People have to accept them' }).check();
  await terms.getByRole('button', { name: 'Save' }).click();
  await expect(terms.getByText('required').first()).toBeVisible();
  await terms.getByLabel('Title').fill('House rules');
  await terms.getByLabel('Text').fill('Handle work data with care.');
  await window.screenshot({ path: testInfo.outputPath('terms-dialog.png') });
  await terms.getByRole('button', { name: 'Save' }).click();
  await expect(window.getByRole('table', { name: 'Versions of the terms of service' })).toContainText('1 (in force)');

  await window.getByRole('button', { name: 'Edit device limit' }).click();
  const limit = window.getByRole('dialog', { name: 'Edit device limit' });
  await limit.getByRole('switch', { name: 'Limit the devices of each person' }).check();
  await limit.getByLabel('Active devices per person (1 to 100)').fill('three');
  await limit.getByRole('button', { name: 'Save' }).click();
  await expect(limit.getByText('a whole number')).toBeVisible();
  await limit.getByLabel('Active devices per person (1 to 100)').fill('3');
  await limit.getByRole('button', { name: 'Save' }).click();
  await expect(window.getByText('Each person may have 3 active devices.')).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await window.emulateMedia({ colorScheme });
    await window.screenshot({ path: testInfo.outputPath(`user-settings-${colorScheme}.png`) });
  }
});
