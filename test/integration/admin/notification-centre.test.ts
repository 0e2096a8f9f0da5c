// What the whole office raises: directories, what expires, the mail server; and what the administrator does with it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allowUserEnrollment, startOffice, type Office } from '../../support/core.ts';
import { createFakeEntra, type FakeEntra } from '../../support/fakes/entra.ts';
import { createFakeSmtp, type FakeSmtp } from '../../support/fakes/smtp.ts';
import { personLdif, startLdapDirectory, suffix, type LdapDirectory } from '../../support/ldap-directory.ts';
import { connectAndSync, ldapInput, taskEnd, type LdapInputChanges } from '../../support/ldap-office.ts';
import { endedTask, mailServerFor, mailsArrive } from '../../support/mail.ts';
import { behindItsBack } from '../../support/behind-its-back.ts';
import { eventually } from '../../support/eventually.ts';

const day = 86_400_000;

let office: Office;

afterEach(async () => {
  await office.stop();
});

const listed = async (statuses: ('Open' | 'Cleared')[] = ['Open']) =>
  (await office.call('notifications.list', { statuses })).rows.map(({ severity, component, title }) =>
    [severity, component, title].join(' | '),
  );

/** Until the notifications are these: they are raised after what tests can wait for. */
const become = (expected: readonly string[], statuses?: ('Open' | 'Cleared')[]): Promise<void> =>
  eventually(async () => expect(await listed(statuses)).toEqual(expected));

describe('notifications of an LDAP directory', () => {
  let directory: LdapDirectory;

  beforeEach(async () => {
    directory = await startLdapDirectory({
      entries: `\n${['anna', 'ben', 'cleo'].map((uid) => personLdif(uid)).join('')}`,
    });
    office = await startOffice({ push: false });
  });
  afterEach(async () => {
    await directory.stop();
  });

  const syncNow = async (id: string, acceptChanges = false) =>
    taskEnd(office, (await office.call('ldap.syncNow', { id, acceptChanges })).taskId);
  const update = (id: string, changes: LdapInputChanges) =>
    office.call('ldap.update', { id, ...ldapInput(directory.url, changes) });
  const rename = (uid: string, sn: string) =>
    directory.modify(`dn: uid=${uid},ou=people,${suffix}\nchangetype: modify\nreplace: sn\nsn: ${sn}\n`);

  it('tells that a sync was dropped, and that it is over once less changes', async () => {
    const { id } = await connectAndSync(
      office,
      ldapInput(directory.url, { options: { discardEnabled: true, discardPercent: 40 } }),
    );
    await become([]);
    for (const uid of ['anna', 'ben']) await rename(uid, 'Changed');
    office.clock.advance(1000);
    await syncNow(id);
    const dropped = 'Head office | A whole sync was dropped: it would change too many people';
    await become([`Warning | ${dropped}`]);
    await rename('ben', 'Example');
    await syncNow(id);
    await become([]);
    await become([`Cleared | ${dropped}`], ['Cleared']);
    await eventually(() => expect(office.events.some(({ topic }) => topic === 'notifications')).toBe(true));
  });

  it('tells that it cannot be reached, that it refuses the password, and forgets both with the server', async () => {
    const { id } = await connectAndSync(office, ldapInput(directory.url));
    await update(id, { connection: { url: 'ldap://127.0.0.1:1' } });
    await syncNow(id);
    await become(['Warning | Head office | The directory cannot be reached']);
    await update(id, { connection: { password: 'wrong' } });
    await syncNow(id);
    await become(['Critical | Head office | The directory refuses the credentials']);
    expect(await office.call('notifications.summary', {})).toEqual({ open: 1, critical: 1 });
    await update(id, {});
    await syncNow(id);
    await become([]);
    await update(id, { connection: { password: 'wrong' } });
    await syncNow(id);
    await become(['Critical | Head office | The directory refuses the credentials']);
    await office.call('ldap.delete', { id });
    await become([]);
  });

  it('tells who was left out, with a file of users and missing attributes', async () => {
    await directory.modify(`dn: uid=anna,ou=people,${suffix}\nchangetype: modify\ndelete: mail\n`);
    const { id } = await connectAndSync(office, ldapInput(directory.url));
    await become(['Warning | Head office | Some people are not synced: attributes are missing or unusable']);
    expect((await office.call('notifications.list', {})).rows[0]?.detail).toContain(
      'anna Example: has no e-mail address',
    );
    const { text } = await office.call('ldap.reportCsv', { id });
    expect(text).toContain('User,Problem,Missing Attributes');
    expect(text).toContain('anna Example,has no e-mail address,mail');
    const { users } = ldapInput(directory.url).search;
    await update(id, { search: { users: { ...users, email: 'mailbox' } } });
    await syncNow(id);
    await become(['Warning | Head office | Nobody is synced: attributes are missing or unusable']);
    await directory.modify(
      `dn: uid=anna,ou=people,${suffix}\nchangetype: modify\nadd: mail\nmail: anna@office.example\n`,
    );
    await update(id, {});
    await syncNow(id);
    await become([]);
  });

  it('names a custom attribute that nobody has', async () => {
    const { id } = await connectAndSync(
      office,
      ldapInput(directory.url, { search: { customAttributes: [{ name: 'floor', attribute: 'roomNumer' }] } }),
    );
    expect((await office.call('ldap.get', { id })).report?.message).toContain('Nobody has the attribute roomNumer');
  });
});

describe('notifications of Entra ID', () => {
  let entra: FakeEntra;

  beforeEach(async () => {
    entra = await createFakeEntra();
    office = await startOffice({ entra, push: false });
  });
  afterEach(async () => {
    await entra.stop();
  });

  const setUp = (change: { secret?: string; secretExpiresAt?: number; enabled?: boolean } = {}) =>
    office.call('entra.update', {
      name: 'Tenant',
      tenantId: entra.app.tenantId,
      clientId: entra.app.clientId,
      credential: { kind: 'secret', secret: change.secret ?? entra.app.secret },
      enabled: change.enabled ?? true,
      managedAppleId: 'email',
      appleidSubdomain: false,
      autoInvite: false,
      syncMinutes: 60,
      groups: [],
      attributes: [],
      ...(change.secretExpiresAt !== undefined && { secretExpiresAt: change.secretExpiresAt }),
    });
  const sync = async () => endedTask(office, (await office.call('entra.sync', {})).taskId);

  it('tells who was left out until everybody was read without that, and gives a file', async () => {
    entra.directory.addUser('anna');
    entra.directory.addUser('printer', { mail: null });
    await setUp();
    await sync();
    const title = 'Warning | Tenant | Some people are not synced: attributes are missing or unusable';
    await become([title]);
    expect((await office.call('entra.reportCsv', {})).text).toContain('printer Example,has no e-mail address,mail');
    // Nothing changed: that says nothing of those who were left out before.
    await sync();
    await become([title]);
  });

  it('tells that Microsoft refuses the secret, and forgets that when the source is switched off', async () => {
    await setUp({ secret: 'wrong' });
    await sync();
    await become(['Critical | Tenant | The directory refuses the credentials']);
    await setUp({ enabled: false });
    await become([]);
  });

  it('reminds of the end of the client secret', async () => {
    await setUp({ secretExpiresAt: office.clock.now() + 20 * day });
    await become(['Information | Entra ID credential | The Entra ID credential expires within 30 days']);
    await setUp({ secretExpiresAt: office.clock.now() + 90 * day });
    await become([]);
  });
});

describe('notifications of what expires', () => {
  it('warns of the push certificate 30, 14, 7 and 1 days before, and when it is over', async () => {
    office = await startOffice();
    const notAfter = (await office.call('server.get', {})).push.certificate?.notAfter ?? 0;
    const leave = async (days: number): Promise<void> => {
      office.clock.advance(notAfter - days * day - office.clock.now());
      await office.restart();
    };
    const push = async () => (await listed()).filter((line) => line.includes('Push certificate'));
    await leave(31);
    expect(await push()).toEqual([]);
    for (const [days, line] of [
      [29, 'Information | Push certificate | The push certificate expires within 30 days'],
      [13, 'Warning | Push certificate | The push certificate expires within 14 days'],
      [6.5, 'Warning | Push certificate | The push certificate expires within 7 days'],
      [0.5, 'Critical | Push certificate | The push certificate expires within a day'],
      [-1, 'Critical | Push certificate | The push certificate has expired'],
    ] as const) {
      await leave(days);
      expect(await push()).toEqual([line]);
    }
  });
});

describe('what the administrator does with notifications', () => {
  let smtp: FakeSmtp;

  beforeEach(async () => {
    smtp = await createFakeSmtp({ account: { user: 'office', password: 'right' } });
    office = await startOffice({ push: false });
  });
  afterEach(async () => {
    await smtp.stop();
  });

  const mailServer = (password: string) =>
    office.call('mail.update', { ...mailServerFor(smtp), authentication: 'password', user: 'office', password });
  const title = 'Critical | Mail server | The mail server refuses the sign-in';

  it('clears them, one by one or many, which is in the audit trail and in the export', async () => {
    await mailServer('wrong');
    await expect(office.call('mail.test', { to: 'anna@office.example' })).rejects.toThrow(/mail.authentication/);
    await become([title]);
    const [row] = (await office.call('notifications.list', { search: 'sign-in', severities: ['Critical'] })).rows;
    expect(await office.call('notifications.clear', { ids: [row?.id ?? '', 'unknown'] })).toEqual({ cleared: 1 });
    expect(await listed()).toEqual([]);
    await expect(office.call('mail.test', { to: 'anna@office.example' })).rejects.toThrow(/mail.authentication/);
    expect(await listed()).toEqual([]);
    const { rows } = await office.call('audit.list', { types: ['Notification'] });
    expect(rows.map(({ name, activity }) => [name, activity])).toEqual([
      ['Mail server: The mail server refuses the sign-in', 'Cleared'],
    ]);
    const { taskId } = await office.call('exports.notifications', {});
    const { result } = await endedTask(office, taskId);
    const { data } = await office.call('exports.read', { id: result?.exportId ?? '' });
    const csv = Buffer.from(data, 'base64').toString('utf8');
    expect(csv).toContain('Severity,Type,Component Type,Component,Title,Detail,Status,Cleared By');
    expect(csv).toContain('Critical,Server Authentication Error,Mail Server,Mail server');
  });

  it('is over when mails go out again', async () => {
    await mailServer('wrong');
    await expect(office.call('mail.test', { to: 'anna@office.example' })).rejects.toThrow();
    await become([title]);
    await mailServer('right');
    await become([]);
  });

  it('gets mails about them in the language of each, also about those from before the mail server worked', async () => {
    await allowUserEnrollment(office);
    const { id } = await office.addPerson('vera');
    await behindItsBack(office.dataDir, `update users set locale = 'de-AT' where id = '${id}'`);
    const ticks = { critical: true, warning: false, information: false };
    await office.call('notificationMail.update', {
      enabled: true,
      recipients: [
        { address: 'chief@office.example', ...ticks },
        { address: 'Vera@office.example', ...ticks },
      ],
    });
    await mailServer('wrong');
    await expect(office.call('mail.test', { to: 'anna@office.example' })).rejects.toThrow();
    await become([title]);
    await mailServer('right');
    office.clock.advance(60_000);
    await mailsArrive(smtp, 'chief@office.example', 1);
    const [mail] = smtp.mailsTo('chief@office.example');
    expect(mail?.subject).toBe('Russet: Mail server: The mail server refuses the sign-in');
    // No machine's notation of a time.
    expect(mail?.text).toMatch(/^Cleared: Mail server: /);
    expect(mail?.text).toMatch(/\n[A-Z][a-z]+day,? \d{1,2} [A-Z][a-z]+ \d{4} at \d\d:\d\d \S+\s*\n/);
    await mailsArrive(smtp, 'Vera@office.example', 1);
    const [german] = smtp.mailsTo('Vera@office.example');
    expect(german?.subject).toBe('Russet: Mailserver: Der Mailserver lehnt die Anmeldung ab');
    expect(german?.text).toMatch(/^Erledigt: Mailserver: /);
    expect(german?.text).toMatch(/\n[A-Z][a-z]+tag, \d{1,2}\. \S+ \d{4} um \d\d:\d\d \S+\s*\n/);
  });

  it('chooses recipients only with a severity, and each once', async () => {
    const tick = { critical: true, warning: false, information: false };
    const set = (recipients: { address: string; critical: boolean; warning: boolean; information: boolean }[]) =>
      office.call('notificationMail.update', { enabled: true, recipients });
    await expect(set([{ address: 'a@office.example', ...tick, critical: false }])).rejects.toThrow(/input.invalid/);
    await expect(
      set([
        { address: 'a@office.example', ...tick },
        { address: 'A@office.example', ...tick },
      ]),
    ).rejects.toThrow(/input.invalid/);
    await set([{ address: 'a@office.example', ...tick }]);
    const { rows } = await office.call('audit.list', { types: ['Notification'] });
    expect(rows[0]?.changes).toEqual([
      { attribute: 'Enabled', before: 'No', after: 'Yes' },
      { attribute: 'Recipients', after: 'a@office.example (Critical)' },
    ]);
  });
});
