// User groups in the window: a dynamic group by the rule builder, and an import with its error file.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { ldapPresets } from '../../shared/model/ldap.ts';
import { adDomain, adReader, startActiveDirectory } from '../support/fakes/active-directory.ts';
import { adGuidText } from '../support/fakes/active-directory-tree.ts';
import { expect, test } from './fixtures.ts';

const addPeople = async (call: (method: string, input: unknown) => Promise<unknown>): Promise<void> => {
  for (const [firstName, lastName] of [
    ['Anna', 'Berg'],
    ['Ben', 'Öberg'],
    ['Carla', 'Stein'],
  ]) {
    const email = `${String(firstName).toLowerCase()}@office.example`;
    await call('users.create', {
      email,
      username: email,
      firstName,
      lastName,
      displayName: `${firstName} ${lastName}`,
    });
  }
};

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

const choose = async (window: Page, field: string, option: string): Promise<void> => {
  await window.getByRole('combobox', { name: field }).click();
  await window.getByRole('option', { name: option, exact: true }).click();
};

test('a group is built from rules that show whom they match', async ({ window, call }, testInfo) => {
  await window.setViewportSize({ width: 1280, height: 800 });
  await addPeople(call);
  await window.getByRole('navigation').getByRole('link', { name: 'User Groups' }).click();
  await window.getByRole('button', { name: '+Add' }).click();
  const dialog = window.getByRole('dialog', { name: 'Add User Group' });
  await expect(dialog.getByRole('radio', { name: 'Dynamically Managed (Most Common)' })).toBeChecked();

  // Nothing is saved while a rule has no value, and the rule says so.
  await dialog.getByLabel('Name').fill('Mountains');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('Enter a text')).toBeVisible();

  // By keyboard alone: the operator, the value, another rule, its attribute.
  await window.getByRole('combobox', { name: 'Rule 1: operator' }).focus();
  await window.keyboard.press('Enter');
  await window.keyboard.type('ends');
  await window.keyboard.press('Enter');
  await window.keyboard.press('Tab');
  await window.keyboard.type('BERG');
  await expect(dialog.getByRole('status').filter({ hasText: '2 people now' })).toBeVisible();
  await expect(dialog.getByRole('list', { name: 'People who match' })).toContainText('Ben Öberg');

  await dialog.getByRole('button', { name: 'Add a group to Rules' }).click();
  await choose(window, 'Rule 2.1: operator', 'does not contain');
  await dialog.getByRole('textbox', { name: 'Rule 2.1: value' }).fill('öb');
  await dialog.getByRole('button', { name: 'Add a rule to Group 2' }).click();
  await expect(window.getByRole('combobox', { name: 'Rule 2.2: attribute' })).toBeFocused();
  await choose(window, 'Rule 2.2: attribute', 'Enabled');
  await expect(dialog.getByRole('note', { name: 'Rules in plain words' })).toHaveText(
    'Display Name ends with "BERG" AND (Display Name does not contain "öb" AND Enabled is equal to Yes)',
  );
  await expect(dialog.getByRole('status').filter({ hasText: '1 person now' })).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await window.emulateMedia({ colorScheme });
    await expectAccessible(window);
    const picture = testInfo.outputPath(`rule-builder-${colorScheme}.png`);
    await window.screenshot({ path: picture });
    await testInfo.attach(`rule builder, ${colorScheme}`, { path: picture, contentType: 'image/png' });
  }
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();

  await window.getByRole('gridcell', { name: 'Mountains' }).click();
  await expect(window.getByRole('table', { name: 'Members' })).toContainText('Anna Berg');
  await window.getByRole('link', { name: 'Anna Berg' }).click();
  await window.getByRole('tab', { name: 'Groups' }).click();
  await expect(window.getByRole('link', { name: 'Mountains' })).toBeVisible();
});

test('members come from a CSV file, and refused rows go to a file', async ({ app, window, call, dataFolder }) => {
  await addPeople(call);
  const file = join(dataFolder, 'members.csv');
  await writeFile(file, 'accountUid;groupName\nanna@office.example;Field Team\nnobody@office.example;Field Team\n');
  await window.getByRole('navigation').getByRole('link', { name: 'User Groups' }).click();
  await window.getByRole('button', { name: 'Import CSV' }).click();
  const dialog = window.getByRole('dialog', { name: 'Import Group Members' });
  await dialog.getByLabel('CSV file', { exact: true }).setInputFiles(file);
  await expect(dialog.getByRole('list', { name: 'Refused rows' })).toContainText(
    'Line 3: nobody@office.example, Field Team: User not found',
  );
  await expectAccessible(window);
  const saved = join(dataFolder, 'saved.csv');
  const download = app.evaluate(
    ({ BrowserWindow }, path) =>
      new Promise<string>((resolve) => {
        BrowserWindow.getAllWindows()[0]?.webContents.session.once('will-download', (_event, item) => {
          item.setSavePath(path);
          item.once('done', () => {
            resolve(item.getFilename());
          });
        });
      }),
    saved,
  );
  await dialog.getByRole('button', { name: 'Save error file' }).click();
  expect(await download).toBe('members-errors.csv');
  expect(await readFile(saved, 'utf8')).toContain('nobody@office.example,Field Team,3,User not found');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await window.getByRole('gridcell', { name: 'Field Team' }).click();
  await expect(window.getByRole('table', { name: 'Members' })).toContainText('Anna Berg');
});

test('the advanced search narrows the list of users and is kept under a name', async ({ window, call }, testInfo) => {
  await window.setViewportSize({ width: 1280, height: 800 });
  await addPeople(call);
  await window.getByRole('navigation').getByRole('link', { name: 'Users', exact: true }).click();
  await window.getByRole('button', { name: 'Advanced Search' }).click();
  const dialog = window.getByRole('dialog', { name: 'Advanced Search' });
  await choose(window, 'Rule 1: operator', 'contains');
  await dialog.getByRole('textbox', { name: 'Rule 1: value' }).fill('berg');
  await dialog.getByLabel('Query Name').fill('Mountains');
  await dialog.getByRole('button', { name: 'Save query' }).click();
  await dialog.getByRole('button', { name: 'Saved queries' }).click();
  await expect(dialog.getByRole('table', { name: 'Saved queries' })).toContainText('Display Name contains "berg"');
  await expectAccessible(window);
  await window.screenshot({ path: testInfo.outputPath('advanced-search.png') });
  await dialog.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(window.getByRole('gridcell', { name: 'Ben Öberg' })).toBeVisible();
  await expect(window.getByRole('gridcell', { name: 'Carla Stein' })).toBeHidden();

  await window.getByRole('button', { name: 'Restore Defaults' }).click();
  await expect(window.getByRole('gridcell', { name: 'Carla Stein' })).toBeVisible();
  await window.getByRole('button', { name: 'Advanced Search' }).click();
  await dialog.getByRole('button', { name: 'Saved queries' }).click();
  await dialog.getByRole('button', { name: 'Load Mountains' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Rule 1: value' })).toHaveValue('berg');
  await dialog.getByRole('button', { name: 'Delete Mountains' }).click();
  await expect(dialog.getByText('No saved queries yet.')).toBeVisible();
});

test('a group of Active Directory that bears the name of another shows where each comes from', async ({
  window,
  call,
}, testInfo) => {
  const directory = await startActiveDirectory({
    accounts: [
      {
        name: 'Anna Berg',
        sam: 'anna',
        rid: 1104,
        values: { displayName: ['Anna Berg'], mail: ['anna@office.example'] },
      },
    ],
    groups: [{ name: 'Staff', rid: 1202, members: ['Anna Berg'] }],
    units: [],
  });
  try {
    await window.setViewportSize({ width: 1280, height: 800 });
    await call('groups.create', { name: 'Staff', memberIds: [] });
    const { id } = (await call('ldap.create', {
      connection: {
        name: 'Head office',
        url: directory.url,
        bindDn: adReader.dn,
        password: adReader.password,
        type: 'active-directory',
      },
      options: {},
      search: { baseDn: adDomain, ...ldapPresets['active-directory'] },
      managedAppleId: { kind: 'none' },
    })) as { id: string };
    await call('ldap.select', {
      id,
      items: [{ kind: 'ou', externalId: 'everybody', dn: adDomain, name: 'Everybody' }],
    });
    await window.getByRole('navigation').getByRole('link', { name: 'User Groups' }).click();
    await window.getByRole('gridcell', { name: 'Staff (Head office)' }).click();
    const table = window.getByRole('table', { name: 'Groups of the same name' });
    await expect(table).toContainText('LDAP: Head office');
    await expect(table).toContainText(adGuidText(1202));
    await expect(table).toContainText(`CN=Staff,CN=Users,${adDomain}`);
    await expectAccessible(window);
    await window.screenshot({ path: testInfo.outputPath('same-name.png') });
    await table.getByRole('link', { name: 'Staff', exact: true }).click();
    await expect(table.getByText('Staff (this one)')).toBeVisible();
  } finally {
    await directory.stop();
  }
});
