// User settings in the window: every type has a default and settings for groups.
import { expect, test } from './fixtures.ts';

test('registration type, terms of service, device limit and reminders are set on the User Settings page', async ({
  window,
  call,
}, testInfo) => {
  await window.setViewportSize({ width: 1280, height: 800 });
  const anna = (await call('users.create', {
    email: 'anna@office.example',
    username: 'anna@office.example',
    firstName: 'Anna',
    lastName: 'Berg',
    displayName: 'Anna Berg',
  })) as { id: string };
  await call('groups.create', { name: 'Field', memberIds: [anna.id] });
  await window.getByRole('navigation').getByRole('link', { name: 'User Settings' }).click();
  const tab = (name: string) => window.getByRole('tab', { name }).click();
  const wizard = window.getByRole('dialog');
  const done = wizard.getByRole('button', { name: 'Done' });
  const picture = (name: string) => window.screenshot({ path: testInfo.outputPath(`${name}.png`) });

  await window.getByRole('button', { name: /^Edit Default/ }).click();
  await wizard.getByRole('radio', { name: 'Password and PIN' }).check();
  await wizard.getByLabel('PIN length (4 to 12 digits)').fill('3');
  await done.click();
  await expect(wizard.getByText('at least 4')).toBeVisible();
  await wizard.getByLabel('PIN length (4 to 12 digits)').fill('8');
  await wizard.getByRole('switch', { name: 'Allow new request' }).check();
  await wizard.getByRole('switch', { name: 'Device allow list' }).check();
  await wizard.getByLabel('Serial numbers').fill('F2LXK1ABCD12\nno number');
  await done.click();
  await expect(wizard.getByText('"NO" is no serial number')).toBeVisible();
  await wizard.getByLabel('Serial numbers').fill('F2LXK1ABCD12\nc02xk1abcd13');
  await picture('registration-type');
  await done.click();
  await expect(wizard).toBeHidden();
  await expect(window.getByText('Password and PIN')).toBeVisible();
  expect(await call('userSettings.list', { type: 'registration' })).toMatchObject([
    {
      body: {
        registrationType: 'password-and-pin',
        pin: { length: 8, lifetimeDays: 7, allowRequest: true },
        allowedSerials: ['F2LXK1ABCD12', 'C02XK1ABCD13'],
      },
    },
  ]);

  await tab('Terms of Service');
  await window.getByRole('button', { name: 'Edit Default Terms of Service' }).click();
  await wizard.getByRole('switch', { name: 'People have to accept them' }).check();
  await done.click();
  await expect(wizard.getByText('required').first()).toBeVisible();
  await wizard.getByLabel('Title').fill('House rules');
  await wizard.getByLabel('Text').fill('Handle work data with care.');
  await picture('terms-dialog');
  await done.click();
  await expect(window.getByRole('table', { name: 'Versions of Default Terms of Service' })).toContainText(
    '1 (in force)',
  );
  await picture('terms');

  await tab('Device Limit');
  await window.getByRole('button', { name: '+ Add setting for specific user groups' }).click();
  await wizard.getByLabel('Name').fill('Two for Field');
  await wizard.getByLabel('Active devices per person (1 to 100)').fill('three');
  await wizard.getByRole('button', { name: 'Next' }).click();
  await expect(wizard.getByText('a whole number')).toBeVisible();
  await wizard.getByLabel('Active devices per person (1 to 100)').fill('2');
  await wizard.getByRole('button', { name: 'Next' }).click();
  await done.click();
  await expect(wizard.getByText('Pick at least one user group')).toBeVisible();
  await wizard.getByLabel('Field (1 member)').check();
  await picture('distribution');
  await done.click();
  await expect(wizard).toBeHidden();
  const card = window.getByRole('article', { name: 'Two for Field' });
  await expect(card).toContainText('2 devices');
  await expect(card).toContainText('Field');
  await expect(window.getByRole('article', { name: 'Default Device Limit' })).toContainText('No limit');

  await tab('Password Complexity');
  await window.getByRole('button', { name: 'Edit Default Password Complexity' }).click();
  await wizard.getByLabel('Capital letters').fill('1');
  await done.click();
  await expect(wizard.getByText('At least three kinds, or none', { exact: true })).toBeVisible();
  await picture('password-kinds');
  await wizard.getByLabel('Small letters').fill('1');
  await wizard.getByLabel('Digits', { exact: true }).fill('1');
  await wizard.getByRole('switch', { name: 'Passwords expire' }).check();
  await wizard.getByLabel('Expire after days (30 to 365)').fill('20');
  await done.click();
  await expect(wizard.getByText('at least 30')).toBeVisible();
  await wizard.getByLabel('Expire after days (30 to 365)').fill('90');
  await picture('password-dialog');
  await done.click();
  await expect(wizard).toBeHidden();
  await expect(window.getByRole('article', { name: 'Default Password Complexity' })).toContainText('After 90 days');
  await picture('password');

  await tab('Invite Reminder');
  await window.getByRole('button', { name: 'Edit Default Invite Reminder' }).click();
  await wizard
    .getByRole('switch', { name: 'Remind people who were invited by mail and have not enrolled a device' })
    .check();
  await wizard.getByLabel('End (days after the invitation)').fill('1');
  await done.click();
  await expect(wizard.getByText('Not before the start')).toBeVisible();
  await wizard.getByLabel('End (days after the invitation)').fill('20');
  await picture('reminder');
  await done.click();
  await expect(window.getByText('20 days after the invitation')).toBeVisible();

  await tab('Registration Confirmation');
  await expect(window.getByRole('article', { name: 'Default Registration Confirmation' })).toContainText('On');
  await tab('Device Limit');
  for (const colorScheme of ['light', 'dark'] as const) {
    await window.emulateMedia({ colorScheme });
    await picture(`user-settings-${colorScheme}`);
  }

  await window.getByRole('navigation').getByRole('link', { name: 'Users', exact: true }).click();
  await window
    .getByRole('row', { name: /Anna Berg/ })
    .getByText('Anna Berg')
    .click();
  const effective = window.getByRole('table', { name: 'Effective settings' });
  await expect(effective.getByRole('row', { name: /Device Limit/ })).toContainText('Member of the user group "Field".');
  await expect(effective.getByRole('row')).toHaveCount(7);
  await effective.scrollIntoViewIfNeeded();
  await picture('effective-dark');
});
