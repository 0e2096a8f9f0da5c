// People from the directory to an enrolled device: LDAP is connected, an OU comes in, its people are invited by mail, and
// one of them enrolls a personal iPhone with the password of the directory.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSimulatedDevice } from '../support/device/device.ts';
import { createFakeSmtp, type FakeSmtp } from '../support/fakes/smtp.ts';
import { personLdif, startLdapDirectory, suffix, type LdapDirectory } from '../support/ldap-directory.ts';
import {
  createAppleStandIns,
  fetchRoot,
  installPushCertificate,
  type AppleStandIns,
} from '../support/running/apple-stand-ins.ts';
import type { Call } from '../support/running/bridge-client.ts';
import { callThrough, expect, test } from './fixtures.ts';
import { connectLdap, importUnit } from './pages/ldap-page.ts';
import { setUpMail } from './pages/mail-page.ts';
import { openPage } from './pages/navigation.ts';

const mailAccount = { user: 'russet', password: 'open sesame' };

let apple: AppleStandIns;
let directory: LdapDirectory;
let smtp: FakeSmtp;
let folder: string;

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'russet-people-'));
  [apple, smtp, directory] = await Promise.all([
    createAppleStandIns(folder),
    createFakeSmtp({ account: mailAccount }),
    startLdapDirectory({
      entries: [
        `\ndn: ou=sales,ou=people,${suffix}\nobjectClass: organizationalUnit\nou: sales\n`,
        personLdif('anna', { unit: 'ou=sales,ou=people', name: 'Anna Berg' }),
        personLdif('ben', { unit: 'ou=sales,ou=people', name: 'Ben Holm' }),
      ].join('\n'),
    }),
  ]);
});

test.afterAll(async () => {
  await Promise.all([apple.apns.stop(), smtp.stop(), directory.stop()]);
  await rm(folder, { recursive: true, force: true });
});

/** What the story of the first day shows being done in the window: push certificate, Business Manager, User Enrollment. */
const prepareUserEnrollment = async (call: Call): Promise<void> => {
  await installPushCertificate(call, apple.apns);
  await call('businessManager.declare', {
    accountConnected: true,
    organizationName: 'Berg & Partners',
    appsAndBooksConnected: true,
    appsAndBooksSameOrganization: true,
    validatedDomains: ['office.example'],
    federated: true,
  });
};

test('people of a directory are invited by mail and enroll with its password', async ({ startWith }, testInfo) => {
  test.setTimeout(120_000);
  const { app } = await startWith({ env: apple.env });
  const window = await app.firstWindow();
  await window.setViewportSize({ width: 1280, height: 800 });
  await window.locator('nav').first().waitFor();
  const call = ((method: string, input: unknown) => callThrough(window, method, input)) as Call;
  await prepareUserEnrollment(call);
  await openPage(window, 'User Settings');
  await window.getByRole('button', { name: /^Edit/ }).first().click();
  const setting = window.getByRole('dialog');
  await setting.getByRole('radiogroup', { name: 'Apple Enrollment Type' }).getByLabel('User Enrollment').check();
  await setting.getByRole('button', { name: /^(Save|Done)$/ }).click();
  await expect(setting).toBeHidden();

  await connectLdap(window, directory, { preview: 'a•••a@appleid.office.example' });
  await setUpMail(window, smtp, mailAccount);
  await importUnit(window, 'sales');
  const grid = window.getByRole('grid');
  await expect(grid.getByRole('row', { name: /Anna Berg/ })).toContainText('Not Invited');

  await grid.getByRole('checkbox', { name: /select all rows/i }).check();
  await window.getByRole('button', { name: 'Send Invite' }).click();
  const dialog = window.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Send Invite' }).click();
  await expect(dialog.getByRole('status')).toContainText('Sent: 2');
  await dialog.getByRole('button', { name: 'Done' }).click();

  const link = /https:\/\/\S+\/enroll\/i\/[\w-]+/.exec(smtp.mailsTo('anna@office.example')[0]?.text ?? '')?.[0] ?? '';
  const { hostname, port } = new URL(link);
  const phone = createSimulatedDevice({
    kind: 'iPhone',
    osVersion: '17.5',
    name: "Anna's iPhone",
    appleCa: apple.appleCa,
    trusted: [await fetchRoot(call, Number(port))],
    hosts: { [hostname]: { address: '127.0.0.1', port: Number(port) } },
  });
  phone.subscribeToPush(apple.apns);
  const signIn = { username: 'anna@office.example', managedAppleId: 'anna@appleid.office.example' };
  await expect(phone.enrollByInvitation(link, { ...signIn, password: 'not hers' })).rejects.toThrow();
  await phone.enrollByInvitation(link, { ...signIn, password: 'anna password' });
  await phone.connect('device');

  await expect(grid.getByRole('row', { name: /Anna Berg/ })).toContainText('Completed');
  await openPage(window, 'Devices');
  await window.getByRole('row', { name: /anna@office\.example/ }).click();
  await expect(window.getByText('User Enrollment Enrolled').locator('..')).toContainText('Yes');
  await expect(window.getByText('a•••a@appleid.office.example').first()).toBeVisible();
  await testInfo.attach('device', { body: await window.screenshot(), contentType: 'image/png' });
  phone.close();
});
