// What people expect of any program: names typed as they are read, toasts out of the way, a way back that leads back, a
// question before something typed is lost, and the cursor where one starts to type.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { createSimulatedDevice } from '../support/device/device.ts';
import {
  createAppleStandIns,
  fetchRoot,
  installPushCertificate,
  type AppleStandIns,
} from '../support/running/apple-stand-ins.ts';
import type { Call } from '../support/running/bridge-client.ts';
import { callThrough, expect, test } from './fixtures.ts';
import { defects } from './pages/axe.ts';
import { openPage } from './pages/navigation.ts';

const password = 'correct horse battery';

let apple: AppleStandIns;
let folder: string;

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'russet-everyday-'));
  apple = await createAppleStandIns(folder);
});

test.afterAll(async () => {
  await apple.apns.stop();
  await rm(folder, { recursive: true, force: true });
});

const addPerson = async (call: Call, name: string, ownPassword?: string): Promise<string> => {
  const email = `${name.toLowerCase()}@office.example`;
  const { id } = await call('users.create', {
    email,
    username: email,
    firstName: name,
    lastName: 'B',
    displayName: `${name} B`,
    ...(ownPassword !== undefined && { password: ownPassword }),
  });
  return id;
};

const enrollPhone = async (call: Call, userId: string) => {
  const { link } = await call('enrollment.invite', { userId, validDays: 7 });
  const { listener } = await call('server.get', {});
  const { hostname, port } = new URL(listener.url);
  const phone = createSimulatedDevice({
    kind: 'iPhone',
    osVersion: '18.2',
    name: 'Anna’s iPhone',
    appleCa: apple.appleCa,
    trusted: [await fetchRoot(call, Number(port))],
    hosts: { [hostname]: { address: '127.0.0.1', port: Number(port) } },
  });
  phone.subscribeToPush(apple.apns);
  await phone.enrollByInvitation(link, { username: 'anna@office.example', password });
  return phone;
};

/** What machines find wrong with the tabs and the dialogs of the device that is shown. */
const deviceDefects = async (window: Page): Promise<string[]> => {
  const found: string[] = [];
  const dialog = window.getByRole('dialog');
  const look = async (name: string): Promise<void> => {
    await expect(dialog).toBeVisible();
    found.push(...(await defects(window, `a device, ${name}`)));
    await window.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  };
  for (const tab of (await window.getByRole('main').getByRole('tab').all()).toReversed()) {
    await tab.click();
    await expect(tab).toHaveAttribute('aria-selected', 'true');
    const name = (await tab.textContent()) ?? '';
    found.push(...(await defects(window, `a device, ${name}`)));
    if (name !== 'Logs') continue;
    await window
      .getByRole('button', { name: /^Show details/ })
      .first()
      .click();
    await look('a log entry');
  }
  for (const action of [/^wipe/i, /^lock/i, /^retire/i]) {
    await window.getByRole('button', { name: 'Actions' }).click();
    await window.getByRole('menuitem', { name: action }).click();
    await look(String(action));
  }
  return found;
};

const scrolledBy = (window: Page): Promise<number> =>
  window.locator('.MuiDataGrid-virtualScroller').evaluate((element) => element.scrollTop);

test('a phone is wiped by its name as a keyboard types it, and lists are found again on the way back', async ({
  startWith,
}, testInfo) => {
  const { app } = await startWith({ env: apple.env });
  const window = await app.firstWindow();
  await window.setViewportSize({ width: 1280, height: 800 });
  await window.locator('nav').first().waitFor();
  const call = ((method: string, input: unknown) => callThrough(window, method, input)) as Call;
  const picture = async (name: string): Promise<void> => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await window.emulateMedia({ colorScheme });
      await window.screenshot({ path: testInfo.outputPath(`${name}-${colorScheme}.png`) });
    }
  };
  await installPushCertificate(call, apple.apns);
  const anna = await addPerson(call, 'Anna', password);
  for (let index = 0; index < 40; index += 1) await addPerson(call, `Person${String(index)}`);
  const phone = await enrollPhone(call, anna);
  try {
    // A list with a filter, the second page, scrolled down.
    await openPage(window, 'Users');
    await window.getByRole('searchbox').fill('person');
    await expect(window.getByRole('row').filter({ hasText: 'Person0 B' })).toBeVisible();
    await window.locator('.MuiDataGrid-virtualScroller').evaluate((element) => {
      element.scrollTop = 400;
    });
    await expect.poll(() => scrolledBy(window)).toBe(400);
    await window
      .getByRole('gridcell', { name: /^Person\d+ B$/ })
      .nth(3)
      .click();
    await expect(window.getByRole('heading', { level: 1 })).toHaveText(/^Person\d+ B$/);
    const expectList = async (): Promise<void> => {
      await expect(window.getByRole('heading', { level: 1 })).toHaveText('Users');
      await expect(window.getByRole('searchbox')).toHaveValue('person');
      await expect.poll(() => scrolledBy(window)).toBe(400);
    };
    await window.getByRole('main').getByRole('link', { name: 'Users' }).click();
    await expectList();
    await window.keyboard.press('Alt+ArrowRight');
    await expect(window.getByRole('heading', { level: 1 })).toHaveText(/^Person\d+ B$/);
    await window.keyboard.press('Alt+ArrowLeft');
    await expectList();
    await window.keyboard.press('Alt+ArrowRight');
    await expect(window.getByRole('heading', { level: 1 })).toHaveText(/^Person\d+ B$/);
    await app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.emit('app-command', {}, 'browser-backward');
    });
    await expectList();

    // The name is typed with the signs of a keyboard.
    await openPage(window, 'Devices');
    await window.getByRole('gridcell', { name: 'Anna’s iPhone' }).click();
    const dialog = window.getByRole('dialog');
    expect(await deviceDefects(window)).toEqual([]);
    await window.getByRole('button', { name: 'Actions' }).click();
    await window.getByRole('menuitem', { name: /wipe/i }).click();
    const wipe = dialog.getByRole('button', { name: /^wipe/i });
    const name = dialog.getByRole('textbox', { name: /to confirm/ });
    await name.fill('Annas iPhone');
    await expect(dialog.getByText('This is not the name yet')).toBeVisible();
    await expect(wipe).toBeDisabled();
    await picture('typed-name');
    await name.fill("anna's iphone");
    await expect(wipe).toBeEnabled();
    await wipe.click();
    await expect(dialog).toBeHidden();

    // The toast lies in its strip, above everything that can be used.
    const toast = window.locator('.notistack-Snackbar');
    await expect(toast).toBeVisible();
    await picture('toast');
    const box = await toast.boundingBox();
    const main = await window.getByRole('main').boundingBox();
    expect((box?.y ?? 99) + (box?.height ?? 99)).toBeLessThanOrEqual(main?.y ?? 0);
    expect(box?.x ?? 0).toBeGreaterThanOrEqual(main?.x ?? 0);
    // A pointer that rests there does not keep it.
    await window.mouse.move((box?.x ?? 0) + 20, (box?.y ?? 0) + 10);
    await expect(toast).toHaveCount(0, { timeout: 15_000 });
  } finally {
    phone.close();
  }
});

test('dialogs begin in their first field, and nothing typed is lost without a question', async ({ app, window }) => {
  await window.setViewportSize({ width: 1280, height: 800 });
  // A group that the second page of a wizard misses is made there; the first page keeps what was typed.
  await openPage(window, 'User Settings');
  await window.getByRole('button', { name: '+ Add setting for specific user groups' }).click();
  const wizard = window.getByRole('dialog', { name: /setting/i });
  await expect(wizard.getByLabel('Name')).toBeFocused();
  await window.keyboard.type('Interns');
  await wizard.getByRole('button', { name: 'Next' }).click();
  await wizard.getByRole('button', { name: 'Add a group' }).click();
  const group = window.getByRole('dialog', { name: 'Add User Group' });
  await group.getByLabel('Name').fill('New people');
  await group.getByRole('radio', { name: /Manually Managed/ }).check();
  await group.getByLabel('Name').press('Enter');
  await expect(group).toBeHidden();
  await expect(wizard.getByLabel(/^New people/)).toBeChecked();
  await wizard.getByRole('button', { name: 'Back' }).click();
  await expect(wizard.getByLabel('Name')).toHaveValue('Interns');
  await wizard.getByRole('button', { name: 'Next' }).click();
  await wizard.getByRole('button', { name: 'Done' }).click();
  await expect(wizard).toBeHidden();
  await expect(window.getByRole('main')).toContainText('Interns');

  await openPage(window, 'User Groups');
  await window.getByRole('button', { name: '+Add' }).click();
  const dialog = window.getByRole('dialog');
  await expect(dialog.getByLabel('Name')).toBeFocused();
  await window.keyboard.type('Field team');

  // The question of the shell, answered once with each button.
  await app.evaluate(({ dialog: shellDialog }) => {
    const asked: { message: string; buttons: readonly string[] }[] = [];
    Object.assign(globalThis, { asked, answer: 0 });
    shellDialog.showMessageBoxSync = ((_window: unknown, question: { message: string; buttons: string[] }) => {
      asked.push({ message: question.message, buttons: question.buttons });
      return (globalThis as unknown as { answer: number }).answer;
    }) as typeof shellDialog.showMessageBoxSync;
  });
  const asked = () => app.evaluate(() => (globalThis as unknown as { asked: unknown[] }).asked);
  await app.evaluate(({ app: program }) => {
    program.quit();
  });
  await expect
    .poll(asked)
    .toEqual([{ message: 'Discard what is not saved?', buttons: ['Keep editing', 'Discard and quit'] }]);
  await expect(dialog.getByLabel('Name')).toHaveValue('Field team');

  // Going back asks too, in the window.
  await window.keyboard.press('Alt+ArrowLeft');
  await window
    .getByRole('dialog', { name: 'Discard your changes?' })
    .getByRole('button', { name: 'Keep editing' })
    .click();
  await expect(dialog.getByLabel('Name')).toHaveValue('Field team');

  const ended = new Promise<void>((resolve) => {
    app.process().once('exit', () => {
      resolve();
    });
  });
  await app.evaluate(({ app: program }) => {
    Object.assign(globalThis, { answer: 1 });
    program.quit();
  });
  await ended;
});
