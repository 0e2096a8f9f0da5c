// Every page of the console, in both colour schemes, has no serious accessibility defect that a machine can find.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './fixtures.ts';

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

test('all pages pass the automatic accessibility checks in light and dark', async ({ window }) => {
  test.setTimeout(120_000);
  await window.setViewportSize({ width: 1280, height: 800 });
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await window.emulateMedia({ colorScheme });
    for (const name of pages) {
      await window.getByRole('navigation').getByRole('link', { name, exact: true }).click();
      await expect(window.getByRole('heading', { level: 1 })).toHaveText(name);
      await window.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
      const { violations } = await new AxeBuilder({ page: window })
        .setLegacyMode(true)
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
        .analyze();
      for (const { id, nodes } of violations) {
        found.push(`${name} (${colorScheme}): ${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
      }
    }
  }
  expect(found).toEqual([]);
});
