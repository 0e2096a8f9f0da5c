// Inviting by mail: set up the mail server, invite two people, read the outcomes, enroll with the mailed link.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { createSimulatedDevice } from '../support/device/device.ts';
import { createFakeSmtp, type FakeSmtp } from '../support/fakes/smtp.ts';
import {
  createAppleStandIns,
  fetchRoot,
  installPushCertificate,
  type AppleStandIns,
} from '../support/running/apple-stand-ins.ts';
import type { Call } from '../support/running/bridge-client.ts';
import { callThrough, expect, test } from './fixtures.ts';
import { setUpMail } from './pages/mail-page.ts';
import { openPage } from './pages/navigation.ts';

const password = 'correct horse battery';
const managedAppleId = 'anna.berg@appleid.office.example';
const account = { user: 'russet', password: 'open sesame' };

let apple: AppleStandIns;
let smtp: FakeSmtp;
let folder: string;

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'russet-invite-'));
  [apple, smtp] = await Promise.all([createAppleStandIns(folder), createFakeSmtp({ account })]);
});

test.afterAll(async () => {
  await Promise.all([apple.apns.stop(), smtp.stop()]);
  await rm(folder, { recursive: true, force: true });
});

const furnish = async (call: Call): Promise<void> => {
  await installPushCertificate(call, apple.apns);
  for (const name of ['Anna', 'Ben']) {
    const address = `${name.toLowerCase()}.berg@office.example`;
    await call('users.create', {
      email: address,
      username: address,
      firstName: name,
      lastName: 'Berg',
      displayName: `${name} Berg`,
      password,
      ...(name === 'Anna' && { managedAppleId }),
    });
  }
};

/** A text that is refused keeps what was typed; `Undo changes` takes it back. */
const refuseAndUndo = async (window: Page): Promise<void> => {
  const [subject, text] = [window.getByLabel('Subject'), window.getByRole('textbox', { name: 'Plain text' })];
  const before = await subject.inputValue();
  await subject.fill('Hello ${nobody}');
  await text.fill('No link.');
  await window.getByRole('button', { name: 'Save' }).click();
  await expect(window.getByRole('alert')).toContainText('unknown variable ${nobody}');
  await expect(text).toHaveValue('No link.');
  await window.getByRole('button', { name: 'Undo changes' }).click();
  await expect(subject).toHaveValue(before);
  await expect(text).not.toHaveValue('No link.');
  await expect(window.getByRole('alert')).toHaveCount(0);
};

test('invites two people by mail and enrolls an iPhone with the mailed link', async ({ startWith }, testInfo) => {
  test.setTimeout(120_000);
  smtp.refusals.set('ben.berg@office.example', { code: 550, text: '5.1.1 No such user here' });
  const { app } = await startWith({ env: apple.env });
  const window = await app.firstWindow();
  await window.setViewportSize({ width: 1280, height: 800 });
  const picture = async (name: string): Promise<void> => {
    await window.screenshot({ path: testInfo.outputPath(`${name}.png`) });
    await testInfo.attach(name, { body: await window.screenshot(), contentType: 'image/png' });
  };
  const call = ((method: string, input: unknown) => callThrough(window, method, input)) as Call;
  await window.locator('nav').first().waitFor();
  await furnish(call);

  await setUpMail(window, smtp, account);
  await picture('mail-server');
  await window.getByRole('tab', { name: 'Email Templates' }).click();
  await expect(window.getByLabel('Subject')).toHaveValue('${organizationName}: enroll your device');
  await picture('templates');
  await window.getByRole('button', { name: 'Preview' }).click();
  await expect(window.getByRole('dialog')).toContainText('Expect two sign-ins');
  await picture('preview');
  await window.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await refuseAndUndo(window);
  await window.getByRole('button', { name: 'German' }).click();
  await expect(window.getByLabel('Subject')).toHaveValue('${organizationName}: Registrieren Sie Ihr Gerät');
  await picture('german');

  await openPage(window, 'Users');
  const grid = window.getByRole('grid');
  await expect(grid).toContainText('Ben Berg');
  await grid.getByRole('checkbox', { name: /select all rows/i }).check();
  await window.getByRole('button', { name: 'Send Invite' }).click();
  const dialog = window.getByRole('dialog');
  await expect(dialog).toContainText('2 people get a mail');
  await picture('send-invite');
  await dialog.getByRole('button', { name: 'Send Invite' }).click();
  const outcomes = dialog.getByRole('table', { name: 'Outcome per person' });
  await expect(outcomes.getByRole('row', { name: /Anna Berg/ })).toContainText('Sent');
  await expect(outcomes.getByRole('row', { name: /Ben Berg/ })).toContainText('5.1.1 No such user here');
  await expect(dialog.getByRole('status')).toContainText('Sent: 1');
  await picture('outcomes');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(grid.getByRole('row', { name: /Anna Berg/ })).toContainText('Pending');

  await openPage(window, 'Enroll');
  await window.getByRole('tab', { name: 'Links and QR codes' }).click();
  const links = window.getByRole('table', { name: 'Enrollment links' });
  await expect(links.getByRole('row', { name: /Ben Berg/ })).toContainText('Refused');
  await picture('links');

  const link = /https:\/\/\S+\/enroll\/i\/[\w-]+/.exec(smtp.mailsTo('anna.berg@office.example')[0]?.text ?? '')?.[0];
  const { hostname, port } = new URL(link ?? '');
  const phone = createSimulatedDevice({
    kind: 'iPhone',
    osVersion: '17.5',
    name: "Anna's iPhone",
    appleCa: apple.appleCa,
    trusted: [await fetchRoot(call, Number(port))],
    hosts: { [hostname]: { address: '127.0.0.1', port: Number(port) } },
  });
  phone.subscribeToPush(apple.apns);
  await phone.enrollByInvitation(link ?? '', { username: 'anna.berg@office.example', password, managedAppleId });
  await phone.connect('device');
  await expect(links.getByRole('row', { name: /Anna Berg/ })).toContainText('Used');
  await openPage(window, 'Users');
  await expect(grid.getByRole('row', { name: /Anna Berg/ })).toContainText('Completed');
  await expect.poll(() => smtp.mailsTo('anna.berg@office.example').length).toBe(2);
  phone.close();

  // Who is added later is invited with the same step.
  await window.getByRole('button', { name: '+ Add' }).click();
  await window.getByRole('menuitem', { name: 'Single User' }).click();
  await dialog.getByLabel('E-mail').fill('cleo.berg@office.example');
  await dialog.getByLabel('First Name').fill('Cleo');
  await dialog.getByLabel('Last Name').fill('Berg');
  await dialog.getByLabel('Locale').fill('de-DE');
  await expect(dialog.getByRole('checkbox', { name: 'Send this invitation now' })).toBeChecked();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(grid.getByRole('row', { name: /Cleo Berg/ })).toContainText('Pending');
  await expect.poll(() => smtp.mailsTo('cleo.berg@office.example').length).toBe(1);
});
