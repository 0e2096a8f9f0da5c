// The page Mail.
import type { Page } from 'playwright/test';
import type { FakeSmtp } from '../../support/fakes/smtp.ts';
import { expect } from '../fixtures.ts';
import { openPage } from './navigation.ts';

/** Sets up a mail server and sends a test mail to admin@office.example. */
export const setUpMail = async (
  window: Page,
  smtp: FakeSmtp,
  account: { readonly user: string; readonly password: string },
): Promise<void> => {
  await openPage(window, 'Mail');
  await window.getByRole('textbox', { name: 'Host' }).fill(smtp.host);
  await window.getByRole('textbox', { name: 'Port' }).fill(String(smtp.port));
  await window.getByRole('textbox', { name: 'User name' }).fill(account.user);
  await window.getByLabel('Password', { exact: false }).last().fill(account.password);
  await window.getByLabel('Own CA certificates').fill(smtp.caPem);
  await window.getByLabel('Display name').fill('Office IT');
  await window.getByLabel('From address').fill('it@office.example');
  await window.getByRole('button', { name: 'Save' }).click();
  await expect(window.getByText('Everything is saved.')).toBeVisible();
  await window.getByRole('button', { name: 'Send test mail' }).click();
  const dialog = window.getByRole('dialog');
  await dialog.getByLabel('To').fill('admin@office.example');
  await dialog.getByRole('button', { name: 'Send' }).click();
  await expect(dialog.getByRole('status')).toContainText('The mail server took the mail');
  expect(smtp.mailsTo('admin@office.example')).toHaveLength(1);
  await dialog.getByRole('button', { name: 'Close' }).click();
};
