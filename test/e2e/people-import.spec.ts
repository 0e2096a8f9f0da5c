// Many people at once in the window: a CSV with wrong rows is mended and imported, acted on in bulk, audited and exported.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page, TestInfo } from 'playwright/test';
import { expect, test } from './fixtures.ts';

const csv = [
  'User ID*;Email*;First Name;Last Name;Managed Apple ID;Desk',
  'anna@office.example;anna@office.example;Anna;Berg;anna@appleid.office.example;12',
  'ben@office.example;nonsense;Ben;Müller;;',
  'cleo@office.example;cleo@office.example;Cleo;Stein;anna@appleid.office.example;14',
  'dora@office.example;dora@office.example;Dora;Weiß;dora.weiss@appleid.office.example;',
].join('\r\n');

const open = async (window: Page, name: string): Promise<void> => {
  await window.getByRole('navigation').getByRole('link', { name, exact: true }).click();
  await expect(window.getByRole('heading', { level: 1 })).toHaveText(name);
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

/** Pictures in light and dark, both accessible. */
const look = async (window: Page, testInfo: TestInfo, name: string): Promise<void> => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await window.emulateMedia({ colorScheme });
    await expectAccessible(window);
    const path = testInfo.outputPath(`${name}-${colorScheme}.png`);
    await window.screenshot({ path });
    await testInfo.attach(`${name}, ${colorScheme}`, { path, contentType: 'image/png' });
  }
};

test('people come from a CSV whose wrong rows are mended, and leave as an export', async ({
  app,
  window,
  dataFolder,
}, testInfo) => {
  await window.setViewportSize({ width: 1280, height: 800 });
  await open(window, 'Users');
  await window.getByRole('button', { name: '+ Add' }).click();
  await window.getByRole('menuitem', { name: 'Multiple Users' }).click();
  await look(window, testInfo, 'import-source');

  // A file as Excel of western Europe writes it.
  await window.getByLabel('CSV file', { exact: true }).setInputFiles({
    name: 'people.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(csv, 'latin1'),
  });
  await expect(window.getByText('people.csv was read as Windows-1252.')).toContainText('Desk');
  await expect(window.getByRole('status').filter({ hasText: '4 people, 2 with a problem' })).toBeVisible();
  const grid = window.getByRole('grid', { name: 'People to import' });
  await expect(grid.getByRole('row', { name: /Cleo/ })).toContainText('Managed Apple ID: is in line 2 already');
  const ben = grid.getByRole('row', { name: /Müller/ });
  await expect(ben).toContainText('E-mail: not an e-mail address');
  await look(window, testInfo, 'import-preview');

  await ben.getByRole('gridcell', { name: 'nonsense' }).dblclick();
  await window.keyboard.press('ControlOrMeta+A');
  await window.keyboard.type('ben@office.example');
  await window.keyboard.press('Enter');
  await expect(window.getByRole('status').filter({ hasText: '4 people, 1 with a problem' })).toBeVisible();
  await window.getByRole('button', { name: 'Import 3, leave out 1' }).click();

  // The good rows are there, the wrong one is named.
  const users = window.getByRole('grid', { name: 'Users' });
  await expect(users.getByRole('row', { name: /Ben Müller/ })).toBeVisible();
  await expect(users.getByRole('row', { name: /Cleo/ })).toHaveCount(0);
  await window.getByRole('button', { name: '1 task ended' }).click();
  const tasks = window.getByRole('dialog', { name: 'Tasks' });
  await expect(tasks).toContainText('3 of 4 people added. 1 left out.');
  await expect(tasks).toContainText('Line 4 (cleo@office.example): Managed Apple ID is in line 2 already');
  await look(window, testInfo, 'tasks');
  await tasks.getByRole('button', { name: 'Dismiss Import people' }).click();
  await expect(tasks).toBeHidden();

  // In bulk, with a dry run: everybody the search finds.
  await users
    .getByRole('checkbox', { name: /select row/i })
    .first()
    .check();
  await window.getByRole('button', { name: 'Select all 3 matching' }).click();
  await expect(window.getByRole('status').filter({ hasText: '3 selected' })).toBeVisible();
  const action = async (name: string): Promise<void> => {
    await window.getByRole('button', { name: 'Actions', exact: true }).click();
    await window.getByRole('menuitem', { name, exact: true }).click();
  };
  await action('Enable');
  const dialog = window.getByRole('dialog');
  await expect(dialog.getByRole('status')).toContainText('0 allowed, 3 refused.');
  await expect(dialog).toContainText('3 users: Is enabled already.');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await action('Disable');
  await expect(dialog.getByRole('status')).toContainText('3 allowed, 0 refused.');
  await look(window, testInfo, 'bulk');
  await dialog.getByRole('button', { name: 'Disable 3 users' }).click();
  await expect(users.getByRole('row', { name: /Ben Müller/ })).toContainText('No');

  // The export runs beside and is downloaded when it is done.
  await window.getByRole('button', { name: 'Export CSV' }).click();
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(dialog).toBeHidden();
  await window.getByRole('button', { name: '2 tasks ended' }).click();
  await expect(tasks).toContainText(/users-\d{4}-\d{2}-\d{2}\.csv: 3 rows\./);
  const file = join(dataFolder, 'downloaded.csv');
  await app.evaluate(({ BrowserWindow }, path) => {
    BrowserWindow.getAllWindows()[0]?.webContents.session.once('will-download', (_event, item) => {
      item.setSavePath(path);
    });
  }, file);
  await tasks.getByRole('button', { name: 'Download Export users' }).click();
  await expect.poll(() => readFile(file, 'utf8').catch(() => '')).toContain('\r\n');
  const text = await readFile(file, 'utf8');
  expect(text).toContain('Dora Weiß');
  expect(text).toContain('d•••s@appleid.office.example');
  expect(text).not.toContain('dora.weiss@');
  await tasks.getByRole('button', { name: 'Delete Export users' }).click();
  await expect(tasks.getByRole('button', { name: 'Delete Export users' })).toHaveCount(0);
  await window.keyboard.press('Escape');

  // Everything is in the audit trail, whose chain holds.
  await open(window, 'Audit Trail');
  const trail = window.getByRole('grid', { name: 'Audit Trail' });
  await expect(trail.getByRole('row', { name: /Imported/ })).toHaveCount(3);
  await expect(trail.getByRole('row', { name: /Disabled/ })).toHaveCount(3);
  await expect(trail.getByRole('row', { name: /Exported/ })).toHaveCount(1);
  await look(window, testInfo, 'audit-trail');
  await trail.getByRole('button', { name: /Show the changes of Imported, Dora Weiß/ }).click();
  const changes = window.getByRole('table', { name: 'Changes - Before & After' });
  await expect(changes).toContainText('d•••s@appleid.office.example');
  await look(window, testInfo, 'audit-entry');
  await window.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await window.getByRole('button', { name: 'Check the trail' }).click();
  await expect(window.getByText(/Check the audit trail: All \d+ entries are as they were written\./)).toBeVisible();
});

test('checks 9 and 10: both lists offer the Managed Apple ID, the devices User Enrollment Enrolled', async ({
  window,
  call,
}) => {
  await call('users.create', {
    email: 'anna@office.example',
    username: 'anna@office.example',
    firstName: 'Anna',
    lastName: 'Berg',
    displayName: 'Anna Berg',
    managedAppleId: 'anna.berg@appleid.office.example',
  });
  await open(window, 'Users');
  const dialog = window.getByRole('dialog', { name: 'Columns' });
  await window.getByRole('button', { name: 'Columns' }).click();
  await dialog.getByRole('checkbox', { name: 'Managed Apple ID' }).check();
  await dialog.getByRole('button', { name: 'OK' }).click();
  await expect(window.getByRole('grid', { name: 'Users' })).toContainText('a•••g@appleid.office.example');
  await open(window, 'Devices');
  await window.getByRole('button', { name: 'Columns' }).click();
  await expect(dialog.getByRole('checkbox', { name: 'Managed Apple ID' })).not.toBeChecked();
  await expect(dialog.getByRole('checkbox', { name: 'User Enrollment Enrolled' })).toBeVisible();
});
