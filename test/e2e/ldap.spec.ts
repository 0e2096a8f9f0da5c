// Connect LDAP in the window, import an OU, see masked Managed Apple IDs by the pattern.
import {
  bindDn,
  bindPassword,
  personLdif,
  startLdapDirectory,
  suffix,
  type LdapDirectory,
} from '../support/ldap-directory.ts';
import { expect, test } from './fixtures.ts';

let directory: LdapDirectory;

test.beforeAll(async () => {
  directory = await startLdapDirectory({
    entries: [
      `\ndn: ou=sales,ou=people,${suffix}\nobjectClass: organizationalUnit\nou: sales\ndescription: Sales\n`,
      personLdif('anna', { unit: 'ou=sales,ou=people', name: 'Anna Berg' }),
      personLdif('ben', { unit: 'ou=sales,ou=people', name: 'Ben Holm' }),
      personLdif('carla', { name: 'Carla Outside' }),
    ].join('\n'),
  });
});
test.afterAll(async () => {
  await directory.stop();
});

test('scenario 59: connects LDAP, imports an OU, shows masked Managed Apple IDs by the pattern', async ({ window }) => {
  const shot = (name: string) => window.screenshot({ path: test.info().outputPath(`${name}.png`) });
  const navigation = window.getByRole('navigation');
  await navigation.getByRole('link', { name: 'LDAP', exact: true }).click();
  await expect(window.getByText('No directory is connected')).toBeVisible();
  await window.getByRole('button', { name: '+ Add' }).click();

  const dialog = window.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: false }).first().fill('Head office');
  await dialog.getByLabel('Directory type').click();
  await window.getByRole('option', { name: 'Open LDAP', exact: true }).click();
  await dialog.getByLabel('Directory URL').fill(directory.url);
  await dialog.getByLabel('Bind user (DN)').fill(bindDn);
  await dialog.getByLabel('Password', { exact: true }).fill('wrong');
  await dialog.getByLabel('Confirm password').fill('wrong');
  await dialog.getByRole('button', { name: 'Test Connection and Continue' }).click();
  await expect(dialog.getByText('the DN or the password is wrong')).toBeVisible();
  await shot('refused');
  await dialog.getByLabel('Password', { exact: true }).fill(bindPassword);
  await dialog.getByLabel('Confirm password').fill(bindPassword);
  await dialog.getByRole('button', { name: 'Test Connection and Continue' }).click();

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
  await expect(dialog.getByText('a•••a@appleid.office.example')).toBeVisible();
  await shot('preview');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(dialog).toBeHidden();
  await expect(window.getByRole('table', { name: 'LDAP servers' })).toContainText('Head office');

  await navigation.getByRole('link', { name: 'Users', exact: true }).click();
  await window.getByRole('button', { name: '+ Add' }).click();
  await window.getByRole('menuitem', { name: 'Invite Users from LDAP' }).click();
  await window.getByRole('button', { name: 'OU', exact: true }).click();
  await window.getByRole('textbox', { name: 'Search OUs' }).fill('sal');
  await window.getByRole('button', { name: 'Search', exact: true }).click();
  await window.getByRole('button', { name: '+ Add sales' }).click();
  await shot('import');
  await window.getByRole('button', { name: 'Done' }).click();

  await expect(window.getByText('Anna Berg')).toBeVisible();
  await expect(window.getByText('Ben Holm')).toBeVisible();
  await expect(window.getByText('Carla Outside')).toBeHidden();
  await window.getByText('Anna Berg').click();
  await window.getByRole('tab', { name: 'User Information' }).click();
  await expect(window.getByText('a•••a@appleid.office.example')).toBeVisible();
  await expect(window.getByText('anna@appleid.office.example')).toHaveCount(0);
  await navigation.getByRole('link', { name: 'LDAP', exact: true }).click();
  await expect(window.getByText('OK', { exact: true })).toBeVisible();
  await shot('servers');
});
