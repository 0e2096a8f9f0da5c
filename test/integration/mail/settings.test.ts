// The mail server and the mail texts as an administrator sets them up: what is kept, what is never given away.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startOffice, type Office } from '../../support/core.ts';
import { createFakeSmtp, type FakeSmtp } from '../../support/fakes/smtp.ts';
import { mailServerFor } from '../../support/mail.ts';

const account = { user: 'russet', password: 'open sesame 4711' };

describe('setting up mail', () => {
  let office: Office;
  let smtp: FakeSmtp;
  beforeAll(async () => {
    [office, smtp] = await Promise.all([startOffice({ push: false }), createFakeSmtp({ account })]);
  });
  afterAll(async () => {
    await office.stop();
    await smtp.stop();
    expect(office.problems).toEqual([]);
  });

  const server = () => ({ ...mailServerFor(smtp), authentication: 'password' as const, user: account.user });

  it('keeps the password sealed, returns it never, and goes on using it', async () => {
    await expect(office.call('mail.update', server())).rejects.toThrow('password');
    await office.call('mail.update', { ...server(), password: account.password });
    const stored = await office.call('mail.get', {});
    expect(stored).toMatchObject({ hasPassword: true, server: { host: 'localhost', user: 'russet' } });
    await office.call('mail.update', { ...server(), fromName: 'Another name' });
    expect((await office.call('mail.test', { to: 'it@office.example' })).response).toContain('250');
    expect(smtp.mails.at(-1)).toMatchObject({ user: 'russet', secure: true });
    const { rows } = await office.call('audit.list', { types: ['Mail'] });
    expect(rows.length).toBeGreaterThanOrEqual(2);
    const database = await readFile(join(office.dataDir, 'russet.db'));
    const journal = await readFile(join(office.dataDir, 'russet.db-wal'));
    for (const text of [JSON.stringify(stored), JSON.stringify(rows)]) expect(text).not.toContain(account.password);
    for (const file of [database, journal]) expect(file.includes(account.password)).toBe(false);
  });

  it('does not send a stored password to another host', async () => {
    await expect(office.call('mail.update', { ...server(), host: 'evil.example' })).rejects.toThrow(
      'only for the host',
    );
    expect((await office.call('mail.get', {})).server?.host).toBe('localhost');
  });

  it('tells what is wrong with the settings', async () => {
    const refuse = (more: object) => office.call('mail.update', { ...server(), password: 'x', ...more });
    await expect(refuse({ caCertificates: 'no certificate' })).rejects.toThrow('not readable');
    await expect(refuse({ user: '' })).rejects.toThrow('user name');
    await expect(refuse({ fromName: 'Office\r\nBcc: evil@evil.example' })).rejects.toThrow('one line');
    await expect(refuse({ replyTo: 'help@office.example\nBcc: x@y.example' })).rejects.toThrow('replyTo');
    await expect(refuse({ host: 'smtp.office.example/x' })).rejects.toThrow('host');
  });

  it('names a wrong password when a test mail is sent', async () => {
    await office.call('mail.update', { ...server(), password: 'wrong' });
    await expect(office.call('mail.test', { to: 'it@office.example' })).rejects.toThrow('mail.authentication');
    await office.call('mail.update', { ...server(), password: account.password });
    smtp.refusals.set('it@office.example', { code: 550, text: 'No relaying' });
    await expect(office.call('mail.test', { to: 'it@office.example' })).rejects.toThrow('No relaying');
    smtp.refusals.clear();
  });

  it('changes, previews, tests and reverts a mail text', async () => {
    const key = { id: 'invitation' as const, language: 'en' as const };
    const own = { ...key, subject: 'Hi ${userFirstName}', text: 'Go: ${activationUrl}', html: '' };
    const preview = await office.call('mailTemplates.preview', own);
    expect(preview).toMatchObject({ subject: 'Hi Anna', html: '' });
    expect(preview.text).toContain('/enroll/i/EXAMPLE');
    await expect(office.call('mailTemplates.update', { ...own, html: '<script>alert(1)</script>' })).rejects.toThrow(
      '<script> is not allowed',
    );
    await office.call('mailTemplates.update', own);
    await office.call('mailTemplates.test', { ...own, to: 'it@office.example' });
    expect(smtp.mails.at(-1)?.subject).toBe('Hi Anna');
    const changed = await office.call('mailTemplates.list', {});
    expect(changed.filter(({ isDefault }) => !isDefault)).toMatchObject([{ ...key, subject: own.subject }]);
    await office.call('mailTemplates.revert', key);
    const reverted = await office.call('mailTemplates.list', {});
    expect(reverted.every(({ isDefault }) => isDefault)).toBe(true);
  });

  it('masks the Managed Apple ID of a person in the preview', async () => {
    const { id } = await office.addPerson('paula');
    const { text } = await office.call('mailTemplates.preview', { id: 'invitation', userId: id });
    expect(text).toContain('p•••a@appleid.office.example');
    expect(text).not.toContain('paula@appleid.office.example');
  });

  it('shows everybody how to enroll at the address that mails name, in the language of the reader', async () => {
    const mac = office.device({ kind: 'Mac', osVersion: '15.1' });
    const page = await mac.webSession().open(`${office.origin}/enroll`);
    expect(page).toMatchObject({ kind: 'page', status: 200, text: expect.stringContaining('personal link') as string });
  });
});
