// Entra ID User Source in the window: set up, test, choose a group, sync, see who came.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createFakeEntra } from '../support/fakes/entra.ts';
import { expect, test } from './fixtures.ts';

test('sets up a tenant, tests it, takes people and a group over', async ({ startWith, dataFolder }) => {
  const entra = await createFakeEntra();
  try {
    const anna = entra.directory.addUser('anna');
    entra.directory.addUser('printer', { mail: null });
    entra.directory.addGroup('Sales', [anna.id]);
    const caFile = join(dataFolder, 'microsoft-ca.pem');
    await writeFile(caFile, entra.caPem);
    const { app } = await startWith({
      env: {
        RUSSET_ENTRA_LOGIN_ORIGIN: entra.endpoints.loginOrigin,
        RUSSET_ENTRA_GRAPH_ORIGIN: entra.endpoints.graphOrigin,
        RUSSET_ENTRA_CA: caFile,
      },
    });
    const window = await app.firstWindow();
    await window.getByRole('link', { name: 'Entra ID User Source' }).click();
    await expect(window.getByRole('heading', { level: 1 })).toHaveText('Entra ID User Source');

    await window.getByLabel('Directory (tenant) ID').fill('office.onmicrosoft.example');
    await window.getByLabel('Application (client) ID').fill(entra.app.clientId);
    await window.getByRole('button', { name: 'Test connection' }).click();
    await expect(window.getByText(/^An ID such as 8a1c/)).toHaveCount(1);
    await expect(window.getByText(/^Check the input/)).toHaveCount(0);
    await window.getByLabel('Directory (tenant) ID').fill(entra.app.tenantId);
    await window.getByLabel('Custom attributes').fill('department');
    await window.getByRole('button', { name: 'Undo changes' }).click();
    await expect(window.getByLabel('Custom attributes')).toHaveValue('');
    await expect(window.getByText('Everything is saved.')).toBeVisible();
    await window.getByLabel('Directory (tenant) ID').fill(entra.app.tenantId);
    await window.getByLabel('Application (client) ID').fill(entra.app.clientId);
    await window.getByRole('textbox', { name: 'Client secret' }).fill('wrong');
    await window.getByRole('button', { name: 'Test connection' }).click();
    await expect(window.getByText(/Microsoft refuses the client secret/)).toBeVisible();
    await window.getByRole('textbox', { name: 'Client secret' }).fill(entra.app.secret);
    await window.getByRole('button', { name: 'Test connection' }).click();
    await expect(window.getByText('Connected: the tenant has 2 users.')).toBeVisible();

    await window.getByLabel('Enable this Entra ID').check();
    await window.getByRole('combobox', { name: 'Managed Apple ID' }).click();
    await window.getByRole('option', { name: 'Pattern: userUPN' }).click();
    await window.getByLabel('Find groups').fill('sal');
    await window.getByLabel('Find groups').press('Enter');
    await window.getByRole('button', { name: 'Add Sales' }).click();
    await window.getByRole('button', { name: 'Save' }).click();
    await window.getByRole('button', { name: 'Sync Now' }).click();
    await expect(window.getByText('1 person added, 0 changed, 0 unchanged, 0 no longer there.').first()).toBeVisible();
    await expect(window.getByText('printer Example: has no e-mail address.').first()).toBeVisible();
    await window.getByRole('link', { name: 'Users', exact: true }).click();
    await expect(window.getByRole('gridcell', { name: 'anna Example' })).toBeVisible();
  } finally {
    await entra.stop();
  }
});
