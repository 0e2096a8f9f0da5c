// The console without a mouse: finding, searching, adding, and that the focus comes back.
import { expect, test } from './fixtures.ts';

const person = (firstName: string) => ({
  email: `${firstName.toLowerCase()}@office.example`,
  username: `${firstName.toLowerCase()}@office.example`,
  firstName,
  lastName: 'Tester',
  displayName: `${firstName} Tester`,
});

test('the keyboard finds pages, tabs and people, and the focus returns', async ({ window, call }) => {
  await call('users.create', person('Zora'));
  const help = window.getByRole('button', { name: 'Keyboard help' });
  await help.focus();
  await window.keyboard.press('Enter');
  const dialog = window.getByRole('dialog');
  await expect(dialog.getByText('Find a page, person or device')).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(help).toBeFocused();

  await window.keyboard.press('?');
  await expect(dialog).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);

  await window.keyboard.press('Control+K');
  await expect(window.getByRole('combobox', { name: 'Page, person or device' })).toBeFocused();
  await window.keyboard.type('push cert');
  await expect(window.getByRole('option')).toHaveText(['Server › Push certificate']);
  await window.keyboard.press('Enter');
  await expect(window.getByRole('tab', { name: 'Push certificate' })).toHaveAttribute('aria-selected', 'true');

  await window.keyboard.press('Control+K');
  await window.keyboard.type('zora');
  await expect(window.getByRole('option', { name: 'Zora Tester' })).toBeVisible();
  await window.keyboard.press('Enter');
  await expect(window.getByRole('heading', { level: 1, name: 'Zora Tester' })).toBeVisible();

  await window.keyboard.press('Control+K');
  await window.keyboard.type('nobody has this');
  await expect(window.getByText('Nothing has this name.')).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});

test('a user is added, found and opened by the keyboard alone', async ({ window, call }) => {
  await call('users.create', person('Adam'));
  await window.keyboard.press('Control+K');
  await expect(window.getByRole('combobox', { name: 'Page, person or device' })).toBeFocused();
  await window.keyboard.type('users');
  await window.keyboard.press('Enter');
  await expect(window.getByRole('heading', { level: 1, name: 'Users' })).toBeVisible();
  const add = window.getByRole('button', { name: '+ Add' });
  await add.focus();
  await window.keyboard.press('Enter');
  await expect(window.getByRole('menuitem', { name: 'Single User' })).toBeFocused();
  await window.keyboard.press('Enter');
  await window.getByRole('dialog').getByLabel('E-mail').focus();
  await window.keyboard.type('yvonne@office.example');
  await window.keyboard.press('Tab');
  await window.keyboard.type('Yvonne');
  await window.keyboard.press('Tab');
  await window.keyboard.type('Tester');
  await window.keyboard.press('Enter');
  await expect(window.getByRole('dialog')).toHaveCount(0);

  await window.keyboard.press('/');
  await expect(window.getByRole('searchbox')).toBeFocused();
  await window.keyboard.type('yvonne');
  await expect(window.getByRole('grid').getByText('Yvonne Tester')).toBeVisible();
  await expect(window.getByRole('grid').getByText('Adam Tester')).toHaveCount(0);
  await window.keyboard.press('Escape');
  await expect(window.getByRole('grid').getByText('Adam Tester')).toBeVisible();

  await window.getByRole('gridcell', { name: 'Adam Tester' }).focus();
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press('Enter');
  await expect(window.getByRole('heading', { level: 1, name: 'Yvonne Tester' })).toBeVisible();
});

test('rows stay where they are when they are ticked', async ({ window, call }) => {
  await call('users.create', person('Adam'));
  await call('users.create', person('Berta'));
  await window.getByRole('navigation').getByRole('link', { name: 'Users', exact: true }).click();
  const second = window.getByRole('row', { name: 'Berta Tester' });
  const before = await second.boundingBox();
  await window.getByRole('row', { name: 'Adam Tester' }).getByRole('checkbox').check();
  await expect(window.getByText('1 selected')).toBeVisible();
  expect((await second.boundingBox())?.y).toBe(before?.y);
});
