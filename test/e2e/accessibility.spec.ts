// Every page of the console, in both colour schemes, has no serious accessibility defect that a machine can find.
import { behindItsBack } from '../support/behind-its-back.ts';
import { expect, sharingTest } from './fixtures.ts';
import { defects } from './pages/axe.ts';
import { openPage } from './pages/navigation.ts';

/** Names of the navigation; each page also shows its own name as the heading. */
const pages = [
  'Home',
  'Notifications',
  'Users',
  'User Groups',
  'User Settings',
  'Devices',
  'Enroll',
  'LDAP',
  'Entra ID User Source',
  'Mail',
  'Server',
  'Apple Business Manager',
  'Audit Trail',
];

sharingTest('all pages pass the automatic accessibility checks in light and dark', async ({ window }) => {
  sharingTest.setTimeout(300_000);
  await window.setViewportSize({ width: 1280, height: 800 });
  const found: string[] = [];
  for (const name of pages) {
    await window.getByRole('navigation').getByRole('link', { name, exact: true }).click();
    await expect(window.getByRole('heading', { level: 1 })).toHaveText(name);
    const tabs = await window.getByRole('main').getByRole('tab').all();
    if (tabs.length === 0) found.push(...(await defects(window, name)));
    for (const tab of tabs) {
      await tab.click();
      await expect(tab).toHaveAttribute('aria-selected', 'true');
      found.push(...(await defects(window, `${name}, ${(await tab.textContent()) ?? ''}`)));
    }
  }
  expect(found).toEqual([]);
});

/** What opens on a page: where, the button, the role of what it brings, and the tab of the button. */
const layers = [
  ['Home', 'Find', 'dialog'],
  ['Home', 'Keyboard help', 'dialog'],
  ['Home', 'Language and appearance', 'menu'],
  ['Notifications', 'Notification Emails', 'dialog'],
  ['Users', '+ Add', 'menu'],
  ['Users', 'Columns', 'dialog'],
  ['Users', 'Views', 'menu'],
  ['Users', 'Invite Status', 'menu'],
  ['Users', 'Advanced Search', 'dialog'],
  ['Users', 'Export CSV', 'dialog'],
  ['User Groups', '+Add', 'dialog'],
  ['User Settings', '+ Add setting for specific user groups', 'dialog'],
  ['LDAP', '+ Add', 'dialog'],
  ['Server', 'Import certificate', 'dialog', 'Certificates'],
  ['Server', 'Import push certificate', 'dialog', 'Push certificate'],
  ['Audit Trail', 'Anchor', 'dialog'],
] as const;

/** Dialogs behind the actions of a person. */
const personActions = [
  'Send Invite',
  'Generate PIN',
  'Print Sheets',
  'Send Message',
  'Assign to Group',
  'Remove from Group',
  'Disable',
  'Delete',
];

sharingTest('menus and dialogs pass them too, and close with Esc', async ({ window, call }) => {
  sharingTest.setTimeout(300_000);
  await window.setViewportSize({ width: 1280, height: 800 });
  const username = 'anna@office.example';
  await call('users.create', { email: username, username, firstName: 'Anna', lastName: 'A', displayName: 'Anna A' });
  const found: string[] = [];
  for (const [page, button, role, tab] of layers) {
    // By keyboard: the tooltip of the button that has the focus again may lie over the links.
    await window.getByRole('navigation').getByRole('link', { name: page, exact: true }).press('Enter');
    if (tab !== undefined) await window.getByRole('tab', { name: tab, exact: true }).press('Enter');
    await window.getByRole('button', { name: button, exact: true }).first().press('Enter');
    const layer = window.getByRole(role);
    await expect(layer).toBeVisible();
    found.push(...(await defects(window, `${page}, ${button}`)));
    await window.keyboard.press('Escape');
    await expect(layer).toHaveCount(0);
  }
  await window.getByRole('navigation').getByRole('link', { name: 'Users', exact: true }).click();
  await window.getByRole('gridcell', { name: 'Anna A', exact: true }).click();
  await expect(window.getByRole('heading', { level: 1 })).toHaveText('Anna A');
  for (const tab of await window.getByRole('main').getByRole('tab').all()) {
    await tab.click();
    await expect(tab).toHaveAttribute('aria-selected', 'true');
    found.push(...(await defects(window, `a user, ${(await tab.textContent()) ?? ''}`)));
  }
  const dialog = window.getByRole('dialog');
  const look = async (name: string): Promise<void> => {
    await expect(dialog).toBeVisible();
    found.push(...(await defects(window, `a user, ${name}`)));
    await window.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  };
  for (const button of ['Edit', 'Make enrollment link']) {
    await window.getByRole('button', { name: button, exact: true }).click();
    await look(button);
  }
  for (const action of personActions) {
    await window.getByRole('button', { name: 'Actions', exact: true }).click();
    await window.getByRole('menuitem', { name: action, exact: true }).click();
    await look(action);
  }
  expect(found).toEqual([]);
});

sharingTest(
  'what the core refused of a form is gone when the form finds something itself',
  async ({ window, call }) => {
    await window.setViewportSize({ width: 1280, height: 800 });
    const username = 'taken@office.example';
    await call('users.create', { email: username, username, firstName: 'T', lastName: 'B', displayName: 'T B' });
    await openPage(window, 'Users');
    await window.getByRole('button', { name: '+ Add', exact: true }).click();
    await window.getByRole('menuitem', { name: 'Single User' }).click();
    const dialog = window.getByRole('dialog');
    await dialog.getByLabel('E-mail').fill(username);
    await dialog.getByLabel('First name').fill('Tina');
    await dialog.getByLabel('Last name').fill('Berg');
    const add = dialog.getByRole('button', { name: 'Save', exact: true });
    await add.click();
    const refused = dialog.getByText(/already belongs to/);
    await expect(refused).toBeVisible();
    await dialog.getByLabel('First name').fill('');
    await add.click();
    await expect(dialog.getByText('Required', { exact: true }).first()).toBeVisible();
    await expect(refused).toHaveCount(0);
    // The next test starts the page anew, which a form with changes would keep it from.
    await window.keyboard.press('Escape');
    await window.getByRole('button', { name: 'Discard changes' }).click();
    await expect(window.getByRole('dialog')).toHaveCount(0);
  },
);

sharingTest('the Server page lists locked addresses and lifts a lock', async ({ window, call, dataFolder }) => {
  await window.setViewportSize({ width: 1280, height: 800 });
  await behindItsBack(
    dataFolder,
    `insert into sign_in_failures (key, count, last_at, locked_until, locks)
      values ('address:192.0.2.7', 10, ${String(Date.now())}, ${String(Date.now() + 1_200_000)}, 2)`,
  );
  await openPage(window, 'Server');
  const table = window.getByRole('table', { name: 'Locked addresses' });
  await expect(table.getByRole('row', { name: /192\.0\.2\.7/ })).toContainText('2 in the last day');
  expect(await defects(window, 'locked addresses')).toEqual([]);
  await table.getByRole('button', { name: 'Lift the lock of 192.0.2.7' }).click();
  await expect(window.getByText('No address is locked.')).toBeVisible();
  expect(await call('users.lockedAddresses', {})).toEqual({ addresses: [] });
});
