// An administrator's first day: people, a group, a setting; an iPhone enrolls, is locked, and its log is read.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { createSimulatedDevice } from '../support/device/device.ts';
import { createAppleStandIns, fetchRoot, type AppleStandIns } from '../support/running/apple-stand-ins.ts';
import type { Call } from '../support/running/bridge-client.ts';
import { callThrough, expect, test } from './fixtures.ts';
import { openPage } from './pages/navigation.ts';

const password = 'correct horse battery';
const managedAppleId = 'anna.berg@appleid.office.example';

let apple: AppleStandIns;
let folder: string;

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'russet-story-'));
  apple = await createAppleStandIns(folder);
});

test.afterAll(async () => {
  await apple.apns.stop();
  await rm(folder, { recursive: true, force: true });
});

/** From Home to where the checklist sends for a step. */
const followChecklist = async (window: Page, step: string): Promise<void> => {
  await openPage(window, 'Home');
  const heading = window.getByRole('heading', { name: step, exact: true });
  await window.getByRole('listitem').filter({ has: heading }).getByRole('link').click();
};

const nameOffice = async (window: Page): Promise<void> => {
  await window.getByLabel('Name of the office').fill('Berg & Partners');
  await window.getByLabel('Host name').fill('mdm.office.example');
  await window.getByRole('button', { name: 'Save' }).click();
  await expect(window.getByLabel('Name of the office')).toHaveCount(0);
};

const importPushCertificate = async (window: Page): Promise<void> => {
  const { certificate } = apple.apns;
  await followChecklist(window, 'Push certificate');
  await window
    .getByRole('button', { name: /^import/i })
    .first()
    .click();
  const dialog = window.getByRole('dialog');
  await dialog
    .getByRole('textbox', { name: /PEM/i })
    .fill(`${certificate.certificatePem}\n${certificate.privateKeyPem}`);
  await dialog.getByRole('button', { name: /^import/i }).click();
  await expect(dialog).toBeHidden();
  await expect(window.getByText(certificate.topic, { exact: true })).toBeVisible();
};

const declareBusinessManager = async (window: Page): Promise<void> => {
  await followChecklist(window, 'Apple Business Manager');
  await window.getByLabel('We have an Apple Business Manager account').check();
  await window.getByLabel('Apps and Books is set up').check();
  await window.getByLabel('Its token belongs to the same organization as the account').check();
  await window.getByLabel('Validated domains').fill('office.example');
  await window.keyboard.press('Enter');
  await window.getByRole('button', { name: 'Save' }).click();
  await expect(window.getByText('Your declaration was saved.')).toBeVisible();
};

const addUser = async (window: Page): Promise<void> => {
  await followChecklist(window, 'People');
  await window.getByRole('button', { name: '+ Add' }).click();
  await window.getByRole('menuitem', { name: 'Single User' }).click();
  const dialog = window.getByRole('dialog');
  await dialog.getByLabel('E-mail').fill('anna.berg@office.example');
  await dialog.getByLabel('First Name').fill('Anna');
  await dialog.getByLabel('Last Name').fill('Berg');
  await expect(dialog.getByLabel('Username')).toHaveValue('anna.berg@office.example');
  await expect(dialog.getByLabel('Display Name')).toHaveValue('Anna Berg');
  await dialog.getByLabel('Managed Apple ID').fill(managedAppleId);
  await dialog.getByLabel('Password').fill(password);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await expect(window.getByRole('grid')).toContainText('Anna Berg');
};

const addGroup = async (window: Page): Promise<void> => {
  await openPage(window, 'User Groups');
  await window.getByRole('button', { name: '+Add' }).click();
  const dialog = window.getByRole('dialog');
  await dialog.getByLabel('Name').fill('User Enrollment Group');
  await dialog.getByRole('radio', { name: /Manually Managed/ }).check();
  await dialog.getByLabel('Add users by e-mail').fill('anna');
  await window.getByRole('option', { name: /anna\.berg@office\.example/ }).click();
  await expect(dialog.getByRole('list', { name: 'Members' })).toContainText('Anna Berg');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
};

const addSetting = async (window: Page): Promise<void> => {
  await openPage(window, 'User Settings');
  await window.getByRole('button', { name: '+ Add setting for specific user groups' }).click();
  const dialog = window.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Personal devices');
  await dialog.getByRole('radiogroup', { name: 'Apple Enrollment Type' }).getByLabel('User Enrollment').check();
  await dialog.getByLabel('Include macOS Device (macOS 10.15+)').check();
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByLabel(/^User Enrollment Group/).check();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(dialog).toBeHidden();
  await expect(window.getByRole('region', { name: 'Device Registration Setting' })).toContainText('Personal devices');
};

const enrollPhone = async (window: Page) => {
  const server = (await callThrough(window, 'server.get', {})) as { listener: { url: string } };
  const { hostname, port, origin } = new URL(server.listener.url);
  const call = ((method: string, input: unknown) => callThrough(window, method, input)) as Call;
  const rootPem = await fetchRoot(call, Number(port));
  const phone = createSimulatedDevice({
    kind: 'iPhone',
    osVersion: '18.2',
    name: "Anna's iPhone",
    appleCa: apple.appleCa,
    trusted: [rootPem],
    hosts: { [hostname]: { address: '127.0.0.1', port: Number(port) } },
  });
  phone.subscribeToPush(apple.apns);
  await phone.enrollAccountDriven({
    identifier: 'anna.berg@office.example',
    password,
    managedAppleId,
    discoveryOrigin: origin,
  });
  return phone;
};

/** From now on, how often the administrator clicks and how many fields get a text. */
const countEffort = async (window: Page): Promise<() => Promise<{ clicks: number; fields: number }>> => {
  const counter = await window.evaluateHandle(() => {
    const effort = { clicks: 0, fields: new Set<EventTarget>() };
    document.addEventListener(
      'click',
      // A click on a label is told of its field once more, without a place on the screen.
      ({ isTrusted, detail }) => {
        if (isTrusted && detail > 0) effort.clicks += 1;
      },
      true,
    );
    document.addEventListener(
      'input',
      ({ target }) => {
        if (target instanceof HTMLInputElement && target.type === 'checkbox') return;
        if (target !== null) effort.fields.add(target);
      },
      true,
    );
    return effort;
  });
  return () => counter.evaluate(({ clicks, fields }) => ({ clicks, fields: fields.size }));
};

/** Pictures of the README, in both schemes; taken anew when RUSSET_PICTURES names a folder. */
const picture = async (window: Page, name: string): Promise<void> => {
  const target = process.env['RUSSET_PICTURES'];
  if (target) await expect(window.locator('.notistack-Snackbar')).toHaveCount(0, { timeout: 15_000 });
  for (const scheme of ['light', 'dark'] as const) {
    await window.emulateMedia({ colorScheme: scheme });
    await window.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
    const image = await window.screenshot(target ? { path: join(target, `${name}-${scheme}.png`) } : {});
    expect(image.length).toBeGreaterThan(10_000);
  }
  await window.emulateMedia({ colorScheme: 'light' });
};

test.use({ firstStart: true });

test('checks 28 and 29: an administrator prepares User Enrollment; an iPhone enrolls, is locked, and its log is read', async ({
  startWith,
}) => {
  test.setTimeout(120_000);
  const { app } = await startWith({ env: apple.env });
  const window = await app.firstWindow();
  await window.setViewportSize({ width: 1280, height: 800 });
  await window.locator('nav').first().waitFor();

  const effort = await countEffort(window);
  await nameOffice(window);
  await importPushCertificate(window);
  await declareBusinessManager(window);
  await addUser(window);
  await addGroup(window);
  await addSetting(window);
  // From an empty folder to the first phone, which needs none of either.
  const { clicks, fields } = await effort();
  expect(clicks).toBeLessThanOrEqual(27);
  expect(fields).toBeLessThanOrEqual(13);
  await picture(window, 'user-settings');

  await openPage(window, 'Devices');
  await expect(window.getByText('No devices yet')).toBeVisible();
  const phone = await enrollPhone(window);
  try {
    // Nobody touches the window: the device appears by itself.
    const row = window.getByRole('row').filter({ hasText: "Anna's iPhone" });
    await expect(row).toContainText('Active');
    await picture(window, 'devices');

    await row.dblclick();
    await expect(window.getByRole('heading', { level: 1 })).toHaveText("Anna's iPhone");
    const overview = window.getByRole('tabpanel');
    await expect(overview.getByText('User Enrollment Enrolled')).toBeVisible();
    await expect(definition(window, 'User Enrollment Enrolled')).toHaveText(/Yes/);
    await expect(definition(window, 'Registered Managed Apple ID')).toHaveText(/a•••g@appleid\.office\.example/);
    await expect(window.getByText(phone.serial)).toHaveCount(0);
    await picture(window, 'device');

    await window.getByRole('button', { name: 'Actions' }).click();
    const erase = window.getByRole('menuitem', { name: /erase|wipe/i });
    await expect(erase).toHaveAttribute('aria-disabled', 'true');
    await expect(erase).toHaveAccessibleDescription(/cannot wipe a personal device under User Enrollment/);
    await window.getByRole('menuitem', { name: /^lock/i }).click();
    const lock = window.getByRole('dialog');
    await lock.getByLabel(/^Message on the lock screen/).fill('Found? Please call the office.');
    await lock.getByRole('button', { name: /^lock/i }).click();
    await expect(lock).toBeHidden();
    await expect.poll(() => phone.lockedWith).toBe('Found? Please call the office.');

    await window.getByRole('tab', { name: 'Logs' }).click();
    const log = window.getByRole('grid');
    await expect(log).toContainText('Profile List');
    await window.getByRole('button', { name: 'Action', exact: true }).click();
    await window.getByRole('menuitemcheckbox', { name: 'Device Lock' }).click();
    await window.keyboard.press('Escape');
    await expect(log).not.toContainText('Profile List');
    await expect(log).toContainText('Acknowledged');
    await picture(window, 'log');
    await window
      .getByRole('row')
      .filter({ hasText: 'Acknowledged' })
      .getByRole('button', { name: /details/i })
      .click();
    const details = window.getByRole('dialog');
    await expect(details).toContainText(phone.requireEnrollment().enrollmentId ?? '(none)');
    await picture(window, 'log-entry');
    await details.getByRole('tab', { name: 'Request' }).click();
    await expect(details).toContainText('Found? Please call the office.');
    await details.getByRole('button', { name: 'OK' }).click();
    await expect(details).toBeHidden();

    // What a device does is on the screen without a hand on the window.
    await openPage(window, 'Devices');
    await expect(row).toContainText('Active');
    await phone.leave();
    await expect(row).toContainText('Retired');
  } finally {
    phone.close();
  }
});

/** The value beside a term of the overview. */
const definition = (window: Page, term: string) =>
  window.locator('dt', { hasText: term }).locator('xpath=following-sibling::dd[1]');
