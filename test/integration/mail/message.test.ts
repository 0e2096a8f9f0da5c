// Send Message and Device Owner Settings against the whole core and a real mail server.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowUserEnrollment, officePassword, startOffice, type Office } from '../../support/core.ts';
import { createFakeSmtp, type FakeSmtp } from '../../support/fakes/smtp.ts';
import { endedTask, linkIn, mailServerFor } from '../../support/mail.ts';
import { setDefault } from '../../support/user-settings.ts';

describe('mail to people', () => {
  let office: Office;
  let smtp: FakeSmtp;
  beforeAll(async () => {
    [office, smtp] = await Promise.all([startOffice(), createFakeSmtp()]);
    await office.call('mail.update', mailServerFor(smtp));
  });
  afterAll(async () => {
    await office.stop();
    await smtp.stop();
    expect(office.problems).toEqual([]);
  });

  it('Send Message mails a text to each person, with an outcome per person that can be tried again', async () => {
    const [anna, ben, off] = [
      await office.addPerson('anna'),
      await office.addPerson('ben'),
      await office.addPerson('off'),
    ];
    await office.call('users.setEnabled', { ids: [off.id], enabled: false });
    smtp.refusals.set(ben.username, { code: 550, text: '5.1.1 No such user' });
    const { batchId, taskId } = await office.call('messages.send', {
      ids: [anna.id, ben.id, off.id],
      subject: 'Office closed, ${userFirstName}',
      text: 'Hello ${userDisplayName},\n\n<b>we</b> are closed on Friday.',
    });
    const task = await endedTask(office, taskId);
    expect(task).toMatchObject({ title: 'Send Message: 2 mails', state: 'done' });
    expect(task.result?.page?.path).toBe(`/users/mails/${batchId}`);
    expect(smtp.mailsTo(anna.username)).toMatchObject([
      { subject: 'Office closed, anna', text: 'Hello anna Example,\n\n<b>we</b> are closed on Friday.\n' },
    ]);
    const { counts, rows } = await office.call('invitations.outcomes', { batchId });
    expect(counts).toEqual({ sent: 1, refused: 1, disabled: 1 });
    expect(rows.find(({ userId }) => userId === ben.id)?.detail).toContain('5.1.1 No such user');

    smtp.refusals.clear();
    await endedTask(office, (await office.call('invitations.retry', { batchId })).taskId);
    expect(smtp.mailsTo(ben.username)).toMatchObject([{ subject: 'Office closed, ben' }]);
    expect(smtp.mailsTo(anna.username)).toHaveLength(1);

    const trail = (await office.call('audit.list', { types: ['Message'] })).rows;
    expect(trail.map(({ name, activity }) => [name, activity])).toEqual([
      ['ben Example', 'Message Sent'],
      ['anna Example', 'Message Sent'],
    ]);
    // Nobody is invited by a message.
    expect((await office.call('users.get', { id: anna.id })).inviteStatus).toBe('not-invited');
  });

  it('refuses variables that a message has no value for, and a text without content', async () => {
    const { id } = await office.addPerson('cleo');
    const message = { ids: [id], subject: 'News', text: 'Your PIN: ${pin}' };
    await expect(office.call('messages.send', message)).rejects.toThrow(/unknown variable \$\{pin\}/);
    await expect(office.call('messages.send', { ...message, text: '  ' })).rejects.toThrow('text: ');
    await expect(office.call('messages.send', { ...message, subject: 'a\nBcc: b@c.example' })).rejects.toThrow(
      'one line',
    );
    expect(smtp.mailsTo('cleo@office.example')).toEqual([]);
  });

  it('Device Owner Settings of the invitation decide who owns the device that enrolls with it', async () => {
    const dora = await office.addPerson('dora', { managedAppleId: undefined });
    const { taskId } = await office.call('invitations.send', { ids: [dora.id], ownership: 'company-owned' });
    await endedTask(office, taskId);
    const mac = office.device({ kind: 'Mac' });
    const link = linkIn(smtp.mailsTo(dora.username)[0]?.text ?? '');
    await mac.enrollByInvitation(link, { username: dora.username, password: officePassword });
    const { rows } = await office.call('devices.list', { userId: dora.id });
    expect(rows).toMatchObject([{ ownership: 'company-owned' }]);
    const [invited] = (await office.call('audit.list', { types: ['Invitation'], search: 'dora' })).rows;
    expect(invited?.changes).toContainEqual({ attribute: 'Device Owner', after: 'Company Owned' });

    // Without one the registration setting decides.
    const emil = await office.addPerson('emil', { managedAppleId: undefined });
    const other = office.device({ kind: 'Mac' });
    const plain = await office.call('enrollment.invite', { userId: emil.id });
    await other.enrollByInvitation(plain.link, { username: emil.username, password: officePassword });
    expect((await office.call('devices.list', { userId: emil.id })).rows).toMatchObject([{ ownership: 'not-set' }]);
  });

  it('check 7: a User Enrollment is User Owned whatever setting and invitation say', async () => {
    await allowUserEnrollment(office);
    const registration = { appleEnrollmentType: 'user', includeMacos: true } as const;
    await setDefault(office.call, 'registration', { ...registration, ownership: 'company-owned' });
    const gerda = await office.addPerson('gerda');
    const { link } = await office.call('enrollment.invite', { userId: gerda.id, ownership: 'company-owned' });
    const older = office.device({ kind: 'iPhone', osVersion: '17.4' });
    const managedAppleId = 'gerda@appleid.office.example';
    await older.enrollByInvitation(link, { username: gerda.username, password: officePassword, managedAppleId });
    expect((await office.call('devices.list', { userId: gerda.id })).rows).toMatchObject([
      { enrollmentType: 'user', ownership: 'user-owned' },
    ]);
    const fritz = await office.addPerson('fritz');
    await office.call('enrollment.invite', { userId: fritz.id, ownership: 'company-owned' });
    const phone = office.device({ kind: 'iPhone' });
    await phone.enrollAccountDriven({
      identifier: fritz.username,
      discoveryOrigin: office.origin,
      password: officePassword,
      managedAppleId: 'fritz@appleid.office.example',
    });
    expect((await office.call('devices.list', { userId: fritz.id })).rows).toMatchObject([
      { enrollmentType: 'user', ownership: 'user-owned' },
    ]);
  });
});
