// Every page of the console, in both colour schemes, has no serious accessibility defect that a machine can find.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { expect, sharingTest } from './fixtures.ts';

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

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];

/**
 * What is wrong with what the window shows, a line each: by every rule in the light scheme, and in the dark one by the rules
 * on colours, which are the only ones that a scheme makes a difference to.
 */
const defects = async (window: Page, where: string): Promise<string[]> => {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await window.emulateMedia({ colorScheme });
    await window.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
    const axe = new AxeBuilder({ page: window }).setLegacyMode(true);
    const { violations } = await (
      colorScheme === 'light' ? axe.withTags(tags) : axe.withRules(['color-contrast', 'link-in-text-block'])
    ).analyze();
    found.push(
      ...violations.map(
        ({ id, nodes }) =>
          `${where} (${colorScheme}): ${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
      ),
    );
  }
  return found;
};

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

/** What opens on a page: where, the button, and the role of what it brings. */
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
] as const;

sharingTest('menus and dialogs pass them too, and close with Esc', async ({ window, call }) => {
  sharingTest.setTimeout(120_000);
  await window.setViewportSize({ width: 1280, height: 800 });
  const username = 'anna@office.example';
  await call('users.create', { email: username, username, firstName: 'Anna', lastName: 'A', displayName: 'Anna A' });
  const found: string[] = [];
  for (const [page, button, role] of layers) {
    // By keyboard: the tooltip of the button that has the focus again may lie over the links.
    await window.getByRole('navigation').getByRole('link', { name: page, exact: true }).press('Enter');
    await window.getByRole('button', { name: button, exact: true }).first().press('Enter');
    const layer = window.getByRole(role);
    await expect(layer).toBeVisible();
    found.push(...(await defects(window, `${page}, ${button}`)));
    await window.keyboard.press('Escape');
    await expect(layer).toHaveCount(0);
  }
  await window.getByRole('navigation').getByRole('link', { name: 'Users', exact: true }).click();
  await window.getByRole('gridcell', { name: 'Anna A' }).click();
  await expect(window.getByRole('heading', { level: 1 })).toHaveText('Anna A');
  found.push(...(await defects(window, 'a user')));
  expect(found).toEqual([]);
});
