// Connect LDAP in the window, import an OU, see masked Managed Apple IDs by the pattern.
import { createPushAuthority } from '../support/fakes/apns-certificates.ts';
import {
  bindDn,
  bindPassword,
  personLdif,
  startLdapDirectory,
  suffix,
  type LdapDirectory,
} from '../support/ldap-directory.ts';
import { expect, test } from './fixtures.ts';
import { connectLdap, importUnit } from './pages/ldap-page.ts';
import { openPage } from './pages/navigation.ts';

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
  await connectLdap(window, directory, { shot, wrongPassword: 'wrong', preview: 'a•••a@appleid.office.example' });
  await openPage(window, 'Users');
  await window.getByRole('button', { name: '+ Add' }).click();
  await window.getByRole('menuitem', { name: 'Invite Users from LDAP' }).click();
  await window.getByRole('button', { name: 'Browse' }).click();
  await window.getByRole('button', { name: '+ Add Carla Outside' }).click();
  await window.getByRole('link', { name: 'LDAP', exact: true }).click();
  await window.getByRole('button', { name: 'Keep editing' }).click();
  await expect(window.getByRole('table', { name: 'To be imported' })).toContainText('Carla Outside');
  await window.getByRole('link', { name: 'LDAP', exact: true }).click();
  await window.getByRole('button', { name: 'Discard changes' }).click();
  await importUnit(window, 'sales', shot);

  await expect(window.getByText('Anna Berg')).toBeVisible();
  await expect(window.getByText('Ben Holm')).toBeVisible();
  await expect(window.getByText('Carla Outside')).toBeHidden();
  await window.getByText('Anna Berg').click();
  await window.getByRole('tab', { name: 'User Information' }).click();
  await expect(window.getByText('a•••a@appleid.office.example')).toBeVisible();
  await expect(window.getByText('anna@appleid.office.example')).toHaveCount(0);
  await openPage(window, 'LDAP');
  await expect(window.getByText('OK', { exact: true })).toBeVisible();
  await shot('servers');
});

test('mends in the wizard what was wrong: an authority that is not known, a custom attribute, a filter', async ({
  window,
}) => {
  const authority = await createPushAuthority();
  const { certificatePem, privateKeyPem } = await authority.issueServer(['localhost']);
  const secure = await startLdapDirectory({
    tls: { certificate: certificatePem, key: privateKeyPem, ca: authority.caPem },
    entries: `\n${personLdif('anna')}`,
  });
  try {
    await openPage(window, 'LDAP');
    await window.getByRole('button', { name: '+ Add' }).click();
    const dialog = window.getByRole('dialog');
    const next = () => dialog.getByRole('button', { name: 'Next' }).click();
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Head office');
    await dialog.getByLabel('Directory type').click();
    await window.getByRole('option', { name: 'Open LDAP', exact: true }).click();
    await dialog.getByLabel('Directory URL').fill(secure.ldapsUrl);
    await dialog.getByLabel('Bind user (DN)').fill(bindDn);
    await dialog.getByLabel('Password', { exact: true }).fill(bindPassword);
    await dialog.getByLabel('Confirm password').fill(bindPassword);
    await dialog.getByRole('button', { name: 'Test Connection and Continue' }).click();
    await expect(dialog.getByText('its authority is not known here')).toBeVisible();
    await dialog.getByRole('button', { name: 'Continue anyway' }).click();

    await dialog.getByLabel('CA certificates (PEM)').fill('not a certificate');
    await next();
    await expect(dialog.getByText('Not in PEM')).toBeVisible();
    await dialog.getByLabel('CA certificates (PEM)').fill(authority.caPem);
    await dialog.getByRole('button', { name: 'Test again' }).click();
    await expect(dialog.getByText(/^Connected to localhost/)).toBeVisible();
    await next();

    await expect(dialog.getByRole('textbox', { name: 'Base DN' }).first()).toHaveValue(suffix);
    await dialog.getByRole('button', { name: 'Add custom attribute' }).click();
    const row = (name: string) => dialog.locator(`input[name="search.customAttributes.0.${name}"]`);
    await row('name').fill('uid');
    await row('attribute').fill('employeeType');
    await next();
    await expect(dialog.getByText('This name is taken')).toBeVisible();
    await row('name').fill('role');
    await dialog.getByRole('textbox', { name: 'Filter' }).first().fill('(((');
    await next();
    await next();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await expect(dialog.getByText('Not a search filter', { exact: true })).toBeVisible();
    await dialog.getByRole('textbox', { name: 'Filter' }).first().fill('(objectClass=inetOrgPerson)');
    await next();
    await expect(dialog.getByText(/^"\(\(\(" is not/)).toHaveCount(0);
    await dialog.getByLabel('Managed Apple ID').click();
    await window.getByRole('option', { name: 'Pattern: userUPN' }).click();
    await expect(dialog.getByText('nobody would get a Managed Apple ID')).toBeVisible();
    await next();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await expect(window.getByRole('table', { name: 'LDAP servers' })).toContainText('Nobody is picked yet');
  } finally {
    await secure.stop();
  }
});
