// One person's page and what the console does not let get lost: attributes, the menu, imports, rules, the audit detail.
import type { Call } from '../support/running/bridge-client.ts';
import { expect, test } from './fixtures.ts';

test('a person is given an attribute and disabled from the menu of their page, and the list shows it', async ({
  window,
  call: untyped,
}) => {
  const call = untyped as Call;
  const email = 'anna@office.example';
  const { id } = await call('users.create', {
    email,
    username: email,
    firstName: 'Anna',
    lastName: 'Berg',
    displayName: 'Anna Berg',
  });
  await window.evaluate((hash) => {
    location.hash = hash;
  }, `#/users/${id}?tab=attributes`);
  const dialog = window.getByRole('dialog');
  await window.getByRole('button', { name: 'Assign Attribute' }).click();
  await dialog.getByLabel('Attribute').fill('Desk');
  await dialog.getByLabel('Value').fill('4.12');
  await dialog.getByRole('button', { name: 'Assign', exact: true }).click();
  const attributes = window.getByRole('table', { name: 'Attributes' });
  await expect(attributes.getByRole('row', { name: /Desk/ })).toContainText('4.12');
  await expect(attributes.getByRole('row', { name: /Desk/ })).toContainText('This office');

  await window.getByRole('button', { name: 'Actions', exact: true }).click();
  await window.getByRole('menuitem', { name: 'Disable' }).click();
  await expect(dialog).toContainText('Disable Anna Berg?');
  await dialog.getByRole('button', { name: 'Disable', exact: true }).click();
  await expect.poll(async () => (await call('users.get', { id })).enabled).toBe(false);

  await window.getByRole('navigation').getByRole('link', { name: 'Users', exact: true }).click();
  const grid = window.getByRole('grid', { name: 'Users' });
  await expect(grid).toContainText('Anna Berg');
  await window.getByRole('button', { name: 'Columns' }).click();
  await dialog.getByRole('checkbox', { name: 'Desk' }).check();
  await dialog.getByRole('button', { name: 'OK' }).click();
  await expect(grid.getByRole('row', { name: /Anna Berg/ })).toContainText('4.12');

  // Rules that were neither used nor saved are not lost by a slip.
  await window.getByRole('button', { name: 'Advanced Search' }).click();
  await dialog.getByRole('textbox').first().fill('Anna');
  await window.keyboard.press('Escape');
  const question = window.getByRole('dialog', { name: 'Discard your changes?' });
  await question.getByRole('button', { name: 'Keep editing' }).click();
  await expect(dialog.getByRole('textbox').first()).toHaveValue('Anna');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await question.getByRole('button', { name: 'Discard changes' }).click();

  // An export that shows everything wants a reason, at its field.
  await window.getByRole('button', { name: 'Export CSV' }).click();
  await dialog.getByRole('checkbox', { name: 'Show Managed Apple IDs in full' }).check();
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(dialog).toContainText('Say why, in a few words.');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
});

test('a list of people that was read is not lost by leaving, and its attributes are mended like the rest', async ({
  window,
  call: untyped,
}) => {
  const call = untyped as Call;
  await window.evaluate(() => {
    location.hash = '#/users/add';
  });
  await window.getByLabel('CSV file').setInputFiles({
    name: 'people.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('Email,First,Last,Desk\nben@office.example,Ben,Alt,1\n'),
  });
  // Wide enough for the grid to draw every column.
  await window.setViewportSize({ width: 2600, height: 800 });
  const grid = window.getByRole('grid', { name: 'People to import' });
  await grid.getByRole('gridcell', { name: '1', exact: true }).last().dblclick();
  await window.keyboard.press('ControlOrMeta+A');
  await window.keyboard.type('12');
  await window.keyboard.press('Enter');
  await window.getByRole('navigation').getByRole('link', { name: 'User Groups' }).click();
  await window.getByRole('dialog').getByRole('button', { name: 'Keep editing' }).click();
  await window.getByRole('button', { name: 'Import 1 user' }).click();
  await expect
    .poll(async () => (await call('users.list', {})).rows.map(({ attributes }) => attributes))
    .toEqual([{ Desk: '12' }]);

  await call('preferences.setLanguage', { language: 'de' });
  await window.reload();
  await window.evaluate(() => {
    location.hash = '#/audit-trail';
  });
  await window.getByRole('button', { name: /Änderungen zeigen: Importiert, Ben Alt/ }).click();
  const changes = window.getByRole('table', { name: 'Änderungen – vorher und nachher' });
  await expect(changes.getByRole('row', { name: /Vorname/ })).toContainText('Ben');
  await expect(changes.getByRole('row', { name: /Desk/ })).toContainText('12');
});
