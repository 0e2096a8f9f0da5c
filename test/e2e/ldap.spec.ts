// Connect LDAP in the window, import an OU, see masked Managed Apple IDs by the pattern.
import { personLdif, startLdapDirectory, suffix, type LdapDirectory } from '../support/ldap-directory.ts';
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
