// Every mail to a person is in their language, against the whole core and a real mail server.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowUserEnrollment, officePassword, startOffice, type Office } from '../../support/core.ts';
import { asPage } from '../../support/enrollment-scenarios.ts';
import { createFakeSmtp, type FakeSmtp } from '../../support/fakes/smtp.ts';
import { endedTask, linkIn, mailServerFor, mailsArrive } from '../../support/mail.ts';
import { person } from '../../support/people.ts';
import { addSetting, setDefault } from '../../support/user-settings.ts';
import { eventually } from '../../support/eventually.ts';

const day = 24 * 60 * 60_000;

describe('mails in the language of the person', () => {
  let office: Office;
  let smtp: FakeSmtp;
  beforeAll(async () => {
    [office, smtp] = await Promise.all([startOffice(), createFakeSmtp()]);
    await allowUserEnrollment(office);
    await office.call('mail.update', mailServerFor(smtp));
  });
  afterAll(async () => {
    await office.stop();
    await smtp.stop();
    expect(office.problems).toEqual([]);
  });

  const someone = async (name: string, more: Parameters<typeof person>[1] = {}) => {
    const address = `${name}@office.example`;
    const firstName = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
    const { id } = await office.call('users.create', person(name, { firstName, password: officePassword, ...more }));
    return { id, address, username: address };
  };
  const invite = async (...ids: string[]) => {
    const { taskId } = await office.call('invitations.send', { ids, validDays: 30 });
    await endedTask(office, taskId);
  };
  const subjects = (address: string) => smtp.mailsTo(address).map(({ subject }) => subject);

  it('invites, reminds and confirms a German in German', async () => {
    const managedAppleId = 'greta@appleid.office.example';
    const greta = await someone('greta', { locale: 'de-AT', managedAppleId });
    const reminder = { enabled: true, startDay: 2, endDay: 20, everyDays: 3, maximum: 1 };
    await setDefault(office.call, 'invite-reminder', reminder);
    await invite(greta.id);
    const [invitation] = smtp.mailsTo(greta.address);
    expect(invitation?.text).toContain('Hallo Greta,');
    expect(invitation?.text).toMatch(/gültig bis \p{L}+, \d{1,2}\. \p{L}+ \d{4}/u);
    expect(invitation?.html).toContain('<html lang="de">');
    expect(`${invitation?.text ?? ''}${invitation?.html ?? ''}`).not.toMatch(/\b(your|the|and)\b/i);

    office.clock.advance(2.1 * day);
    for (let calls = 0; calls < 20; calls += 1) await office.call('mail.get', {});
    office.clock.advance(61 * 60_000);
    await mailsArrive(smtp, greta.address, 2);

    const phone = office.device({ kind: 'iPhone', osVersion: '17.5' });
    await phone.enrollByInvitation(linkIn(invitation?.text ?? ''), {
      username: greta.username,
      password: officePassword,
      managedAppleId,
    });
    await mailsArrive(smtp, greta.address, 3);
    expect(subjects(greta.address)).toEqual([
      'My Office: Registrieren Sie Ihr Gerät',
      'Erinnerung von My Office: Registrieren Sie Ihr Gerät',
      'My Office: Ihr Gerät ist registriert',
    ]);
  });

  it('mails a German a PIN in German', async () => {
    const hans = await someone('hans', { locale: 'de' });
    const group = await office.call('groups.create', { name: 'PIN', memberIds: [hans.id] });
    await addSetting(office.call, 'registration', {
      name: 'PIN',
      body: {
        appleEnrollmentType: 'user',
        registrationType: 'pin',
        pin: { length: 8, lifetimeDays: 2, allowRequest: true },
      },
      groupIds: [group.id],
    });
    const web = office.device({ kind: 'iPhone', osVersion: '18.2' }).webSession();
    const page = asPage(await web.open(`${office.origin}/enroll/pin`));
    const [form] = page.forms;
    if (form === undefined) throw new Error(page.text);
    await web.submit(page, form, { username: hans.username });
    await eventually(() => {
      expect(subjects(hans.address)).toEqual(['My Office: Ihre neue PIN']);
    });
    expect(smtp.mailsTo(hans.address)[0]?.text).toMatch(/Einmal-PIN: \d{8} \(gültig bis /);
  });

  it('writes to people whose language is not known, or not spoken here, in that of the office', async () => {
    const people = [await someone('ida', { locale: 'en-GB' }), await someone('jules', { locale: 'fr-FR' })];
    const kim = await someone('kim');
    const everybody = [...people.map(({ id }) => id), kim.id];
    expect((await office.call('mail.get', {})).language).toBeNull();
    await invite(...everybody);
    const english = 'My Office: enroll your device';
    for (const { address } of [...people, kim]) expect(subjects(address)).toEqual([english]);

    await office.call('mail.update', { ...mailServerFor(smtp), language: 'de' });
    await office.call('mail.update', mailServerFor(smtp));
    expect((await office.call('mail.get', {})).language).toBe('de');
    await invite(...everybody);
    const german = 'My Office: Registrieren Sie Ihr Gerät';
    expect(['ida', 'jules', 'kim'].map((name) => subjects(`${name}@office.example`).at(-1))).toEqual([
      english,
      german,
      german,
    ]);
    await office.call('mail.test', { to: 'it@office.example' });
    expect(subjects('it@office.example')).toEqual(['Test-E-Mail von My Office']);
    const [changed] = (await office.call('audit.list', { types: ['Mail'] })).rows;
    expect(changed?.changes).toEqual([{ attribute: 'Language', before: undefined, after: 'de' }]);
    await office.call('mail.update', { ...mailServerFor(smtp), language: 'en' });
  });

  it('changes, previews, tests and reverts the text of one language alone', async () => {
    const [lena, mark] = [await someone('lena', { locale: 'de-DE' }), await someone('mark', { locale: 'en-US' })];
    const key = { id: 'invitation' as const, language: 'de' as const };
    const own = { ...key, subject: 'Servus ${userFirstName}', text: 'Los: ${activationUrl}', html: '' };
    await office.call('mailTemplates.update', own);
    await invite(lena.id, mark.id);
    expect(subjects(lena.address)).toEqual(['Servus Lena']);
    expect(subjects(mark.address)).toEqual(['My Office: enroll your device']);
    const preview = (more: object) => office.call('mailTemplates.preview', { id: 'invitation', ...more });
    expect(await preview({ userId: lena.id })).toMatchObject({ language: 'de', subject: 'Servus Lena' });
    expect(await preview({ userId: mark.id })).toMatchObject({ language: 'en' });
    expect(await preview({ userId: mark.id, language: 'de' })).toMatchObject({ subject: 'Servus Mark' });
    expect(await preview({})).toMatchObject({ language: 'en' });
    await office.call('mailTemplates.test', { ...own, subject: 'Probe', to: 'it@office.example' });
    expect(subjects('it@office.example').at(-1)).toBe('Probe');
    const { rows } = await office.call('audit.list', { types: ['Mail'] });
    expect(rows[0]?.name).toContain('(de)');
    await office.call('mailTemplates.revert', { id: 'invitation', language: 'en' });
    expect(await preview({ language: 'de' })).toMatchObject({ subject: 'Servus Anna' });
    await office.call('mailTemplates.revert', key);
    expect((await office.call('mailTemplates.list', {})).every(({ isDefault }) => isDefault)).toBe(true);
  });
});
