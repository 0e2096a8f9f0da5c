// The page LDAP, and the import from it.
import type { Page } from 'playwright/test';
import { bindDn, bindPassword, suffix, type LdapDirectory } from '../../support/ldap-directory.ts';
import { expect } from '../fixtures.ts';
import { openPage } from './navigation.ts';

interface Connecting {
  /** Called at each step, for pictures. */
  readonly shot?: (name: string) => Promise<unknown>;
  /** A password to try before the right one. */
  readonly wrongPassword?: string;
  /** What the preview must show of somebody. */
  readonly preview: string;
}

/** Connects an Open LDAP server by the wizard, with Managed Apple IDs by e-mail address under the appleid subdomain. */
export const connectLdap = async (
  window: Page,
  directory: LdapDirectory,
  { shot = () => Promise.resolve(), wrongPassword, preview }: Connecting,
): Promise<void> => {
  await openPage(window, 'LDAP');
  await expect(window.getByText('No directory is connected')).toBeVisible();
  await window.getByRole('button', { name: '+ Add' }).click();
  const dialog = window.getByRole('dialog');
  const tryPassword = async (password: string): Promise<void> => {
    await dialog.getByLabel('Password', { exact: true }).fill(password);
    await dialog.getByLabel('Confirm password').fill(password);
    await dialog.getByRole('button', { name: 'Test Connection and Continue' }).click();
  };
  await dialog.getByLabel('Name', { exact: false }).first().fill('Head office');
  await dialog.getByLabel('Directory type').click();
  await window.getByRole('option', { name: 'Open LDAP', exact: true }).click();
  await dialog.getByLabel('Directory URL').fill(directory.url);
  await dialog.getByLabel('Bind user (DN)').fill(bindDn);
  if (wrongPassword !== undefined) {
    await tryPassword(wrongPassword);
    await expect(dialog.getByText('the DN or the password is wrong')).toBeVisible();
    await shot('refused');
  }
  await tryPassword(bindPassword);
  await expect(dialog.getByText(/^Connected to 127\.0\.0\.1/)).toBeVisible();
  await shot('options');
  await dialog.getByRole('button', { name: 'Next' }).click();
  await expect(dialog.getByLabel('Base DN').first()).toHaveValue(suffix);
  await shot('search');
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByLabel('Managed Apple ID').click();
  await window.getByRole('option', { name: 'Pattern: user e-mail address' }).click();
  await dialog.getByLabel('Include "appleid" subdomain').check();
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByRole('button', { name: 'Browse' }).click();
  await expect(dialog.getByText(preview)).toBeVisible();
  await shot('preview');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(dialog).toBeHidden();
  await expect(window.getByRole('table', { name: 'LDAP servers' })).toContainText('Head office');
};

/** Takes an OU over by Users > + Add > Invite Users from LDAP; ends on the list of users. */
export const importUnit = async (
  window: Page,
  unit: string,
  shot: (name: string) => Promise<unknown> = () => Promise.resolve(),
): Promise<void> => {
  await openPage(window, 'Users');
  await window.getByRole('button', { name: '+ Add' }).click();
  await window.getByRole('menuitem', { name: 'Invite Users from LDAP' }).click();
  await window.getByRole('button', { name: 'OU', exact: true }).click();
  await window.getByRole('textbox', { name: 'Search OUs' }).fill(unit.slice(0, 3));
  await window.getByRole('button', { name: 'Search', exact: true }).click();
  await window.getByRole('button', { name: `+ Add ${unit}` }).click();
  await shot('import');
  await window.getByRole('button', { name: 'Done' }).click();
};
