// The bell and the page of notifications in the window: told live, read, cleared, mailed to somebody.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { ldapPresets } from '../../shared/model/ldap.ts';
import { expect, test } from './fixtures.ts';

const expectAccessible = async (window: Page): Promise<void> => {
  await window.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
  const { violations } = await new AxeBuilder({ page: window })
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual(
    [],
  );
};

test('a directory that cannot be reached rings the bell, and clearing silences it', async ({
  window,
  call,
}, testInfo) => {
  await window.setViewportSize({ width: 1280, height: 800 });
  const picture = async (name: string): Promise<void> => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await window.emulateMedia({ colorScheme });
      await expectAccessible(window);
      await window.screenshot({ path: testInfo.outputPath(`${name}-${colorScheme}.png`) });
    }
  };
  await window.getByRole('button', { name: 'Needs attention: nothing' }).click();
  await window
    .getByRole('dialog', { name: 'Needs attention' })
    .getByRole('link', { name: 'All notifications' })
    .click();
  await expect(window.getByRole('heading', { level: 1 })).toHaveText('Notifications');
  await expect(window.getByText('Nothing needs your attention', { exact: true })).toBeVisible();

  for (const name of ['Head office', 'Branch office']) {
    const { id } = (await call('ldap.create', {
      connection: { name, url: 'ldap://127.0.0.1:1', type: 'openldap' },
      options: {},
      search: { baseDn: 'dc=office,dc=example', ...ldapPresets.openldap },
      managedAppleId: { kind: 'none' },
    })) as { id: string };
    await call('ldap.select', {
      id,
      items: [{ kind: 'ou', externalId: 'everybody', dn: 'dc=office,dc=example', name: 'Everybody' }],
    });
  }
  await expect(window.getByRole('button', { name: 'Needs attention: 2' })).toBeVisible();
  await expect(window.getByRole('gridcell', { name: 'Head office', exact: true })).toBeVisible();
  await picture('notifications');
  await window.getByRole('button', { name: 'Needs attention: 2' }).click();
  const panel = window.getByRole('dialog', { name: 'Needs attention' });
  await expect(panel.getByRole('listitem')).toHaveCount(2);
  await picture('attention-panel');
  await window.keyboard.press('Escape');

  await window.getByRole('gridcell', { name: 'Head office', exact: true }).click();
  const dialog = window.getByRole('dialog', { name: 'The directory cannot be reached' });
  await expect(dialog).toContainText('nothing listens there');
  await picture('notification');
  await dialog.getByRole('button', { name: 'Clear' }).click();
  await expect(window.getByRole('button', { name: 'Needs attention: 1' })).toBeVisible();
  await expect(window.getByRole('gridcell', { name: 'Head office', exact: true })).toBeHidden();

  await window.getByRole('checkbox', { name: 'Select all rows' }).check();
  await window.getByRole('status').getByRole('button', { name: 'Clear', exact: true }).click();
  await expect(window.getByRole('button', { name: 'Needs attention: nothing' })).toBeVisible();
  await window.getByRole('button', { name: 'Status', exact: true }).click();
  await window.getByRole('menuitemcheckbox', { name: 'Cleared' }).click();
  await window.keyboard.press('Escape');
  await expect(window.getByRole('gridcell', { name: 'Cleared', exact: true })).toHaveCount(2);

  await window.getByRole('button', { name: 'Notification Emails' }).click();
  const mails = window.getByRole('dialog', { name: 'Notification Emails' });
  await mails.getByLabel('Mail notifications').check();
  await mails.getByRole('button', { name: 'Add recipient' }).click();
  await mails.getByLabel('E-mail address').fill('it');
  await mails.getByRole('button', { name: 'Save' }).click();
  await expect(mails.getByText(/e-mail address such as/)).toBeVisible();
  await mails.getByLabel('E-mail address').fill('it@office.example');
  await picture('notification-mails');
  await mails.getByRole('button', { name: 'Save' }).click();
  await expect(mails).toBeHidden();
  expect(await call('notificationMail.get', {})).toEqual({
    enabled: true,
    recipients: [{ address: 'it@office.example', critical: true, warning: true, information: false }],
  });
});
